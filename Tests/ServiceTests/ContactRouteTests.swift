import Audiences
import Service
import Testing
import TestSupport

@Suite struct ContactRouteTests {
    private func service(_ change: (inout ContactConfiguration) -> Void = { _ in }) throws -> LiveService {
        try LiveService(contacts: { stored in
            let schema = try? ContactSchema(
                attributes: [Attribute("vip", .boolean), Attribute("ltv", .decimal(scale: 2))],
                eventProperties: [Attribute("coupon", .text)])
            stored.schema = schema ?? .empty
            change(&stored)
        })
    }

    private let json = "application/json"

    @Test func aContactIsPutReadChangedAndErased() throws {
        let service = try service()
        #expect(service.ask("GET", "/contacts/crm-1").status == 404)
        let put = service.ask(
            "PUT", "/contacts/crm-1", type: json,
            body:
                #"{"address":"01400 L'Abergement","attributes":{"vip":true,"ltv":12.50,"shoe":43},"consent":{"email":true,"fax":true},"lifecycle":"customer"}"#
        )
        #expect(put.status == 201)
        #expect(put.text.contains(#""iris":"010010000""#) && put.text.contains(#""persona":{"code":"B1"}"#))
        #expect(put.text.contains(#""ltv":12.5"#) && put.text.contains("attributes.shoe is not declared"))
        #expect(put.text.contains("consent.fax is not declared"))
        #expect(!put.text.contains("address"))
        let tag = try #require(put.headers["etag"])
        let stale = service.ask("PATCH", "/contacts/crm-1", type: json, body: "{}", headers: ["If-Match: \"7-7\""])
        #expect(stale.status == 412)
        let patch = service.ask(
            "PATCH", "/contacts/crm-1", type: json, body: #"{"attributes":{"vip":null},"consent":{"email":false}}"#,
            headers: ["If-Match: \(tag)"])
        #expect(patch.status == 200)
        #expect(!patch.text.contains("vip") && patch.text.contains("12.5"))
        let get = service.ask("GET", "/contacts/crm-1")
        #expect(get.status == 200)
        #expect(get.text.contains(#""consent_history":[{"channel":"email","given":true"#))
        #expect(service.ask("PATCH", "/contacts/nobody", type: json, body: "{}").status == 404)
        #expect(service.ask("DELETE", "/contacts/crm-1").status == 204)
        #expect(service.ask("GET", "/contacts/crm-1").status == 404)
        #expect(service.ask("DELETE", "/contacts/crm-1").status == 404)
    }

