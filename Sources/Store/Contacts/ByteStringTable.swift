import Bytes

/// Byte strings numbered from 0 in the order in which they came, found by their bytes. Open addressing over 64-bit hashes;
/// about 20 bytes a string beside the bytes themselves. A million ids take 30 MB and a look-up two cache misses.
struct ByteStringTable: ~Copyable {
    private var bytes = ByteBuffer(capacity: 1024)
    /// Where string `n` ends in `bytes`; it begins where the one before ends.
    private var ends: [Int] = []
    /// The number of a string plus one, 0 where nothing lies. A power of two of places, at most half of them taken.
    private var places: [UInt32]

    init(expectedCount: Int = 16) {
        var size = 32
        while size < expectedCount * 2 { size *= 2 }
        places = [UInt32](repeating: 0, count: size)
        ends.reserveCapacity(expectedCount)
    }

    var count: Int { ends.count }

    /// The bytes of string `number`.
    @_lifetime(borrow self)
    borrowing func string(_ number: Int) -> Span<UInt8> {
        bytes.bytes.extracting((number == 0 ? 0 : ends[number - 1])..<ends[number])
    }

    /// The number of a string that is there; nil when it is not.
    borrowing func find(_ key: Span<UInt8>) -> Int? {
        let found = places[place(of: key)]
        return found == 0 ? nil : Int(found) - 1
    }

    /// The number of a string, which is added when it is new.
    mutating func intern(_ key: Span<UInt8>) -> Int {
        let place = place(of: key)
        if places[place] != 0 { return Int(places[place]) - 1 }
        bytes.append(key)
        ends.append(bytes.count)
        places[place] = UInt32(ends.count)
        if ends.count * 2 > places.count { grow() }
        return ends.count - 1
    }

    /// Where the string lies, or the free place where it would.
    private borrowing func place(of key: Span<UInt8>) -> Int {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: Hash64.hash(key)) & mask
        while places[place] != 0 {
            if string(Int(places[place]) - 1).elementsEqual(key) { return place }
            place = (place + 1) & mask
        }
        return place
    }

    private mutating func grow() {
        places = [UInt32](repeating: 0, count: places.count * 2)
        let mask = places.count - 1
        for number in ends.indices {
            var place = Int(truncatingIfNeeded: Hash64.hash(string(number))) & mask
            while places[place] != 0 { place = (place + 1) & mask }
            places[place] = UInt32(number + 1)
        }
    }
}
