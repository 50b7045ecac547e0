import Enrichment
import FoundationEssentials
import Segmentation
import Service
import Store

/// A made-up reference of four communes in a temporary folder, removed with the value.
///
///     01001 L'Abergement   01400           one IRIS
///     01002 Saint-Denis    01400, 01410    two IRIS
///     75056 Paris          arrondissements 75101, 75102
///     01003                the code that 01002 had before
///
/// and, where they are asked for, of the streets in `TinyStreets`.
final class TinyReference {
    let folder: String
    var path: String { folder + "/reference.sqlite" }

    private let hasStreets: Bool

    init(dataset: String = "test.1", hasStreets: Bool = false) throws {
        self.hasStreets = hasStreets
        folder = "\(FileManager.default.temporaryDirectory.path)/quartier-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(dataset: dataset)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Writes the reference anew, with another version, and perhaps another persona of L'Abergement.
    func write(dataset: String, persona: Int? = nil) throws {
        var data = Self.data(dataset, hasStreets)
        if let persona { data.neighbourhoods[0].persona = persona }
        try ReferenceWriter.write(data, to: path)
    }

    /// Puts something that is no reference in its place.
    func spoil(with bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: path)) }

    func load() throws -> ServedReference {
        try ReferenceKeeper(path: path, indicators: ["income"]).load()
    }

    private static func code(_ text: String) -> AreaCode { AreaCode(text)! }

    private static func data(_ dataset: String, _ hasStreets: Bool) -> ReferenceData {
        var data = ReferenceData()
        data.dataset = dataset
        data.attribution = "made up"
        data.profiles = [
            Profile(code: "A", name: "Villes", nameEnglish: "Cities", households: 500, share: 0.4, definition: "{}"),
            Profile(
                code: "B", name: "Campagnes", nameEnglish: "Country", households: 700, share: 0.6, definition: "{}"),
        ]
        data.personas = [
            persona("A1", "A", "Cœur de ville", definition: portrait), persona("A2", "A", "Grand \"centre\""),
            persona("B1", "B", "Champs"),
        ]
        data.communes = [
            commune("01001", "L'Abergement", "01", 700, ["01400"]),
            commune("01002", "Saint-Denis", "01", 900, ["01400", "01410"]),
            commune("75056", "Paris", "75", 2_000_000, ["75001", "75002"]),
            commune("75101", "Paris 1er Arrondissement", "75", 16_000, ["75001"], parent: "75056"),
            commune("75102", "Paris 2e Arrondissement", "75", 20_000, ["75002"], parent: "75056"),
        ]
        data.places = data.communes.flatMap { commune in
            commune.postcodes.map { Place(name: commune.name, postcode: $0, commune: commune.code, kind: .commune) }
        }
        data.formerCodes = [FormerCode(code: code("01003"), commune: code("01002"))]
        data.neighbourhoods = [
            iris("010010000", "01001", 300, 2), iris("010020101", "01002", 100, 0), iris("010020102", "01002", 300, 2),
            iris("751010101", "75101", 500, 0), iris("751020101", "75102", 1500, 1),
        ]
        data.irisOfCommune = [[0], [1, 2], [3, 4], [3], [4]]
        if hasStreets { data.streets = TinyStreets.table }
        data.indicators = [
            indicator(
                "bakeries", "Boulangeries : nombre", "Bakeries: number", theme: "shops", domain: "behaviour",
                [1, 2, 3, 4, 5], [1, 1, 2, 1, 1]),
            indicator(
                "income", "Revenu", "Income", theme: "income", domain: "demographics",
                [10_000, 20_000, 40_000, 30_000, .nan], [1, 1, 1, 2, 0]),
            indicator(
                "wage", "Salaire des ingénieurs", "Wage of engineers", theme: "income", domain: "demographics",
                level: "commune", [12, 15, 15, 20, 30], [1, 2, 2, 2, 3]),
        ]
        return data
    }

    private static func indicator(
        _ id: String, _ french: String, _ english: String, theme: String, domain: String, level: String = "iris",
        _ values: [Float], _ origins: [UInt8]
    ) -> IndicatorColumn {
        IndicatorColumn(
            definition: IndicatorDefinition(
                id: id, labelFrench: french, labelEnglish: english, unit: "EUR", theme: theme, kind: "median",
                formula: "", source: "made up", vintage: "2021", base: "households", level: level, domain: domain,
                decimals: 0),
            coverage: 1, householdCoverage: 0.5, values: values, origins: origins,
            personaAverages: id == "income" ? [25_000, 30_000, 20_000] : [])
    }

    private static func persona(
        _ code: String, _ profile: String, _ name: String, definition: String = "{}"
    ) -> Persona {
        Persona(
            code: code, profile: profile, name: name, nameEnglish: name + " (en)", households: 100, share: 0.1,
            definition: definition)
    }

    /// What a portrait looks like; a quarter of the real ones' length.
    private static let portrait = """
        {"communes":[{"code":"75101","households":500,"index":200,"latitude":48.86,"longitude":2.34,\
        "name":"Paris 1er Arrondissement","penetration":1,"share":0.8}],"departments":[],\
        "highest":[{"france":27000,"index":111,"indicator":"income","value":30000}],\
        "housing":{"en":"Flats","fr":"Appartements"},\
        "levers":[{"because":["income"],"kind":"offer","text":{"en":"Quality","fr":"Qualité"}}],\
        "lifeStage":{"en":"All ages","fr":"Tous les âges"},"lowest":[],\
        "nearest":[{"code":"B1","distance":0.25}],"paragraph":{"en":"Flats in town.","fr":"Des immeubles en ville."},\
        "regions":[],"sentence":{"en":"People in town.","fr":"Des gens en ville."},\
        "whereabouts":{"en":"Paris","fr":"À Paris"}}
        """

    private static func commune(
        _ code: String, _ name: String, _ department: String, _ population: Int, _ postcodes: [String],
        parent: String? = nil
    ) -> Commune {
        Commune(
            code: self.code(code), name: name, department: department, region: "84", parent: parent.map(self.code),
            population: population, latitude: 46, longitude: 5, postcodes: postcodes)
    }

    private static func iris(_ code: String, _ commune: String, _ households: Double, _ persona: Int) -> Neighbourhood {
        Neighbourhood(
            code: self.code(code), name: "IRIS \(code)", type: UInt8(ascii: "H"), commune: self.code(commune),
            latitude: 46,
            longitude: 5, areaKm2: 1, households: households, persona: persona, fit: .typical)
    }
}
