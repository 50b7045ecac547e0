import Bytes

/// What a program does with requests: the whole seam between the engine and what it serves.
///
/// Each loop has a handler of its own, made by the closure given to `Server`, and calls it on its own serial queue only. So
/// a handler may keep scratch buffers and needs no locks; it must not block, for all connections of the loop wait with it.
/// Slow work goes elsewhere with `Response.postpone()`.
public protocol RequestHandler: AnyObject {
    /// Called when the head is complete and routed (`request.route`), before any of the body is looked at.
    /// May be called a second time for the same request when its body arrived in pieces: keep no state here.
    func plan(for request: borrowing Request) -> BodyPlan

    /// Answers a request whose plan was `.collect` (with the whole body) or `.ignore` (with no bytes). Must call
    /// one of `response.send…` or `response.postpone()`; a handler that does neither answers 500.
    func respond(to request: borrowing Request, body: Span<UInt8>, with response: inout Response)

    /// Begins a request whose plan was `.stream`. The request is borrowed for the call: copy what is needed later. The answer may
    /// begin here, or in any later call of the stream; a complete answer here (`send`) ends the exchange.
    func open(_ request: borrowing Request, with response: inout Response) -> any BodyStream
}

/// What to do with the body of a request.
public enum BodyPlan: Equatable, Sendable {
    /// Gather it, decoded and contiguous, and call `respond`. Above `maximumBytes` the engine answers 413.
    case collect(maximumBytes: Int)
    /// Hand it over in slices as it arrives: `open`, then the calls of `BodyStream`. Above `maximumBytes` the engine answers
    /// 413, or cuts the connection when an answer has begun.
    case stream(maximumBytes: Int)
    /// Answer now with `respond` and no body. A body that was announced is not read: the connection closes.
    case ignore
}

/// A request body that is read while its answer is written. All calls come on the loop's queue, in the order
/// `receive`…, `finish`, with `resume` between; after `abort`, or once the answer has ended, there are no more.
///
/// Backpressure: after each call the engine sends what was written. While more than the high-water mark of it waits for
/// the client, the body is not read; `resume` says that the client has caught up. So a stream writes about as much as it was
/// given in each call, and an answer without input (after `finish`) is written in portions: until `response.isFull`,
/// and on from there in `resume`.
public protocol BodyStream: AnyObject {
    /// The next bytes of the body, at most `ServerConfiguration.receiveBytes` of them.
    func receive(_ bytes: Span<UInt8>, with response: inout Response)

    /// The body is complete. The answer may end here (`response.end()`) or later in `resume`.
    func finish(with response: inout Response)

    /// The body was complete before, the answer has not ended, and there is room for more of it. Called until it ends.
    func resume(with response: inout Response)

    /// The client has gone, or the engine gave up on it (deadline, malformed chunk, limit). Nothing can be written any more.
    func abort()
}
