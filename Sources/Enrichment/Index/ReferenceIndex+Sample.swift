import Bytes

/// Addresses that the reference itself holds, for benchmarks and for checks of a whole reference.
extension ReferenceIndex {
    /// One address as its parts, with the commune that it is in.
    public struct SampleAddress: Sendable {
        public var street: String
        public var postcode: String
        public var city: String
        public var citycode: String
    }

    public var communeCount: Int { communes.codes.count }
    public var streetCount: Int { streets.count }
    public var placeCount: Int { places.count }

    /// The address of one house of a street, counted from 0 and from the start again, or of the street when it has no numbers.
    /// Allocates; O(numbers of the street).
    public func sampleAddress(ofStreet row: Int, number ordinal: Int = 0) -> SampleAddress {
        var match = Match()
        match.street = StreetIndex(row)
        match.commune = CommuneIndex(Int(streets[row].commune))
        match.postcode = Postcode(number: Int(streets[row].postcode))
        if let house = streets.number(ordinal, of: row) { (match.number, match.suffix) = house }
        return sample(match)
    }

    /// The name of a place with its postcode: nil for a hamlet, which is no city, and where the postcode is not known.
    public func sampleAddress(ofPlace row: Int) -> SampleAddress? {
        guard places[row].kind == .commune, let postcode = Postcode(number: Int(places[row].postcode)) else {
            return nil
        }
        var match = Match()
        match.commune = CommuneIndex(Int(places[row].commune))
        match.postcode = postcode
        var sample = sample(match)
        sample.city = places.names.string(row)
        return sample
    }

    /// A name under which a place is written, of whatever kind. The postcode is empty where it is not known. Allocates.
    public func placeName(_ row: Int) -> (name: String, postcode: String, citycode: String) {
        var match = Match()
        match.commune = CommuneIndex(Int(places[row].commune))
        return (
            places.names.string(row),
            text { buffer in Postcode(number: Int(places[row].postcode)).map { buffer.append($0) } },
            text { appendCityCode(of: match, to: &$0) }
        )
    }

    private func sample(_ match: Match) -> SampleAddress {
        var label = ByteBuffer(capacity: 128)
        let parts = appendLabel(of: match, to: &label)
        let street = min(parts.housenumber.isEmpty ? parts.street.lowerBound : 0, parts.street.upperBound)
        return SampleAddress(
            street: String(label.bytes.extracting(street..<parts.street.upperBound)),
            postcode: String(label.bytes.extracting(parts.postcode)), city: String(label.bytes.extracting(parts.city)),
            citycode: text { appendCityCode(of: match, to: &$0) })
    }

    private func text(_ write: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer(capacity: 64)
        write(&buffer)
        return String(buffer.bytes)
    }
}

extension StreetTable {
    fileprivate func number(_ ordinal: Int, of street: Int) -> (UInt32, NumberSuffix)? {
        let bytes = numbers.span.extracting(numberRange(street))
        var counter = HouseNumberCursor(latitude: 0, longitude: 0)
        var count = 0
        while ordinal > 0, counter.next(in: bytes) { count += 1 }
        var cursor = HouseNumberCursor(latitude: 0, longitude: 0)
        for _ in 0..<(count > 0 ? ordinal % count : 0) { _ = cursor.next(in: bytes) }
        guard cursor.next(in: bytes) else { return nil }
        return (cursor.number, NumberSuffix(bytes.extracting(cursor.suffix)) ?? .none)
    }
}
