import Bytes
import JSON
import Testing

@Suite struct JSONPointerTests {
    /// `^` stands before the byte that is asked for.
    @Test(arguments: [
        ("^{}", ""), ("{^}", ""), ("{\"a\":^1}", "/a"), ("{^\"a\":1}", "/a"), ("{\"^a\":1}", "/a"), ("{\"a\":1^}", ""),
        ("{\"a\":1,\"b\":^2}", "/b"), ("[^1]", "/0"), ("[1,^2]", "/1"), ("[1^,2]", ""), ("[[],[1,^2]]", "/1/1"),
        ("[[^],1]", "/0"),
        ("{\"contacts\":[{\"address\":{\"city\":1}},{\"address\":^\"x\"}]}", "/contacts/1/address"),
        ("{\"a/b\":{\"m~n\":^1}}", "/a~1b/m~0n"), ("{\"\\u00e9\":^1}", "/é"), ("{\"\":^1}", "/"), ("[1]^", ""),
        // At an error.
        ("^", ""), ("{\"a\":^x}", "/a"), ("{\"a\":^", "/a"), ("{\"a\":[1,^x]}", "/a/1"), ("{\"a\":[^x]}", "/a/0"),
        ("{\"a\":[1,\"b^", "/a/1"),
        ("[1 ^2]", ""), ("{\"a\":[1 ^", "/a"), ("{\"a\":1,^b:2}", ""), ("{\"a\":{\"b\" ^2}}", "/a"),
        ("{\"a\":1 ^\"b\":2}", ""), ("[{\"a\":0^1}]", "/0/a"),
        ("[] ^[]", ""), ("{\"a\":\"\\^x\"}", "/a"), ("{\"x\":[0,1,{\"postcode\":^075001}]}", "/x/2/postcode"),
    ])
    func namesTheInnermostValue(marked: String, pointer: String) {
        let parts = marked.split(separator: "^", maxSplits: 1, omittingEmptySubsequences: false)
        let bytes = Array((parts[0] + parts[1]).utf8)
        #expect(JSONPointer.locate(offset: parts[0].utf8.count, in: bytes.span) == pointer)
    }

    @Test(arguments: [("", 0, 1, 1), ("ab", 1, 1, 2), ("a\nb", 2, 2, 1), ("é€\n é", 9, 2, 3), ("ab", 99, 1, 3)])
    func countsLinesAndColumns(text: String, offset: Int, line: Int, column: Int) {
        let bytes = Array(text.utf8)
        let position = JSONPosition(offset: offset, in: bytes.span)
        #expect(position.line == line)
        #expect(position.column == column)
    }
}
