import Testing

@testable import HTTP

@Suite struct ConnectionStateTests {
    private func head(_ framing: BodyFraming = .none, close: Bool = false, minor: UInt8 = 1, expects: Bool = false)
        -> RequestHead
    {
        var head = RequestHead()
        head.framing = framing
        head.hasClose = close
        head.minorVersion = minor
        head.expectsContinue = expects
        return head
    }

    @Test func anAnsweredRequestMakesRoomForTheNext() {
        var state = ConnectionState()
        #expect(state.headCompleted(head(), plan: .collect(maximumBytes: 0), maximumRequests: 0) == .collect)
        state.bodyEnded()
        #expect(state.answerEnded(persists: true) == .readNextRequest)
        #expect(state.phase == .readingHead)
    }

    @Test(arguments: [(true, UInt8(1), 0), (false, 0, 0), (false, 1, 1)])
    func theLastAnswerIsFollowedByALinger(_ close: Bool, _ minor: UInt8, _ maximumRequests: Int) {
        var state = ConnectionState()
        _ = state.headCompleted(head(close: close, minor: minor), plan: .ignore, maximumRequests: maximumRequests)
        #expect(!state.persists)
        #expect(state.answerEnded(persists: false) == .linger)
        #expect(state.phase == .lingering)
    }

    @Test func aBodyThatIsNotReadEndsTheConnection() {
        var state = ConnectionState()
        #expect(state.headCompleted(head(.chunked), plan: .ignore, maximumRequests: 0) == .respondWithoutBody)
        #expect(!state.persists)
        var streaming = ConnectionState()
        #expect(streaming.headCompleted(head(.chunked), plan: .stream(maximumBytes: 9), maximumRequests: 0) == .stream)
        #expect(streaming.answerEnded(persists: true) == .linger)
    }

    @Test func aBodyThatIsTooLargeIsRefusedBeforeItComes() {
        var state = ConnectionState()
        #expect(
            state.headCompleted(head(.length(10)), plan: .collect(maximumBytes: 9), maximumRequests: 0)
                == .reject(.bodyTooLarge))
        #expect(state.rejected() == .linger)
    }

    @Test func continueIsSaidOnlyToWhoWaitsForIt() {
        func owes(_ head: RequestHead, _ plan: BodyPlan, begun: Bool = false) -> Bool {
            var state = ConnectionState()
            _ = state.headCompleted(head, plan: plan, maximumRequests: 0)
            return state.owesContinue(head, bodyHasBegun: begun)
        }
        #expect(owes(head(.length(5), expects: true), .collect(maximumBytes: 5)))
        #expect(owes(head(.chunked, expects: true), .stream(maximumBytes: 5)))
        #expect(!owes(head(.length(5)), .collect(maximumBytes: 5)))
        #expect(!owes(head(.length(5), expects: true), .collect(maximumBytes: 5), begun: true))
        #expect(!owes(head(.length(5), expects: true), .collect(maximumBytes: 4)))
        #expect(!owes(head(.length(5), expects: true), .ignore))
        #expect(!owes(head(.length(0), expects: true), .collect(maximumBytes: 5)))
        #expect(!owes(head(expects: true), .collect(maximumBytes: 5)))
    }

    @Test func aClientThatHalfClosesGetsWhatItAskedFor() {
        var idle = ConnectionState()
        #expect(idle.peerEnded(hasPartialHead: false) == .close)
        var partial = ConnectionState()
        #expect(partial.peerEnded(hasPartialHead: true) == .reject(.truncated))
        var waiting = ConnectionState()
        _ = waiting.headCompleted(head(), plan: .ignore, maximumRequests: 0)
        waiting.answerPromised()
        #expect(waiting.peerEnded(hasPartialHead: false) == .goOn)
        var collecting = ConnectionState()
        _ = collecting.headCompleted(head(.length(1)), plan: .collect(maximumBytes: 1), maximumRequests: 0)
        #expect(collecting.peerEnded(hasPartialHead: false) == .reject(.truncated))
        #expect(collecting.rejected() == .close)
    }

    @Test func aDrainLetsIdleConnectionsGoAndEndsTheOthersAfterTheirAnswer() {
        var idle = ConnectionState()
        let mayClose = idle.drain(isIdle: true)
        #expect(mayClose)
        var busy = ConnectionState()
        _ = busy.headCompleted(head(), plan: .ignore, maximumRequests: 0)
        busy.answerPromised()
        let mayCut = busy.drain(isIdle: true)
        #expect(!mayCut)
        #expect(busy.answerEnded(persists: true) == .linger)
        var later = ConnectionState()
        let isOver = later.drain(isIdle: false)
        #expect(!isOver)
        _ = later.headCompleted(head(), plan: .ignore, maximumRequests: 0)
        #expect(!later.persists)
    }
}
