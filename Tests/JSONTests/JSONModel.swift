import Bytes
import FoundationEssentials
import JSON

/// A whole JSON value as a tree: what the reader's tokens add up to, and what Foundation makes of the same bytes.
enum JSONModel: Equatable {
    case object([String: JSONModel])
    case array([JSONModel])
    case string(String)
    case number(Double)
    case bool(Bool)
    case null
}

extension JSONModel {
    /// The value as `JSONReader` reads it, with every byte of the input accounted for. Duplicate keys: the last one wins.
    init(reading bytes: [UInt8], depthLimit: Int = JSONReader.defaultDepthLimit) throws(JSONError) {
        var reader = JSONReader(bytes.span, depthLimit: depthLimit)
        self = try JSONModel(reading: &reader, from: try reader.next())
        try reader.finish()
    }

    private init(reading reader: inout JSONReader, from token: JSONToken) throws(JSONError) {
        switch token {
        case .beginObject:
            var members: [String: JSONModel] = [:]
            while let key = try reader.nextKey() {
                members[reader.string(key)] = try JSONModel(reading: &reader, from: try reader.next())
            }
            self = .object(members)
        case .beginArray:
            var elements: [JSONModel] = []
            while let first = try reader.nextElement() {
                elements.append(try JSONModel(reading: &reader, from: first))
            }
            self = .array(elements)
        case .string(let text): self = .string(reader.string(text))
        case .number(let number): self = .number(reader.double(number) ?? .infinity)
        case .bool(let value): self = .bool(value)
        case .null: self = .null
        case .key, .endObject, .endArray, .end: preconditionFailure("no value begins with \(token)")
        }
    }
}

extension JSONModel: Decodable {
    /// The value as Foundation reads it: slow, and written by others.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONModel].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONModel].self))
        }
    }

    init(foundation bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(JSONModel.self, from: Data(bytes))
    }
}

extension JSONWriter {
    /// Writes the value; members in the order of their keys.
    mutating func write(_ value: JSONModel) {
        switch value {
        case .object(let members):
            beginObject()
            for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                self.key(key)
                write(member)
            }
            endObject()
        case .array(let elements):
            beginArray()
            for element in elements { write(element) }
            endArray()
        case .string(let text): string(text)
        case .number(let value): number(value)
        case .bool(let value): bool(value)
        case .null: null()
        }
    }
}
