import Audiences
import Bytes

/// What the cells of a column have in common.
struct ColumnGuess {
    private var isEmpty = true
    private var canBeBoolean = true
    private var canBeDate = true
    private var canBeNumber = true
    private var scale = 0

    /// More digits behind the point are no money and no measure.
    private static let maximumScale = 6

    mutating func add(_ cell: Span<UInt8>) {
        guard cell.count > 0 else { return }
        isEmpty = false
        if canBeBoolean { canBeBoolean = cell.equalsIgnoringCase("true") || cell.equalsIgnoringCase("false") }
        if canBeDate { canBeDate = CivilDate(cell) != nil }
        if canBeNumber { canBeNumber = isNumber(cell) }
    }

    /// A code such as 01 is none: its zero would be lost.
    private mutating func isNumber(_ cell: Span<UInt8>) -> Bool {
        let first = cell[0] == ASCII.hyphen ? 1 : 0
        if cell.count > first + 1, cell[first] == ASCII.zero, ASCII.isDigit(cell[first + 1]) { return false }
        guard let number = ExactDecimal(cell), number.scale <= Self.maximumScale,
            let units = number.units(atScale: Self.maximumScale), units.magnitude <= Attribute.unitsLimit.magnitude
        else { return false }
        scale = max(scale, number.scale)
        return true
    }

    var kind: Attribute.Kind {
        if isEmpty { return .text }
        if canBeBoolean { return .boolean }
        if canBeDate { return .date }
        if canBeNumber { return scale == 0 ? .integer : .decimal(scale: scale) }
        return .text
    }
}
