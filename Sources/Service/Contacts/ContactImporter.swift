public import Bytes
import Audiences
import Store

/// Puts a file of contacts or events straight into `contacts.sqlite`, which no server has open meanwhile.
public struct ContactImporter: Sendable {
    public enum Format: String, Sendable, CaseIterable {
        case csv, ndjson

        internal var bulk: BulkReader.Format { self == .csv ? .csv : .ndjson }
    }

    /// Why an import ended early. What was stored before stays.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private let configuration: ContactConfiguration
    private let limits: EnrichLimits

    public init(_ configuration: ContactConfiguration, limits: EnrichLimits) {
        self.configuration = configuration
        self.limits = limits
    }

    /// `read` gives the next piece, or no bytes at the end. `progress` is told after each piece; `reject` of each bad line, as it is found.
    public func importContacts(
        _ format: Format, merges: Bool, reference: ServedReference, read: (inout ByteBuffer) throws -> Void,
        progress: (BulkReport) -> Void, reject: @escaping (_ line: Int, _ place: String, _ detail: String) -> Void
    ) throws -> BulkReport {
        let portion = ContactPortion(try openSession())
        try portion.noteReference(reference)
        var sink = ContactSink(
            configuration, reference.index, limits, mode: merges ? .merge : .replace, store: portion.write)
        sink.onReject = { reject($0.line ?? 0, $0.place, $0.detail) }
        try pour(format, into: &sink, read: read) { sink in progress(sink.report) }
        do {
            try sink.flush()
            try portion.commit()
        } catch {
            throw Failure(description: "\(error)")
        }
        return sink.report
    }

    /// As `importContacts`. Events are sorted in memory, some hundred MB of them at a time.
    public func importEvents(
        _ format: Format, read: (inout ByteBuffer) throws -> Void, progress: (BulkReport) -> Void,
        reject: @escaping (_ line: Int, _ place: String, _ detail: String) -> Void
    ) throws -> BulkReport {
        let gathering = EventGathering(try EventImport(openSession(), now: ContactRoom.now))
        var sink = EventSink(configuration, store: gathering.add)
        sink.onReject = { reject($0.line ?? 0, $0.place, $0.detail) }
        try pour(format, into: &sink, read: read) { sink in
            var report = sink.report
            gathering.add(to: &report)
            progress(report)
        }
        do {
            try gathering.finish()
        } catch {
            throw Failure(description: "\(error)")
        }
        sink.finish()
        var report = sink.report
        gathering.add(to: &report)
        return report
    }

    /// Reads all pieces into the sink, and tells after each.
    private func pour<Sink: BulkSink & ~Copyable>(
        _ format: Format, into sink: inout Sink, read: (inout ByteBuffer) throws -> Void,
        afterPiece: (borrowing Sink) -> Void
    ) throws {
        var reader = BulkReader(format.bulk, maximumLineBytes: limits.maximumLineBytes)
        var piece = ByteBuffer(capacity: 1 << 18)
        while true {
            piece.removeAll()
            try read(&piece)
            if piece.isEmpty { break }
            do { try reader.receive(piece.bytes, &sink) } catch { throw Failure(description: "\(error)") }
            afterPiece(sink)
        }
        do { try reader.finish(&sink) } catch { throw Failure(description: "\(error)") }
    }

    private func openSession() throws -> ContactSession {
        do {
            let database = try ContactDatabase(
                path: configuration.path, schema: configuration.schema, dropsUndeclared: configuration.dropsUndeclared)
            return try ContactSession(database, policy: configuration.policy)
        } catch {
            throw Failure(description: "\(error)")
        }
    }
}

/// The session of an import of contacts: many portions share a commit.
private final class ContactPortion {
    private var session: ContactSession

    init(_ session: consuming ContactSession) { self.session = session }

    func write(_ writes: [ContactWrite]) throws(ContactStoreError) -> (created: Int, updated: Int) {
        let now = ContactRoom.now
        return try session.gather(at: now) { session throws(SQLiteError) in try session.write(writes) }
    }

    /// In a file without contacts all have the personas of this reference: nobody needs to look at them again.
    func noteReference(_ reference: ServedReference) throws {
        do {
            try session.transaction(at: ContactRoom.now) { session throws(SQLiteError) in
                guard try session.isEmpty() else { return }
                try session.note(Reassignment.doneFact, reference.loaded.checksum)
            }
        } catch {
            throw ContactImporter.Failure(description: "\(error)")
        }
    }

    func commit() throws(BulkError) {
        do { try session.commitGathered() } catch { throw .store(error) }
    }
}

private final class EventGathering {
    private var events: EventImport

    init(_ events: consuming EventImport) { self.events = events }

    func add(_ event: borrowing EventFields) throws(ContactStoreError) { try events.add(event) }

    func finish() throws(BulkError) {
        do { try events.flush() } catch { throw .store(error) }
    }

    func add(to report: inout BulkReport) {
        report.events += events.counts.added + events.gathered
        report.duplicates += events.counts.duplicates
        report.waiting += events.counts.waiting
        report.refused += events.counts.refused
    }
}
