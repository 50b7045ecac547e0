import Glibc
import Testing

@testable import HTTP

/// Everything that the fuzzer found worth keeping (Tests/Fuzz/http), through the same properties.
@Suite struct FuzzCorpusTests {
    @Test func headsKeepTheirProperties() throws {
        let corpus = try inputs("head")
        #expect(corpus.count >= 10)
        for input in corpus { #expect(HTTPProperties.violation(ofHead: input) == nil, "\(input)") }
    }

    @Test func chunksKeepTheirProperties() throws {
        let corpus = try inputs("chunks")
        #expect(corpus.count >= 10)
        for input in corpus { #expect(HTTPProperties.violation(ofChunks: input) == nil, "\(input)") }
    }

    /// The lines of a corpus file, decoded.
    private func inputs(_ name: String) throws -> [[UInt8]] {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(
            separator: "/")
        let file = try #require(fopen("\(folder)/Fuzz/http/\(name).base64", "r"))
        defer { fclose(file) }
        var inputs: [[UInt8]] = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0 { inputs.append(decode(String(cString: line!))) }
        return inputs
    }

    private func decode(_ text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
