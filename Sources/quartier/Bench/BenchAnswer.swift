import Bytes
import JSON

/// An answer of the shape that `POST /enrich` gives, for both writers.
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

    init(number: Int) { indicators = Indicators(medianIncome: 23_120 + number) }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("id")
        writer.string(id)
        writeMatch(to: &writer)
        writePersona(to: &writer)
        writeIndicators(to: &writer)
        writer.key("dataset")
        writer.string(dataset)
        writer.endObject()
    }

    private func writeMatch(to writer: inout JSONWriter) {
        writer.key("match")
        writer.beginObject()
        writer.key("level")
        writer.string(match.level)
        writer.key("score")
        writer.number(match.score, decimals: 4)
        writer.key("label")
        writer.string(match.label)
        writer.key("housenumber")
        writer.string(match.housenumber)
        writer.key("street")
        writer.string(match.street)
        writer.key("postcode")
        writer.string(match.postcode)
        writer.key("city")
        writer.string(match.city)
        writer.key("citycode")
        writer.string(match.citycode)
        writer.key("iris")
        writer.string(match.iris)
        writer.endObject()
    }

    private func writePersona(to writer: inout JSONWriter) {
        writer.key("profile")
        writer.beginObject()
        writer.key("code")
        writer.string(profile.code)
        writer.key("name")
        writer.string(profile.name)
        writer.endObject()
        writer.key("persona")
        writer.beginObject()
        writer.key("code")
        writer.string(persona.code)
        writer.key("name")
        writer.string(persona.name)
        writer.key("probability")
        writer.number(persona.probability, decimals: 4)
        writer.endObject()
    }

    private func writeIndicators(to writer: inout JSONWriter) {
        writer.key("indicators")
        writer.beginObject()
        writer.key("median_income")
        writer.number(indicators.medianIncome)
        writer.key("no_car_share")
        writer.number(indicators.noCarShare, decimals: 4)
        writer.key("owner_share")
        writer.number(indicators.ownerShare, decimals: 4)
        writer.key("over_65_share")
        writer.number(indicators.over65Share, decimals: 4)
        writer.key("density")
        writer.number(indicators.density, decimals: 1)
        writer.endObject()
    }
}
