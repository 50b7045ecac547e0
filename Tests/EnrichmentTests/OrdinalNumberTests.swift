import Testing

@testable import Enrichment

/// Numbers of arrondissements and storeys.
@Suite struct OrdinalNumberTests {
    @Test(arguments: [
        ("5", 5, false), ("05", 5, false), ("5E", 5, true), ("5EME", 5, true), ("5IEME", 5, true), ("1ER", 1, true),
        ("1ERE", 1, true), ("2ND", 2, true), ("2NDE", 2, true), ("20", 20, false), ("I", 1, false), ("IER", 1, true),
        ("IV", 4, false), ("VIEME", 6, true), ("VIII", 8, false), ("IXE", 9, true), ("XIIE", 12, true),
        ("XIV", 14, false),
        ("XX", 20, false),
    ]) func aNumberIsReadWithItsEnding(_ word: String, _ value: Int, _ hasEnding: Bool) {
        let read = read(word)
        #expect(read?.value == value)
        #expect(read?.hasEnding == hasEnding)
    }

    @Test(arguments: ["", "0", "E", "EME", "123", "5B", "5BIS", "VER", "IVRY", "XIIER", "IIIII", "VX", "LE", "DIX"])
    func anyOtherWordIsNone(_ word: String) {
        #expect(read(word) == nil)
    }

    /// Written by the rules that are taught, each number up to 39 is read back.
    @Test func romanNumbersUpTo39AreRead() {
        let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
        for value in 1...39 {
            let written = String(repeating: "X", count: value / 10) + ones[value % 10]
            #expect(read(written)?.value == value, "\(written)")
        }
    }

    private func read(_ word: String) -> (value: Int, hasEnding: Bool)? {
        OrdinalNumber.read(Array(word.utf8).span)
    }
}
