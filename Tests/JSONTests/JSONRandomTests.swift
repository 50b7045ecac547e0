import Bytes
import JSON
import TestSupport
import Testing

/// Random input with a fixed seed, against slow models.
@Suite struct JSONRandomTests {
    @Test func readsWhatWasMeantAndWhatFoundationReads() throws {
        for seed in 0..<1500 as Range<UInt64> {
            var random = RandomJSON(seed: seed)
            let meant = random.makeValue()
            #expect(try JSONModel(reading: random.text) == meant, "seed \(seed)")
            if !hasRepeatedKeys(random.text) {
                #expect(try JSONModel(foundation: random.text) == meant, "seed \(seed)")
            }
        }
    }

    @Test func readsBackWhatTheWriterWrites() throws {
        for seed in 5000..<6000 as Range<UInt64> {
            var random = RandomJSON(seed: seed)
            let meant = random.makeValue()
            var writer = JSONWriter()
            writer.write(meant)
            let written = writer.bytes.withUnsafeBufferPointer { Array($0) }
            #expect(try JSONModel(reading: written) == meant, "seed \(seed)")
        }
    }

    @Test func everyTruncationOfARandomObjectIsAnError() {
        for seed in 0..<200 as Range<UInt64> {
            var random = RandomJSON(seed: seed)
            guard case .object = random.makeValue() else { continue }
            let end = random.text.lastIndex(of: 0x7D)!
            for cut in 0...end where (try? JSONModel(reading: Array(random.text[..<cut]))) != nil {
                Issue.record("seed \(seed) cut at \(cut) was accepted")
            }
        }
    }

    /// One to three bytes changed: the reader never traps, and what it still accepts Foundation accepts too, as the same.
    @Test func acceptsNoBrokenTextThatFoundationRefuses() {
        var generator = SeededGenerator(seed: 7)
        var accepted = 0
        for seed in 0..<4000 as Range<UInt64> {
            var random = RandomJSON(seed: seed)
            _ = random.makeValue()
            var text = random.text
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !text.isEmpty {
                text[Int.random(in: 0..<text.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let value = try? JSONModel(reading: text), !hasRepeatedKeys(text), !hasHugeNumber(value) else {
                continue
            }
            accepted += 1
            #expect((try? JSONModel(foundation: text)) == value, "seed \(seed)")
        }
        #expect(accepted > 100)
    }

    @Test func randomBytesNeverTrap() {
        var generator = SeededGenerator(seed: 11)
        let alphabet =
            Array(#"{}[]",:\u0123456789abcdeftrunlsE+-. "#.utf8) + [0x00, 0x1F, 0x80, 0xC3, 0xA9, 0xED, 0xF0, 0xFF]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator)!
            }
            do throws(JSONError) {
                _ = try JSONModel(reading: text)
            } catch {
                #expect((0...text.count).contains(error.offset))
                _ = JSONPointer.locate(offset: error.offset, in: text.span)
                _ = JSONPosition(offset: error.offset, in: text.span)
            }
        }
    }

    /// Foundation keeps the first of two members of one name, so such texts are compared with what was meant only.
    private func hasRepeatedKeys(_ text: [UInt8]) -> Bool {
        var reader = JSONReader(text.span)
        var seen: [Set<String>] = []
        while let token = try? reader.next(), token != .end {
            switch token {
            case .beginObject: seen.append([])
            case .endObject: seen.removeLast()
            case .key(let key): if !seen[seen.count - 1].insert(reader.string(key)).inserted { return true }
            default: break
            }
        }
        return false
    }

    private func hasHugeNumber(_ value: JSONModel) -> Bool {
        switch value {
        case .number(let number): number.isInfinite
        case .array(let elements): elements.contains { hasHugeNumber($0) }
        case .object(let members): members.values.contains { hasHugeNumber($0) }
        default: false
        }
    }
}
