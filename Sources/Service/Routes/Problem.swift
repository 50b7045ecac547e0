import Audiences
import Bytes
import HTTP
import JSON

/// An error as RFC 9457 writes it: `application/problem+json` with `title`, `status`, `detail` and, where a place in the
/// body is wrong, `errors` with a JSON pointer (RFC 6901) to each.
struct Problem {
    struct Place {
        /// Of a value in the body.
        var pointer: String?
        /// Of the query.
        var parameter: String?
        /// Within a rule: `rules[2].value`.
        var path: String?
        /// The byte within a text, counted from 0.
        var offset: Int?
        /// For programs: `not_approved`.
        var code: String?
        var detail: String
        /// The detail as the rule language has it, for pages in other languages; not written.
        var message: RuleMessage?

        init(pointer: String, detail: String) {
            self.pointer = pointer
            self.detail = detail
        }

        init(parameter: String, detail: String) {
            self.parameter = parameter
            self.detail = detail
        }

        init(code: String, detail: String) {
            self.code = code
            self.detail = detail
        }

        func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("code", code)
            writer.member("pointer", pointer)
            writer.member("parameter", parameter)
            writer.member("path", path)
            writer.member("offset", offset)
            writer.member("detail", detail)
            writer.endObject()
        }
    }

    var status: Int
    var detail: String
    var errors: [Place] = []

    init(status: Int, detail: String, errors: [Place] = []) {
        self.status = status
        self.detail = detail
        self.errors = errors
    }

    /// The problem of a contact in `body`, pointing at the value that is wrong.
    init(_ error: ContactError, in body: Span<UInt8>) {
        status = error.status
        if case .json(let syntax) = error.kind {
            let position = JSONPosition(offset: syntax.offset, in: body)
            detail = "The body is not JSON (\(position), byte \(syntax.offset)). \(syntax.message)"
        } else {
            detail = "The contact cannot be read."
        }
        errors = [Place(pointer: JSONPointer.locate(offset: error.offset, in: body), detail: error.detail)]
    }

    static let contentType: StaticString = "application/problem+json"

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("type")
        writer.string("about:blank")
        writer.key("title")
        writer.string(Status.reason(status))
        writer.key("status")
        writer.number(status)
        writer.key("detail")
        writer.string(detail)
        if !errors.isEmpty {
            writer.key("errors")
            writer.beginArray()
            for error in errors { error.write(to: &writer) }
            writer.endArray()
        }
        writer.endObject()
    }

    func send(with response: inout Response) {
        var writer = JSONWriter()
        write(to: &writer)
        response.send(status: status, contentType: Self.contentType, body: writer.bytes)
    }
}
