import Dispatch
import Synchronization

/// Answers of blocks that are under way, taken in the order in which the blocks were begun. One thread reserves and takes,
/// any may fill.
final class BlockQueue<Answer: Sendable>: Sendable {
    fileprivate final class Place: Sendable {
        let answer = Mutex<Answer?>(nil)
        let isFilled = DispatchSemaphore(value: 0)
    }

    /// A place in the order.
    struct Ticket: Sendable {
        fileprivate let place: Place
    }

    private let places = Mutex<[Place]>([])

    /// Blocks begun and not taken.
    var count: Int { places.withLock { $0.count } }

    func reserve() -> Ticket {
        let place = Place()
        places.withLock { $0.append(place) }
        return Ticket(place: place)
    }

    func fill(_ ticket: Ticket, _ answer: Answer) {
        ticket.place.answer.withLock { $0 = answer }
        ticket.place.isFilled.signal()
    }

    /// The answer of the oldest block, once it is there. There must be one.
    func takeFirst() -> Answer {
        let first = places.withLock { $0.removeFirst() }
        first.isFilled.wait()
        guard let answer = first.answer.withLock({ $0 }) else { preconditionFailure("a filled place holds an answer") }
        return answer
    }
}
