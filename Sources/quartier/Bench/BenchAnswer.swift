/// An answer of the shape that `POST /enrich` gives, as Foundation encodes it; `BenchAnswerBytes` writes the same.
struct BenchAnswer: Encodable {
    struct Match: Encodable {
        var level = "housenumber"
        var score = 0.98
        var label = "12 bis Rue Victor Hugo 69002 Lyon"
        var housenumber = "12 bis"
        var street = "Rue Victor Hugo"
        var postcode = "69002"
        var city = "Lyon"
        var citycode = "69382"
        var iris = "693820101"
    }

    struct Profile: Encodable {
        var code = "C"
        var name = "Familles des grandes agglomérations"
    }

    struct Persona: Encodable {
        var code = "C3"
        var name = "Étudiants et jeunes actifs du centre"
        var probability = 1.0
    }

    struct Indicators: Encodable {
        var medianIncome: Int
        var noCarShare = 0.2345
        var ownerShare = 0.4105
        var over65Share = 0.1881
        var density = 7123.4

        enum CodingKeys: String, CodingKey {
            case medianIncome = "median_income"
            case noCarShare = "no_car_share"
            case ownerShare = "owner_share"
            case over65Share = "over_65_share"
            case density
        }
    }

    let id = "crm-123"
    let match = Match()
    let profile = Profile()
    let persona = Persona()
    let indicators: Indicators
    let dataset = "2026.1"

    init(medianIncome: Int) { indicators = Indicators(medianIncome: medianIncome) }
}
