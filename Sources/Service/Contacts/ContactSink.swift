import Audiences
import Bytes
import CSV
import Enrichment
import JSON
import Store

/// Takes contacts one after another, places them, and hands them on in portions.
struct ContactSink: BulkSink, ~Copyable {
    private(set) var report = BulkReport()
    /// Told of each record that was not taken.
    var onReject: ((BulkReport.Failure) -> Void)?
    private var drafts: ContactDraftReader
    private var table: ContactTableReader?
    private var placer = ContactPlacer()
    private let reference: ReferenceIndex
    private let limits: EnrichLimits
    private let mode: ContactWrite.Mode
    /// Which columns of a table hold what, as a caller says it.
    var map: String?
    private var draft = ContactDraft()
    private var writes: [ContactWrite] = []
    private let store: ([ContactWrite]) throws(ContactStoreError) -> (created: Int, updated: Int)

    /// Contacts that are written in one go.
    private static let portion = 1000

    /// `store` writes a portion and says how many were new.
    init(
        _ configuration: ContactConfiguration, _ reference: ReferenceIndex, _ limits: EnrichLimits,
        mode: ContactWrite.Mode,
        store: @escaping ([ContactWrite]) throws(ContactStoreError) -> (created: Int, updated: Int)
    ) {
        drafts = ContactDraftReader(configuration, limits)
        self.reference = reference
        self.limits = limits
        self.mode = mode
        self.store = store
    }

    /// The report names every record that was not taken, and not the first of them alone.
    mutating func nameAllErrors() { report.nameAllErrors() }

    mutating func begin(_ header: CSVHeader) throws(RecordError) {
        let table = try ContactTableReader(header, drafts.schema, map: map)
        report.passOver(table.undeclared)
        self.table = table
    }

    mutating func accept(_ row: borrowing CSVReader) throws(RecordError) {
        guard let table else { preconditionFailure("a table has begun with its header") }
        draft = try table.read(row, drafts, maximumFieldBytes: limits.maximumFieldBytes, into: &placer.input)
        keepDraft()
    }

    mutating func accept(_ json: inout JSONReader, _ first: JSONToken) throws(ContactError) {
        draft = try drafts.read(&json, first, into: &placer.input)
        if draft.id == nil { throw ContactError(.refused("id is missing"), at: 0) }
    }

    mutating func keep() { keepDraft() }

    private mutating func keepDraft() {
        guard let id = draft.id else { return }
        placer.place(&draft, reference)
        report.passOver(draft.undeclared)
        writes.append(draft.write(id: id, mode))
    }

    mutating func reject(_ failure: BulkReport.Failure) {
        report.reject(failure)
        onReject?(failure)
    }

    mutating func rest() throws(BulkError) {
        if writes.count >= Self.portion { try flush() }
    }

    /// Writes what has been gathered.
    mutating func flush() throws(BulkError) {
        guard !writes.isEmpty else { return }
        do {
            let counts = try store(writes)
            report.created += counts.created
            report.updated += counts.updated
        } catch {
            throw .store(error)
        }
        writes.removeAll(keepingCapacity: true)
    }
}

extension ContactSession {
    /// Writes contacts in order and says how many were new. For bulks, where no precondition holds anybody back.
    mutating func write(_ writes: [ContactWrite]) throws(SQLiteError) -> (created: Int, updated: Int) {
        var counts = (created: 0, updated: 0)
        for write in writes {
            switch try self.write(write) {
            case .created: counts.created += 1
            case .updated: counts.updated += 1
            case .missing, .refused: break
            }
        }
        return counts
    }
}
