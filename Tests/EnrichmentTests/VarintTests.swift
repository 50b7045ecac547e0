import Bytes
import TestSupport
import Testing

@testable import Enrichment

@Suite struct VarintTests {
    @Test func aShortPairIsReadAsOneIntegerAfterTheOther() {
        var random = SeededGenerator(seed: 17)
        for _ in 0..<5000 {
            var packed = ByteBuffer()
            for _ in 0..<2 { Varint.appendZigzag(Self.integer(&random), to: &packed) }
            let count = packed.count
            for _ in 0..<Int(random.next() % 12) { packed.append(UInt8(truncatingIfNeeded: random.next())) }
            let bytes = packed.withUnsafeBytes { Array($0) }
            var position = 0
            let first = Varint.readZigzag(bytes.span, at: &position)
            let firstCount = position
            let second = Varint.readZigzag(bytes.span, at: &position)
            let pair = Varint.readShortPair(bytes.span, at: 0)
            let isShort = firstCount <= 3 && count - firstCount <= 3 && bytes.count >= 8
            #expect((pair != nil) == isShort, "\(bytes)")
            guard let pair else { continue }
            #expect(pair.first == first && pair.second == second && pair.end == position, "\(bytes)")
        }
    }

    @Test func bytesThatEndNoIntegerAreNoPair() {
        #expect(Varint.readShortPair([UInt8](repeating: 0xFF, count: 9).span, at: 0) == nil)
        #expect(Varint.readShortPair([0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF].span, at: 0) == nil)
        #expect(Varint.readShortPair([0x01, 0x01].span, at: 0) == nil)
    }

    /// As many of each length, from one bit to 32.
    private static func integer(_ random: inout SeededGenerator) -> Int32 {
        Int32(truncatingIfNeeded: random.next()) >> Int32(random.next() % 32)
    }
}
