import Dispatch
import HTTP
import Synchronization

/// Where evaluations run: off the event loops, a few at a time, and only so many waiting.
///
/// Each uses all threads it is given, so more than two at once would only take turns; two let a quick one pass a slow one.
final class EvaluationQueue: Sendable {
    private let lanes: [DispatchQueue]
    private let next = Atomic<Int>(0)
    private let waiting = Atomic<Int>(0)
    private let limit: Int

    private static let laneCount = 2

    init(limit: Int) {
        self.limit = limit
        lanes = (0..<Self.laneCount).map { DispatchQueue(label: "quartier.audiences.\($0)", qos: .userInitiated) }
    }

    /// Runs `work` in its turn, or at once with false when too many wait.
    func run(_ work: @escaping @Sendable (_ hasPlace: Bool) -> Void) {
        guard waiting.add(1, ordering: .relaxed).oldValue < limit else {
            waiting.subtract(1, ordering: .relaxed)
            return work(false)
        }
        let lane = lanes[next.add(1, ordering: .relaxed).oldValue % lanes.count]
        lane.async {
            work(true)
            self.waiting.subtract(1, ordering: .relaxed)
        }
    }

    /// Answers with what `work` makes of it, or 503 at once when too many wait.
    func answer(
        _ response: inout Response, _ work: @escaping @Sendable () throws(RequestError) -> WriteAnswer
    ) {
        guard waiting.add(1, ordering: .relaxed).oldValue < limit else {
            waiting.subtract(1, ordering: .relaxed)
            response.addHeader("Retry-After", 1)
            return Problem(
                status: 503, detail: "\(limit) evaluations are waiting, the limit (audience.waiting). Try again."
            ).send(with: &response)
        }
        let promise = response.postpone()
        let lane = lanes[next.add(1, ordering: .relaxed).oldValue % lanes.count]
        lane.async {
            let answer: WriteAnswer
            do throws(RequestError) { answer = try work() } catch { answer = WriteAnswer(error.problem) }
            self.waiting.subtract(1, ordering: .relaxed)
            answer.send(promise)
        }
    }
}
