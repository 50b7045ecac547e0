/// Tables that are used to compare geocoders, known by their columns.
enum KnownSet: String, CaseIterable, Sendable {
    /// Public libraries: street, postcode and city as typed, the commune, a position.
    case libraries
    /// Town halls: one raw line each, and the commune.
    case townHalls = "town halls"
    /// The tests of geocoder-tester: free text, the expected number, street, city or postcode.
    case geocoderTester = "geocoder_tester"
    /// Street lines with their type, name and complement.
    case streetLines = "street lines"
    /// Texts and what is left of them when they are cleaned.
    case cleaning = "cleaned texts"

    private var columns: [String] {
        switch self {
        case .libraries: ["voie", "CP", "Ville", "INSEE", "coordonnees_ban"]
        case .townHalls: ["raw_address", "code", "commune_parent", "type"]
        case .geocoderTester: ["file", "query", "expected_housenumber", "expected_street", "expected_name"]
        case .streetLines: ["nom_voie", "id_type_voie", "nom_voie_norm", "complement_adresse"]
        case .cleaning: ["test", "input", "expected"]
        }
    }

    init?(_ header: [String]) {
        guard let known = Self.allCases.first(where: { set in set.columns.allSatisfy(header.contains) }) else {
            return nil
        }
        self = known
    }

    /// What is asked, as `--ask` would have it.
    var ask: String {
        switch self {
        case .libraries: "street=voie,postcode=CP,city=Ville,citycode=,lat=,lon="
        case .townHalls: "address=raw_address,citycode=,city=,street=,lat=,lon="
        case .geocoderTester: "address=query,lat=lat,lon=lon"
        case .streetLines: "address=nom_voie,street="
        case .cleaning: "address=input"
        }
    }

    /// Where the answers are, as `--expect` would have it.
    var expect: String {
        switch self {
        case .libraries: "citycode=INSEE,position=coordonnees_ban"
        case .townHalls: "citycode=code+commune_parent"
        case .geocoderTester:
            "housenumber=expected_housenumber,street=expected_street,city=expected_city,postcode=expected_postcode,"
                + "address=expected_name"
        case .streetLines: "way_type=id_type_voie,name=nom_voie_norm,complement=complement_adresse"
        case .cleaning: "text=expected"
        }
    }

    /// The part of the set that a row belongs to; empty for the main part.
    func group(_ value: (String) -> String, _ expectation: borrowing Expectation) -> String {
        switch self {
        case .libraries: value("voie").isEmpty ? "no street given" : ""
        case .townHalls: expectation.citycode == value("code") ? "" : "merged communes"
        case .geocoderTester:
            if !value("file").contains("fuzzy") {
                expectation.streetKey == 0 ? "places without a street" : ""
            } else {
                expectation.postcode.hasPrefix("75") ? "misspelt, Paris" : "misspelt, elsewhere"
            }
        case .streetLines, .cleaning: ""
        }
    }
}
