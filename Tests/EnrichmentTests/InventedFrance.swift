import Bytes
import TestSupport

@testable import Enrichment

/// An invented France of a dozen communes with streets enough to confuse one with another, the same for every seed.
struct InventedFrance {
    struct Street: Sendable {
        var name: String
        var commune: Int
        var numbers: [UInt32]
    }

    static let communes: [(code: String, name: String, postcode: Int, population: Int)] = [
        ("10001", "Montrenaud", 10100, 60_000), ("10002", "Saint-Aubin-sur-Vire", 10110, 3_000),
        ("10003", "Saint-Aubin-le-Haut", 10110, 900), ("10004", "La Chapelle-aux-Bois", 10120, 1_200),
        ("10005", "Verlaines", 10130, 15_000), ("10006", "Verlaincourt", 10130, 800),
        ("20101", "L'Isle-Bouchard", 21000, 5_000), ("20102", "Neuville-lès-Granges", 21010, 2_000),
        ("20103", "Neuville-en-Plaine", 21020, 2_500), ("20104", "Castelmoron", 21030, 9_000),
        ("30201", "Beaupuy", 30200, 30_000), ("30202", "Beaupuy-l'Abbaye", 30210, 700),
        ("30203", "Roquelaure", 30200, 12_000),
    ]

    /// Nothing is known of the streets of Roquelaure, which shares its postcode with Beaupuy.
    static let withoutStreets = "30203"
    /// Streets of Beaupuy beside the common ones.
    static let ofBeaupuy = ["Rue du Moutier Vieux", "Grande Rue (Grande Gargouille)", "Rue Capitaine de la Laurencie"]

    static let types = ["Rue", "Avenue", "Boulevard", "Chemin", "Impasse", "Place", "Allée", "Route"]
    static let names = [
        "Victor Hugo", "de la République", "du Général de Gaulle", "Jean Jaurès", "des Tilleuls", "du Moulin",
        "de l'Église", "Pasteur", "du 11 Novembre", "du 8 Mai 1945", "Gambetta", "des Écoles", "Jules Ferry",
        "de la Fontaine", "Saint-Exupéry", "du Docteur Schweitzer", "des Acacias", "Émile Zola", "du Stade",
        "Henri IV", "de Verdun", "Georges Clemenceau", "des Lilas", "du Maréchal Foch", "Molière", "Anatole France",
        "du Château", "de la Gare", "Ampère", "du Président Wilson", "des Capucins", "Montgolfier",
    ]

    var streets: [Street] = []
    let index: ReferenceIndex

    /// `streets` and `hamlets` are more of them in Beaupuy.
    init(seed: UInt64 = 1, streets more: [String] = [], hamlets: [String] = []) throws {
        var random = SeededGenerator(seed: seed)
        var builder = ReferenceIndexBuilder(dataset: "invented")
        var places = ReferenceIndexBuilder.PlacesBuilder()
        var named = ReferenceIndexBuilder.Streets()
        try builder.addProfile(code: Array("A".utf8).span, name: Array("Tous".utf8).span)
        try builder.addPersona(
            code: Array("A1".utf8).span, profile: Array("A".utf8).span, name: Array("Tous".utf8).span)
        for commune in Self.communes {
            for iris in ["0101", "0102"] { try Self.addIris(commune.code + iris, commune.code, &builder) }
        }
        for commune in Self.communes { try Self.addCommune(commune, &builder, &places) }
        for (row, commune) in Self.communes.enumerated() where commune.code != Self.withoutStreets {
            for name in Self.names where random.next() % 3 > 0 {
                let type = Self.types[Int(random.next() % UInt64(Self.types.count))]
                let numbers = (1...20).map { UInt32($0 * 2 - Int(random.next() % 2)) }
                let street = Street(name: "\(type) \(name)", commune: row, numbers: Array(Set(numbers)).sorted())
                streets.append(street)
                try Self.addStreet(street, commune, &named)
            }
            for name in commune.name == "Beaupuy" ? Self.ofBeaupuy + more : [] {
                streets.append(Street(name: name, commune: row, numbers: [1, 2, 3]))
                try Self.addStreet(streets[streets.count - 1], commune, &named)
            }
        }
        for name in hamlets {
            try places.add(
                name: Array(name.utf8).span, postcode: 30200, commune: Array("30201".utf8).span,
                kind: Array("hamlet".utf8).span, iris: [UInt8]().span)
        }
        try builder.setPlaces(places.finish())
        builder.setPlaceNames(builder.takePlaceNames().indexed())
        try builder.buildAreas()
        try builder.setStreets(named)
        index = builder.build()
    }

    private static func addIris(
        _ code: String, _ commune: String, _ builder: inout ReferenceIndexBuilder
    ) throws {
        try builder.addIris(
            code: Array(code.utf8).span, name: Array(code.utf8).span, type: UInt8(ascii: "H"),
            commune: Array(commune.utf8).span, latitude: 46, longitude: 2, area: 1, households: 100,
            persona: Array("A1".utf8).span, estimated: false, fit: .usual)
    }

    private static func addCommune(
        _ commune: (code: String, name: String, postcode: Int, population: Int), _ builder: inout ReferenceIndexBuilder,
        _ places: inout ReferenceIndexBuilder.PlacesBuilder
    ) throws {
        let code = Array(commune.code.utf8)
        let name = Array(commune.name.utf8)
        try builder.addCommune(
            code: code.span, name: name.span, department: Array(commune.code.prefix(2).utf8).span,
            parent: [UInt8]().span, population: commune.population)
        for iris in ["0101", "0102"] {
            try builder.addCommuneIris(commune: code.span, iris: Array((commune.code + iris).utf8).span)
        }
        try places.add(
            name: name.span, postcode: commune.postcode, commune: code.span, kind: Array("commune".utf8).span,
            iris: [UInt8]().span
        )
    }

    private static func addStreet(
        _ street: Street, _ commune: (code: String, name: String, postcode: Int, population: Int),
        _ streets: inout ReferenceIndexBuilder.Streets
    ) throws {
        var bytes = ByteBuffer()
        var encoder = HouseNumberEncoder(latitude: 0, longitude: 0)
        for number in street.numbers {
            encoder.append(
                number: number, suffix: [UInt8]().span, irisOrdinal: number > 20 ? 1 : 0, latitude: 0, longitude: 0,
                to: &bytes)
        }
        try streets.add(
            name: Array(street.name.utf8).span, commune: Array(commune.code.utf8).span, postcode: commune.postcode,
            isLocality: false, latitude: 46, longitude: 2, iris: [UInt8]().span, numbers: bytes.bytes)
    }

    /// The name, commune code and number of what was found, for comparing.
    func found(_ match: Match) -> String {
        var label = ByteBuffer()
        index.appendLabel(of: match, to: &label)
        label.append(" | ")
        label.append(match.level.name)
        return String(label.bytes)
    }
}
