/// Steps of more than one token.
extension JSONReader {
    /// The next key of the object that the reader is in, or nil when the object has ended. Called where only a key or
    /// the end of an object can come: behind `.beginObject`, or behind a whole value in it.
    public mutating func nextKey() throws(JSONError) -> JSONText? {
        switch try next() {
        case .key(let text): return text
        case .endObject: return nil
        default: preconditionFailure("nextKey outside an object")
        }
    }

    /// The first token of the next element of the array that the reader is in, or nil when the array has ended. An element
    /// that opens an array or object must be read, or skipped with `skipRest(of:)`, before the next call.
    public mutating func nextElement() throws(JSONError) -> JSONToken? {
        let token = try next()
        return token == .endArray ? nil : token
    }

    /// Passes the value that comes next and checks all of it. Returns its bytes' range, to be echoed as it was written.
    /// Called where a value must come: at the start, or behind a key.
    @discardableResult
    public mutating func skipValue() throws(JSONError) -> Range<Int> {
        let token = try next()
        return try skipRest(of: token)
    }

    /// Passes what is left of the value whose first token was just read: nothing for a string or a number, all up to the
    /// matching end for an array or object. Returns the range of the whole value.
    @discardableResult
    public mutating func skipRest(of token: JSONToken) throws(JSONError) -> Range<Int> {
        let start = tokenOffset
        guard token == .beginObject || token == .beginArray else { return start..<offset }
        let outside = depth &- 1
        while depth > outside { _ = try next() }
        return start..<offset
    }

    /// Checks that nothing but white space follows the value.
    public mutating func finish() throws(JSONError) {
        guard try next() == .end else { preconditionFailure("finish before the value was complete") }
    }
}
