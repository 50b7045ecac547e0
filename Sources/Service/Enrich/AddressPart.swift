/// A part of an address that a column of a table can hold. The raw values are the words of `--map` and of `?map=`.
public enum AddressPart: String, CaseIterable, Sendable {
    /// All of it in one line.
    case address
    case housenumber, street, postcode, city, citycode, iris, country
    case latitude = "lat"
    case longitude = "lon"

    /// How people name the column: French and English, in small letters and figures only (see `ColumnNames.simplified`). The
    /// first name that a header has is taken.
    var usualNames: [String] {
        switch self {
        case .address:
            [
                "address", "adresse", "adressecomplete", "fulladdress", "rawaddress", "adressepostale", "adresselibre",
                "adressebrute", "label", "query",
            ]
        case .housenumber:
            ["housenumber", "numero", "num", "no", "novoie", "numerovoie", "numvoie", "numerodevoie", "numerorue"]
        case .street:
            [
                "street", "voie", "rue", "nomvoie", "nomdevoie", "libellevoie", "libelledevoie", "nomrue", "streetline",
                "streetaddress", "lignevoie",
            ] + Self.firstLines
        case .postcode:
            [
                "postcode", "codepostal", "cp", "zip", "zipcode", "postalcode", "cpostal", "codepost", "cdpostal",
            ]
        case .city:
            [
                "city", "ville", "commune", "nomcommune", "localite", "town", "libellecommune", "nomville",
                "acheminement",
                "libelleacheminement", "bureaudistributeur",
            ]
        case .citycode:
            ["citycode", "codeinsee", "insee", "codgeo", "codecommune", "codecommuneinsee", "depcom", "comm"]
        case .iris: ["iris", "codeiris", "dcomiris"]
        case .country: ["country", "countrycode", "pays", "codepays"]
        case .latitude: ["lat", "latitude", "ylat"]
        case .longitude: ["lon", "lng", "long", "longitude", "xlon"]
        }
    }

    /// An address over several lines begins with one of these; the lines after it have the next numbers.
    static let firstLines = [
        "adresse1", "adr1", "address1", "addressline1", "ligne1adresse", "ligneadresse1", "rue1", "street1",
    ]
}
