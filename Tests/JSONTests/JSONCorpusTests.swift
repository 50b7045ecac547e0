import FoundationEssentials
import Testing

@Suite struct JSONCorpusTests {
    /// Inputs that the fuzzer found to reach different code; see `Tests/Fuzz/run-json`.
    @Test func whatTheFuzzerKeptStillHolds() throws {
        let path = #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" } + "/Fuzz/json/corpus.base64"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count >= 6)
        for line in lines {
            let input = try #require(Data(base64Encoded: String(line)), "not base64: \(line)")
            #expect(JSONProperties.violation(Array(input)) == nil, "\(line)")
        }
    }
}
