import Audiences
import Bytes
import JSON

/// Why a request cannot be followed.
struct RequestError: Error {
    var problem: Problem

    init(_ problem: Problem) { self.problem = problem }

    init(status: Int = 422, _ detail: String) { problem = Problem(status: status, detail: detail) }

    init(pointer: String, _ detail: String) {
        problem = Problem(
            status: 422, detail: "The request cannot be followed.",
            errors: [Problem.Place(pointer: pointer, detail: detail)])
    }

    init(parameter: String, _ detail: String) {
        problem = Problem(
            status: 400, detail: "The parameter \(parameter) cannot be followed.",
            errors: [Problem.Place(parameter: parameter, detail: detail)])
    }

    /// What is wrong with a rule that stands at `pointer`: as JSON, so that the place within it has a pointer of its own, or as
    /// text, where the byte is counted from its first letter.
    init(_ error: RuleError, at pointer: String, isText: Bool) {
        var place = Problem.Place(pointer: isText ? pointer : pointer + error.pointer, detail: error.detail)
        place.path = error.path.isEmpty ? nil : error.path
        place.offset = isText ? error.offset : nil
        place.message = error.message
        problem = Problem(status: 422, detail: "The rule cannot be read.", errors: [place])
    }
}

/// The members of an object of a request, each as it lies in the body. For requests that are small and whose members depend on
/// each other; `ContactDraftReader` and its kind read what comes by the thousand.
struct RequestMembers: Sendable {
    /// A rule, and how it was written.
    struct WrittenRule: Sendable {
        var rule: Rule
        var pointer: String
        var isText: Bool

        func error(_ error: RuleError) -> RequestError { RequestError(error, at: pointer, isText: isText) }
    }

    let bytes: [UInt8]
    /// Where the object stands in the body.
    let pointer: String
    private(set) var members: [(name: String, range: Range<Int>)] = []

    /// Rules may be as deep as a reader goes.
    private static let depthLimit = 256

    init(_ body: [UInt8]) throws(RequestError) { try self.init(body, 0..<body.count, "") }

    /// An object without members, for an empty body.
    static let none = RequestMembers()

    private init() {
        bytes = []
        pointer = ""
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, _ pointer: String) throws(RequestError) {
        self.bytes = bytes
        self.pointer = pointer
        var json = JSONReader(bytes.span.extracting(range), depthLimit: Self.depthLimit)
        do throws(JSONError) {
            if let read = try Self.read(&json, from: range.lowerBound) {
                members = read
                return
            }
        } catch {
            throw RequestError(Problem(ContactError(error), in: bytes.span))
        }
        throw RequestError(pointer: pointer, "expected an object")
    }

    private static func read(
        _ json: inout JSONReader, from start: Int
    ) throws(JSONError) -> [(name: String, range: Range<Int>)]? {
        guard try json.next() == .beginObject else { return nil }
        var members: [(name: String, range: Range<Int>)] = []
        while let key = try json.nextKey() {
            let name = json.string(key)
            let range = try json.skipValue()
            members.append((name, start + range.lowerBound..<start + range.upperBound))
        }
        _ = try json.next()
        return members
    }

    var names: [String] { members.map(\.name) }

    /// Where a member stands in the body.
    func pointer(to name: String) -> String { pointer + "/" + JSONPointer.escaped(name) }

    /// The bytes of the value; of a member that comes twice the last. Nil when there is none, or it is null.
    func range(_ name: String) -> Range<Int>? {
        guard let range = members.last(where: { $0.name == name })?.range else { return nil }
        return bytes[range.lowerBound] == UInt8(ascii: "n") ? nil : range
    }

    func has(_ name: String) -> Bool { range(name) != nil }

    /// Refuses members that nobody asks for: a typing error must not pass for a wish that was followed.
    func refuseOthers(than known: String...) throws(RequestError) {
        for (name, _) in members where !known.contains(name) && !name.hasPrefix("//") {
            let near = NearestName.suggestion(for: name, among: known)
            throw RequestError(pointer: pointer(to: name), "there is no member \"\(name.prefix(60))\" here\(near)")
        }
    }

    private func failure(_ name: String, _ detail: String) -> RequestError {
        RequestError(pointer: pointer(to: name), detail)
    }

    // MARK: - Values

    private func value<Value>(
        _ name: String, _ expected: String, _ read: (borrowing JSONReader, JSONToken) -> Value?
    ) throws(RequestError) -> Value? {
        guard let range = range(name) else { return nil }
        var json = JSONReader(bytes.span.extracting(range), depthLimit: Self.depthLimit)
        guard let token = try? json.next(), let value = read(json, token) else {
            throw failure(name, "expected \(expected)")
        }
        return value
    }

