import Bytes
import Testing

@Suite struct ByteBufferTests {
    @Test func growsAndKeepsItsBytes() {
        var buffer = ByteBuffer()
        var expected: [UInt8] = []
        for n in 0..<1000 {
            buffer.append(UInt8(truncatingIfNeeded: n))
            expected.append(UInt8(truncatingIfNeeded: n))
        }
        #expect(buffer.count == 1000)
        #expect(buffer.bytes.elementsEqual(expected.span))
        buffer.removeFirst(300)
        #expect(buffer.bytes.elementsEqual(Array(expected[300...]).span))
        buffer.truncate(to: 5)
        #expect(buffer.bytes.elementsEqual(Array(expected[300..<305]).span))
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
