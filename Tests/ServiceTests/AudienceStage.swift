import Audiences
import Bytes
import Service
import TestSupport

/// A service with a few contacts and what they bought.
///
///     a, b, c, d    customers of the village with the consents, points and purchases below
///     e             a prospect of whom nothing else is known
struct AudienceStage {
    let service: LiveService

    static let json = "application/json"

    init(_ change: (inout ContactConfiguration) -> Void = { _ in }) throws {
        service = try LiveService(contacts: { stored in
            let schema = try? ContactSchema(
                attributes: [
                    Attribute("vip", .boolean), Attribute("points", .integer),
                    Attribute("tier", .enumeration(["gold", "silver"])),
                ],
                channels: ["email", "sms"])
            stored.schema = schema ?? .empty
            stored.audiences.evaluationLimits.smallestCount = 2
            change(&stored)
        })
    }

    /// Puts the contacts.
    func fill() {
        for (id, points, email) in [("a", 10, true), ("b", 20, true), ("c", 30, false), ("d", 40, true)] {
            put(
                "/contacts/\(id)",
                #"{"address":{"iris":"010010000"},"attributes":{"vip":\#(points > 20),"points":\#(points)},"consent":{"email":\#(email)},"lifecycle":"customer"}"#
            )
        }
        put("/contacts/e", #"{"lifecycle":"prospect"}"#)
        for (contact, count) in [("a", 1), ("b", 2), ("d", 3)] {
            for index in 0..<count {
                _ = post(
                    "/events",
                    #"{"id":"\#(contact)\#(index)","contact":"\#(contact)","type":"purchase","channel":"store","at":"2026-06-0\#(index + 1)T10:00:00Z","amount":\#(10 * (index + 1))}"#
                )
            }
        }
    }

    @discardableResult func put(_ path: String, _ body: String, headers: [String] = []) -> TestClient.Answer {
        service.ask("PUT", path, type: Self.json, body: body, headers: headers)
    }

    func post(_ path: String, _ body: String, headers: [String] = []) -> TestClient.Answer {
        service.ask("POST", path, type: Self.json, body: body, headers: headers)
    }

    func get(_ path: String, headers: [String] = []) -> TestClient.Answer {
        service.ask("GET", path, headers: headers)
    }

    /// The answer to a rule in the text form.
    func evaluate(_ rule: String, _ more: String = "") -> TestClient.Answer {
        post("/audiences/evaluate", "{\"rule\":\(Self.quoted(rule))\(more)}")
    }

    /// Saves a rule in the text form.
    @discardableResult func save(_ name: String, _ rule: String, _ more: String = "") -> TestClient.Answer {
        put("/audiences/\(name)", "{\"rule\":\(Self.quoted(rule))\(more)}")
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\"", with: "\\\"") + "\""
    }
}
