/// What came of a batch: answers by level, and what could not be read.
public struct BatchSummary: Sendable, Equatable {
    /// A line that was answered with an error.
    public struct Rejection: Sendable, Equatable {
        /// Of the input, counted from 1.
        public var line: Int
        public var reason: String
    }

    /// Rejections that are kept with their reasons; all are counted.
    public static let maximumRejections = 20

    /// By raw value of `MatchLevel`.
    public private(set) var countByLevel = [Int](repeating: 0, count: 8)
    public private(set) var rejected = 0
    /// The first of the rejected lines.
    public private(set) var rejections: [Rejection] = []
    /// Lines that were not UTF-8 and were read as Windows-1252.
    public internal(set) var legacyLines = 0

    public init() {}

    public var contacts: Int { countByLevel.reduce(rejected, +) }

    mutating func count(_ level: UInt8) { countByLevel[Int(level)] += 1 }

    mutating func reject(line: Int, _ reason: String) {
        rejected += 1
        if rejections.count < Self.maximumRejections { rejections.append(Rejection(line: line, reason: reason)) }
    }

    public mutating func add(_ other: BatchSummary) {
        for level in countByLevel.indices { countByLevel[level] += other.countByLevel[level] }
        rejected += other.rejected
        rejections += other.rejections.prefix(Self.maximumRejections - rejections.count)
        legacyLines += other.legacyLines
    }
}
