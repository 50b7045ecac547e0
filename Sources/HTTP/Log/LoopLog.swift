import Bytes

/// The lines of one loop, on their way to the log.
struct LoopLog: ~Copyable {
    private let log: AccessLog
    private let loop: Int
    private var lines = ByteBuffer(capacity: 2 * Self.flushBytes)
    private var lineCount = 0
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
        appendTime(clock)
        lines.append("\",\"id\":\"")
        lines.append(exchange.id.bytes)
        lines.append("\",\"method\":\"")
        lines.append(exchange.method == .other ? "-" : exchange.method.name)
        lines.append("\",\"route\":\"")
        lines.append(exchange.route)
        lines.append("\",\"status\":")
        lines.appendDecimal(exchange.status)
        lines.append(",\"bytes_in\":")
        lines.appendDecimal(exchange.bytesIn)
        lines.append(",\"bytes_out\":")
        lines.appendDecimal(max(0, exchange.bytesOut))
        lines.append(",\"microseconds\":")
        lines.appendDecimal(Int(nanoseconds / 1000))
        lines.append(",\"loop\":")
        lines.appendDecimal(loop)
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

    /// RFC 3339, UTC, to the millisecond.
    private mutating func appendTime(_ clock: LoopClock) {
        let (year, month, day) = DateLine.civil(fromDays: clock.unixSeconds / 86_400)
        lines.appendDecimal(year)
        appendPair(ASCII.hyphen, month)
        appendPair(ASCII.hyphen, day)
        appendPair(0x54, clock.unixSeconds / 3600 % 24)
        appendPair(ASCII.colon, clock.unixSeconds / 60 % 60)
        appendPair(ASCII.colon, clock.unixSeconds % 60)
        lines.append(ASCII.period)
        lines.append(ASCII.zero + UInt8(clock.unixMilliseconds / 100))
        lines.append(ASCII.zero + UInt8(clock.unixMilliseconds / 10 % 10))
        lines.append(ASCII.zero + UInt8(clock.unixMilliseconds % 10))
        lines.append(0x5A)
    }

    private mutating func appendPair(_ mark: UInt8, _ value: Int) {
        lines.append(mark)
        lines.append(ASCII.zero + UInt8(value / 10))
        lines.append(ASCII.zero + UInt8(value % 10))
    }
}
