import Audiences
import Bytes
import Enrichment

/// The figures of neighbourhoods, as rules ask for them: `median_income > 30000`.
struct IndicatorFigures: IndicatorSource {
    private let index: ReferenceIndex
    let indicatorNames: [String]

    init(_ index: ReferenceIndex) {
        self.index = index
        indicatorNames = (0..<index.indicatorCount).map { index.indicatorID($0) }
    }

    func indicator(_ name: String, place: String) -> ExactDecimal? {
        var place = place
        let figures = figures(of: name)
        return place.withUTF8 { figures($0.span) }
    }

    /// Rounded to the digits that the indicator deserves, as answers show it: a rule must not tell apart what looks equal.
    func figures(of name: String) -> @Sendable (_ place: Span<UInt8>) -> ExactDecimal? {
        guard let row = index.indicator(named: name) else { return { _ in nil } }
        let decimals = min(index.decimals(ofIndicator: row), Self.finestDecimals)
        let factor = Self.powersOfTen[decimals]
        return { [index] place in
            guard let match = Self.match(place, index) else { return nil }
            let units = (index.indicator(row, of: match) * factor).rounded()
            guard units.isFinite, units.magnitude < Self.greatestUnits else { return nil }
            return ExactDecimal(units: Int64(units), scale: decimals)
        }
    }

    private static let finestDecimals = 6
    private static let powersOfTen = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].map(Double.init)
    /// Below 2⁶³, above any figure.
    private static let greatestUnits = 9e18

    private static func match(_ place: Span<UInt8>, _ index: ReferenceIndex) -> Match? {
        var match = Match()
        match.iris = index.iris(code: place)
        match.commune = match.iris == nil ? index.commune(code: place) : nil
        return match.iris == nil && match.commune == nil ? nil : match
    }
}
