import Audiences
import Bytes
import JSON
import Store

/// The way of many records from a body to the writer.
enum Bulk {
    static func read(
        _ bytes: [UInt8], _ type: MediaType, _ limits: EnrichLimits, _ sink: inout some BulkSink & ~Copyable
    ) throws(BulkError) {
        if type == .json {
            _ = try readJSON(bytes.span, maximumRecords: limits.maximumArrayContacts, &sink)
            return
        }
        var reader = BulkReader(type == .csv ? .csv : .ndjson, maximumLineBytes: limits.maximumLineBytes)
        try reader.receive(bytes.span, &sink)
        try reader.finish(&sink)
    }

    /// Reads one record or an array of them. What is wrong with a record is reported and spoils nothing else; text that is not JSON
    /// spoils all. True for one.
    static func readJSON(
        _ body: Span<UInt8>, maximumRecords: Int, _ sink: inout some BulkSink & ~Copyable
    ) throws(BulkError) -> Bool {
        var json = JSONReader(body)
        do throws(ContactError) {
            let first = try ContactReader.next(&json)
            guard first == .beginArray else {
                try readElement(first, body, &json, &sink)
                _ = try ContactReader.next(&json)
                return true
            }
            var count = 0
            while true {
                let token = try ContactReader.next(&json)
                if token == .endArray { break }
                count += 1
                guard count <= maximumRecords else {
                    throw ContactError(
                        .refused("more than \(maximumRecords) records, the limit of an array"), at: json.tokenOffset)
                }
                try readElement(token, body, &json, &sink)
            }
            _ = try ContactReader.next(&json)
            return false
        } catch {
            throw .json(Problem(error, in: body))
        }
    }

    private static func readElement(
        _ token: JSONToken, _ body: Span<UInt8>, _ json: inout JSONReader, _ sink: inout some BulkSink & ~Copyable
    ) throws(ContactError) {
        let depth = token == .beginObject || token == .beginArray ? json.depth - 1 : json.depth
        do throws(ContactError) {
            try sink.accept(&json, token)
            sink.keep()
        } catch {
            if case .json = error.kind { throw error }
            while json.depth > depth { _ = try ContactReader.next(&json) }
            sink.reject(
                BulkReport.Failure(
                    line: nil, place: JSONPointer.locate(offset: error.offset, in: body), detail: error.detail))
        }
    }

    static func problem(_ error: BulkError) -> Problem {
        switch error {
        case .header: Problem(status: 422, detail: "\(error)")
        case .json(let problem): problem
        case .store(let error):
            Problem(status: error.isFull ? 507 : 503, detail: "Stored only in part: send it again. (\(error))")
        }
    }

    /// Does the work, unless its Idempotency-Key says that it was done.
    static func once(
        _ key: IdempotencyKey?, _ room: ContactRoom, _ work: (ContactRoom) throws(BulkError) -> WriteAnswer
    ) throws(BulkError) -> WriteAnswer {
        guard let key else { return try work(room) }
        switch try perform(room, { session throws(SQLiteError) in try session.find(key) }) {
        case .answered(let remembered): return WriteAnswer(remembered)
        case .taken:
            return WriteAnswer(Problem(status: 422, detail: "This Idempotency-Key was used for another request."))
        case .new: break
        }
        let answer = try work(room)
        let remembered = RememberedAnswer(status: answer.status, tag: answer.tag, body: answer.body)
        try perform(room) { session throws(SQLiteError) in try session.remember(remembered, for: key, contact: nil) }
        return answer
    }

    private static func perform<Outcome: Sendable>(
        _ room: ContactRoom, _ work: @escaping @Sendable (inout ContactSession) throws(SQLiteError) -> Outcome
    ) throws(BulkError) -> Outcome {
        do { return try room.writer.perform(work) } catch { throw .store(error) }
    }
}

/// What became of events.
struct EventCounts: Equatable, Sendable {
    var added = 0
    var duplicates = 0
    var waiting = 0
    var refused = 0

    mutating func count(_ outcome: ContactSession.EventOutcome) {
        switch outcome {
        case .added: added += 1
        case .duplicate: duplicates += 1
        case .waits: waiting += 1
        case .refused: refused += 1
        }
    }

    func add(to report: inout BulkReport) {
        report.events += added
        report.duplicates += duplicates
        report.waiting += waiting
        report.refused += refused
    }
}

/// Gathers events and gives them to the writer in portions. One thread.
final class EventPortion {
    private let writer: ContactWriter
    private var events: [EventRecord] = []
    private(set) var counts = EventCounts()

    /// Events that are written in one go.
    private static let portion = 1000

    init(_ writer: ContactWriter) { self.writer = writer }

    func add(_ event: EventRecord) throws(ContactStoreError) {
        events.append(event)
        if events.count >= Self.portion { try flush() }
    }

    func flush() throws(ContactStoreError) {
        guard !events.isEmpty else { return }
        let portion = events
        let outcome = try writer.perform { session throws(SQLiteError) in
            var counts = EventCounts()
            for event in portion { counts.count(try session.add(event)) }
            return counts
        }
        counts.added += outcome.added
        counts.duplicates += outcome.duplicates
        counts.waiting += outcome.waiting
        counts.refused += outcome.refused
        events.removeAll(keepingCapacity: true)
    }

    func flushForBulk() throws(BulkError) {
        do { try flush() } catch { throw .store(error) }
    }
}
