import Enrichment

/// The list of indicators that `fields=a,b` or `--fields a,b` names.
public enum RequestedFields {
    /// Why a list cannot be followed.
    public enum Failure: Error, Equatable, CustomStringConvertible {
        case unknown(name: String, nearest: String?)
        case tooMany(limit: Int)

        public var description: String {
            switch self {
            case .unknown(let name, let nearest):
                "there is no indicator \"\(name)\""
                    + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; GET /indicators lists them")
            case .tooMany(let limit): "more than \(limit) indicators (enrich.fields)"
            }
        }
    }

    /// Rows of the index, each once, in the order of the list. Spaces around a name do not count.
    static func rows(_ list: String, in reference: ServedReference, limit: Int) throws(Failure) -> [Int] {
        var rows: [Int] = []
        for part in list.split(separator: ",") {
            let name = trimmed(part)
            guard !name.isEmpty else { continue }
            guard let row = reference.index.indicator(named: name) else {
                throw .unknown(name: name, nearest: nearest(name, in: reference))
            }
            if !rows.contains(row) { rows.append(row) }
            if rows.count > limit { throw .tooMany(limit: limit) }
        }
        return rows
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    private static func nearest(_ name: String, in reference: ServedReference) -> String? {
        // The distance costs the product of the lengths: nobody means an id by a long text.
        guard name.utf8.count <= longestName else { return nil }
        return NearestName.find(name, among: (0..<reference.index.indicatorCount).map(reference.index.indicatorID))
    }

    private static let longestName = 100
}
