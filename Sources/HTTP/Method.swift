import Bytes

/// A request method. Those that Quartier or its peers use have a name; any other valid token is `other`.
public enum Method: UInt8, Sendable, CaseIterable {
    case get, head, post, put, patch, delete, options, trace, connect, other

    /// The token, in capitals as RFC 9110 section 9.1 spells it; empty for `other`.
    public var name: StaticString {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        case .connect: "CONNECT"
        case .other: ""
        }
    }

    /// The method of a token; tokens are case-sensitive (RFC 9110 section 9.1).
    init(token: Span<UInt8>) {
        self = .other
        switch token.count {
        case 3:
            if token.elementsEqual("GET") { self = .get } else if token.elementsEqual("PUT") { self = .put }
        case 4:
            if token.elementsEqual("POST") { self = .post } else if token.elementsEqual("HEAD") { self = .head }
        case 5:
            if token.elementsEqual("PATCH") { self = .patch } else if token.elementsEqual("TRACE") { self = .trace }
        case 6: if token.elementsEqual("DELETE") { self = .delete }
        case 7:
            if token.elementsEqual("OPTIONS") {
                self = .options
            } else if token.elementsEqual("CONNECT") {
                self = .connect
            }
        default: break
        }
    }

    /// Whether the token is a known method but for the case of its letters: no client means two methods by `get` and `GET`.
    static func differsOnlyInCase(_ token: Span<UInt8>) -> Bool {
        for method in Method.allCases where method != .other && token.count == method.name.utf8CodeUnitCount {
            var index = 0
            while index < token.count, ASCII.uppercased(token[index]) == method.name.utf8Start[index] { index += 1 }
            if index == token.count { return true }
        }
        return false
    }
}

/// A set of methods, for `Allow`.
public struct MethodSet: OptionSet, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public init(_ method: Method) { rawValue = 1 << UInt16(method.rawValue) }
    public func contains(_ method: Method) -> Bool { rawValue & (1 << UInt16(method.rawValue)) != 0 }
}
