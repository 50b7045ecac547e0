import Audiences
import Bytes
import Dispatch
import Store
import Synchronization

/// The demonstration set beside the contacts: whether it is in place, how it gets there, how it goes.
///
/// It is stored as a client's contacts and events are, by the same readers and the same writer, under ids of its own. A fact of the file says
/// that it is there, noted before the first contact and forgotten after the last: so a set that a crash has cut short is labelled and can be
/// removed like a whole one. It keeps away from contacts that are there already; those that come later are not touched when it goes.
final class Demonstration: Sendable {
    /// Why nothing was done.
    enum Refusal: Error {
        /// There are contacts, or the set is in place already.
        case hasContacts
        case failed(BulkError)
    }

    private let writer: ContactWriter
    private let contacts: Mutex<Int?>
    private let queue = DispatchQueue(label: "quartier.contacts.demonstration", qos: .userInitiated)

    /// A fact of the file: how many contacts the set has.
    private static let fact = "demonstration"
    /// Contacts that are erased in one transaction.
    private static let portion = 500

    init(_ writer: ContactWriter) throws(ContactStoreError) {
        self.writer = writer
        contacts = Mutex(
            try writer.perform { session throws(SQLiteError) in try session.fact(Self.fact).flatMap { Int($0) } })
    }

    /// The contacts of the set; nil when it is not in place.
    var count: Int? { contacts.withLock { $0 } }

    /// Does `work` off the event loops, one thing after another.
    func run(_ work: @escaping @Sendable (Demonstration) -> Void) { queue.async { work(self) } }

    // MARK: - Coming

    /// Stores the set. Some seconds; not for an event loop.
    func add(
        _ set: DemonstrationSet, _ configuration: ContactConfiguration, _ reference: ServedReference,
        _ limits: EnrichLimits
    ) throws(Refusal) {
        guard try begin(set.count) else { throw .hasContacts }
        do throws(BulkError) {
            try addContacts(of: set, configuration, reference, limits)
            try addEvents(of: set, configuration, limits)
        } catch {
            throw .failed(error)
        }
    }

    /// False when there are contacts: then nothing is noted.
    private func begin(_ count: Int) throws(Refusal) -> Bool {
        let begins = try perform { session throws(SQLiteError) in
            guard try session.isEmpty() else { return false }
            try session.note(Self.fact, "\(count)")
            return true
        }
        if begins { contacts.withLock { $0 = count } }
        return begins
    }

    private func addContacts(
        of set: DemonstrationSet, _ configuration: ContactConfiguration, _ reference: ServedReference,
        _ limits: EnrichLimits
    ) throws(BulkError) {
        let writer = writer
        var sink = ContactSink(configuration, reference.index, limits, mode: .replace) {
            writes throws(ContactStoreError) in
            try writer.perform { session throws(SQLiteError) in try session.write(writes) }
        }
        var reader = BulkReader(.ndjson, maximumLineBytes: limits.maximumLineBytes)
        for portion in set.portions { try reader.receive(set.contactLines(portion).bytes, &sink) }
        try reader.finish(&sink)
        try sink.flush()
        precondition(sink.report.rejected == 0, "the demonstration set is written as contacts are read")
    }

    private func addEvents(
        of set: DemonstrationSet, _ configuration: ContactConfiguration, _ limits: EnrichLimits
    ) throws(BulkError) {
        let portions = EventPortion(writer)
        var sink = EventSink(configuration) { fields throws(ContactStoreError) in try portions.add(fields.record) }
        var reader = BulkReader(.ndjson, maximumLineBytes: limits.maximumLineBytes)
        for portion in set.portions { try reader.receive(set.eventLines(portion).bytes, &sink) }
        try reader.finish(&sink)
        try portions.flushForBulk()
        precondition(sink.report.rejected == 0, "the demonstration set is written as events are read")
    }

    // MARK: - Going

    /// Erases the contacts of the set and everything of them, and nobody else. Nothing when it is not in place.
    func remove() throws(Refusal) {
        guard let count else { return }
        let ids = (0..<count).map(DemonstrationSet.id)
        for start in stride(from: 0, to: count, by: Self.portion) {
            let portion = ids[start..<min(start + Self.portion, count)]
            try perform { session throws(SQLiteError) in
                for id in portion { _ = try session.erase(id) }
            }
        }
        try perform { session throws(SQLiteError) in try session.forgetFact(Self.fact) }
        contacts.withLock { $0 = nil }
    }

    @discardableResult
    private func perform<Outcome: Sendable>(
        _ work: @escaping @Sendable (inout ContactSession) throws(SQLiteError) -> Outcome
    ) throws(Refusal) -> Outcome {
        do { return try writer.perform(work) } catch { throw .failed(.store(error)) }
    }
}
