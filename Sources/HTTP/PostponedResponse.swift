import Synchronization

/// The promise of an answer, to be kept on any thread. If it is dropped, the engine answers 500, so that no client hangs.
public final class PostponedResponse: Sendable {
    private let mailbox: Mailbox
    /// Slot and generation of the connection, set by the loop that the promise was made on.
    private let ticket = Atomic<UInt64>(0)
    private let isKept = Atomic<Bool>(false)

    init(mailbox: Mailbox) { self.mailbox = mailbox }

    func bind(_ connection: ConnectionID) { ticket.store(connection.rawValue, ordering: .releasing) }

    /// Writes the answer: `write` runs on the loop's queue, and must `send`. Only the first call counts. If the client has gone
    /// by then, `write` does not run.
    public func complete(_ write: @escaping @Sendable (inout Response) -> Void) {
        guard !isKept.exchange(true, ordering: .acquiringAndReleasing) else { return }
        mailbox.post(.complete(ConnectionID(rawValue: ticket.load(ordering: .acquiring)), write))
    }

    /// Answers with a body.
    public func send(status: Int, contentType: StaticString, body: [UInt8]) {
        complete { response in response.send(status: status, contentType: contentType, body: body.span) }
    }

    deinit {
        guard !isKept.load(ordering: .acquiring) else { return }
        mailbox.post(
            .complete(ConnectionID(rawValue: ticket.load(ordering: .acquiring))) { response in
                response.sendProblem(status: 500, detail: "The request was not answered.")
            })
    }
}
