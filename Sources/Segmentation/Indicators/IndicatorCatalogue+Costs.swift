extension IndicatorCatalogue {
    /// Indicators that a line of the report names before it only counts them.
    private static let namedIndicators = 5

    /// For each table that no file of `present` gives: what becomes of the indicators that need it.
    func costs(ofMissing present: Set<FileKind>) -> [(kind: FigureTableKind, cost: String)] {
        let missing = FigureTableKind.all.filter { !present.contains(.figures($0.id)) }
        let ids = Set(missing.map(\.id))
        return missing.compactMap { kind in
            let touched = entries.filter { entry in entry.tables.contains { $0.contains(kind.id) } }
            let lost = touched.filter { entry in entry.tables.allSatisfy { !$0.isDisjoint(with: ids) } }
            guard !touched.isEmpty else { return nil }
            var parts: [String] = []
            if !lost.isEmpty { parts.append("\(Self.list(lost)) without a value") }
            if touched.count > lost.count {
                parts.append("\(touched.count - lost.count) indicators known less finely")
            }
            return (kind, parts.joined(separator: ", "))
        }
    }

    private static func list(_ entries: [Entry]) -> String {
        let named = entries.prefix(namedIndicators).map(\.definition.id).joined(separator: ", ")
        let noun = entries.count == 1 ? "indicator" : "indicators"
        return "\(entries.count) \(noun) (\(named)\(entries.count > namedIndicators ? ", …" : ""))"
    }
}
