import Bytes

/// The formats that contacts come in.
enum MediaType: Equatable {
    case json, ndjson, csv

    /// The type that a `Content-Type` names, whatever its parameters (RFC 9110 section 8.3.1); nil for any other. A body
    /// without a type is taken for JSON.
    init?(contentType: Span<UInt8>?) {
        guard let contentType else {
            self = .json
            return
        }
        var end = contentType.firstIndex(of: ASCII.semicolon) ?? contentType.count
        while end > 0, contentType[end - 1] == ASCII.space || contentType[end - 1] == ASCII.tab { end -= 1 }
        let type = contentType.extracting(0..<end)
        if type.equalsIgnoringCase("application/json") {
            self = .json
        } else if type.equalsIgnoringCase("application/x-ndjson") || type.equalsIgnoringCase("application/ndjson")
            || type.equalsIgnoringCase("application/jsonl")
        {
            self = .ndjson
        } else if type.equalsIgnoringCase("text/csv") {
            self = .csv
        } else {
            return nil
        }
    }

    var contentType: StaticString {
        switch self {
        case .json: "application/json"
        case .ndjson: "application/x-ndjson"
        case .csv: "text/csv; charset=utf-8"
        }
    }

    /// Whether an `Accept` field lets an answer of this type through (RFC 9110 section 12.5.1). Weights are not compared: there
    /// is one type to give, and only `q=0` refuses it.
    func isAccepted(by accept: Span<UInt8>?) -> Bool {
        guard let accept, !accept.isEmpty else { return true }
        var start = 0
        while start < accept.count {
            let end = accept.firstIndex(of: ASCII.comma, from: start) ?? accept.count
            if matches(accept.extracting(start..<end)) { return true }
            start = end + 1
        }
        return false
    }

    private func matches(_ range: Span<UInt8>) -> Bool {
        var start = 0
        while start < range.count, range[start] == ASCII.space || range[start] == ASCII.tab { start += 1 }
        var end = range.firstIndex(of: ASCII.semicolon, from: start) ?? range.count
        let parameters = range.extracting(end..<range.count)
        while end > start, range[end - 1] == ASCII.space || range[end - 1] == ASCII.tab { end -= 1 }
        let type = range.extracting(start..<end)
        guard !Self.isRefused(parameters) else { return false }
        if type.equalsIgnoringCase("*/*") { return true }
        switch self {
        case .json: return type.equalsIgnoringCase("application/json") || type.equalsIgnoringCase("application/*")
        case .ndjson:
            return type.equalsIgnoringCase("application/x-ndjson") || type.equalsIgnoringCase("application/ndjson")
                || type.equalsIgnoringCase("application/jsonl") || type.equalsIgnoringCase("application/*")
        case .csv: return type.equalsIgnoringCase("text/csv") || type.equalsIgnoringCase("text/*")
        }
    }

    /// Whether the parameters say `q=0`, `q=0.0`, …
    private static func isRefused(_ parameters: Span<UInt8>) -> Bool {
        // The first byte is the semicolon.
        var index = 1
        while index + 2 < parameters.count {
            if ASCII.lowercased(parameters[index]) == UInt8(ascii: "q"), parameters[index + 1] == UInt8(ascii: "="),
                parameters[index - 1] == ASCII.semicolon || parameters[index - 1] == ASCII.space
            {
                for digit in (index + 2)..<parameters.count
                where parameters[digit] != ASCII.zero && parameters[digit] != ASCII.period {
                    return false
                }
                return true
            }
            index += 1
        }
        return false
    }
}
