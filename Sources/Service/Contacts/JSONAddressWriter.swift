import Bytes
import JSON

/// Writes the fields of an address that are not empty as an object.
struct JSONAddressWriter: ~Copyable {
    private var writer = JSONWriter()

    init() { writer.beginObject() }

    mutating func write(_ name: StaticString, _ field: borrowing ByteBuffer) {
        guard !field.isEmpty else { return }
        writer.key(name)
        writer.string(field.bytes)
    }

    consuming func finish() -> String {
        writer.endObject()
        return String(writer.bytes)
    }
}
