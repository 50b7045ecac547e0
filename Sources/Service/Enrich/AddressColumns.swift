import CSV

/// Which columns of a CSV file hold the parts of an address, by the names that people give them.
struct AddressColumns: Equatable {
    var line: Int?
    var housenumber: Int?
    var street: Int?
    var postcode: Int?
    var city: Int?
    var citycode: Int?
    var iris: Int?
    var latitude: Int?
    var longitude: Int?

    init(_ header: CSVHeader) {
        line = header.index(ofAny: ["address", "adresse", "adresse_complete", "full_address", "raw_address", "label"])
        housenumber = header.index(ofAny: ["housenumber", "numero", "numéro", "num", "house_number", "no_voie"])
        street = header.index(ofAny: [
            "street", "voie", "rue", "nom_voie", "adresse1", "adresse_1", "address1", "address_1", "address_line1",
            "address_line_1", "street_line", "ligne4", "ligne_4",
        ])
        postcode = header.index(ofAny: [
            "postcode", "code_postal", "codepostal", "code postal", "cp", "zip", "zipcode", "zip_code", "postal_code",
            "postalcode",
        ])
        city = header.index(ofAny: [
            "city", "ville", "commune", "nom_commune", "localite", "localité", "town", "libelle_commune",
        ])
        citycode = header.index(ofAny: [
            "citycode", "code_insee", "insee", "codgeo", "code_commune", "code_commune_insee", "depcom",
        ])
        iris = header.index(ofAny: ["iris", "code_iris"])
        latitude = header.index(ofAny: ["lat", "latitude", "y_lat"])
        longitude = header.index(ofAny: ["lon", "lng", "long", "longitude", "x_lon"])
    }

    /// Whether any column at all can say where a contact lives.
    var isEmpty: Bool {
        line == nil && street == nil && postcode == nil && city == nil && citycode == nil && iris == nil
            && (latitude == nil || longitude == nil)
    }
}
