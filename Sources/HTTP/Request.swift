public import Bytes

/// A request whose head is complete, borrowed from the buffer that the bytes arrived in. Nothing here allocates, and all spans
/// live as long as the call that the request was passed to.
public struct Request: ~Copyable, ~Escapable {
    /// The bytes of the head, from the method to the empty line.
    let bytes: Span<UInt8>
    let fields: Span<FieldLine>
    let head: RequestHead
    /// Where the path leads, found by the server's router.
    public let route: RouteMatch

    @_lifetime(copy bytes, copy fields)
    init(bytes: Span<UInt8>, fields: Span<FieldLine>, head: RequestHead, route: RouteMatch) {
        self.bytes = bytes
        self.fields = fields
        self.head = head
        self.route = route
    }
}

/// Start line.
extension Request {
    public var method: Method { head.method }

    /// The method as sent.
    public var methodToken: Span<UInt8> {
        @_lifetime(copy self) get { bytes.extracting(head.methodToken.range) }
    }

    /// The request target as sent, in whatever form.
    public var target: Span<UInt8> {
        @_lifetime(copy self) get { bytes.extracting(head.target.range) }
    }

    /// The path as sent, percent-encoded; `/` when the target has none, `*` for the asterisk form.
    public var path: Span<UInt8> {
        @_lifetime(copy self) get { bytes.extracting(head.path.range) }
    }

    /// What follows the first `?` as sent; empty when there is none.
    public var query: Span<UInt8> {
        @_lifetime(copy self) get { bytes.extracting(head.query.range) }
    }

    /// Whether the client speaks HTTP/1.0, to which chunks cannot be sent.
    public var isHTTP10: Bool { head.minorVersion == 0 }
}

/// Header fields.
extension Request {
    /// Bytes of body that `Content-Length` announces; 0 without a body, nil for a chunked one.
    public var contentLength: Int? {
        switch head.framing {
        case .none: 0
        case .length(let length): length
        case .chunked: nil
        }
    }

    /// Whether a body was announced, even an empty one.
    public var announcesBody: Bool { head.framing != .none }

    /// The value of the first field of that name without white space around it, or nil. `name` is in small letters. O(fields).
    @_lifetime(copy self)
    public func header(_ name: StaticString) -> Span<UInt8>? {
        guard let index = fieldIndex(name, from: 0) else { return nil }
        return bytes.extracting(fields[index].value.range)
    }

    /// How many fields there are; a name may come more than once.
    public var headerCount: Int { fields.count }

    /// Name (as sent) of the field at `index`, which must be in `0..<headerCount`.
    @_lifetime(copy self)
    public func headerName(at index: Int) -> Span<UInt8> { bytes.extracting(fields[index].name.range) }

    /// Value of the field at `index`, which must be in `0..<headerCount`.
    @_lifetime(copy self)
    public func headerValue(at index: Int) -> Span<UInt8> { bytes.extracting(fields[index].value.range) }

    func fieldIndex(_ name: StaticString, from start: Int) -> Int? {
        var index = start
        while index < fields.count {
            let field = fields[index]
            if field.name.count == name.utf8CodeUnitCount,
                bytes.extracting(field.name.range).equalsIgnoringCase(name)
            {
                return index
            }
            index &+= 1
        }
        return nil
    }
}

/// Path parameters and query.
extension Request {
    /// The path segment that took the place of the `index`-th `{name}` of the route's pattern, as sent.
    @_lifetime(copy self)
    public func parameter(_ index: Int) -> Span<UInt8> { bytes.extracting(route.parameters[index].range) }

    /// Appends the `index`-th path parameter, percent-decoded, to `output`.
    public func appendParameter(_ index: Int, to output: inout ByteBuffer) {
        PercentEncoding.decode(parameter(index), plusIsSpace: false, into: &output)
    }

    /// The value of the first query parameter called `name` as sent (percent-encoded), or nil. `name?` without `=` has an
    /// empty value. O(query).
    @_lifetime(copy self)
    public func queryValue(_ name: StaticString) -> Span<UInt8>? {
        guard let found = PercentEncoding.parameter(named: name, in: bytes, within: head.query) else { return nil }
        return bytes.extracting(found.range)
    }

    /// Appends the decoded value (`+` is a space) of the query parameter called `name` to `output`; false when there is none.
    public func appendQueryValue(_ name: StaticString, to output: inout ByteBuffer) -> Bool {
        guard let found = PercentEncoding.parameter(named: name, in: bytes, within: head.query) else { return false }
        PercentEncoding.decode(bytes.extracting(found.range), plusIsSpace: true, into: &output)
        return true
    }
}