    @Test(arguments: [
        (#"{"attributes":{"ltv":"much"}}"#, 422, "/attributes/ltv"), (#"{"lifecycle":"boss"}"#, 422, "/lifecycle"),
        (#"{"consent":{"email":{"at":"2026-01-01"}}}"#, 422, "/consent/email"), (#"{"id":"other"}"#, 422, "/id"),
        (#"{"attributes":{"ltv":1.234}}"#, 422, "/attributes/ltv"), ("[1]", 422, ""), ("{", 400, ""),
    ])
    func whatIsWrongIsPointedAt(body: String, status: Int, pointer: String) throws {
        let answer = try service().ask("PUT", "/contacts/a", type: json, body: body)
        #expect(answer.status == status)
        #expect(answer.text.contains("\"pointer\":\"\(pointer)\""))
    }

    @Test func aRequestWithAKeyIsDoneOnce() throws {
        let service = try service()
        let key = ["Idempotency-Key: once"]
        let first = service.ask("PUT", "/contacts/a", type: json, body: "{}", headers: key)
        let second = service.ask("PUT", "/contacts/a", type: json, body: "{}", headers: key)
        #expect(first.status == 201 && second.status == 201 && first.body == second.body)
        #expect(first.headers["etag"] == second.headers["etag"])
        #expect(service.ask("PUT", "/contacts/a", type: json, body: #"{"attributes":{}}"#, headers: key).status == 422)
    }

    @Test func eventsAreAddedOnceAndCount() throws {
        let service = try service()
        _ = service.ask("PUT", "/contacts/a", type: json, body: "{}")
        let event =
            #"{"id":"e1","contact":"a","type":"purchase","at":"2026-06-01T10:00:00+02:00","amount":9.90,"properties":{"coupon":"X"}}"#
        #expect(service.ask("POST", "/events", type: json, body: event).text.contains(#""added":1,"duplicates":0"#))
        #expect(service.ask("POST", "/events", type: json, body: event).text.contains(#""added":0,"duplicates":1"#))
        let lines =
            "\(event)\n{\"id\":\"e2\"}\n\n{\"id\":\"e3\",\"contact\":\"later\",\"type\":\"visit\",\"at\":\"2026-06-01\"}\nno json\n"
        let bulk = service.ask("POST", "/events", type: "application/x-ndjson", body: lines)
        #expect(bulk.status == 200)
        #expect(bulk.text.contains(#""duplicates":1,"waiting":1,"unknown_contacts":0,"rejected":2"#))
        #expect(bulk.text.contains(#""line":2"#) && bulk.text.contains(#""line":5"#))
        let table = "id,contact,type,at,amount,shop\ne4,a,visit,2026-06-02T00:00:00Z,,Lyon\ne5,a,visit,yesterday,,\n"
        let csv = service.ask("POST", "/events", type: "text/csv", body: table)
        #expect(csv.text.contains(#""added":1"#) && csv.text.contains(#""line":3,"pointer":"at""#))
        #expect(csv.text.contains("shop is not declared"))
        let export = service.ask("GET", "/contacts/a").text
        #expect(
            export.contains(
                #""id":"e1","type":"purchase","at":"2026-06-01T08:00:00Z","amount":9.9,"properties":{"coupon":"X"}"#))
        #expect(export.contains("e4") && !export.contains("e5"))
        _ = service.ask("PUT", "/contacts/later", type: json, body: "{}")
        #expect(service.ask("GET", "/contacts/later").text.contains("e3"))
        #expect(service.ask("GET", "/health/ready").text.contains(#""contacts":2,"events":3"#))
    }

    @Test func manyContactsAreStoredAndTheBadOnesNamed() throws {
        let service = try service()
        let table =
            "id;cp;ville;vip;consent_email;shoe\na;01400;L'Abergement;oui;1;43\nb;;;perhaps;;\nc;01410;Saint-Denis;;0;\n"
        #expect(service.ask("POST", "/contacts", type: "text/csv", body: table).status == 400)
        let answer = service.ask("POST", "/contacts?mode=replace", type: "text/csv", body: table)
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""created":2,"updated":0,"rejected":1"#))
        #expect(answer.text.contains(#""line":3,"pointer":"vip","detail":"expected true or false""#))
        let merge = service.ask(
            "POST", "/contacts?mode=merge", type: "application/x-ndjson",
            body: "{\"id\":\"a\",\"attributes\":{\"ltv\":1}}\n{}\n")
        #expect(merge.text.contains(#""created":0,"updated":1,"rejected":1"#))
        let contact = service.ask("GET", "/contacts/a").text
        #expect(contact.contains(#""vip":true"#) && contact.contains(#""ltv":1"#) && contact.contains("010010000"))
    }

    @Test func anEnrichedContactIsStoredWhenAsked() throws {
        let service = try service()
        let body = #"{"id":"crm-9","address":"01400 L'Abergement","attributes":{"vip":true},"store":true}"#
        let answer = service.enrich(body)
        #expect(answer.status == 200 && answer.text.contains(#""id":"crm-9""#))
        let stored = service.ask("GET", "/contacts/crm-9").text
        #expect(stored.contains("010010000") && stored.contains(#""vip":true"#) && !stored.contains("Abergement"))
        #expect(service.enrich(#"{"id":"crm-8","address":"01400 L'Abergement"}"#).status == 200)
        #expect(service.ask("GET", "/contacts/crm-8").status == 404)
    }

    @Test func aNewReferenceGivesStoredContactsItsPersonas() throws {
        let service = try service()
        _ = service.ask("PUT", "/contacts/a", type: json, body: #"{"address":"01400 L'Abergement"}"#)
        _ = service.ask("PUT", "/contacts/b", type: json, body: "{}")
        let before = service.ask("GET", "/contacts/a")
        #expect(before.text.contains(#""persona":{"code":"B1"}"#))
        let other = service.ask("GET", "/contacts/b")
        try service.reference.write(dataset: "test.2", persona: 0)
        #expect(service.ask("POST", "/admin/reload").status == 200)
        service.contacts.waitUntilRenewed()
        let after = service.ask("GET", "/contacts/a")
        #expect(after.text.contains(#""profile":{"code":"A"},"persona":{"code":"A1"}"#))
        #expect(after.headers["etag"] != before.headers["etag"])
        #expect(service.ask("GET", "/contacts/b").headers["etag"] == other.headers["etag"])
    }

    @Test func aTimeWithoutAnOffsetIsLocal() throws {
        let service = try service()
        _ = service.ask("PUT", "/contacts/a", type: json, body: "{}")
        let event = #"{"id":"e1","contact":"a","type":"visit","at":"2026-07-01T00:30:00"}"#
        #expect(service.ask("POST", "/events", type: json, body: event).text.contains(#""added":1"#))
        let table = "id,contact,type,at\ne2,a,visit,2026-01-01 00:30\ne3,a,visit,2026-01-01T00:30:00Z\n"
        #expect(service.ask("POST", "/events", type: "text/csv", body: table).text.contains(#""added":2"#))
        let export = service.ask("GET", "/contacts/a").text
        for at in ["2026-06-30T22:30:00Z", "2025-12-31T23:30:00Z", "2026-01-01T00:30:00Z"] {
            #expect(export.contains("\"at\":\"\(at)\""))
        }
    }

    @Test func aServiceThatOnlyEnrichesMakesNoFile() throws {
        let service = try service()
        _ = service.enrich(#"{"id":"a","address":"01400 L'Abergement"}"#)
        #expect(service.ask("GET", "/health/ready").status == 200)
        #expect(service.ask("DELETE", "/contacts/a").status == 404)
        #expect(!service.hasContactsFile)
    }
}
