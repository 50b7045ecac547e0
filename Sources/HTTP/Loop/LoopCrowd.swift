import Synchronization

/// How busy each loop of a server is, and where a new connection is to go.
///
/// Loops fill one after another: a connection goes to the first loop that has time to spare, whoever accepted it, and stays there;
/// when none has, it stays where the kernel put it. One busy loop serves many connections in each turn and sleeps seldom; the
/// same load spread over loops that are half asleep costs a quarter more processor time, and on a machine where other
/// programs want the cores it waits longer for its turn.
final class LoopCrowd: Sendable {
    let mailboxes: [Mailbox]
    private let busyPermille: [Busy]
    private let isDraining = Atomic<Bool>(false)

    private final class Busy: Sendable {
        let permille = Atomic<Int>(0)
    }

    /// A loop that was busier than that in its last window is given no new connections while another has time.
    private static let fullPermille = 750

    init(_ mailboxes: [Mailbox]) {
        self.mailboxes = mailboxes
        busyPermille = mailboxes.map { _ in Busy() }
    }

    /// Notes what share of its last window a loop was at work.
    func note(_ loop: Int, permille: Int) { busyPermille[loop].permille.store(permille, ordering: .relaxed) }

    /// The loop that a connection accepted by loop `own` goes to.
    func place(for own: Int) -> Int {
        guard !isDraining.load(ordering: .relaxed) else { return own }
        for loop in busyPermille.indices where busyPermille[loop].permille.load(ordering: .relaxed) < Self.fullPermille
        {
            return loop
        }
        return own
    }

    /// From now on every loop keeps what it accepts: another may be gone already.
    func beginDraining() { isDraining.store(true, ordering: .relaxed) }
}
