import Enrichment
import Testing

@Suite struct PackedFiguresTests {
    /// Figures of some number of decimals, some of them missing, in a range that asks for each width.
    private func figures(_ count: Int, decimals: Int, range: ClosedRange<Int>, _ seed: UInt64) -> [Float] {
        var state = seed
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let random = Int(state >> 33)
            if random % 11 == 0 { return .nan }
            return Float(Double(range.lowerBound + random % range.count) / scale)
        }
    }

    @Test(arguments: [
        (0, 0...253, 1), (0, -100...150, 1), (2, 0...254, 1), (3, 0...1000, 2), (1, -30_000...30_000, 2),
        (0, 0...65_535, 4), (2, -8_000_000...8_000_000, 4),
    ])
    func whatIsPackedComesBackExactly(decimals: Int, range: ClosedRange<Int>, width: Int) throws {
        let values =
            figures(5000, decimals: decimals, range: range, 7) + [
                Float(Double(range.lowerBound) / pow10(decimals)), Float(Double(range.upperBound) / pow10(decimals)),
            ]
        let packed = PackedFigures(values, decimals: decimals)
        #expect(packed.width == width)
        #expect(packed.count == values.count)
        let read = PackedFigures(
            base: Int(packed.base), width: packed.width, decimals: decimals, bytes: packed.bytes.span,
            count: values.count)
        let again = try #require(read)
        #expect(again == packed)
        for (index, value) in values.enumerated() {
            // The obvious model: the decimal that the float stands for.
            let expected = (Double(value) * pow10(decimals)).rounded() / pow10(decimals)
            #expect(value.isNaN ? again[index].isNaN : again[index] == expected)
        }
    }

    @Test func nothingKnownTakesOneByteEach() {
        let packed = PackedFigures([.nan, .nan], decimals: 3)
        #expect(packed.bytes.count == 2)
        #expect(packed[0].isNaN && packed[1].isNaN)
    }

    @Test(arguments: [(1, 3), (3, 4), (2, 5)])
    func bytesThatCannotBeThoseFiguresAreRefused(width: Int, bytes: Int) {
        let bytes = [UInt8](repeating: 0, count: bytes)
        #expect(PackedFigures(base: 0, width: width, decimals: 0, bytes: bytes.span, count: 2) == nil)
    }

    private func pow10(_ decimals: Int) -> Double { (0..<decimals).reduce(1) { scale, _ in scale * 10 } }
}

@Suite struct SearchTextTests {
    @Test(arguments: [
        ("Boulangeries (nombre)", "boul", true), ("Écoles d'ingénieurs", "INGENIEURS ecole", true),
        ("no_car_share", "car", true), ("Cœurs de ville", "coeurs", true), ("Boulangeries", "langer", false),
        ("Boulangeries", "boulangeries x", false), ("anything", "", true), ("", "x", false),
    ])
    func wordsAreFoundByTheirBeginnings(text: String, query: String, isFound: Bool) {
        let text = SearchText(text)
        #expect(SearchText(query).words.allSatisfy { text.contains($0) } == isFound)
    }
}
