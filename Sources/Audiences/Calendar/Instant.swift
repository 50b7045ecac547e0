/// A moment, as milliseconds since 1970-01-01T00:00:00Z. Leap seconds are not counted, as in POSIX.
public struct Instant: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static let millisecondsPerDay: Int64 = 86_400_000

    public static func < (one: Instant, other: Instant) -> Bool { one.milliseconds < other.milliseconds }
}

/// A date and perhaps a time as ISO 8601 writes them, before a time zone has been applied.
public struct ISOTime: Equatable, Sendable {
    public var date: CivilDate
    /// Since midnight; nil when only a date was written.
    public var millisecondsOfDay: Int?
    /// East of UTC; nil when none was written.
    public var offsetSeconds: Int?

    /// Reads `2026-06-30`, `2026-06-30T12:00`, `2026-06-30 12:00:00.5+02:00`, `…Z`. Digits behind the millisecond are cut.
    /// Nil when it is none of these, or there is no such day or time.
    public init?(_ text: Span<UInt8>) {
        guard text.count >= 10, let date = CivilDate(text.extracting(0..<10)) else { return nil }
        self.date = date
        guard text.count > 10 else { return }
        // RFC 3339, section 5.6: a blank may stand for the T.
        guard text[10] | 0x20 == 0x74 || text[10] == 0x20 else { return nil }
        var rest = text.extracting(11...)
        guard let time = Self.takeTime(&rest) else { return nil }
        millisecondsOfDay = time
        guard rest.count > 0 else { return }
        guard let offset = Self.offset(rest) else { return nil }
        offsetSeconds = offset
    }

    /// As `init(_:)` of bytes.
    public init?(_ text: String) {
        var text = text
        let read = text.withUTF8 { ISOTime($0.span) }
        guard let read else { return nil }
        self = read
    }

    /// The moment, when the offset was written, or as if it were `offset`.
    public func instant(defaultOffsetSeconds offset: Int = 0) -> Instant {
        let day = Int64(date.day) * Instant.millisecondsPerDay
        return Instant(milliseconds: day + Int64(millisecondsOfDay ?? 0) - Int64(offsetSeconds ?? offset) * 1000)
    }

    private static func takeTime(_ rest: inout Span<UInt8>) -> Int? {
        guard rest.count >= 5, rest[2] == 0x3A, let hour = rest.digits(0..<2), hour < 24,
            let minute = rest.digits(3..<5), minute < 60
        else { return nil }
        var end = 5
        var milliseconds = (hour * 60 + minute) * 60_000
        if rest.count > 5, rest[5] == 0x3A {
            // The second 60 of a leap second is the first of the next minute, as POSIX counts.
            guard rest.count >= 8, let second = rest.digits(6..<8), second <= 60 else { return nil }
            milliseconds += second * 1000
            end = 8
            if rest.count > 8, rest[8] == 0x2E || rest[8] == 0x2C {
                var weight = 100
                end = 9
                while end < rest.count, rest[end] &- 0x30 < 10 {
                    milliseconds += Int(rest[end] &- 0x30) * weight
                    weight /= 10
                    end += 1
                }
                guard end > 9 else { return nil }
            }
        }
        rest = rest.extracting(end...)
        return milliseconds
    }

    private static func offset(_ text: Span<UInt8>) -> Int? {
        if text.count == 1, text[0] | 0x20 == 0x7A { return 0 }
        guard text.count == 3 || text.count == 5 || text.count == 6, text[0] == 0x2B || text[0] == 0x2D,
            let hours = text.digits(1..<3), hours < 24
        else { return nil }
        var minutes = 0
        if text.count > 3 {
            if text.count == 6, text[3] != 0x3A { return nil }
            guard let written = text.digits(text.count - 2..<text.count), written < 60 else { return nil }
            minutes = written
        }
        let seconds = (hours * 60 + minutes) * 60
        return text[0] == 0x2D ? -seconds : seconds
    }
}

extension Instant: CustomStringConvertible {
    /// `2026-06-30T12:00:00Z`, with milliseconds when there are any. Years outside 1 to 9999 are written at the edge.
    public var description: String {
        let (day, time) = dayAndTime
        let seconds = time / 1000
        let fraction = time % 1000 == 0 ? "" : "." + padded(time % 1000, 3)
        let clock = padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
        return "\(CivilDate(day: Int32(clamping: day)))T\(clock)\(fraction)Z"
    }

    /// The day in UTC since 1970-01-01, and the milliseconds since its midnight.
    var dayAndTime: (day: Int64, time: Int) {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: Self.millisecondsPerDay)
        return remainder < 0 ? (quotient - 1, Int(remainder + Self.millisecondsPerDay)) : (quotient, Int(remainder))
    }

    /// Reads ISO 8601; without an offset it is UTC. Nil when it is not that.
    public init?(_ text: String) {
        guard let time = ISOTime(text) else { return nil }
        self = time.instant()
    }

    /// Reads ISO 8601; without an offset it is UTC. Nil when it is not that.
    public init?(_ text: Span<UInt8>) {
        guard let time = ISOTime(text) else { return nil }
        self = time.instant()
    }
}
