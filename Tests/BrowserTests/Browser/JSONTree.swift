import Bytes
import JSON

/// A JSON value as a tree, for what a browser says.
indirect enum JSONTree: Equatable {
    case object([String: JSONTree])
    case array([JSONTree])
    case text(String)
    case number(Double)
    case bool(Bool)
    case null

    init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes.span, depthLimit: 200)
        guard let first = try? reader.next(), let tree = try? JSONTree(first, &reader) else { return nil }
        self = tree
    }

    private init(_ token: JSONToken, _ reader: inout JSONReader) throws(JSONError) {
        switch token {
        case .beginObject:
            var members: [String: JSONTree] = [:]
            while let key = try reader.nextKey() {
                let name = reader.string(key)
                members[name] = try JSONTree(try reader.next(), &reader)
            }
            self = .object(members)
        case .beginArray:
            var elements: [JSONTree] = []
            while let element = try reader.nextElement() { elements.append(try JSONTree(element, &reader)) }
            self = .array(elements)
        case .string(let text): self = .text(reader.string(text))
        case .number(let number): self = .number(reader.double(number) ?? .nan)
        case .bool(let value): self = .bool(value)
        default: self = .null
        }
    }

    subscript(key: String) -> JSONTree? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    subscript(index: Int) -> JSONTree? {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    var elements: [JSONTree] { if case .array(let elements) = self { elements } else { [] } }
    var texts: [String] { elements.compactMap(\.text) }
}
