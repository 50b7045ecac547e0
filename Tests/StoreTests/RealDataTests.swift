import Store
import Testing

@testable import Segmentation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Checks on the real files, where they are: the folder that QUARTIER_TEST_DATA names, else `shared/data` beside the checkout.
enum RealData {
    static let folder: String? = {
        let given = getenv("QUARTIER_TEST_DATA").map { String(cString: $0) }
        let beside = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/shared/data"
        return [given, beside].compactMap { $0 }.first { access($0 + "/communes-ref", R_OK) == 0 }
    }()

    static let checkout = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
}

@Suite struct RealDataTests {
    private static let oneCluster = """
        {"seed": 1, "restarts": 1, "personaRestarts": 1, "personaSamples": 2, "profiles": 1, "personas": 1, "smallestShare": 0,
         "largestShare": 1, "smallestHouseholds": 1, "variables": [
         {"id": "density", "theme": "density", "formula": "density", "transformation": "log", "weight": 1,
          "shrinks": false, "reason": "one is enough here"}]}
        """

    @Test(.enabled(if: RealData.folder != nil, "no folder QUARTIER_TEST_DATA, nor shared/data beside the checkout"))
    func everyCommuneIsFoundByItsNameAndEachOfItsPostalCodes() throws {
        let folder = try #require(RealData.folder)
        let work = TemporaryFolder()
        // Only lists and postal codes, and one cluster: the whole would take minutes without optimisation.
        work.link(["communes-ref", "iris-ref-2023"], from: folder)
        let observer = CollectingObserver()
        let data = try TinyCountry.build(work.path, observer, settings: Self.oneCluster)
        #expect(data.neighbourhoods.count == 49_404)
        #expect(data.communes.count { $0.parent == nil } == 34_875)
        #expect(data.irisOfCommune.allSatisfy { !$0.isEmpty })
        Self.expectFormerCodes(data)
        var found: [AreaCode: Set<String>] = [:]
        for place in data.places {
            if let postcode = place.postcode { found[place.commune, default: []].insert(place.name + "|" + postcode) }
        }
        for commune in data.communes {
            #expect(!commune.postcodes.isEmpty, "\(commune.code.text)")
            for postcode in commune.postcodes {
                #expect(found[commune.code]?.contains(commune.name + "|" + postcode) == true)
            }
        }
    }

    /// Looked up by hand in the files: all codes since 1943 but those of the two islands that left and of the six communes that
    /// were shared out.
    private static func expectFormerCodes(_ data: ReferenceData) {
        #expect(data.formerCodes.count == 4_234)
        let codes = Dictionary(uniqueKeysWithValues: data.formerCodes.map { ($0.code.text, $0) })
        #expect(codes["01091"]?.commune.text == "01033" && codes["01091"]?.name == "Châtillon-en-Michaille")
        #expect(codes["20004"]?.commune.text == "2A004" && codes["20004"]?.name == nil)
        #expect(codes["78282"]?.commune.text == "95169" && codes["78282"]?.iris?.text == "952820000")
        for code in ["08227", "45117", "51385", "51606", "60606", "77362", "97123", "97127"] {
            #expect(codes[code] == nil, "\(code)")
        }
        let today = Set(data.communes.map(\.code))
        #expect(data.formerCodes.allSatisfy { !today.contains($0.code) && today.contains($0.commune) })
        let places = Set(data.places.lazy.filter { $0.kind == .former }.map { $0.name + "|" + $0.commune.text })
        for former in data.formerCodes {
            if let name = former.name {
                #expect(places.contains(name + "|" + former.commune.text), "\(former.code.text)")
            }
        }
    }

    /// Values looked up by hand in the files: an IRIS of Paris, a village that is one IRIS, an IRIS of La Réunion.
    private static let lookedUp: [(iris: String, indicator: String, value: Float, origin: IndicatorOrigin)] = [
        ("751052001", "median_income", 32050, .iris), ("751052001", "income_d9", 94510, .iris),
        ("751052001", "no_car_share", 0.729, .iris), ("751052001", "owner_share", 0.344, .commune),
        ("751052001", "hourly_wage_managers", 41.8, .commune), ("751052001", "birth_rate", 8.1, .commune),
        ("010010000", "median_income", 25820, .iris), ("010010000", "owner_share", 0.849, .iris),
        ("010010000", "energy_a_share", 0.048, .iris), ("010010000", "no_car_share", 0.028, .iris),
        ("010010000", "birth_rate", 11.4, .iris), ("974110101", "median_income", 19500, .iris),
        ("974110101", "income_q3", 28760, .iris), ("974110101", "no_car_share", 0.329, .iris),
        ("974110101", "owner_share", 0.298, .commune), ("974110101", "hourly_wage_managers", 28.53, .commune),
    ]

    @Test(.enabled(if: RealData.folder != nil, "no folder QUARTIER_TEST_DATA, nor shared/data beside the checkout"))
    func indicatorsAreWhatTheFilesSay() throws {
        let folder = try #require(RealData.folder)
        let work = TemporaryFolder()
        work.link(
            [
                "communes-ref", "iris-ref-2023", "filosofi-iris", "iris-nocar-2020", "commune-comparateur",
                "commune-filosofi-2021", "commune-terribot",
            ], from: folder)
        let wanted = Set(Self.lookedUp.map(\.indicator)).union(["density"])
        var builder = ReferenceBuilder(
            folder: work.path, dataset: "test", catalogue: try ShippedCatalogue.read().only(wanted),
            settings: try SegmentationSettings(json: Self.oneCluster), definitions: nil, threads: 2,
            observer: CollectingObserver())
        let data = try builder.build()
        let rows = Dictionary(uniqueKeysWithValues: data.neighbourhoods.enumerated().map { ($1.code.text, $0) })
        let columns = Dictionary(uniqueKeysWithValues: data.indicators.map { ($0.definition.id, $0) })
        for (iris, indicator, value, origin) in Self.lookedUp {
            let row = try #require(rows[iris])
            let column = try #require(columns[indicator])
            #expect(column.values.count == 49_404 && !column.values.contains(where: \.isNaN), "\(indicator)")
            #expect(column.values[row] == value, "\(indicator) of \(iris)")
            #expect(column.origins[row] == origin.rawValue, "\(indicator) of \(iris)")
        }
    }
}
