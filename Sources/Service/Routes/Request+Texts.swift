import Bytes
import HTTP

/// What a request asks in its target, as text.
extension Request {
    /// The decoded value of a query parameter; nil when there is none of the name. Allocates.
    func queryText(_ name: StaticString) -> String? {
        guard !query.isEmpty else { return nil }
        var value = ByteBuffer(capacity: 64)
        return appendQueryValue(name, to: &value) ? String(value.bytes) : nil
    }

    /// The decoded part of the path that stands for a parameter of the route, counted from 0. Allocates.
    func pathText(_ index: Int) -> String {
        var value = ByteBuffer(capacity: 64)
        appendParameter(index, to: &value)
        return String(value.bytes)
    }
}
