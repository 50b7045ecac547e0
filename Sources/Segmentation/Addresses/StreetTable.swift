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

        public init(
            commune: Int32, postcode: String?, name: String, kind: Kind, latitude: Int32, longitude: Int32, iris: Int32,
            numbers: Range<Int>
        ) {
            self.commune = commune
            self.postcode = postcode
            self.name = name
            self.kind = kind
            self.latitude = latitude
            self.longitude = longitude
            self.iris = iris
            self.numbers = numbers
        }
    }

    public struct Number: Sendable {
        var street: Int32
        /// Index into the neighbourhoods, -1 before it is known.
        var iris: Int32
        /// In 0.00001°.
        var latitude: Int32
        var longitude: Int32
        var number: UInt16
        /// Index into the suffixes.
        var suffix: UInt16

        /// `iris` is an index into the neighbourhoods, −1 before it is known; positions are in 0.00001°; `suffix` is an index
        /// into the table's suffixes, the first of which is none.
        public init(street: Int32, iris: Int32, latitude: Int32, longitude: Int32, number: UInt16, suffix: UInt16) {
            self.street = street
            self.iris = iris
            self.latitude = latitude
            self.longitude = longitude
            self.number = number
            self.suffix = suffix
        }
    }

    public var streets: [Street]
    var numbers: [Number]
    var suffixes: [[UInt8]]

    /// A table of streets and numbers that are sorted as above.
    public init(streets: [Street], numbers: [Number], suffixes: [[UInt8]]) {
        self.streets = streets
        self.numbers = numbers
        self.suffixes = suffixes
    }

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
