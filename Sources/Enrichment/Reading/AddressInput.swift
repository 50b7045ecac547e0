import Bytes

/// An address as a caller gave it: parts or one line, or a position, or an IRIS. Any of them may be empty.
///
/// The fields are named as the French national address service (BAN) names them. A value is meant to be kept and
/// refilled, so that reading one contact after another allocates nothing.
public struct AddressInput: ~Copyable {
    /// Everything in one line: `12 bis rue Victor Hugo, 69002 Lyon`.
    public var line = ByteBuffer()
    /// The number with its suffix, when it comes apart from the street: `12 bis`.
    public var housenumber = ByteBuffer()
    /// Street line, usually with the number: `12 bis rue Victor Hugo`.
    public var street = ByteBuffer()
    public var postcode = ByteBuffer()
    public var city = ByteBuffer()
    /// INSEE code of the commune.
    public var citycode = ByteBuffer()
    /// Code of the IRIS, 9 characters.
    public var iris = ByteBuffer()
    /// Name or ISO 3166-1 code of the country; empty is France.
    public var country = ByteBuffer()
    /// Degrees, WGS 84.
    public var latitude: Double?
    public var longitude: Double?

    public init() {}

    /// Empties all fields and keeps their storage.
    public mutating func removeAll() {
        line.removeAll()
        housenumber.removeAll()
        street.removeAll()
        postcode.removeAll()
        city.removeAll()
        citycode.removeAll()
        iris.removeAll()
        country.removeAll()
        latitude = nil
        longitude = nil
    }
}
