import Bytes

/// The lines of one loop, on their way to the log.
struct LoopLog: ~Copyable {
    private let log: AccessLog
    private let loop: Int
    private var lines = ByteBuffer(capacity: 2 * Self.flushBytes)
    private var lineCount = 0
    /// The time of the last line as text, and as the number that it was made from.
    private var time = ByteBuffer(capacity: 32)
    private var timeMilliseconds = 0
    private var lastFlushMilliseconds: UInt64 = 0

    private static let flushBytes = 32 * 1024
    private static let flushMilliseconds: UInt64 = 1000

    init(_ log: AccessLog, loop: Int) {
        self.log = log
        self.loop = loop
    }

    /// Adds the line of an exchange that has ended now.
    mutating func add(_ exchange: borrowing Exchange, _ clock: LoopClock) {
        let nanoseconds = LoopClock.nanoseconds() &- exchange.startNanoseconds
        lines.append("{\"time\":\"")
        updateTime(clock)
        lines.append(contentsOf: time)
        lines.append("\",\"id\":\"")
        lines.append(exchange.id.bytes)
        lines.append("\",\"method\":\"")
        lines.append(exchange.method == .other ? "-" : exchange.method.name)
        lines.append("\",\"route\":\"")
        lines.append(exchange.route)
        lines.append("\",\"status\":")
        lines.append(decimal: exchange.status)
        lines.append(",\"bytes_in\":")
        lines.append(decimal: exchange.bytesIn)
        lines.append(",\"bytes_out\":")
        lines.append(decimal: max(0, exchange.bytesOut))
        lines.append(",\"microseconds\":")
        lines.append(decimal: Int(nanoseconds / 1000))
        lines.append(",\"loop\":")
        lines.append(decimal: loop)
        lines.append("}\n")
        lineCount += 1
        if lines.count >= Self.flushBytes { flush(clock) }
    }

    mutating func flushIfDue(_ clock: LoopClock) {
        guard !lines.isEmpty, clock.milliseconds &- lastFlushMilliseconds >= Self.flushMilliseconds else { return }
        flush(clock)
    }

    mutating func flush(_ clock: LoopClock) {
        lastFlushMilliseconds = clock.milliseconds
        guard !lines.isEmpty else { return }
        log.take(lines.withUnsafeBytes { Array($0) }, count: lineCount)
        lines.removeAll()
        lineCount = 0
    }

    /// Writes `time` anew unless it is still that of the turn: RFC 3339, UTC, to the millisecond.
    private mutating func updateTime(_ clock: LoopClock) {
        let milliseconds = clock.unixSeconds * 1000 + clock.unixMilliseconds
        guard milliseconds != timeMilliseconds else { return }
        timeMilliseconds = milliseconds
        time.removeAll()
        let (year, month, day) = DateLine.civil(fromDays: clock.unixSeconds / 86_400)
        time.append(decimal: year)
        appendPair(ASCII.hyphen, month)
        appendPair(ASCII.hyphen, day)
        appendPair(0x54, clock.unixSeconds / 3600 % 24)
        appendPair(ASCII.colon, clock.unixSeconds / 60 % 60)
        appendPair(ASCII.colon, clock.unixSeconds % 60)
        time.append(ASCII.period)
        time.append(ASCII.zero + UInt8(clock.unixMilliseconds / 100))
        time.append(ASCII.zero + UInt8(clock.unixMilliseconds / 10 % 10))
        time.append(ASCII.zero + UInt8(clock.unixMilliseconds % 10))
        time.append(0x5A)
    }

    private mutating func appendPair(_ mark: UInt8, _ value: Int) {
        time.append(mark)
        time.append(ASCII.zero + UInt8(value / 10))
        time.append(ASCII.zero + UInt8(value % 10))
    }
}
