import Audiences
import FoundationEssentials
import Service
import TestSupport

/// Contacts for the pages that are about contacts: 900 of them in a thousand neighbourhoods, more of the cities than of the country,
/// and what they bought in the last two years. The same in every run, but for the time that they are counted back from.
struct Customers {
    static let count = 900

    static var schema: ContactSchema {
        get throws {
            try ContactSchema(
                attributes: [
                    Attribute("points", .integer), Attribute("tier", .enumeration(["gold", "silver", "basic"])),
                ],
                channels: ["email", "sms"])
        }
    }

    /// Lines of NDJSON for `POST /contacts` and `POST /events`.
    let contacts: String
    let events: String

    /// `neighbourhoods` are codes of IRIS with the letter of their profile.
    init(neighbourhoods: [(code: String, profile: String)]) {
        var random = SeededGenerator(seed: 7)
        let dense = neighbourhoods.filter { $0.profile < "E" }
        var contacts = ""
        var events = ""
        for number in 0..<Self.count {
            let place = random.chance(70) ? random.pick(dense) : random.pick(neighbourhoods)
            let created = Self.time(daysAgo: Int.random(in: 1...700, using: &random))
            let buys = random.chance(60)
            contacts +=
                #"{"id":"c\#(number)","address":{"iris":"\#(place.code)"},"created_at":"\#(created)","lifecycle":"\#(buys ? "customer" : "prospect")","consent":{"email":\#(random.chance(70)),"sms":\#(random.chance(30))},"attributes":{"points":\#(Int.random(in: 0...500, using: &random)),"tier":"\#(random.pick(["gold", "silver", "basic", "basic"]))"}}"#
                + "\n"
            guard buys else { continue }
            for purchase in 0..<Int.random(in: 1...5, using: &random) {
                events +=
                    #"{"id":"e\#(number)-\#(purchase)","contact":"c\#(number)","type":"purchase","channel":"\#(random.pick(["store", "web"]))","category":"\#(random.pick(["books", "games", "garden"]))","at":"\#(Self.time(daysAgo: Int.random(in: 1...720, using: &random)))","amount":\#(Int.random(in: 5...200, using: &random))}"#
                    + "\n"
            }
        }
        self.contacts = contacts
        self.events = events
    }

    private static func time(daysAgo days: Int) -> String {
        Date(timeIntervalSinceNow: -86_400 * Double(days)).formatted(.iso8601)
    }

    /// Of the shipped reference: `code,type,commune,persona,…`.
    static func neighbourhoods(_ path: String) throws -> [(code: String, profile: String)] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().enumerated()
            .filter { $0.offset.isMultiple(of: 49) }.map { _, line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                return (String(fields[0]), String(fields[3].prefix(1)))
            }
    }

    func store(in stage: ServedStage) throws {
        let type = ["Content-Type: application/x-ndjson"]
        for (path, lines) in [("/contacts?mode=replace", contacts), ("/events", events)] {
            let answer = stage.ask("POST", path, headers: type, body: lines)
            guard answer.status == 200 else {
                throw Chromium.Failure(description: "\(path): \(answer.status) \(answer.text.prefix(500))")
            }
        }
        let rules = [
            (
                "City%20buyers",
                #"{"rule":"lifecycle = \"customer\" and points > 100 and consent.email","owner":"Ada","review":"2026-01-31","channel":"email"}"#
            ),
            ("Gold", #"{"rule":"tier = \"gold\" or sum(events.amount where type = \"purchase\") > 400"}"#),
        ]
        for (name, body) in rules {
            let answer = stage.ask(
                "PUT", "/audiences/\(name)", headers: ["Content-Type: application/json"], body: body)
            guard answer.status == 201 else {
                throw Chromium.Failure(description: "\(name): \(answer.status) \(answer.text.prefix(500))")
            }
        }
    }
}
