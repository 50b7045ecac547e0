import Bytes

/// Where in a JSON text a byte lies, as people and clients can use it. Cold path: each call reads the text again.
public enum JSONPointer {
    /// The RFC 6901 pointer to the innermost value that holds the byte at `offset`; for a byte of a key, to that key's
    /// member. The empty pointer is the whole text. Works up to the first error in the text, so that the place of that
    /// error can be asked for too. O(n), allocates.
    public static func locate(offset: Int, in bytes: Span<UInt8>, depthLimit: Int = JSONReader.defaultDepthLimit)
        -> String
    {
        var reader = JSONReader(bytes, depthLimit: depthLimit)
        var path: [Step] = []
        do throws(JSONError) {
            while true {
                let token = try reader.next()
                // A byte before the token lies between values, so it belongs to the container around them.
                if offset < reader.tokenOffset { return pointer(path.dropLast(), reader) }
                follow(token, &path)
                if offset < reader.offset || token == .end { return pointer(path[...], reader) }
                leave(token, &path)
            }
        } catch {
            return pointer(pathOfFailure(path, reader), reader)
        }
    }

    private enum Step {
        case none
        case key(JSONText)
        case index(Int)
    }

    /// Steps to the token: a key names the member, a value in an array is one further.
    private static func follow(_ token: JSONToken, _ path: inout [Step]) {
        switch token {
        case .key(let text): path[path.count - 1] = .key(text)
        case .endObject, .endArray: path.removeLast()
        case .end: break
        default: if case .index(let index)? = path.last { path[path.count - 1] = .index(index + 1) }
        }
    }

    /// Steps into what the token opens.
    private static func leave(_ token: JSONToken, _ path: inout [Step]) {
        if token == .beginObject { path.append(.none) }
        if token == .beginArray { path.append(.index(-1)) }
    }

    /// Where the reader stopped: at a member's value, at an element, or else in the container around them.
    private static func pathOfFailure(_ path: [Step], _ reader: borrowing JSONReader) -> ArraySlice<Step> {
        if reader.expectation == .value { return path[...] }
        // A value that fails leaves the cursor where it begins.
        if case .index(let index)? = path.last, reader.offset == reader.tokenOffset {
            return path.dropLast() + [.index(index + 1)]
        }
        return path.dropLast()
    }

    private static func pointer(_ path: ArraySlice<Step>, _ reader: borrowing JSONReader) -> String {
        var text = ""
        for step in path {
            switch step {
            case .none: break
            case .key(let key): text += "/" + escaped(reader.string(key))
            case .index(let index): text += "/\(index)"
            }
        }
        return text
    }

    /// RFC 6901, section 3: `~` is written `~0`, and `/` is written `~1`.
    public static func escaped(_ key: String) -> String {
        var text = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
