import Audiences
import Bytes
import HTTP
import JSON
import Store

/// What the head of a request says about a write.
struct WriteConditions: Sendable {
    var precondition = ContactWrite.Precondition.none
    var key: IdempotencyKey?

    /// Bytes that an Idempotency-Key may have.
    static let maximumKeyBytes = 255

    /// Reads `If-Match`, `If-None-Match` (RFC 9110 section 13.1) and `Idempotency-Key`; nil and the problem when one of them cannot be meant.
    static func read(_ request: borrowing Request, _ body: Span<UInt8>) -> Result<WriteConditions, Refusal> {
        var conditions = WriteConditions()
        if let tags = request.header("if-match") {
            conditions.precondition = tags.elementsEqual("*") ? .exists : .has(self.tags(tags))
        } else if let tags = request.header("if-none-match") {
            guard tags.elementsEqual("*") else {
                return .failure(
                    Refusal(problem: Problem(status: 400, detail: "If-None-Match on a write can only be *.")))
            }
            conditions.precondition = .isMissing
        }
        if let name = request.header("idempotency-key") {
            guard !name.isEmpty, name.count <= maximumKeyBytes else {
                return .failure(
                    Refusal(
                        problem: Problem(status: 400, detail: "An Idempotency-Key has 1 to \(maximumKeyBytes) bytes.")))
            }
            var hash = Hash64(seed: UInt64(request.method.rawValue))
            hash.combine(request.target)
            hash.combine(body)
            conditions.key = IdempotencyKey(key: name, request: hash.finalize())
        }
        return .success(conditions)
    }

    struct Refusal: Error {
        var problem: Problem
    }

    private static func tags(_ list: Span<UInt8>) -> [String] {
        String(list).split(separator: ",").map { tag in
            String(tag.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}

/// An answer that a transaction has made.
struct WriteAnswer: Sendable {
    var status: Int
    var tag: String?
    var body: [UInt8] = []

    init(status: Int, tag: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.tag = tag
        self.body = body
    }

    init(_ problem: Problem) {
        var writer = JSONWriter()
        problem.write(to: &writer)
        self.init(status: problem.status, body: writer.byteArray)
    }

    init(_ remembered: RememberedAnswer) {
        self.init(status: remembered.status, tag: remembered.tag, body: remembered.body)
    }

    init(_ error: ContactStoreError) { self.init(Problem(error)) }

    /// Does `work` once for an Idempotency-Key: a request that comes again is given the answer of the first time. Problems are not
    /// remembered, so that a request can be sent again when what stood in its way is gone.
    static func once(
        _ key: IdempotencyKey?, _ session: inout ContactSession,
        _ work: (inout ContactSession) throws(SQLiteError) -> (answer: WriteAnswer, contact: Int64?)
    ) throws(SQLiteError) -> WriteAnswer {
        guard let key else { return try work(&session).answer }
        switch try session.find(key) {
        case .answered(let remembered): return WriteAnswer(remembered)
        case .taken:
            return WriteAnswer(Problem(status: 422, detail: "This Idempotency-Key was used for another request."))
        case .new: break
        }
        let (answer, contact) = try work(&session)
        if answer.status < 400 {
            try session.remember(
                RememberedAnswer(status: answer.status, tag: answer.tag, body: answer.body), for: key, contact: contact)
        }
        return answer
    }

    func send(_ promise: PostponedResponse) {
        promise.complete { response in
            if let tag {
                let bytes = Array(tag.utf8)
                response.addHeader("ETag", bytes.span)
            }
            guard !body.isEmpty else { return response.send(status: status) }
            response.send(
                status: status, contentType: status < 400 ? MediaType.json.contentType : Problem.contentType,
                body: body.span)
        }
    }

    static func send(_ result: Result<WriteAnswer, ContactStoreError>, _ promise: PostponedResponse) {
        switch result {
        case .success(let answer): answer.send(promise)
        case .failure(let error): WriteAnswer(error).send(promise)
        }
    }
}

extension Problem {
    init(_ error: ContactStoreError) {
        self =
            error.isFull
            ? Problem(status: 507, detail: "There is no room left to store anything; nothing was changed.")
            : Problem(status: 503, detail: "The contacts cannot be written now; nothing was changed. (\(error))")
    }
}

extension JSONWriter {
    /// A copy of what has been written.
    var byteArray: [UInt8] { bytes.withUnsafeBufferPointer { Array($0) } }
}
