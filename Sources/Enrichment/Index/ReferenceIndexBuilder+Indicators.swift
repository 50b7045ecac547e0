import Bytes

extension ReferenceIndexBuilder {
    /// The columns of indicators, read beside the rest: takes them one by one, and `build` puts them into the index.
    public struct Indicators: Sendable {
        var table = IndicatorTable()
        /// Lists of origins by the number that the reference gives them.
        private var origins: [Int: [UInt8]] = [:]

        public init() {}

        /// A list of origins that columns refer to by `number`.
        public mutating func addOrigins(number: Int, _ bytes: Span<UInt8>) {
            origins[number] = bytes.withUnsafeBufferPointer { Array($0) }
        }

        /// One figure an IRIS, in the order of codes, or one a listed commune; `origins` is the number of a list that was
        /// added.
        public mutating func add(
            id: Span<UInt8>, byCommune: Bool, isKnownByIRIS: Bool, _ figures: PackedFigures, origins number: Int
        ) throws(ReferenceError) {
            guard let origins = origins[number], origins.count == figures.count else {
                throw .badColumn(
                    indicator: String(id), expected: figures.count, found: self.origins[number]?.count ?? 0)
            }
            table.append(
                id: id,
                IndicatorTable.Column(
                    area: byCommune ? .commune : .iris, figures: figures, origins: origins, isByIRIS: isKnownByIRIS))
        }

        /// An indicator that is known by persona only: each IRIS has the average of its persona. `averages` are in the order
        /// of the personas, NaN where one is not known.
        public mutating func add(id: Span<UInt8>, decimals: Int, isKnownByIRIS: Bool, averages: [Float]) {
            let origin = [UInt8](repeating: FigureOrigin.persona.rawValue, count: averages.count)
            table.append(
                id: id,
                IndicatorTable.Column(
                    area: .persona, figures: PackedFigures(averages, decimals: decimals), origins: origin,
                    isByIRIS: isKnownByIRIS))
        }
    }

    /// Gives the index its indicators; after all IRIS and personas.
    public mutating func setIndicators(_ indicators: Indicators) throws(ReferenceError) {
        let table = indicators.table
        let iris = parts.iris.codes.count
        let communes = (parts.iris.listedCommunes.last).map { Int($0) + 1 } ?? 0
        for (row, column) in table.columns.enumerated() {
            let expected =
                switch column.area {
                case .iris: iris
                case .commune: communes
                case .persona: personaCodes.count
                }
            guard column.figures.count == expected else {
                throw .badColumn(indicator: table.ids.string(row), expected: expected, found: column.figures.count)
            }
        }
        parts.indicators = table
    }
}