    func text(_ name: String, maximumBytes: Int = Attribute.textLimit) throws(RequestError) -> String? {
        let text = try value(name, "a string") { json, token in
            if case .string(let text) = token { json.string(text) } else { nil }
        }
        guard let text else { return nil }
        guard text.utf8.count <= maximumBytes else { throw failure(name, "longer than \(maximumBytes) bytes") }
        return text
    }

    func integer(_ name: String, _ limits: ClosedRange<Int>) throws(RequestError) -> Int? {
        try value(name, "a whole number from \(limits.lowerBound) to \(limits.upperBound)") { json, token in
            guard case .number(let number) = token, let value = json.integer(number).flatMap({ Int(exactly: $0) }),
                limits.contains(value)
            else { return nil }
            return value
        }
    }

    func number(_ name: String, _ limits: ClosedRange<Double>) throws(RequestError) -> Double? {
        try value(name, "a number from \(plain(limits.lowerBound)) to \(plain(limits.upperBound))") { json, token in
            guard case .number(let number) = token, let value = json.double(number), limits.contains(value) else {
                return nil
            }
            return value
        }
    }

    func decimal(_ name: String) throws(RequestError) -> ExactDecimal? {
        try value(name, "a number") { json, token in
            if case .number(let number) = token { ExactDecimal(json.bytes(of: number)) } else { nil }
        }
    }

    func bool(_ name: String) throws(RequestError) -> Bool? {
        try value(name, "true or false") { _, token in if case .bool(let truth) = token { truth } else { nil } }
    }

    func date(_ name: String) throws(RequestError) -> CivilDate? {
        try value(name, "a date such as 2026-06-30") { json, token in
            if case .string(let text) = token { CivilDate(json.string(text)) } else { nil }
        }
    }

    /// A moment; without an offset it is in the zone, and a date is its first moment.
    func instant(_ name: String, _ zone: TimeZoneRules) throws(RequestError) -> Instant? {
        try value(name, "a time such as 2026-06-30T12:00:00Z") { json, token in
            if case .string(let text) = token { RequestMembers.instant(json.string(text), zone) } else { nil }
        }
    }

    static func instant(_ text: String, _ zone: TimeZoneRules) -> Instant? {
        ISOTime(text).map { zone.instant(of: $0) }
    }

    // MARK: - What holds more

    /// A string, or an array of them.
    func texts(_ name: String, maximumCount: Int = 100) throws(RequestError) -> [String]? {
        guard let range = range(name) else { return nil }
        if bytes[range.lowerBound] == ASCII.quote { return try text(name).map { [$0] } }
        return try elements(name, maximumCount) { pointer, element throws(RequestError) in
            var json = JSONReader(bytes.span.extracting(element))
            guard let token = try? json.next(), case .string(let text) = token else {
                throw RequestError(pointer: pointer, "expected a string")
            }
            return json.string(text)
        }
    }

    func object(_ name: String) throws(RequestError) -> RequestMembers? {
        guard let range = range(name) else { return nil }
        return try RequestMembers(bytes, range, pointer(to: name))
    }

    /// An array of objects.
    func objects(_ name: String, maximumCount: Int) throws(RequestError) -> [RequestMembers]? {
        guard has(name) else { return nil }
        return try elements(name, maximumCount) { pointer, element throws(RequestError) in
            try RequestMembers(bytes, element, pointer)
        }
    }

    /// The values of an array, each with its pointer and its place.
    func elements<Element>(
        _ name: String, _ maximumCount: Int,
        _ read: (String, Range<Int>) throws(RequestError) -> Element
    ) throws(RequestError) -> [Element] {
        guard let range = range(name) else { return [] }
        guard bytes[range.lowerBound] == UInt8(ascii: "[") else { throw failure(name, "expected an array") }
        var places: [Range<Int>] = []
        var json = JSONReader(bytes.span.extracting(range), depthLimit: Self.depthLimit)
        do throws(JSONError) {
            _ = try json.next()
            while let token = try json.nextElement() {
                let start = json.tokenOffset
                _ = try json.skipRest(of: token)
                places.append(range.lowerBound + start..<range.lowerBound + json.offset)
            }
        } catch {
            preconditionFailure("the value was read once")
        }
        guard places.count <= maximumCount else { throw failure(name, "more than \(maximumCount), the limit") }
        var elements: [Element] = []
        for (index, place) in places.enumerated() { elements.append(try read("\(pointer(to: name))/\(index)", place)) }
        return elements
    }

    /// A rule in either form.
    func rule(_ name: String, _ limits: RuleLimits) throws(RequestError) -> WrittenRule? {
        guard let range = range(name) else { return nil }
        let isText = bytes[range.lowerBound] == ASCII.quote
        let pointer = pointer(to: name)
        do throws(RuleError) {
            let rule = try Rule(json: bytes.span.extracting(range), limits: limits)
            return WrittenRule(rule: rule, pointer: pointer, isText: isText)
        } catch {
            throw RequestError(error, at: pointer, isText: isText)
        }
    }
}
