import Bytes
import Testing

@Suite struct HexadecimalTests {
    @Test(
        arguments: [
            (0, "0000000000000000"), (1, "0000000000000001"), (0xABC, "0000000000000abc"), (.max, "ffffffffffffffff"),
            (0x8000_0000_0000_0000, "8000000000000000"),
        ] as [(UInt64, String)])
    func aWordHasSixteenDigits(_ word: UInt64, _ digits: String) {
        #expect(word.hexadecimal == digits)
        #expect(UInt64(word.hexadecimal, radix: 16) == word)
    }
}
