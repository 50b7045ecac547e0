import Bytes
import Testing

@testable import Enrichment

@Suite struct MatcherTests {
    /// What a test says of a match: level, commune, number, IRIS.
    struct Expected: CustomTestStringConvertible, Sendable {
        var street = ""
        var postcode = ""
        var city = ""
        var level: MatchLevel
        var label: String
        var iris = ""
        var testDescription: String { "\(street)|\(postcode)|\(city)" }
    }

    static let parts: [Expected] = [
        Expected(
            street: "2 bis rue Victor Hugo", postcode: "01400", city: "Saint-Denis", level: .housenumber,
            label: "2 bis Rue Victor Hugo 01400 Saint-Denis", iris: "010020101"),
        Expected(
            street: "2B RUE VICTOR-HUGO", postcode: "01400", city: "ST DENIS", level: .housenumber,
            label: "2 bis Rue Victor Hugo 01400 Saint-Denis", iris: "010020101"),
        Expected(
            street: "4 R. Victor Hugo", postcode: "1400", city: "st-denis cedex 2", level: .housenumber,
            label: "4 Rue Victor Hugo 01400 Saint-Denis", iris: "010020102"),
        Expected(
            street: "9-11, rue victor hugo", postcode: "01400", city: "Saint Denis", level: .housenumber,
            label: "9 Rue Victor Hugo 01400 Saint-Denis", iris: "010020102"),
        Expected(
            street: "77 rue Victor Hugo", postcode: "01400", city: "Saint-Denis", level: .street,
            label: "Rue Victor Hugo 01400 Saint-Denis", iris: "010020101"),
        Expected(
            street: "av Gal de Gaulle", postcode: "01410", city: "Saint-Denis", level: .street,
            label: "Avenue du Général de Gaulle 01410 Saint-Denis"),
        Expected(
            street: "rue que personne ne connaît", postcode: "01400", city: "L Abergement", level: .commune,
            label: "01400 L'Abergement", iris: "010010000"),
        Expected(
            street: "le moulin", postcode: "01400", city: "Abergement", level: .locality,
            label: "Le Moulin 01400 L'Abergement", iris: "010010000"),
        Expected(
            postcode: "01410", city: "VIEUX BOURG", level: .locality, label: "Vieux-Bourg 01410 Saint-Denis",
            iris: "010020102"),
        Expected(postcode: "01999", city: "Saint-Denis", level: .commune, label: "Saint-Denis"),
        Expected(postcode: "01400", city: "", level: .postcode, label: "01400"),
        Expected(postcode: "01410", city: "inconnue", level: .commune, label: "01410 Saint-Denis"),
        Expected(postcode: "01999", city: "", level: .department, label: "Département 01"),
        Expected(postcode: "75002", city: "Paris", level: .commune, label: "75002 Paris", iris: "751020101"),
        Expected(city: "PARIS 2EME", level: .commune, label: "75002 Paris", iris: "751020101"),
        Expected(city: "Paris IIe", level: .commune, label: "75002 Paris", iris: "751020101"),
        Expected(city: "Paris", level: .commune, label: "Paris"),
        Expected(city: "Saint-Denis (01)", level: .commune, label: "Saint-Denis"),
        Expected(city: "ST DENIS 93", level: .commune, label: "93200 Saint-Denis", iris: "930660101"),
        Expected(street: "rue de la Paix", city: "Paris", level: .street, label: "Rue de la Paix 75002 Paris"),
        Expected(city: "Saint-Denis", level: .commune, label: "93200 Saint-Denis", iris: "930660101"),
        Expected(city: "Nulle-Part", level: .none, label: ""),
        Expected(level: .none, label: ""),
    ]

