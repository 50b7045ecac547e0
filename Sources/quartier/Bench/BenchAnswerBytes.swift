import Bytes
import JSON

/// `BenchAnswer` with its texts as bytes, as the index holds them, for `JSONWriter`.
struct BenchAnswerBytes: ~Copyable {
    private let id: [UInt8]
    private let label: [UInt8]
    private let housenumber: [UInt8]
    private let street: [UInt8]
    private let postcode: [UInt8]
    private let city: [UInt8]
    private let iris: [UInt8]
    private let profileName: [UInt8]
    private let personaName: [UInt8]
    private let answer: BenchAnswer

    init(_ answer: BenchAnswer) {
        self.answer = answer
        id = Array(answer.id.utf8)
        label = Array(answer.match.label.utf8)
        housenumber = Array(answer.match.housenumber.utf8)
        street = Array(answer.match.street.utf8)
        postcode = Array(answer.match.postcode.utf8)
        city = Array(answer.match.city.utf8)
        iris = Array(answer.match.iris.utf8)
        profileName = Array(answer.profile.name.utf8)
        personaName = Array(answer.persona.name.utf8)
    }

    borrowing func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("id")
        writer.string(id.span)
        writeMatch(to: &writer)
        writePersona(to: &writer)
        writeIndicators(to: &writer)
        writer.key("dataset")
        writer.string("2026.1")
        writer.endObject()
    }

    private borrowing func writeMatch(to writer: inout JSONWriter) {
        writer.key("match")
        writer.beginObject()
        writer.key("level")
        writer.string("housenumber")
        writer.key("score")
        writer.number(answer.match.score, decimals: 4)
        writer.key("label")
        writer.string(label.span)
        writer.key("housenumber")
        writer.string(housenumber.span)
        writer.key("street")
        writer.string(street.span)
        writer.key("postcode")
        writer.string(postcode.span)
        writer.key("city")
        writer.string(city.span)
        writer.key("citycode")
        writer.string(iris.span.extracting(..<5))
        writer.key("iris")
        writer.string(iris.span)
        writer.endObject()
    }

    private borrowing func writePersona(to writer: inout JSONWriter) {
        writer.key("profile")
        writer.beginObject()
        writer.key("code")
        writer.string("C")
        writer.key("name")
        writer.string(profileName.span)
        writer.endObject()
        writer.key("persona")
        writer.beginObject()
        writer.key("code")
        writer.string("C3")
        writer.key("name")
        writer.string(personaName.span)
        writer.key("probability")
        writer.number(answer.persona.probability, decimals: 4)
        writer.endObject()
    }

    private borrowing func writeIndicators(to writer: inout JSONWriter) {
        writer.key("indicators")
        writer.beginObject()
        writer.key("median_income")
        writer.number(answer.indicators.medianIncome)
        writer.key("no_car_share")
        writer.number(answer.indicators.noCarShare, decimals: 4)
        writer.key("owner_share")
        writer.number(answer.indicators.ownerShare, decimals: 4)
        writer.key("over_65_share")
        writer.number(answer.indicators.over65Share, decimals: 4)
        writer.key("density")
        writer.number(answer.indicators.density, decimals: 1)
        writer.endObject()
    }
}
