import Audiences
import Bytes

/// An answer that was given to a request with an Idempotency-Key.
public struct RememberedAnswer: Equatable, Sendable {
    public var status: Int
    /// `ETag`; nil for none.
    public var tag: String?
    public var body: [UInt8]

    public init(status: Int, tag: String?, body: [UInt8]) {
        self.status = status
        self.tag = tag
        self.body = body
    }
}

/// A key that a client gave a request, and what the request was: both as hashes, because keys are often made from ids.
public struct IdempotencyKey: Equatable, Sendable {
    let key: [UInt8]
    let request: Int64

    /// `request` is method, path and body, in any form that is the same for the same request.
    public init(key: Span<UInt8>, request: UInt64) {
        var buffer = ByteBuffer(capacity: 16)
        for seed: UInt64 in [1, 2] {
            let hash = Hash64.hash(key, seed: seed)
            for shift in stride(from: 0, to: 64, by: 8) {
                buffer.append(UInt8(truncatingIfNeeded: hash >> UInt64(shift)))
            }
        }
        self.key = buffer.bytes.withUnsafeBufferPointer { Array($0) }
        self.request = Int64(bitPattern: request)
    }

    /// What is known of a key.
    public enum Finding: Equatable, Sendable {
        case new
        /// The request was answered before, with this.
        case answered(RememberedAnswer)
        /// The key belongs to another request.
        case taken
    }
}

/// Requests that are done once however often they are sent. The answer is stored in the transaction that does what was asked.
extension ContactSession {
    public mutating func find(_ key: IdempotencyKey) throws(SQLiteError) -> IdempotencyKey.Finding {
        defer { statements.findAnswer.reset() }
        try statements.findAnswer.bind(blob: key.key.span, at: 1)
        guard try statements.findAnswer.step() else { return .new }
        guard statements.findAnswer.integer(0) == key.request else { return .taken }
        let body = statements.findAnswer.bytes(3).withUnsafeBufferPointer { Array($0) }
        return .answered(
            RememberedAnswer(
                status: Int(statements.findAnswer.integer(1)), tag: statements.findAnswer.string(2), body: body))
    }

    /// Remembers an answer. `contact` is the key of the contact that it tells of, if it tells of one: it goes with him.
    public mutating func remember(
        _ answer: RememberedAnswer, for key: IdempotencyKey, contact: Int64?
    ) throws(SQLiteError) {
        try statements.putAnswer.bind(blob: key.key.span, at: 1)
        try statements.putAnswer.bind(key.request, at: 2)
        try statements.putAnswer.bind(contact, at: 3)
        try statements.putAnswer.bind(answer.status, at: 4)
        try statements.putAnswer.bind(answer.tag, at: 5)
        try statements.putAnswer.bind(blob: answer.body.span, at: 6)
        try statements.putAnswer.bind(now.milliseconds, at: 7)
        try statements.putAnswer.run()
    }
}
