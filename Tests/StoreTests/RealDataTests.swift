import Segmentation
import Store
import Testing

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
        {"seed": 1, "restarts": 1, "personaRestarts": 1, "profiles": 1, "personas": 1, "smallestShare": 0,
         "largestShare": 1, "smallestHouseholds": 1, "variables": [
         {"id": "density", "theme": "density", "formula": "density", "transformation": "log", "weight": 1,
          "shrinks": false, "reason": "one is enough here", "high": ["a", "a"], "low": ["b", "b"]}]}
        """

    @Test(.enabled(if: RealData.folder != nil, "no folder QUARTIER_TEST_DATA, nor shared/data beside the checkout"))
    func everyCommuneIsFoundByItsNameAndEachOfItsPostalCodes() throws {
        let folder = try #require(RealData.folder)
        let work = TemporaryFolder()
        // Only lists and postal codes, and one cluster: the whole would take minutes without optimisation.
        for name in ["communes-ref", "iris-ref-2023"] {
            precondition(symlink("\(folder)/\(name)", "\(work.path)/\(name)") == 0)
        }
        let observer = CollectingObserver()
        let data = try TinyCountry.build(work.path, observer, settings: Self.oneCluster)
        #expect(data.neighbourhoods.count == 49_404)
        #expect(data.communes.count { $0.parent == nil } == 34_875)
        #expect(data.irisOfCommune.allSatisfy { !$0.isEmpty })
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
}
