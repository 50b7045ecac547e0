import Bytes
import JSON

/// A small JSON value as a tree: a rule's members may come in any order, and what one means depends on the others.
indirect enum JSONTree {
    case object([(key: String, value: JSONTree)])
    case array([JSONTree])
    case text(String)
    /// As it was written; `exact` is nil when 64 bits do not hold it.
    case number(text: String, exact: ExactDecimal?)
    case boolean(Bool)
    case null

    init(_ bytes: Span<UInt8>, depthLimit: Int) throws(JSONError) {
        var reader = JSONReader(bytes, depthLimit: depthLimit)
        self = try Self.value(try reader.next(), &reader)
        _ = try reader.next()
    }

    private static func value(_ token: JSONToken, _ reader: inout JSONReader) throws(JSONError) -> JSONTree {
        switch token {
        case .beginObject:
            var members: [(key: String, value: JSONTree)] = []
            while case .key(let key) = try reader.next() {
                let name = reader.string(key)
                members.append((name, try value(try reader.next(), &reader)))
            }
            return .object(members)
        case .beginArray:
            var elements: [JSONTree] = []
            while true {
                let next = try reader.next()
                if case .endArray = next { return .array(elements) }
                elements.append(try value(next, &reader))
            }
        case .string(let text): return .text(reader.string(text))
        case .number(let number):
            return .number(text: String(reader.bytes(of: number)), exact: ExactDecimal(reader.bytes(of: number)))
        case .bool(let truth): return .boolean(truth)
        default: return .null
        }
    }

    /// The last member of the name, as JavaScript has it; nil when there is none or it is null.
    func member(_ name: String) -> JSONTree? {
        guard case .object(let members) = self, let found = members.last(where: { $0.key == name }) else { return nil }
        if case .null = found.value { return nil }
        return found.value
    }

    var isArray: Bool { if case .array = self { true } else { false } }
    var isObject: Bool { if case .object = self { true } else { false } }
    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// For a message: `"tomorrow-ish"`, `12`, `an object`.
    var shown: RuleMessage {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .text(let text): "\"\(text.prefix(40))\""
        case .number(let text, _): "\(text.prefix(40))"
        case .boolean(let truth): truth ? "true" : "false"
        case .null: "null"
        }
    }
}
