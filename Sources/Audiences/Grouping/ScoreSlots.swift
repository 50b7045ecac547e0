/// Slots that numbers are counted in to find ranks without sorting them: what is less is never in a later slot. Most hold one number
/// alone; for a rank in one that holds more its members are sorted.
///
///     recency      8,192   a day each up to the day given; all before in the first, those after the next day in the last
///     frequency    8,192   a count each; all above in the last
///     monetary    56,320   amounts as floating point has them: exact to 1,024 units, then 512 slots for each power of two
struct ScoreSlots: Sendable {
    /// Where the slots of each measure begin.
    static let frequencyStart = linearCount
    static let monetaryStart = 2 * linearCount
    static let count = monetaryStart + 2 * magnitudeCount
    /// Of recency, frequency, monetary.
    static let ofMeasure = [0..<frequencyStart, frequencyStart..<monetaryStart, monetaryStart..<count]

    private static let linearCount = 8192
    /// Bits of an amount that tell slots apart.
    private static let precision = 10
    private static let exactCount = 1 << precision
    private static let magnitudeCount = (64 - precision) * (exactCount / 2) + exactCount / 2
    private static let zero = monetaryStart + magnitudeCount

    /// The day of the first slot.
    private let firstDay: Int32

    init(day: Int32) { firstDay = day &- Int32(Self.linearCount - 3) }

    @inline(__always)
    func recency(_ day: Int32) -> Int {
        min(max(Int(day) &- Int(firstDay), 0), Self.linearCount &- 1)
    }

    @inline(__always)
    func frequency(_ count: Int32) -> Int { Self.frequencyStart &+ min(Int(count), Self.linearCount &- 1) }

    @inline(__always)
    func monetary(_ units: Int64) -> Int {
        // -1 is the first below zero.
        let magnitude = UInt64(bitPattern: units ^ (units >> 63))
        let shift = max(0, 64 &- Self.precision &- magnitude.leadingZeroBitCount)
        let slot = shift &* (Self.exactCount / 2) &+ Int(magnitude &>> UInt64(shift))
        return units < 0 ? Self.zero &- 1 &- slot : Self.zero &+ slot
    }

    /// Counts the contacts of a block in the slots of each measure.
    func count(_ histories: borrowing EventHistories, _ counts: UnsafeMutableBufferPointer<Int32>) {
        for contact in 0..<EventBlock.rowCount where histories.counts[contact] > 0 {
            counts[recency(histories.lastDays[contact])] &+= 1
            counts[frequency(histories.counts[contact])] &+= 1
            counts[monetary(histories.amounts[contact])] &+= 1
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
        let units = slot - Self.zero
        return units >= -Self.exactCount && units < Self.exactCount ? Int64(units) : nil
    }
}
