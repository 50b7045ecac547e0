/// The values of a computed indicator for every contact, at the time they were computed. Contacts that came later have none.
public final class FrozenIndicator: Sendable {
    public let computedAt: Instant
    public let type: FieldType
    /// The texts that the values are numbers of.
    let texts: [String]?
    let dictionaryColumn: Int?
    /// By row.
    private let values: [Int64]

    init(computedAt: Instant, field: ComputedField, values: [Int64]) {
        self.computedAt = computedAt
        type = field.type
        texts = field.texts
        dictionaryColumn = field.dictionaryColumn
        self.values = values
    }

    /// All that are known, in the order of the rows.
    var knownValues: [Int64] { values.filter { $0 != PackedColumn.unknown } }

    func value(_ row: Int) -> Int64 { row < values.count ? values[row] : PackedColumn.unknown }
}
