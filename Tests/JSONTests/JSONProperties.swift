import Bytes
import JSON

/// What must hold for any bytes at all. The fuzzer looks for bytes where it does not, and the tests replay what the
/// fuzzer kept.
enum JSONProperties {
    /// Returns what does not hold, or nil.
    static func violation(_ bytes: [UInt8]) -> String? {
        readingViolation(bytes) ?? writingViolation(bytes)
    }

    /// Pulling and skipping agree; an error lies inside and can be located; what is read can be written and read again.
    private static func readingViolation(_ bytes: [UInt8]) -> String? {
        let skipped = skip(bytes)
        var writer = JSONWriter()
        let pulled = rewrite(bytes, to: &writer)
        guard skipped == pulled else { return "skipping says \(named(skipped)), pulling says \(named(pulled))" }
        if let error = pulled {
            guard (0...bytes.count).contains(error.offset) else { return "an error outside the text" }
            _ = JSONPointer.locate(offset: error.offset, in: bytes.span)
            _ = JSONPosition(offset: error.offset, in: bytes.span)
            return nil
        }
        return rewritingViolation(array(writer.bytes))
    }

    /// What was written can be read, and from the second time on it no longer changes. (The first time a number with too many
    /// digits becomes the nearest Double, and that may be a whole number.)
    private static func rewritingViolation(_ once: [UInt8]) -> String? {
        var second = JSONWriter()
        if let error = rewrite(once, to: &second) { return "what was written cannot be read: \(error)" }
        var third = JSONWriter()
        if let error = rewrite(array(second.bytes), to: &third) { return "what was rewritten cannot be read: \(error)" }
        return array(second.bytes) == array(third.bytes) ? nil : "writing again gives another text"
    }

    /// Any bytes written as a string are a string, and the same one when they are UTF-8.
    private static func writingViolation(_ bytes: [UInt8]) -> String? {
        var writer = JSONWriter()
        writer.string(bytes.span)
        var reader = JSONReader(writer.bytes)
        do throws(JSONError) {
            guard case .string(let text) = try reader.next() else { return "a string is not a string" }
            try reader.finish()
            var said = ByteBuffer()
            reader.appendText(text, to: &said)
            if UTF8Validation.firstInvalid(in: said.bytes) != nil { return "a string that is not UTF-8" }
            let isUTF8 = UTF8Validation.firstInvalid(in: bytes.span) == nil
            return !isUTF8 || array(said.bytes) == bytes ? nil : "a string that reads back as another"
        } catch {
            return "a string that cannot be read: \(error)"
        }
    }

    private static func skip(_ bytes: [UInt8]) -> JSONError? {
        var reader = JSONReader(bytes.span)
        do throws(JSONError) {
            try reader.skipValue()
            try reader.finish()
            return nil
        } catch {
            return error
        }
    }

    /// Writes what the reader reads, token by token.
    private static func rewrite(_ bytes: [UInt8], to writer: inout JSONWriter) -> JSONError? {
        var reader = JSONReader(bytes.span)
        var text = ByteBuffer()
        do throws(JSONError) {
            while true {
                text.removeAll()
                switch try reader.next() {
                case .beginObject: writer.beginObject()
                case .endObject: writer.endObject()
                case .beginArray: writer.beginArray()
                case .endArray: writer.endArray()
                case .key(let key):
                    reader.appendText(key, to: &text)
                    writer.key(text.bytes)
                case .string(let string):
                    reader.appendText(string, to: &text)
                    writer.string(text.bytes)
                case .number(let number): write(number, reader, to: &writer)
                case .bool(let value): writer.bool(value)
                case .null: writer.null()
                case .end: return nil
                }
            }
        } catch {
            return error
        }
    }

    private static func write(_ number: JSONNumber, _ reader: borrowing JSONReader, to writer: inout JSONWriter) {
        if let integer = reader.integer(number) {
            writer.number(Int(integer))
        } else if let value = reader.double(number) {
            writer.number(value)
        } else {
            writer.raw(reader.bytes(of: number))
        }
    }

    private static func named(_ error: JSONError?) -> String { error.map { "\($0)" } ?? "valid" }

    private static func array(_ bytes: Span<UInt8>) -> [UInt8] { bytes.withUnsafeBufferPointer { Array($0) } }
}
