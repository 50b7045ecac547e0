import Bytes

/// One house number as it lies in the packed numbers of a street.
struct HouseNumber: Equatable {
    var number: UInt32 = 0
    var suffix = NumberSuffix.none
    /// Position of its IRIS among those of the commune, sorted by code.
    var irisOrdinal = 0
    /// In units of 1e-5 degree, relative to the entry before (the first to the street's own position).
    var latitudeStep: Int32 = 0
    var longitudeStep: Int32 = 0
}

/// Reads the packed numbers of a street one after another. Bytes that make no sense end the reading.
struct HouseNumberCursor {
    private var offset = 0
    private var number: UInt32 = 0

    /// The next number, or nil at the end.
    mutating func next(in bytes: Span<UInt8>) -> HouseNumber? {
        guard offset < bytes.count, let step = varint(bytes), step <= UInt64(UInt32.max - number) else { return nil }
        var house = HouseNumber()
        number += UInt32(step)
        house.number = number
        guard offset < bytes.count else { return nil }
        let length = Int(bytes[offset])
        offset += 1
        guard length <= NumberSuffix.maximumLength, offset + length <= bytes.count,
            let suffix = NumberSuffix(bytes.extracting(offset..<(offset + length)))
        else { return nil }
        offset += length
        house.suffix = suffix
        guard let ordinal = varint(bytes), ordinal < UInt64(Int32.max), let latitude = varint(bytes), let longitude = varint(bytes)
        else { return nil }
        house.irisOrdinal = Int(ordinal)
        house.latitudeStep = Self.signed(latitude)
        house.longitudeStep = Self.signed(longitude)
        return house
    }

    private mutating func varint(_ bytes: Span<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.count, shift < 64 {
            let byte = bytes[offset]
            offset &+= 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift &+= 7
        }
        return nil
    }

    private static func signed(_ value: UInt64) -> Int32 {
        Int32(truncatingIfNeeded: Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
    }
}
