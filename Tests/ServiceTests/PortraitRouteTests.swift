import FoundationEssentials
import Testing
import TestSupport

@Suite struct PortraitRouteTests {
    @Test func aPersonaIsToldInFrenchUnlessAskedOtherwise() throws {
        let service = try LiveService()
        let answer = service.ask("GET", "/personas/A1")
        #expect(answer.status == 200)
        #expect(answer.headers["content-language"] == "fr")
        #expect(answer.headers["vary"] == "Accept-Language")
        #expect(
            answer.text == #"""
                {"code":"A1","profile":"A","name":"Cœur de ville","names":{"fr":"Cœur de ville","en":"Cœur de ville (en)"},\#
                "households":100,"share":0.1,"sentence":"Des gens en ville.","paragraph":"Des immeubles en ville.",\#
                "life_stage":"Tous les âges","housing":"Appartements","where":"À Paris",\#
                "levers":[{"kind":"offer","text":"Qualité","because":[{"indicator":"income","label":"Revenu","unit":"EUR",\#
                "value":25000}]}],"highest":[{"indicator":"income","label":"Revenu","unit":"EUR","value":30000,\#
                "france":27000,"index":111}],"lowest":[],"regions":[],"departments":[],\#
                "communes":[{"code":"75101","name":"Paris 1er Arrondissement","households":500,"share":0.8,\#
                "penetration":1,"index":200,"lat":48.86,"lon":2.34}],\#
                "nearest":[{"code":"B1","name":"Champs","distance":0.25}],"indicators":{"income":25000},\#
                "language":"fr","dataset":"test.1"}
                """#)
    }

    @Test(
        arguments: [
            ("?lang=en", nil, "en"), ("?lang=EN", "fr", "en"), ("", "en-GB,en;q=0.9,fr;q=0.8", "en"),
            ("", "fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("", "de, en;q=0.5", "en"), ("", "de", "fr"), ("", "*", "fr"),
            ("", "en;q=0, fr;q=0.1", "fr"), ("", "fr;q=0.2 , en ; q=0.9", "en"), ("?lang=fr", "en", "fr"),
            ("", "", "fr"),
        ] as [(String, String?, String)])
    func theLanguageIsThatOfTheRequest(query: String, field: String?, language: String) throws {
        let service = try LiveService()
        let headers = field.map { ["Accept-Language: \($0)"] } ?? []
        for path in ["/personas", "/personas/A1", "/profiles", "/profiles/A"] {
            let answer = service.ask("GET", path + query, headers: headers)
            #expect(answer.status == 200)
            #expect(answer.headers["content-language"] == language, "\(path)")
            #expect(answer.text.contains(#""language":"\#(language)""#))
        }
        let told = service.ask("GET", "/personas/A1" + query, headers: headers).text
        #expect(
            told.contains(language == "en" ? #""sentence":"People in town.""# : #""sentence":"Des gens en ville.""#))
        #expect(told.contains(language == "en" ? #""label":"Income""# : #""label":"Revenu""#))
    }

    @Test func anUnknownLanguageIsRefused() throws {
        let answer = try LiveService().ask("GET", "/personas?lang=de")
        #expect(answer.status == 400)
        #expect(answer.text.contains("lang: there are fr and en"))
    }

    @Test func listsAreShortAndPagesWithoutPortraitsWhole() throws {
        let service = try LiveService()
        let list = service.ask("GET", "/personas").text
        #expect(list.contains(#""sentence":"Des gens en ville.""#) && !list.contains("paragraph"))
        #expect(service.ask("GET", "/profiles").text.contains(#""personas":["A1","A2"]"#))
        let plain = service.ask("GET", "/personas/b1")
        #expect(plain.status == 200 && plain.text.contains(#""code":"B1""#) && !plain.text.contains("sentence"))
        for path in ["/personas", "/profiles", "/personas/A1", "/personas/B1", "/profiles/B"] {
            let text = service.ask("GET", path).text
            #expect(throws: Never.self) { try JSONSerializationCheck.parse(text) }
        }
    }

    @Test func whatIsKnownIsNotSentAgain() throws {
        let service = try LiveService()
        let tag = try #require(service.ask("GET", "/personas/A1").headers["etag"])
        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            let answer = service.ask("GET", "/personas/A1", headers: ["If-None-Match: \(known)"])
            #expect(answer.status == 304)
            #expect(answer.text.isEmpty)
            #expect(answer.headers["etag"] == tag)
        }
        #expect(service.ask("GET", "/personas/A1?lang=en", headers: ["If-None-Match: \(tag)"]).status == 200)
    }
}

/// Whether a text is JSON.
private enum JSONSerializationCheck {
    private struct Anything: Decodable {}

    static func parse(_ text: String) throws { _ = try JSONDecoder().decode(Anything.self, from: Data(text.utf8)) }
}
