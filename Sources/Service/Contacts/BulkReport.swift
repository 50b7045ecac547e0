import JSON

/// What became of many contacts or events.
public struct BulkReport: Equatable, Sendable {
    public var created = 0
    public var updated = 0
    public var events = 0
    public var duplicates = 0
    public var waiting = 0
    public var refused = 0
    public var rejected = 0
    /// The first of the bad ones.
    var errors: [Failure] = []
    /// Names of what is not declared.
    public var undeclared: [String] = []

    public init() {}

    struct Failure: Equatable, Sendable {
        /// The line that it begins on, counted from 1; nil in an array.
        var line: Int?
        /// A JSON pointer or the name of a column; empty for all of it.
        var place: String
        var detail: String
    }

    /// Errors that an answer names, unless it is asked for all; the rest are counted.
    private static let usualErrorLimit = 100
    private var errorLimit = BulkReport.usualErrorLimit

    mutating func nameAllErrors() { errorLimit = .max }

    mutating func reject(_ failure: Failure) {
        rejected += 1
        if errors.count < errorLimit { errors.append(failure) }
    }

    mutating func passOver(_ names: [String]) {
        for name in names where !undeclared.contains(name) { undeclared.append(name) }
    }

    var warnings: [String] { undeclared.map { "\($0) is not declared and was not stored" } }

    func writeContacts(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("created")
        writer.number(created)
        writer.key("updated")
        writer.number(updated)
        writeRest(to: &writer)
    }

    func writeEvents(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("added")
        writer.number(events)
        writer.key("duplicates")
        writer.number(duplicates)
        writer.key("waiting")
        writer.number(waiting)
        writer.key("unknown_contacts")
        writer.number(refused)
        writeRest(to: &writer)
    }

    private func writeRest(to writer: inout JSONWriter) {
        writer.key("rejected")
        writer.number(rejected)
        if !errors.isEmpty {
            writer.key("errors")
            writer.beginArray()
            for error in errors {
                writer.beginObject()
                if let line = error.line {
                    writer.key("line")
                    writer.number(line)
                }
                if !error.place.isEmpty {
                    writer.key("pointer")
                    writer.string(error.place)
                }
                writer.key("detail")
                writer.string(error.detail)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.warnings(warnings)
        writer.endObject()
    }
}

extension JSONWriter {
    /// A member that is left out when there is nothing to say.
    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    /// A member that is left out when there is nothing to say.
    mutating func member(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        key(name)
        number(value)
    }

    /// `"warnings": […]`; nothing when there are none.
    mutating func warnings(_ sentences: [String]) {
        guard !sentences.isEmpty else { return }
        key("warnings")
        beginArray()
        for sentence in sentences { string(sentence) }
        endArray()
    }
}
