import Audiences
import Bytes
import JSON

/// Rules to be counted, the moment that they are asked at, and the zone of their calendar.
struct AudienceQueries {
    var asOf = Instant(milliseconds: 0)
    var timezone = "UTC"
    var queries: [(name: String, rule: Rule)] = []

    init(_ bytes: Span<UInt8>, path: String) throws(CommandFailure) {
        var reader = JSONReader(bytes)
        do throws(JSONError) {
            guard case .beginObject = try reader.next() else { throw JSONError(.valueExpected, at: 0) }
            while let key = try reader.nextKey() {
                if reader.text(key, equals: "as_of"), case .string(let text) = try reader.next() {
                    asOf = Instant(reader.string(text)) ?? asOf
                } else if reader.text(key, equals: "timezone"), case .string(let text) = try reader.next() {
                    timezone = reader.string(text)
                } else if reader.text(key, equals: "queries") {
                    try readQueries(&reader, bytes)
                } else {
                    try reader.skipValue()
                }
            }
        } catch {
            throw .failure("\(path): \(error)")
        }
        if let failure { throw failure }
    }

    private var failure: CommandFailure?

    private mutating func readQueries(_ reader: inout JSONReader, _ bytes: Span<UInt8>) throws(JSONError) {
        guard case .beginArray = try reader.next() else { throw JSONError(.valueExpected, at: reader.tokenOffset) }
        while let token = try reader.nextElement() {
            guard token == .beginObject else { throw JSONError(.valueExpected, at: reader.tokenOffset) }
            var name = ""
            var rule = 0..<0
            while let key = try reader.nextKey() {
                if reader.text(key, equals: "name"), case .string(let text) = try reader.next() {
                    name = reader.string(text)
                } else if reader.text(key, equals: "rule") {
                    rule = try reader.skipValue()
                } else {
                    try reader.skipValue()
                }
            }
            add(name, bytes.extracting(rule))
        }
    }

    private mutating func add(_ name: String, _ bytes: Span<UInt8>) {
        do {
            queries.append((name, try Rule(json: bytes)))
        } catch {
            failure = failure ?? .failure("\(name): \(error)")
        }
    }
}
