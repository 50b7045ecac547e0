import Enrichment
import Testing

@testable import Segmentation

@Suite struct MadeUpFranceTests {
    private static func code(_ text: String) -> AreaCode { AreaCode(text)! }

    private static let data: ReferenceData = {
        var data = ReferenceData()
        data.communes = [
            Commune(
                code: code("01001"), name: "A", department: "01", region: "84", population: 400, latitude: 46,
                longitude: 5, postcodes: ["01400"]),
            Commune(
                code: code("01002"), name: "B", department: "01", region: "84", population: 90_000, latitude: 46.1,
                longitude: 5, postcodes: ["01400", "01410"]),
            Commune(
                code: code("75056"), name: "Paris", department: "75", region: "11", population: 2_000_000,
                postcodes: ["75001"]),
            Commune(
                code: code("75101"), name: "Paris 1er", department: "75", region: "11", parent: code("75056"),
                population: 16_000, postcodes: ["75001"]),
        ]
        data.neighbourhoods = ["010010000", "010020101", "010020102", "751010101"].map {
            Neighbourhood(code: code($0), name: nil, type: 0, commune: code(String($0.prefix(5))))
        }
        data.irisOfCommune = [[0], [1, 2], [3], [3]]
        return data
    }()

    private static let filled = MadeUpFrance(streets: 3000, numbers: 20_000, seed: 1).fill(data)

    @Test func givesAsManyAsAskedSharedOutByPopulation() throws {
        let table = try #require(Self.filled.streets)
        #expect(table.streets.count == 3000 && table.numberCount == 20_000)
        let streets = (0..<4).map { row in table.streets.count { $0.commune == Int32(row) } }
        // A city of arrondissements has its streets in them.
        #expect(streets[2] == 0 && streets[1] > streets[3] && streets[3] > streets[0] && streets[0] > 50)
    }

    @Test func streetsAreSortedNamedOnceAndInTheirCommune() throws {
        let table = try #require(Self.filled.streets)
        var last = 0
        for (one, next) in zip(table.streets, table.streets.dropFirst()) {
            #expect(one.commune < next.commune || (one.commune == next.commune && one.name < next.name))
            #expect(one.numbers.upperBound == next.numbers.lowerBound)
        }
        for street in table.streets {
            #expect(street.numbers.lowerBound == last)
            last = street.numbers.upperBound
            let iris = Self.filled.irisOfCommune[Int(street.commune)]
            let numbers = table.numbers[street.numbers]
            #expect(numbers.allSatisfy { iris.contains($0.iris) } && iris.contains(street.iris))
            #expect(
                zip(numbers, numbers.dropFirst()).allSatisfy {
                    ($0.number, $0.suffix) < ($1.number, $1.suffix) || $0.number == 9000
                })
        }
        #expect(Set(table.numbers.map(\.iris)) == [0, 1, 2, 3])
        #expect(table.numbers.contains { $0.suffix > 0 })
    }

    @Test func theSameSeedGivesTheSameStreets() throws {
        let names = { (data: ReferenceData) in data.streets?.streets.map(\.name) }
        #expect(
            names(MadeUpFrance(streets: 300, numbers: 900, seed: 7).fill(Self.data))
                == names(MadeUpFrance(streets: 300, numbers: 900, seed: 7).fill(Self.data)))
        #expect(
            names(MadeUpFrance(streets: 300, numbers: 900, seed: 7).fill(Self.data))
                != names(MadeUpFrance(streets: 300, numbers: 900, seed: 8).fill(Self.data)))
    }

    @Test(arguments: [0, 1, 7, 1000]) func sharesAddUp(_ whole: Int) {
        let parts = MadeUpFrance.share(whole, by: [0.1, 3, 2, 0, 0.5])
        #expect(parts.reduce(0, +) == whole && parts.allSatisfy { $0 >= 0 } && parts[3] == 0)
    }
}
