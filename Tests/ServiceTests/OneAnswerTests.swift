import Bytes
import FoundationEssentials
import TestSupport
import Testing

@testable import Service

/// The same address has the same answer, however it is sent.
@Suite struct OneAnswerTests {
    private struct Contact {
        var street: String
        var postcode: String
        var city: String
    }

    /// A few hundred addresses of the made-up reference, as it has them and as people write them.
    private static let contacts: [Contact] = {
        var state: UInt64 = 11
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let cities = ["L'Abergement", "Saint-Denis", "Paris"]
        return (0..<400).map { _ in
            let street = TinyStreets.streets[random(TinyStreets.streets.count)]
            var name = street.name
            switch random(6) {
            case 0: name = name.uppercased()
            case 1: name = name.replacing("Rue", with: "r.").replacing("Avenue", with: "av")
            case 2: name = String(name.dropLast())
            case 3: name = ""
            default: break
            }
            let number = ["", "\(1 + random(60)) ", "\(5 * (1 + random(8))) bis ", "\(1 + random(9)), "][random(4)]
            let postcode = [street.postcode, street.postcode, "", "99999"][random(4)]
            let city = [cities[min(Int(street.commune), 2)], cities[random(3)], "Saint Denis cedex", ""][random(4)]
            return Contact(street: number + name, postcode: postcode, city: city)
        }
    }()

    @Test func singleArrayLinesTablesAndFilesAgree() throws {
        let service = try LiveService(hasStreets: true)
        let bodies = try Self.contacts.map { try json($0) }
        let singles = bodies.map { service.enrich($0).text }
        #expect(Set(singles.map { String($0.prefix(40)) }).count > 3)
        let array = service.enrich("[\(bodies.joined(separator: ","))]").text
        #expect(array == "[\(singles.joined(separator: ","))]")
        let lines = bodies.joined(separator: "\n")
        let answered = singles.map { $0 + "\n" }.joined()
        #expect(service.enrich(lines, type: "application/x-ndjson").text == answered)
        let reference = try service.keeper.load()
        #expect(try file(lines, .ndjson, reference) == answered)
        let rows = Self.contacts.map { "\($0.street);\($0.postcode);\($0.city)" }
        let table = (["street;postcode;city"] + rows).joined(separator: "\n")
        let answeredTable = service.enrich(table, type: "text/csv").text
        #expect(try file(table, .csv, reference) == answeredTable)
        let records = answeredTable.split(separator: "\n").dropFirst()
        #expect(records.count == singles.count)
        for (record, single) in zip(records, singles) { #expect(try fields(record) == columns(single), "\(record)") }
    }

    /// What a table answers, from the JSON of one contact.
    private func columns(_ answer: String) throws -> [String] {
        struct Answer: Decodable {
            struct Match: Decodable {
                var level: String
                var score: Double
                var label, housenumber, street, postcode, city, citycode, iris: String?
            }
            struct Coded: Decodable {
                var code: String
                var probability: Double?
            }
            var match: Match
            var profile, persona: Coded?
        }
        let answer = try JSONDecoder().decode(Answer.self, from: Data(answer.utf8))
        let match = answer.match
        let texts = [
            match.label, match.housenumber, match.street, match.postcode, match.city, match.citycode, match.iris,
            answer.profile?.code, answer.persona?.code,
        ]
        let probability = answer.persona?.probability.map { number($0) }
        return [match.level, number(match.score)] + texts.map { $0 ?? "" } + [probability ?? "", ""]
    }

    private func number(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }

    private func fields(_ record: Substring) throws -> [String] {
        let fields = record.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        return Array(fields.suffix(13))
    }

    private func json(_ contact: Contact) throws -> String {
        let address = ["street": contact.street, "postcode": contact.postcode, "city": contact.city]
        return String(decoding: try JSONEncoder().encode(["address": address]), as: UTF8.self)
    }

    private func file(_ text: String, _ format: FileEnricher.Format, _ reference: ServedReference) throws -> String {
        var rest = Array(text.utf8)[...]
        var output: [UInt8] = []
        let enricher = FileEnricher(reference, limits: EnrichLimits(), workers: 2, blockBytes: 1000)
        _ = try enricher.run(format) { buffer in
            let piece = Array(rest.prefix(333))
            buffer.append(piece.span)
            rest = rest.dropFirst(333)
        } write: { answers in
            answers.withUnsafeBytes { output += $0 }
        } progress: { _, _ in
        }
        return String(decoding: output, as: UTF8.self)
    }
}
