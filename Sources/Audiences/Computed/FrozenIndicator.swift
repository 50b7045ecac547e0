import Synchronization

/// The values of a computed indicator for every contact, at the time they were computed. Contacts that came later have none,
/// and those of a contact that has been forgotten go with it: its row may become another's.
///
///     values    8 bytes a row of the segments that there were, in their order
///
/// `@unchecked Sendable`: the values of a segment are read and changed under that segment's lock only.
public final class FrozenIndicator: @unchecked Sendable {
    public let computedAt: Instant
    public let type: FieldType
    /// The texts that the values are numbers of.
    let texts: [String]?
    let dictionaryColumn: Int?
    private let values: UnsafeMutableBufferPointer<Int64>

    /// Nothing is known of any row yet.
    init(computedAt: Instant, field: ComputedField, rowCount: Int) {
        self.computedAt = computedAt
        type = field.type
        texts = field.texts
        dictionaryColumn = field.dictionaryColumn
        values = .allocate(capacity: rowCount)
        values.initialize(repeating: PackedColumn.unknown)
    }

    deinit { values.deallocate() }

    /// Under the lock of the row's segment.
    func value(_ row: Int) -> Int64 { row < values.count ? values[row] : PackedColumn.unknown }

    /// Under the lock of the row's segment, for writing, or before anybody else has it.
    func set(_ value: Int64, _ row: Int) { if row < values.count { values[row] = value } }
}

/// The frozen indicators that rows of a table may have values in.
final class FrozenRegister: Sendable {
    /// `weak`: an indicator that nobody asks any more is nobody's.
    private struct Entry {
        weak var indicator: FrozenIndicator?
    }

    private let entries = Mutex<[Entry]>([])

    func add(_ indicator: FrozenIndicator) {
        entries.withLock { entries in
            entries.removeAll { $0.indicator == nil }
            entries.append(Entry(indicator: indicator))
        }
    }

    /// The row is nobody's any more. Under the lock of its segment, for writing.
    func forget(_ row: Int) {
        entries.withLock { entries in
            for entry in entries { entry.indicator?.set(PackedColumn.unknown, row) }
        }
    }
}
