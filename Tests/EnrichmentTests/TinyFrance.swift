import Bytes

@testable import Enrichment

/// A made-up France of a few communes, for tests: small enough to know by heart.
///
///     01001 L'Abergement   01400           one IRIS
///     01002 Saint-Denis    01400, 01410    two IRIS, streets with numbers
///     93066 Saint-Denis    93200           one IRIS, 100,000 inhabitants
///     75056 Paris          (arrondissements 75101, 75102)
///
/// Former codes: 01090 of Vieux-Bourg, which is an IRIS of 01002; 75066 of what is 93066 now; 01001, which came back.
enum TinyFrance {
    /// `streetsOfSaintDenis` are more streets in 93066, `streetsOfVieuxBourg` in the second IRIS of 01002, without numbers;
    /// `formerPlace` is the row of the place that one more former code of 01002, 99001, names.
    static func make(
        streetsOfSaintDenis more: [String] = [], streetsOfVieuxBourg: [String] = [], formerPlace: Int? = nil
    ) throws -> ReferenceIndex {
        var builder = ReferenceIndexBuilder(dataset: "test")
        try builder.addProfile(code: b("A").span, name: b("Villes").span)
        try builder.addProfile(code: b("B").span, name: b("Campagnes").span)
        for (code, profile) in [("A1", "A"), ("A2", "A"), ("B1", "B")] {
            try builder.addPersona(code: b(code).span, profile: b(profile).span, name: b("Persona \(code)").span)
        }
        try addIris(&builder)
        try addCommunes(&builder)
        for (code, commune, place) in [("01001", "01002", nil), ("01090", "01002", 3), ("75066", "93066", nil)] {
            try builder.addFormerCode(code: b(code).span, commune: b(commune).span, place: place)
        }
        if let formerPlace {
            try builder.addFormerCode(code: b("99001").span, commune: b("01002").span, place: formerPlace)
        }
        var places = ReferenceIndexBuilder.PlacesBuilder()
        try addPlaces(&places)
        var streets = ReferenceIndexBuilder.Streets()
        try addStreets(&streets, ofVieuxBourg: streetsOfVieuxBourg)
        for name in more {
            try streets.add(
                name: b(name).span, commune: b("93066").span, postcode: 93200, isLocality: false, latitude: 0,
                longitude: 0,
                iris: b("930660101").span, numbers: [UInt8]().span)
        }
        try builder.setPlaces(places.finish())
        builder.setPlaceNames(builder.takePlaceNames().indexed())
        try builder.buildAreas()
        try builder.setStreets(streets)
        let values: [Float] = [10, 20, 40, .nan, 100, 200]
        var indicators = ReferenceIndexBuilder.Indicators()
        indicators.addOrigins(number: 1, [1, 1, 1, 0, 1, 2].span)
        try indicators.add(
            id: b("income").span, byCommune: false, isKnownByIRIS: true, PackedFigures(values, decimals: 1), origins: 1)
        try builder.setIndicators(indicators)
        return builder.build()
    }

    private static func addIris(_ builder: inout ReferenceIndexBuilder) throws {
        let rows: [(String, String, Double, Double, Double, String)] = [
            ("010010000", "01001", 46.1, 5.0, 300, "B1"), ("010020101", "01002", 46.2, 5.2, 100, "A1"),
            ("010020102", "01002", 46.22, 5.2, 300, "B1"), ("751010101", "75101", 48.86, 2.34, 500, "A1"),
            ("751020101", "75102", 48.868, 2.343, 1500, "A2"), ("930660101", "93066", 48.936, 2.354, 1000, "A2"),
        ]
        for (code, commune, latitude, longitude, households, persona) in rows {
            try builder.addIris(
                code: b(code).span, name: b("IRIS \(code)").span, type: UInt8(ascii: "H"), commune: b(commune).span,
                latitude: latitude, longitude: longitude, area: 1, households: households, persona: b(persona).span,
                estimated: false, fit: .usual)
        }
    }

