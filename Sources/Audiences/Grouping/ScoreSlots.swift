/// Slots that numbers are counted in to find ranks without sorting them: what is less is never in a later slot. Most hold one number
/// alone; for a rank in one that holds more its members are sorted.
///
///     recency      8,192   a day each up to the day given; all before in the first, those after the next day in the last
///     frequency    8,192   a count each; all above in the last
///     monetary    64,515   amounts as floating point has them, 512 slots for each power of two: exact below 1,024 units
struct ScoreSlots: Sendable {
    /// Where the slots of each measure begin.
    static let frequencyStart = linearCount
    static let monetaryStart = 2 * linearCount
    static let count = zero + magnitudeCount
    /// Of recency, frequency, monetary.
    static let ofMeasure = [0..<frequencyStart, frequencyStart..<monetaryStart, monetaryStart..<count]

    private static let linearCount = 8192
    /// Bits of a Float's significand, of all and of those that tell slots apart.
    private static let significandBits = 23
    private static let precision = 9
    private static let magnitudeBits: UInt32 = 0x7fff_ffff
    /// The exponent of 1.
    private static let bias = 127
    /// From 0 up to the slot of 2^63.
    private static let magnitudeCount = 63 << precision + 2
    /// Slots of amounts below it hold one number alone, or none.
    private static let exactLimit: Float = 1024
    private static let zero = monetaryStart + magnitudeCount - 1

    /// The day of the first slot.
    private let firstDay: Int32

    init(day: Int32) { firstDay = day &- Int32(Self.linearCount - 3) }

    @inline(__always)
    func recency(_ day: Int32) -> Int {
        min(max(Int(day) &- Int(firstDay), 0), Self.linearCount &- 1)
    }

    @inline(__always)
    func frequency(_ count: Int32) -> Int { Self.frequencyStart &+ min(Int(count), Self.linearCount &- 1) }

    /// The bits of floating-point numbers ascend with the numbers, and rounding keeps their order.
    @inline(__always)
    func monetary(_ units: Int64) -> Int {
        let bits = Float(units).bitPattern
        let magnitude = max(
            Int(bits & Self.magnitudeBits) &>> (Self.significandBits - Self.precision) &- (Self.bias << Self.precision)
                &+ 1, 0)
        return Int32(bitPattern: bits) < 0 ? Self.zero &- magnitude : Self.zero &+ magnitude
    }

    /// Counts the contacts of a block in the slots of each measure. Those without events are all in the slot of no events, without a
    /// branch that nobody could foretell.
    func count(_ histories: borrowing EventHistories, _ counts: UnsafeMutablePointer<Int32>) {
        for contact in 0..<EventBlock.rowCount {
            let history = histories[contact]
            let has = history.count > 0
            counts[has ? recency(history.lastDay) : Self.frequencyStart] &+= 1
            counts[frequency(history.count)] &+= 1
            counts[has ? monetary(history.amount) : Self.frequencyStart] &+= 1
        }
    }

    /// The only number of the slot; nil when there are several.
    func value(_ slot: Int) -> Int64? {
        if slot < Self.frequencyStart {
            return slot == 0 || slot == Self.linearCount - 1 ? nil : Int64(firstDay) + Int64(slot)
        }
        if slot < Self.monetaryStart {
            let count = slot - Self.frequencyStart
            return count == Self.linearCount - 1 ? nil : Int64(count)
        }
        let magnitude = abs(slot - Self.zero)
        guard magnitude > 0 else { return 0 }
        let bits = (magnitude - 1 + Self.bias << Self.precision) << (Self.significandBits - Self.precision)
        let units = Float(bitPattern: UInt32(bits))
        guard units < Self.exactLimit else { return nil }
        return slot < Self.zero ? -Int64(units) : Int64(units)
    }
}
