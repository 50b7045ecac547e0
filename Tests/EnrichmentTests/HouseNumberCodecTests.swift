import Bytes
@testable import Enrichment
import TestSupport
import Testing

@Suite struct HouseNumberCodecTests {
    struct Entry: Equatable {
        var number: UInt32
        var suffix: String
        var irisOrdinal: UInt32
        var latitude: Int32
        var longitude: Int32
    }

    private func pack(_ entries: [Entry], latitude: Int32, longitude: Int32) -> [UInt8] {
        var buffer = ByteBuffer()
        var encoder = HouseNumberEncoder(latitude: latitude, longitude: longitude)
        for entry in entries {
            encoder.append(
                number: entry.number, suffix: Array(entry.suffix.utf8).span, irisOrdinal: entry.irisOrdinal,
                latitude: entry.latitude, longitude: entry.longitude, to: &buffer)
        }
        return buffer.withUnsafeBytes { Array($0) }
    }

    private func unpack(_ bytes: [UInt8], latitude: Int32, longitude: Int32) -> (entries: [Entry], isCorrupt: Bool) {
        var cursor = HouseNumberCursor(latitude: latitude, longitude: longitude)
        var entries: [Entry] = []
        while cursor.next(in: bytes.span) {
            entries.append(
                Entry(
                    number: cursor.number, suffix: String(decoding: bytes[cursor.suffix], as: UTF8.self),
                    irisOrdinal: cursor.irisOrdinal, latitude: cursor.latitude, longitude: cursor.longitude))
        }
        return (entries, cursor.isCorrupt)
    }

    @Test(arguments: 0..<20)
    func readsBackWhatItPacked(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var number: UInt32 = 0
        let suffixes = ["", "", "", "BIS", "B", "QUATER"]
        let entries = (0..<Int.random(in: 0...80, using: &random)).map { _ in
            number += UInt32.random(in: 0...300, using: &random)
            return Entry(
                number: number, suffix: suffixes.randomElement(using: &random)!,
                irisOrdinal: UInt32.random(in: 0...999, using: &random),
                latitude: Int32.random(in: -2_200_000...5_110_000, using: &random),
                longitude: Int32.random(in: -6_200_000...5_600_000, using: &random))
        }
        let bytes = pack(entries, latitude: 4_886_000, longitude: 235_000)
        let read = unpack(bytes, latitude: 4_886_000, longitude: 235_000)
        #expect(read.entries == entries)
        #expect(!read.isCorrupt)
    }

    @Test func takesAboutSixBytesForANumberOfAnOrdinaryStreet() {
        let entries = (1...100).map {
            Entry(number: UInt32($0), suffix: "", irisOrdinal: 3, latitude: 4_886_000 + Int32($0), longitude: 235_000)
        }
        #expect(pack(entries, latitude: 4_886_000, longitude: 235_000).count <= 600)
    }

    @Test func endsTheWalkAtEveryCutThatIsNotBetweenEntries() {
        let entries = [
            Entry(number: 1, suffix: "", irisOrdinal: 0, latitude: 300, longitude: 5),
            Entry(number: 300, suffix: "BIS", irisOrdinal: 200, latitude: 9000, longitude: -5),
        ]
        let bytes = pack(entries, latitude: 0, longitude: 0)
        let firstEnd = pack(Array(entries.prefix(1)), latitude: 0, longitude: 0).count
        for end in 0..<bytes.count {
            let read = unpack(Array(bytes[..<end]), latitude: 0, longitude: 0)
            #expect(read.entries == Array(entries.prefix(end >= firstEnd ? 1 : 0)))
            #expect(read.isCorrupt == (end != 0 && end != firstEnd))
        }
    }

    @Test func survivesAnyBytes() {
        var random = SeededGenerator(seed: 99)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &random)
            let bytes = (0..<count).map { _ in
                Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0xFF
            }
            let read = unpack(bytes, latitude: .max, longitude: .min)
            // An entry has at least five bytes, so the walk must end.
            #expect(read.entries.count <= count / 5)
        }
    }

    @Test(arguments: [(48.86, Int32(4_886_000)), (-21.5, -2_150_000), (1e300, 36_000_000), (.nan, 0)])
    func roundsDegreesAndTakesAnyNumber(degrees: Double, expected: Int32) {
        #expect(HouseNumberCodec.fixed(degrees) == expected)
    }

    /// Walking to a number entry by entry is the slow model.
    @Test(arguments: UInt64(0)..<20) func skipsToWhereAWalkWouldCome(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var buffer = ByteBuffer()
        var encoder = HouseNumberEncoder(latitude: 0, longitude: 0)
        var number: UInt32 = 0
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            number += UInt32.random(in: 0...(Bool.random(using: &random) ? 3 : 40), using: &random)
            let suffix: [UInt8] = Bool.random(using: &random) ? [] : Array("BIS".utf8)
            encoder.append(
                number: number, suffix: suffix.span, irisOrdinal: UInt32.random(in: 0...300, using: &random),
                latitude: Int32.random(in: -9_000_000...9_000_000, using: &random),
                longitude: Int32.random(in: -200...200, using: &random), to: &buffer)
        }
        for wanted in 0...(number + 2) {
            var walked = HouseNumberCursor(latitude: 0, longitude: 0)
            var found = walked.next(in: buffer.bytes)
            while found, walked.number < wanted { found = walked.next(in: buffer.bytes) }
            var skipped = HouseNumberCursor(latitude: 0, longitude: 0)
            skipped.skip(to: wanted, in: buffer.bytes)
            #expect(skipped.next(in: buffer.bytes) == found)
            guard found else { continue }
            #expect(skipped.number == walked.number && skipped.suffix == walked.suffix)
            #expect(skipped.irisOrdinal == walked.irisOrdinal)
        }
    }

    @Test func skippingSurvivesAnyBytes() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var cursor = HouseNumberCursor(latitude: 0, longitude: 0)
            cursor.skip(to: UInt32.random(in: 0...500, using: &random), in: bytes.span)
            while cursor.next(in: bytes.span) {}
        }
    }
}
