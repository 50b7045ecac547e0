import Audiences
import Bytes
import JSON

/// The audiences that a stored contact is in, for answers of POST /enrich. A few microseconds an audience; used by any thread.
final class AudienceMembership: Sendable {
    /// What it was made from.
    let generation: Int
    let reference: Int
    private let table: ContactTable
    private let plans: [(name: String, plan: PreparedPlan)]
    private let madeAt: Instant
    private let isTimeless: Bool

    /// For this long a plan may be asked that compares with the time it was made at.
    private static let validMilliseconds: Int64 = 1000

    init(_ view: AudienceView, only choice: AudienceConfiguration.InEnrich, reference: Int) {
        generation = view.saved.generation
        self.reference = reference
        table = view.table
        madeAt = view.clock.asOf
        var plans: [(name: String, plan: PreparedPlan)] = []
        var isTimeless = true
        for name in view.saved.names {
            guard let entry = view.saved.byName[name], let rule = entry.rule,
                choice == .all || view.saved.state(entry) == .approved,
                let plan = try? view.prepare(rule, named: name)
            else { continue }
            plans.append((name, plan))
            isTimeless = isTimeless && view.saved.catalogue.isTimeless(rule)
        }
        self.plans = plans
        self.isTimeless = isTimeless
    }

    var isEmpty: Bool { plans.isEmpty }

    func isValid(at now: Instant) -> Bool {
        isTimeless || (now.milliseconds - madeAt.milliseconds).magnitude <= Self.validMilliseconds.magnitude
    }

    /// Writes `"audiences": […]` when the contact is stored. `id` is JSON: a string or a number.
    func write(_ id: Span<UInt8>, to writer: inout JSONWriter) {
        var json = JSONReader(id)
        guard let token = try? json.next() else { return }
        let row: ContactRow?
        switch token {
        case .string(let text):
            var plain = ByteBuffer(capacity: 64)
            json.appendText(text, to: &plain)
            row = table.row(plain.bytes)
        case .number: row = table.row(id)
        default: row = nil
        }
        guard let row else { return }
        writer.key("audiences")
        writer.beginArray()
        for (name, plan) in plans where plan.contains(row) { writer.string(name) }
        writer.endArray()
    }

    // MARK: - In an answer that is already written

    /// A contact of an answer.
    struct Place: Sendable {
        /// JSON, as it was written.
        var id: [UInt8]
        /// The byte that its audiences belong before: the end of its object.
        var before: Int
    }

    /// The answer with the audiences of these contacts, which stand in it in this order.
    func inserted(into answer: [UInt8], at places: [Place]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(answer.count + places.count * 32)
        var start = 0
        for place in places {
            result += answer[start..<place.before]
            start = place.before
            var writer = JSONWriter()
            // Every answer has members before this one.
            writer.buffer.append(ASCII.comma)
            let empty = writer.bytes.count
            write(place.id.span, to: &writer)
            if writer.bytes.count > empty { result += writer.byteArray }
        }
        return result + answer[start...]
    }
}
