import Bytes
import Testing

/// `#expect` cannot hold a Span, so tests compare arrays.
private func array(_ bytes: Span<UInt8>) -> [UInt8] { bytes.withUnsafeBufferPointer { Array($0) } }

@Suite struct ByteBufferTests {
    @Test func growsAndKeepsItsBytes() {
        var buffer = ByteBuffer()
        var expected: [UInt8] = []
        for n in 0..<1000 {
            buffer.append(UInt8(truncatingIfNeeded: n))
            expected.append(UInt8(truncatingIfNeeded: n))
        }
        #expect(buffer.count == 1000)
        #expect(expected == array(buffer.bytes))
        buffer.removeFirst(300)
        #expect(Array(expected[300...]) == array(buffer.bytes))
        buffer.truncate(to: 5)
        #expect(Array(expected[300..<305]) == array(buffer.bytes))
    }

    @Test func aHashKeepsShorterRunsAndZeroBytesApart() {
        var seen: Set<UInt64> = []
        for count in 0..<64 {
            let zeros = [UInt8](repeating: 0, count: count)
            seen.insert(Hash64.hash(zeros.span))
        }
        #expect(seen.count == 64)
    }
}
