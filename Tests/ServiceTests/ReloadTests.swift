import Service
import Testing
import TestSupport

@Suite struct ReloadTests {
    @Test func aNewReferenceIsServedAfterAReload() throws {
        let service = try LiveService()
        try service.reference.write(dataset: "test.2")
        #expect(service.ask("GET", "/health/ready").text.contains("test.1"))
        let answer = service.ask("POST", "/admin/reload")
        #expect(answer.status == 200)
        #expect(answer.text.contains("test.2"))
        // Every loop has it: a connection may land on any.
        for _ in 0..<20 { #expect(service.ask("GET", "/health/ready").text.contains("test.2")) }
    }

    @Test func aFileThatIsNoReferenceIsRefusedAndTheOldOneStays() throws {
        let service = try LiveService()
        try service.reference.spoil(with: Array("not a database at all".utf8))
        let answer = service.ask("POST", "/admin/reload")
        #expect(answer.status == 409)
        #expect(answer.text.contains("the old one stays"))
        #expect(service.enrich(#"{"address":"01400 Saint-Denis"}"#).text.contains("test.1"))
    }

    @Test func aPageOfAnotherSiteCannotReload() throws {
        let answer = try LiveService().ask("POST", "/admin/reload", headers: ["Sec-Fetch-Site: cross-site"])
        #expect(answer.status == 403)
    }

    @Test func reloadsWhileContactsAreAnsweredLoseNone() throws {
        let service = try LiveService()
        let client = TestClient(port: service.port)
        let request =
            "POST /enrich HTTP/1.1\r\nHost: localhost\r\nContent-Length: 31\r\n\r\n"
            + #"{"address":"01400 Saint-Denis"}"#
        for round in 0..<20 {
            try service.reference.write(dataset: "test.\(round)")
            let other = TestClient(port: service.port)
            other.send("POST /admin/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
            for _ in 0..<20 { client.send(request) }
            for _ in 0..<20 { #expect(client.answer()?.status == 200) }
            #expect(other.answer()?.status == 200)
        }
    }
}