    private static func addCommunes(_ builder: inout ReferenceIndexBuilder) throws {
        let rows = [
            ("01001", "L'Abergement", "01", "", 700), ("01002", "Saint-Denis", "01", "", 900),
            ("75056", "Paris", "75", "", 2_000_000), ("75101", "Paris 1er Arrondissement", "75", "75056", 16_000),
            ("75102", "Paris 2e Arrondissement", "75", "75056", 20_000), ("93066", "Saint-Denis", "93", "", 100_000),
        ]
        for (code, name, department, parent, population) in rows {
            try builder.addCommune(
                code: b(code).span, name: b(name).span, department: b(department).span, parent: b(parent).span,
                population: population)
        }
        for (commune, iris) in [
            ("01001", "010010000"), ("01002", "010020101"), ("01002", "010020102"), ("75056", "751010101"),
            ("75056", "751020101"), ("75101", "751010101"), ("75102", "751020101"), ("93066", "930660101"),
        ] {
            try builder.addCommuneIris(commune: b(commune).span, iris: b(iris).span)
        }
    }

    private static func addPlaces(_ places: inout ReferenceIndexBuilder.PlacesBuilder) throws {
        let rows: [(String, Int, String, String, String)] = [
            ("L'Abergement", 1400, "01001", "commune", ""), ("Saint-Denis", 1400, "01002", "commune", ""),
            ("Saint-Denis", 1410, "01002", "commune", ""), ("Vieux-Bourg", 1410, "01002", "former", "010020102"),
            ("Le Moulin", 1400, "01002", "hamlet", ""), ("Le Moulin", 1400, "01001", "hamlet", ""),
            ("Paris", 75001, "75056", "commune", ""), ("Paris", 75002, "75056", "commune", ""),
            ("Paris 1er Arrondissement", 75001, "75101", "commune", ""),
            ("Paris 2e Arrondissement", 75002, "75102", "commune", ""), ("Saint-Denis", 93200, "93066", "commune", ""),
        ]
        for (name, postcode, commune, kind, iris) in rows {
            try places.add(
                name: b(name).span, postcode: postcode, commune: b(commune).span, kind: b(kind).span, iris: b(iris).span
            )
        }
    }

    private static func addStreets(
        _ streets: inout ReferenceIndexBuilder.Streets, ofVieuxBourg: [String]
    ) throws {
        var numbers = ByteBuffer()
        var encoder = HouseNumberEncoder(latitude: 0, longitude: 0)
        let houses: [(UInt32, String, UInt32)] = [(1, "", 0), (2, "", 0), (2, "BIS", 0), (4, "B", 1), (9, "", 1)]
        for (number, suffix, iris) in houses {
            encoder.append(
                number: number, suffix: b(suffix).span, irisOrdinal: iris, latitude: 0, longitude: 0, to: &numbers)
        }
        let rows =
            [
                ("Rue de Paris", "01001", 1400, ""), ("Rue Victor Hugo", "01002", 1400, "010020101"),
                ("Avenue du Général de Gaulle", "01002", 1410, ""),
            ] + ofVieuxBourg.map { ($0, "01002", 1410, "010020102") } + [("Rue de la Paix", "75102", 75002, "")]
        for (name, commune, postcode, iris) in rows {
            let isHugo = iris == "010020101"
            try streets.add(
                name: b(name).span, commune: b(commune).span, postcode: postcode, isLocality: false, latitude: 0,
                longitude: 0, iris: b(iris).span,
                numbers: numbers.bytes.extracting(0..<(isHugo ? numbers.count : 0)))
        }
    }

    static func b(_ text: String) -> [UInt8] { Array(text.utf8) }
}

extension AddressInput {
    /// An input with these parts.
    static func parts(
        street: String = "", postcode: String = "", city: String = "", citycode: String = ""
    ) -> AddressInput {
        var input = AddressInput()
        input.citycode.append(citycode)
        input.street.append(street)
        input.postcode.append(postcode)
        input.city.append(city)
        return input
    }

    static func line(_ text: String) -> AddressInput {
        var input = AddressInput()
        input.line.append(text)
        return input
    }
}

extension ReferenceIndexBuilder {
    /// Gives the index its streets with all that is made of their names, in one go.
    mutating func setStreets(_ streets: consuming Streets) throws {
        var names = StreetNames()
        names.add(streets.takeNewNames())
        let indexed = try IndexedStreets(streets, names.takeKeys(), codes)
        setStreets(indexed, names.takeWords())
    }
}
