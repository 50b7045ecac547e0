import Service
import Testing
import TestSupport

@Suite struct EnrichRouteTests {
    static let saintDenis = """
        "match":{"level":"commune","score":0.99,"label":"01400 Saint-Denis","postcode":"01400","city":"Saint-Denis",\
        "citycode":"01002"},"profile":{"code":"B","name":"Campagnes"},"persona":{"code":"B1","name":"Champs",\
        "probability":0.75},"mix":[{"code":"B1","share":0.75},{"code":"A1","share":0.25}],\
        "indicators":{"income":35000},"dataset":"test.1"}
        """

    @Test func oneContactIsAnswered() throws {
        let service = try LiveService()
        let answer = service.enrich(#"{"id":"crm-1","address":{"postcode":"01400","city":"Saint-Denis"}}"#)
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/json")
        #expect(answer.text == #"{"id":"crm-1","# + Self.saintDenis)
    }

    @Test(arguments: [
        #"{"address":{"postcode":1400,"city":"SAINT DENIS"}}"#,
        #"{"address":{"city":"nowhere"},"address":{"postcode":"01400","city":"Saint-Denis"}}"#,
        #"{"unknown":[1,{"a":null}],"address":{"postcode":"01400","city":"Saint\u002dDenis","country":"FR"}}"#,
        #" { "consent" : { "email" : true } , "address" : { "citycode" : "01002", "postcode" : "01400" } } "#,
    ]) func waysToSayTheSameAreAnsweredAlike(_ body: String) throws {
        let service = try LiveService()
        #expect(service.enrich(body).text == "{" + Self.saintDenis)
    }

    @Test func aSingleNeighbourhoodSaysHowWellItsPersonaFits() throws {
        let service = try LiveService()
        #expect(
            service.enrich(#"{"address":{"iris":"010020101"}}"#).text.contains(#""probability":1,"fit":"typical"}"#))
        // A place of several neighbourhoods has a mix instead.
        #expect(!Self.saintDenis.contains("fit"))
    }

    @Test(arguments: [#"{"id":7}"#, #"{"id":7,"address":null}"#, #"{"id":7,"address":{}}"#])
    func aContactWithoutAnAddressIsToldSo(_ body: String) throws {
        let answer = try LiveService().enrich(body)
        #expect(answer.status == 200)
        #expect(
            answer.text == #"{"id":7,"match":{"level":"none","score":0},"profile":null,"persona":null,"#
                + #""indicators":{"income":null},"warnings":["the contact has no address, position or IRIS"],"dataset":"test.1"}"#
        )
    }

    @Test(arguments: [
        (#"{"address":"#, 400, "/address"), (#"{"address":tru}"#, 400, "/address"), (#"[1]x"#, 400, ""), ("", 400, ""),
        (#"{"address":{"city":["x"]}}"#, 422, "/address/city"), (#"{"id":{},"address":""}"#, 422, "/id"),
        (#"{"address":{"lat":91,"lon":0}}"#, 422, "/address/lat"), (#""text""#, 422, ""),
    ]) func whatIsWrongIsPointedAt(_ body: String, _ status: Int, _ pointer: String) throws {
        let answer = try LiveService().enrich(body)
        #expect(answer.status == status)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(answer.text.contains("\"pointer\":\"\(pointer)\""))
    }

    @Test func latin1BytesAreRefusedWithTheirPlace() throws {
        let service = try LiveService()
        let client = TestClient(port: service.port)
        let body: [UInt8] = Array(#"{"address":"Saint-"#.utf8) + [0xC9] + Array(#"tienne"}"#.utf8)
        client.send("POST /enrich HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.count)\r\n\r\n")
        client.send(body)
        let answer = try #require(client.answer())
        #expect(answer.status == 400)
        #expect(answer.text.contains("byte 18"))
    }

    @Test func anArrayIsAnsweredInOrderAndABadContactSpoilsItself() throws {
        let answer = try LiveService().enrich(
            #"[{"id":1,"address":"01400 Saint-Denis"},{"id":2,"address":5},3,{"id":4,"address":"01400 L'Abergement"}]"#)
        #expect(answer.status == 200)
        let parts = answer.text.split(separator: "\"id\":")
        #expect(parts.count == 3)
        #expect(answer.text.contains(#"{"error":{"status":422,"pointer":"/1/address","#))
        #expect(answer.text.contains(#"{"error":{"status":422,"pointer":"/2","#))
        #expect(answer.text.hasSuffix("]") && answer.text.contains(#""id":4,"match":{"level":"commune""#))
    }

    @Test func anArrayOverTheLimitIsRefusedByNameOfTheLimit() throws {
        let service = try LiveService { $0.limits.maximumArrayContacts = 3 }
        let contact = #"{"address":"01400 Saint-Denis"}"#
        #expect(service.enrich("[\([contact, contact, contact].joined(separator: ","))]").status == 200)
        let refused = service.enrich("[\([contact, contact, contact, contact].joined(separator: ","))]")
        #expect(refused.status == 413)
        #expect(refused.text.contains("enrich.array_contacts"))
    }

    @Test func aBodyOverTheLimitIsRefused() throws {
        let service = try LiveService { $0.maximumBodyBytes = 100 }
        #expect(service.enrich(#"{"address":"\#(String(repeating: "x", count: 200))"}"#).status == 413)
    }

    @Test func anAddressFieldOverTheLimitIsRefused() throws {
        let service = try LiveService { $0.limits.maximumFieldBytes = 20 }
        let answer = service.enrich(#"{"address":{"street":"\#(String(repeating: "x", count: 21))"}}"#)
        #expect(answer.status == 422)
        #expect(answer.text.contains("/address/street") && answer.text.contains("20 bytes"))
    }

    @Test(arguments: [
        ("text/plain", 415), ("application/xml", 415), ("application/json; charset=utf-8", 200),
        ("APPLICATION/JSON", 200),
    ]) func theContentTypeDecides(_ type: String, _ status: Int) throws {
        #expect(try LiveService().enrich(#"{"address":"Paris"}"#, type: type).status == status)
    }

    @Test(arguments: [
        ("application/json", 200), ("text/html", 406), ("text/html, */*;q=0.1", 200), ("application/*", 200),
        ("application/json;q=0", 406), ("", 200),
    ]) func whatTheClientAcceptsDecides(_ accept: String, _ status: Int) throws {
        let answer = try LiveService().ask(
            "POST", "/enrich", type: "application/json", body: #"{"address":"Paris"}"#, headers: ["Accept: \(accept)"])
        #expect(answer.status == status)
    }

    @Test func fieldsChooseTheIndicatorsAndAnUnknownOneIsNamed() throws {
        let service = try LiveService()
        let one = service.enrich(#"{"address":"01400 L'Abergement"}"#, query: "?fields=wage,%20income,wage")
        #expect(one.text.contains(#""indicators":{"wage":12,"income":10000}"#))
        let none = service.enrich(#"{"address":"Paris"}"#, query: "?fields=income,incme")
        #expect(none.status == 400)
        #expect(none.headers["content-type"] == "application/problem+json")
        #expect(
            none.text.contains(
                #""errors":[{"parameter":"fields","detail":"there is no indicator \"incme\"; did you mean \"income\"?"}]"#
            ))
    }

    @Test func pathsAndMethodsThatAreNotThereAreToldApart() throws {
        let service = try LiveService()
        #expect(service.ask("GET", "/nothing").status == 404)
        let method = service.ask("GET", "/enrich")
        #expect(method.status == 405)
        #expect(method.headers["allow"]?.contains("POST") == true)
        #expect(service.ask("OPTIONS", "/personas").status == 204)
        #expect(service.ask("HEAD", "/personas").status == 200)
    }

    @Test func theReferenceCanBeRead() throws {
        let service = try LiveService()
        #expect(service.ask("GET", "/personas/a2").text.contains(#""name":"Grand \"centre\"""#))
        #expect(service.ask("GET", "/profiles/B").text.contains(#""personas":["B1"]"#))
        #expect(service.ask("GET", "/personas/Z9").status == 404)
        #expect(
            service.ask("GET", "/neighbourhoods/751020101").text.contains(
                #""income":{"value":null,"origin":"unknown"}"#))
        #expect(service.ask("GET", "/neighbourhoods/000000000").status == 404)
        #expect(service.ask("GET", "/health/live").status == 200)
        #expect(service.ask("GET", "/health/ready").text.contains(#""dataset":"test.1""#))
    }
}
