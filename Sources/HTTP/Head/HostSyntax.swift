import Bytes

/// `uri-host [":" port]` (RFC 9110 section 7.2, RFC 3986 section 3.2.2).
enum HostSyntax {
    private static let maximumPort = 65_535

    /// Whether that is a host that is not empty, and a port in range or none. A colon without digits is a port by the grammar.
    static func isValid(_ value: Span<UInt8>, requiresPort: Bool = false) -> Bool {
        guard !value.isEmpty else { return false }
        let end: Int
        if value[0] == ASCII.openBracket {
            guard let close = value.firstIndex(of: ASCII.closeBracket), isLiteral(value.extracting(1..<close)) else {
                return false
            }
            end = close + 1
        } else {
            end = value.firstIndex(of: ASCII.colon) ?? value.count
            guard isRegisteredName(value.extracting(0..<end)) else { return false }
        }
        if end == value.count { return !requiresPort }
        return value[end] == ASCII.colon && isPort(value.extracting((end + 1)..<value.count), mayBeEmpty: !requiresPort)
    }

    private static func isPort(_ digits: Span<UInt8>, mayBeEmpty: Bool) -> Bool {
        var port = 0
        for index in digits.indices {
            guard ASCII.isDigit(digits[index]) else { return false }
            port = port * 10 + Int(digits[index] - ASCII.zero)
            guard port <= maximumPort else { return false }
        }
        return mayBeEmpty || !digits.isEmpty
    }

    /// An IPv4 address is a registered name by its letters; RFC 3986 does not ask for more.
    private static func isRegisteredName(_ name: Span<UInt8>) -> Bool {
        guard !name.isEmpty else { return false }
        var index = 0
        while index < name.count {
            if ByteClass.registeredName.contains(name[index]) {
                index &+= 1
            } else {
                guard PercentEncoding.isEncoded(name, at: index, end: name.count) else { return false }
                index &+= 3
            }
        }
        return true
    }

    /// What stands between the brackets: an IPv6 address or a future form.
    private static func isLiteral(_ text: Span<UInt8>) -> Bool {
        guard !text.isEmpty else { return false }
        return ASCII.lowercased(text[0]) == ASCII.letterV ? isFutureAddress(text) : isIPv6(text)
    }

    /// `"v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )`
    private static func isFutureAddress(_ text: Span<UInt8>) -> Bool {
        var index = 1
        while index < text.count, ASCII.hexadecimalValue(text[index]) != nil { index += 1 }
        guard index > 1, index + 1 < text.count, text[index] == ASCII.period else { return false }
        for place in (index + 1)..<text.count
        where !ByteClass.registeredName.contains(text[place]) && text[place] != ASCII.colon { return false }
        return true
    }

    /// Eight groups of at most four digits; one `::` for one or more groups of zeros; the last two may be an IPv4 address.
    private static func isIPv6(_ text: Span<UInt8>) -> Bool {
        var groups = 0
        var hasGap = false
        var index = 0
        while index < text.count {
            if text[index] == ASCII.colon {
                guard index + 1 < text.count, text[index + 1] == ASCII.colon, !hasGap else { return false }
                hasGap = true
                index += 2
                continue
            }
            let start = index
            while index < text.count, ASCII.hexadecimalValue(text[index]) != nil { index += 1 }
            if index < text.count, text[index] == ASCII.period {
                guard isIPv4(text.extracting(start..<text.count)) else { return false }
                groups += 2
                index = text.count
                break
            }
            guard index > start, index - start <= 4 else { return false }
            groups += 1
            guard index < text.count else { break }
            guard text[index] == ASCII.colon, index + 1 < text.count else { return false }
            // A single colon divides; a double one is looked at above.
            if text[index + 1] != ASCII.colon { index += 1 }
        }
        return hasGap ? groups <= 7 : groups == 8
    }

    /// Four numbers up to 255, without leading zeros (RFC 3986, `dec-octet`).
    private static func isIPv4(_ text: Span<UInt8>) -> Bool {
        var numbers = 0
        var start = 0
        while start <= text.count {
            let stop = text.firstIndex(of: ASCII.period, from: start) ?? text.count
            guard stop > start, stop - start <= 3, stop - start == 1 || text[start] != ASCII.zero else { return false }
            var number = 0
            for index in start..<stop {
                guard ASCII.isDigit(text[index]) else { return false }
                number = number * 10 + Int(text[index] - ASCII.zero)
            }
            guard number <= 255 else { return false }
            numbers += 1
            start = stop + 1
        }
        return numbers == 4
    }
}
