import Bytes

/// The field `If-None-Match` (RFC 9110, section 13.1.2).
enum EntityTag {
    /// Whether a list of tags has this one, or is `*`. Tags are compared weakly: `W/` does not count.
    static func list(_ list: Span<UInt8>, names tag: Span<UInt8>) -> Bool {
        var start = 0
        while start < list.count {
            let end = list.firstIndex(of: ASCII.comma, from: start) ?? list.count
            if matches(list.extracting(start..<end), tag) { return true }
            start = end + 1
        }
        return false
    }

    private static func matches(_ item: Span<UInt8>, _ tag: Span<UInt8>) -> Bool {
        var start = 0
        var end = item.count
        while start < end, item[start] == ASCII.space || item[start] == ASCII.tab { start += 1 }
        while end > start, item[end - 1] == ASCII.space || item[end - 1] == ASCII.tab { end -= 1 }
        if end - start == 1, item[start] == UInt8(ascii: "*") { return true }
        if end - start > 2, item[start] == UInt8(ascii: "W"), item[start + 1] == ASCII.slash { start += 2 }
        return item.extracting(start..<end).elementsEqual(tag)
    }
}
