import Bytes
import Testing

@Suite struct DigitGroupsTests {
    @Test(arguments: [
        ("", ""), ("0", "0"), ("12", "12"), ("123", "123"), ("1234", "1,234"), ("123456", "123,456"),
        ("29718000", "29,718,000"), ("1000000000000", "1,000,000,000,000"),
    ])
    func groupsAreCountedFromTheRight(digits: String, expected: String) {
        #expect(DigitGroups.separated(digits, by: ",") == expected)
        // A separator of several characters stands between the same digits.
        #expect(DigitGroups.separated(digits, by: "\u{202F}.") == expected.replacing(",", with: "\u{202F}."))
    }
}