    @Test(arguments: parts) func partsAreMatchedAsFineAsTheyAllow(_ expected: Expected) throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        let input = AddressInput.parts(street: expected.street, postcode: expected.postcode, city: expected.city)
        let match = matcher.match(input, in: index)
        #expect(match.level == expected.level)
        #expect(text { index.appendLabel(of: match, to: &$0) } == expected.label)
        #expect(text { index.appendIrisCode(of: match, to: &$0) } == expected.iris)
    }

    @Test(arguments: [
        ("2 bis rue Victor Hugo, 01400 Saint-Denis", "2 bis Rue Victor Hugo 01400 Saint-Denis"),
        ("2 BIS RUE VICTOR HUGO 01400 SAINT DENIS FRANCE", "2 bis Rue Victor Hugo 01400 Saint-Denis"),
        ("rue de la Paix Paris", "Rue de la Paix 75002 Paris"),
        ("12 rue de Paris 01400 L'Abergement", "Rue de Paris 01400 L'Abergement"),
        ("F-01400 L'Abergement", "01400 L'Abergement"),
        ("Bâtiment 3 2 rue Victor Hugo 01400 Saint-Denis", "2 Rue Victor Hugo 01400 Saint-Denis"),
        ("PARIS 2", "75002 Paris"), ("Paris IIème", "75002 Paris"), ("PARIS II", "75002 Paris"),
        ("2e arrondissement Paris rue de la Paix", "Rue de la Paix 75002 Paris"),
        ("Saint-Denis, Seine-Saint-Denis", "93200 Saint-Denis"), ("Saint-Denis (Ain)", "Saint-Denis"),
        ("Saint-Denis Ain, Auvergne-Rhône-Alpes, France", "Saint-Denis"),
        ("rue de la Paix Paris IDF", "Rue de la Paix 75002 Paris"),
        ("rue de la Paix, Paris, Île-de-France", "Rue de la Paix 75002 Paris"),
        ("Saint-Denis 01", "Saint-Denis"), ("rue Victor Hugo Saint-Denis 01", "Rue Victor Hugo 01400 Saint-Denis"),
        ("chez nous", ""),
    ]) func oneLineIsTakenApart(_ line: String, _ label: String) throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        let match = matcher.match(AddressInput.line(line), in: index)
        #expect(text { index.appendLabel(of: match, to: &$0) } == label)
    }

    @Test func aGivenIrisIsTakenAsItIs() throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        var input = AddressInput.parts(city: "Paris")
        input.iris.append("010020102")
        let match = matcher.match(input, in: index)
        #expect(match.level == .iris)
        #expect(match.iris == IrisIndex(2))
        #expect(match.commune == CommuneIndex(1))
    }

    @Test func aPositionFindsTheNearestIrisAndNoneAtSea() throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        var input = AddressInput()
        (input.latitude, input.longitude) = (48.9359, 2.3541)
        #expect(matcher.match(input, in: index).iris == IrisIndex(5))
        (input.latitude, input.longitude) = (30, -40)
        #expect(matcher.match(input, in: index).level == .none)
    }

    @Test func aCoarseAnswerMixesPersonasByHouseholdsAndAStreetByNumbers() throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        var mix = PersonaMix()
        index.mix(of: matcher.match(.parts(postcode: "01400", city: "Saint-Denis"), in: index), into: &mix)
        #expect(mix.count == 2)
        #expect(mix[0].persona == PersonaIndex(2) && mix[0].share == 0.75)
        let street = matcher.match(.parts(street: "rue Victor Hugo", postcode: "01400", city: "Saint-Denis"), in: index)
        index.mix(of: street, into: &mix)
        #expect(mix[0].persona == PersonaIndex(0) && abs(mix[0].share - 0.6) < 0.001)
        #expect(abs(index.indicator(0, of: street) - (20 * 3 + 40 * 2) / 5) < 0.001)
    }

    @Test func anAverageLeavesOutWhatIsNotKnown() throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        let paris = matcher.match(.parts(city: "Paris"), in: index)
        #expect(index.indicator(0, of: paris) == 100)
    }

    private func text(_ write: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer()
        write(&buffer)
        return String(buffer.bytes)
    }
}
