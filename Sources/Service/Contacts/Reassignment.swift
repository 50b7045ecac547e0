import Audiences
import Dispatch
import Store
import Synchronization

/// Gives stored contacts the personas of a new reference, in the background: portions between the writes of clients. How far it has come is noted in the
/// file with each portion, so that it goes on after a restart.
final class Reassignment: Sendable {
    /// How far it has come.
    struct Progress: Equatable, Sendable {
        var isRunning = false
        var lookedAt = 0
        var changed = 0
    }

    private let queue = DispatchQueue(label: "quartier.contacts.reassignment", qos: .utility)
    private let state = Mutex(Progress())
    private let wanted = Mutex<String?>(nil)
    private let log: @Sendable (String) -> Void

    /// Facts of the file: the reference that all contacts have been given personas of, the one that they are being given, and the last key.
    static let doneFact = "reference"
    private static let underWayFact = "reference_under_way"
    private static let cursorFact = "reference_cursor"
    private static let portion = 1000

    init(log: @escaping @Sendable (String) -> Void) { self.log = log }

    var progress: Progress { state.withLock { $0 } }

    /// Begins, unless the contacts have the personas of this reference already. A newer reference ends an older run.
    func follow(_ reference: ServedReference, in room: ContactRoom) {
        let checksum = reference.loaded.checksum
        wanted.withLock { $0 = checksum }
        queue.async { [self] in
            do throws(ContactStoreError) {
                try run(reference, checksum, room)
            } catch {
                if error != .closed { log("contacts keep the personas of the old reference for now: \(error)") }
            }
            state.withLock { $0.isRunning = false }
        }
    }

    /// Waits for the end of what has begun.
    func wait() { queue.sync {} }

    private func run(_ reference: ServedReference, _ checksum: String, _ room: ContactRoom) throws(ContactStoreError) {
        let isNew = room.table.contactCount == 0
        let start: Int64? = try room.writer.perform { session throws(SQLiteError) in
            if isNew { try session.note(Self.doneFact, checksum) }
            if try session.fact(Self.doneFact) == checksum { return nil }
            if try session.fact(Self.underWayFact) == checksum {
                return try session.fact(Self.cursorFact).flatMap { Int64($0) } ?? 0
            }
            try session.note(Self.underWayFact, checksum)
            try session.note(Self.cursorFact, "0")
            return 0
        }
        guard var cursor = start else { return }
        state.withLock { $0 = Progress(isRunning: true) }
        while wanted.withLock({ $0 }) == checksum {
            let after = cursor
            let outcome = try room.writer.perform { session throws(SQLiteError) in
                // A placer is scratch: one a portion costs nothing beside a thousand look-ups.
                var placer = ContactPlacer()
                let outcome = try session.reassign(after: after, limit: Self.portion) {
                    placer.persona(of: $0, reference.index)
                }
                if let last = outcome.last {
                    try session.note(Self.cursorFact, "\(last)")
                } else {
                    try session.note(Self.doneFact, checksum)
                }
                return outcome
            }
            state.withLock { $0.changed += outcome.changed }
            guard let last = outcome.last else { return finish(reference) }
            state.withLock { $0.lookedAt += Self.portion }
            cursor = last
            let lookedAt = progress.lookedAt
            if lookedAt % 100_000 == 0 {
                log("\(lookedAt) contacts looked at for reference \(reference.loaded.dataset)")
            }
        }
    }

    private func finish(_ reference: ServedReference) {
        log("contacts have the personas of reference \(reference.loaded.dataset): \(progress.changed) changed")
    }
}
