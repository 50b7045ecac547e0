import FoundationEssentials
import Testing

@testable import Enrichment

@Suite struct AddressFuzzCorpusTests {
    /// Inputs that the fuzzer found to reach different code; see `Tests/Fuzz/run-address`.
    @Test func whatTheFuzzerKeptStillHolds() throws {
        let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" } + "/Fuzz/address"
        let lines = try String(contentsOfFile: folder + "/corpus.base64", encoding: .utf8).split(separator: "\n")
        #expect(lines.count >= 20)
        var matcher = Matcher()
        for line in lines {
            let input = try #require(Data(base64Encoded: String(line)), "not base64: \(line)")
            #expect(AddressProperties.violation(Array(input), &matcher, AddressProperties.index) == nil, "\(line)")
        }
    }

    /// Words, signs and bytes put together at random, up to the longest field that a table may bring and beyond.
    @Test func anyTextIsAnsweredConsistently() {
        var state: UInt64 = 3
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let pieces = [
            "12", "bis", "rue", "av", "Victor", "Hugo", "Paris", "01400", "Saint", "-", "Denis", ",", "cedex", "é",
            "\u{0}", "BP",
            "1er", "n°", "général", "de", "la", "99999", "Bât B", "\u{FF}", "l'", "Le Moulin", "75002", "ZZZ", "\n",
            "75056",
        ].map { Array($0.utf8) }
        var matcher = Matcher()
        for round in 0..<3000 {
            var input: [UInt8] = []
            for _ in 0..<(round % 50 == 0 ? 2000 : random(14)) {
                input += pieces[random(pieces.count)] + (random(3) > 0 ? [0x20] : [UInt8(random(256))])
            }
            #expect(AddressProperties.violation(input, &matcher, AddressProperties.index) == nil, "\(input)")
        }
    }
}
