import Bytes
import Enrichment

/// All streets with their house numbers, in columns.
///
///     streets   48 bytes and a name each, sorted by commune, name, postcode
///     numbers   20 bytes each, sorted by street, number, suffix; those of a street are its `numbers` range
public struct StreetTable: Sendable {
    public enum Kind: String, Sendable {
        case street, locality
    }

    public struct Street: Sendable {
        /// Index into `ReferenceData.communes`.
        public var commune: Int32
        public var postcode: String?
        public var name: String
        public var kind: Kind
        /// In 0.00001°.
        public var latitude: Int32
        public var longitude: Int32
        /// The IRIS of most of its numbers, by index into `ReferenceData.neighbourhoods`; -1 when there is none.
        public var iris: Int32
        public var numbers: Range<Int>
    }

    struct Number: Sendable {
        var street: Int32
        /// Index into the neighbourhoods, -1 before it is known.
        var iris: Int32
        /// In 0.00001°.
        var latitude: Int32
        var longitude: Int32
        var number: UInt16
        /// Index into the suffixes.
        var suffix: UInt16
    }

    public var streets: [Street]
    var numbers: [Number]
    var suffixes: [[UInt8]]

    /// How many house numbers there are.
    public var numberCount: Int { numbers.count }

    /// Appends the packed house numbers of a street. `irisOfCommune` is that of the street's commune, ascending.
    public func pack(_ street: Street, irisOfCommune: [Int32], to buffer: inout ByteBuffer) {
        var encoder = HouseNumberEncoder(latitude: street.latitude, longitude: street.longitude)
        for number in numbers[street.numbers] {
            let ordinal = irisOfCommune.firstIndex(of: number.iris) ?? 0
            let suffix = suffixes[Int(number.suffix)]
            encoder.append(
                number: UInt32(number.number), suffix: suffix.span,
                irisOrdinal: UInt32(ordinal), latitude: number.latitude, longitude: number.longitude, to: &buffer)
        }
    }
}
