import Service
import TestSupport
import Testing

/// What a page of another site may not do with a browser on this machine.
@Suite struct RequestGuardTests {
    private let live: LiveService

    init() throws { live = try LiveService() }

    private func enrich(_ headers: [String]) -> Int {
        live.ask("POST", "/enrich", type: "text/plain", body: "x", headers: headers).status
    }

    /// 415 is the answer to the type of the body: the request was let through.
    @Test(arguments: [
        ([], 415), (["Sec-Fetch-Site: same-origin"], 415), (["Sec-Fetch-Site: none"], 415),
        (["Sec-Fetch-Site: cross-site"], 403), (["Sec-Fetch-Site: same-site"], 403),
        (["Origin: http://localhost"], 415),
        (["Origin: http://localhost:81"], 403), (["Origin: https://example.com"], 403), (["Origin: null"], 403),
        (["Origin: http://localhost.example.com"], 403),
    ])
    func whatChangesSomethingComesFromThisSite(_ headers: [String], _ status: Int) {
        #expect(enrich(headers) == status)
    }

    @Test func readingFromAnotherSiteIsLetThrough() {
        #expect(live.ask("GET", "/personas", headers: ["Sec-Fetch-Site: cross-site"]).status == 200)
    }

    @Test(arguments: [
        ("localhost", 200), ("localhost:8080", 200), ("127.0.0.1:1", 200), ("[::1]:8080", 200),
        ("quartier.localhost", 200), ("LocalHost:1", 200),
        ("example.com", 421), ("127.0.0.1.example.com", 421), ("localhost.example.com:8080", 421),
        ("1.2.3", 421), ("1.2.3.4.5", 421), ("1..2.3", 421), ("1.2.3.4a", 421), ("notlocalhost", 421),
    ])
    func aNameThatSomebodyElseOwnsIsNotAnswered(_ host: String, _ status: Int) {
        let client = TestClient(port: live.port)
        client.send("GET /personas HTTP/1.1\r\nHost: \(host)\r\n\r\n")
        #expect(client.answer()?.status == status)
    }

    @Test func namesThatWereToldAreAnswered() throws {
        let live = try LiveService { $0.hosts = ["Quartier.example"] }
        let client = TestClient(port: live.port)
        client.send("GET /personas HTTP/1.1\r\nHost: quartier.example:80\r\n\r\n")
        #expect(client.answer()?.status == 200)
    }

    @Test func aFormWithoutTheTokenOfItsPageChangesNothing() {
        let type = "application/x-www-form-urlencoded"
        let answer = live.ask(
            "POST", "/portal/address", type: type, body: "address=Paris&token=\(String(repeating: "0", count: 32))")
        #expect(answer.status == 403)
        #expect(!answer.text.contains("id=\"found\""))
        let page = live.ask("GET", "/portal/address").text
        let token = page.split(separator: "name=\"token\" value=\"")[1].prefix { $0 != "\"" }
        let accepted = live.ask("POST", "/portal/address", type: type, body: "address=Paris&token=\(token)")
        #expect(accepted.status == 200)
        #expect(accepted.text.contains("id=\"found\""))
        #expect(accepted.headers["cache-control"] == "no-store")
    }
}
