import Audiences
import Bytes
import CSV
import JSON
import Store

/// Takes events one after another and hands each on.
struct EventSink: BulkSink, ~Copyable {
    private(set) var report = BulkReport()
    /// Told of each record that was not taken.
    var onReject: ((BulkReport.Failure) -> Void)?
    private var reader: EventReader
    private var columns: EventReader.Columns?
    private let schema: ContactSchema
    private let store: (borrowing EventFields) throws(ContactStoreError) -> Void
    private var failure: ContactStoreError?

    init(
        _ configuration: ContactConfiguration,
        store: @escaping (borrowing EventFields) throws(ContactStoreError) -> Void
    ) {
        schema = configuration.schema
        self.store = store
        reader = EventReader(schema, configuration.zone)
    }

    mutating func begin(_ header: CSVHeader) throws(RecordError) {
        let columns = try EventReader.Columns(header, schema)
        report.passOver(columns.undeclared)
        self.columns = columns
    }

    mutating func accept(_ row: borrowing CSVReader) throws(RecordError) {
        guard let columns else { preconditionFailure("a table has begun with its header") }
        try reader.read(row, columns)
        keepEvent()
    }

    mutating func accept(_ json: inout JSONReader, _ first: JSONToken) throws(ContactError) {
        try reader.read(&json, first)
    }

    mutating func keep() { keepEvent() }

    private mutating func keepEvent() {
        do { try store(reader.fields) } catch { failure = error }
    }

    mutating func reject(_ failure: BulkReport.Failure) {
        report.reject(failure)
        onReject?(failure)
    }

    mutating func rest() throws(BulkError) {
        if let failure { throw .store(failure) }
    }

    /// Names what JSON events held that is not declared.
    mutating func finish() { report.passOver(reader.undeclared) }
}
