import Synchronization

/// The promise of an answer, to be kept on any thread. If it is dropped, the engine answers 500, so that no client hangs.
public final class PostponedResponse: Sendable {
    private let mailbox: Mailbox
    private let ticket = PromiseTicket()
    private let isKept = Atomic<Bool>(false)

    init(mailbox: Mailbox) { self.mailbox = mailbox }

    func bind(_ connection: ConnectionID) { ticket.bind(connection) }

    /// Writes the answer: `write` runs on the loop's queue, and must `send`. Only the first call counts. If the client has gone
    /// by then, `write` does not run.
    public func complete(_ write: @escaping @Sendable (inout Response) -> Void) {
        guard !isKept.exchange(true, ordering: .acquiringAndReleasing) else { return }
        mailbox.post(.complete(ticket, write))
    }

    /// Answers with a body.
    public func send(status: Int, contentType: StaticString, body: [UInt8]) {
        complete { response in response.send(status: status, contentType: contentType, body: body.span) }
    }

    deinit {
        guard !isKept.load(ordering: .acquiring) else { return }
        mailbox.post(
            .complete(ticket) { response in
                response.sendProblem(status: 500, detail: "The request was not answered.")
            })
    }
}

/// Which connection a promise was made to. The loop writes it when the handler has returned and reads it when the promise is kept; a promise
/// may be kept on another thread before that, so it must not be read any earlier.
final class PromiseTicket: Sendable {
    /// Slot and generation.
    private let connectionID = Atomic<UInt64>(0)

    func bind(_ connection: ConnectionID) { connectionID.store(connection.rawValue, ordering: .releasing) }

    /// To be called on the loop's queue.
    var connection: ConnectionID { ConnectionID(rawValue: connectionID.load(ordering: .acquiring)) }
}
