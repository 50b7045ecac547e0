import Bytes

/// From method and path to the number of a route. Built once, then only read; matching allocates nothing.
///
/// A pattern is a path whose segments are literal text or `{name}`, which takes any segment that is not empty. Literal text
/// goes before a parameter at the same place. Segments are compared decoded, so `/%70ersonas` is `/personas`, but an encoded
/// slash does not divide (RFC 3986 section 2.2). `GET` routes also answer `HEAD` (RFC 9110 section 9.3.2). O(patterns).
public struct Router: Sendable {
    /// The most `{name}` segments that one pattern may have.
    public static let maximumParameters = 4

    private struct Pattern: Sendable {
        var segments: [Segment]
        var label: StaticString
        var methods: MethodSet
        /// By raw value of the method; -1 where there is no route.
        var ids: InlineArray<10, Int>
    }

    private enum Segment: Sendable, Equatable {
        case literal([UInt8])
        case parameter
    }

    private var patterns: [Pattern] = []

    public init() {}

    /// Adds a route: `add(.get, "/personas/{code}", id: 3)`. A mistake in the pattern, or a route that is there already, is a
    /// mistake in the program and stops it.
    public mutating func add(_ method: Method, _ pattern: StaticString, id: Int) {
        let text = pattern.description
        precondition(text.hasPrefix("/"), "a pattern begins with a slash")
        let segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix("{") && part.hasSuffix("}") ? Segment.parameter : .literal(Array(part.utf8))
        }
        precondition(segments.count { $0 == .parameter } <= Self.maximumParameters, "too many parameters in a pattern")
        let place = patterns.firstIndex { $0.segments == segments } ?? insertionPoint(for: segments, label: pattern)
        precondition(!patterns[place].methods.contains(method), "the route is there already")
        patterns[place].methods.insert(MethodSet(method))
        patterns[place].ids[Int(method.rawValue)] = id
        if method == .get { patterns[place].methods.insert(MethodSet(.head)) }
        patterns[place].methods.insert(MethodSet(.options))
    }

    /// Puts a new pattern before those that it is more literal than.
    private mutating func insertionPoint(for segments: [Segment], label: StaticString) -> Int {
        func key(_ segments: [Segment]) -> String { segments.map { $0 == .parameter ? "1" : "0" }.joined() }
        let new = Pattern(segments: segments, label: label, methods: [], ids: InlineArray(repeating: -1))
        let place = patterns.firstIndex { key($0.segments) > key(segments) } ?? patterns.count
        patterns.insert(new, at: place)
        return place
    }

    /// The route of a request. `bytes` holds the path at `path`.
    func match(_ method: Method, path: Slice, in bytes: Span<UInt8>) -> RouteMatch {
        var result = RouteMatch()
        if path.count == 1, bytes[Int(path.start)] == ASCII.asterisk { return RouteMatch(options: everyMethod) }
        let wanted = method == .head ? Method.get : method
        for index in patterns.indices {
            guard matches(patterns[index].segments, path, bytes, &result.parameters) else { continue }
            let id = patterns[index].ids[Int(method.rawValue)]
            let found = id >= 0 ? id : patterns[index].ids[Int(wanted.rawValue)]
            if found >= 0 {
                result.outcome = .found
                result.id = found
                result.label = patterns[index].label
                return result
            }
            result.allowed.formUnion(patterns[index].methods)
        }
        if !result.allowed.isEmpty { result.outcome = method == .options ? .options : .methodNotAllowed }
        return result
    }

    private var everyMethod: MethodSet { patterns.reduce(into: MethodSet(.options)) { $0.formUnion($1.methods) } }

    private func matches(
        _ segments: [Segment], _ path: Slice, _ bytes: Span<UInt8>, _ parameters: inout InlineArray<4, Slice>
    ) -> Bool {
        var start = Int(path.start) + 1
        let end = Int(path.end)
        var found = 0
        for index in segments.indices {
            guard start <= end else { return false }
            let stop = min(bytes.firstIndex(of: ASCII.slash, from: start) ?? end, end)
            switch segments[index] {
            case .literal(let text):
                guard Self.equal(bytes, start..<stop, text) else { return false }
            case .parameter:
                guard stop > start else { return false }
                parameters[found] = Slice(start, stop)
                found += 1
            }
            start = stop + 1
        }
        // One past the end: the last segment was the last of the path too.
        return start == end + 1
    }

    private static func equal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: [UInt8]) -> Bool {
        let segment = bytes.extracting(range)
        var index = 0
        var matched = 0
        while index < segment.count {
            let (byte, next) = PercentEncoding.decodedByte(segment, at: index, plusIsSpace: false)
            guard matched < text.count, text[matched] == byte else { return false }
            matched &+= 1
            index = next
        }
        return matched == text.count
    }
}
