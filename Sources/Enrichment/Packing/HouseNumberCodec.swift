import Bytes

/// The house numbers of a street, packed: about six bytes each.
///
/// Entries are in the order of (number, suffix), suffixes compared byte by byte, none first:
///
///     varint   number − number of the entry before (the first: − 0)
///     1 byte   length of the suffix, then so many bytes: capital ASCII letters and digits, as `BIS` or `B`; mostly none
///     varint   ordinal of the IRIS among the IRIS of the street's commune, sorted by code (table `commune_iris`)
///     zigzag   latitude − latitude of the entry before, in 0.00001° (about 1.1 m); the first: − that of the street
///     zigzag   longitude likewise
///
/// The street's own position is rounded to 0.00001° by `HouseNumberCodec.fixed`.
public enum HouseNumberCodec {
    /// Units of a packed coordinate in a degree.
    public static let unitsPerDegree = 100_000.0
    /// A longer suffix is cut.
    public static let maximumSuffixBytes = 15

    /// A coordinate in degrees as packed. Any number is taken: what no place on earth has comes out as the limit.
    public static func fixed(_ degrees: Double) -> Int32 {
        let units = (degrees * unitsPerDegree).rounded()
        guard units.isFinite else { return 0 }
        return Int32(max(-36_000_000, min(36_000_000, units)))
    }

    /// A packed coordinate in degrees.
    public static func degrees(_ fixed: Int32) -> Double { Double(fixed) / unitsPerDegree }
}

/// Packs house numbers, one after the other.
public struct HouseNumberEncoder: Sendable {
    private var number: UInt32 = 0
    private var latitude: Int32
    private var longitude: Int32

    /// `latitude` and `longitude` are those of the street, packed.
    public init(latitude: Int32, longitude: Int32) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Appends an entry, which must not come before the last one.
    public mutating func append(
        number: UInt32, suffix: Span<UInt8>, irisOrdinal: UInt32, latitude: Int32, longitude: Int32,
        to buffer: inout ByteBuffer
    ) {
        precondition(number >= self.number, "house numbers out of order")
        Varint.append(number - self.number, to: &buffer)
        let suffixCount = min(suffix.count, HouseNumberCodec.maximumSuffixBytes)
        buffer.append(UInt8(suffixCount))
        buffer.append(suffix.extracting(first: suffixCount))
        Varint.append(irisOrdinal, to: &buffer)
        Varint.appendZigzag(latitude &- self.latitude, to: &buffer)
        Varint.appendZigzag(longitude &- self.longitude, to: &buffer)
        self.number = number
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// Walks over packed house numbers. Allocates nothing, and takes any bytes: corrupt ones end the walk.
///
///     var cursor = HouseNumberCursor(latitude: …, longitude: …)
///     while cursor.next(in: bytes) { if cursor.number == 12 { … } }
public struct HouseNumberCursor: Sendable {
    public internal(set) var number: UInt32 = 0
    /// Where the suffix is in the bytes.
    public private(set) var suffix: Range<Int> = 0..<0
    /// Which of the commune's IRIS, counted from 0 in the order of their codes.
    public private(set) var irisOrdinal: UInt32 = 0
    /// In 0.00001°.
    public private(set) var latitude: Int32
    /// In 0.00001°.
    public private(set) var longitude: Int32
    /// Whether the walk ended before the bytes did.
    public private(set) var isCorrupt = false
    var position = 0

    /// `latitude` and `longitude` are those of the street, packed.
    public init(latitude: Int32, longitude: Int32) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Moves to the next entry; false when there is none. `bytes` must be the same in every call.
    public mutating func next(in bytes: Span<UInt8>) -> Bool {
        guard position < bytes.count, !isCorrupt else { return false }
        isCorrupt = !readEntry(bytes)
        return !isCorrupt
    }

    private mutating func readEntry(_ bytes: Span<UInt8>) -> Bool {
        guard let step = Varint.read(bytes, at: &position), position < bytes.count else { return false }
        let (sum, overflows) = number.addingReportingOverflow(step)
        let suffixCount = Int(bytes[position])
        position &+= 1
        guard !overflows, suffixCount <= bytes.count - position else { return false }
        suffix = position..<position + suffixCount
        position += suffixCount
        guard let ordinal = Varint.read(bytes, at: &position),
            let north = Varint.readZigzag(bytes, at: &position), let east = Varint.readZigzag(bytes, at: &position)
        else { return false }
        number = sum
        irisOrdinal = ordinal
        latitude &+= north
        longitude &+= east
        return true
    }
}

extension HouseNumberCursor {
    /// Moves in front of the first entry whose number is `wanted` or larger, so that `next` gives that entry. Coordinates are
    /// not followed on the way: those read afterwards mean nothing. Corrupt bytes leave the walk at its end.
    ///
    /// Passing an entry takes a few nanoseconds: the three integers behind the suffix are passed as one word, by finding the
    /// third byte in it that ends an integer.
    mutating func skip(to wanted: UInt32, in bytes: Span<UInt8>) {
        while position < bytes.count {
            var ahead = position
            guard let step = Varint.read(bytes, at: &ahead), ahead < bytes.count else { break }
            let reached = number.addingReportingOverflow(step)
            guard !reached.overflow else { break }
            if reached.partialValue >= wanted { return }
            ahead += 1 + Int(bytes[ahead])
            guard let end = HouseNumberCursor.endOfThreeIntegers(bytes, from: ahead) else { break }
            number = reached.partialValue
            position = end
        }
        position = bytes.count
    }

    private static func endOfThreeIntegers(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        if start + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
            // The high bit of each byte that ends an integer; the lowest two of them are taken away.
            var ends = ~word & 0x8080_8080_8080_8080
            ends &= ends &- 1
            ends &= ends &- 1
            if ends != 0 { return start + ends.trailingZeroBitCount / 8 + 1 }
        }
        var position = start
        for _ in 0..<3 where Varint.read(bytes, at: &position) == nil { return nil }
        return position
    }
}
