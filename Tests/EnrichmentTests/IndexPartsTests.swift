import Bytes
import TestSupport
import Testing

@testable import Enrichment

@Suite struct IndexPartsTests {
    /// A dictionary of lists is the slow obvious model.
    @Test(arguments: [0, 1, 2, 17, 1000, 5000]) func aHashDirectoryGivesWhatADictionaryWould(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count) + 1)
        var entries: [(hash: UInt64, value: UInt32)] = []
        var model: [UInt64: [UInt32]] = [:]
        for value in 0..<UInt32(count) {
            // Few distinct hashes in some runs, so that values share them.
            let hash = count == 1000 ? generator.next() % 50 &* 0x9E37_79B9_7F4A_7C15 : generator.next()
            entries.append((hash, value))
            model[hash, default: []].append(value)
        }
        let directory = HashDirectory(entries)
        for (hash, values) in model {
            var found: [UInt32] = []
            directory.forEach(hash) {
                found.append(UInt32($0))
                return true
            }
            #expect(found == values)
            #expect(directory.first(hash) == Int(values[0]))
        }
        for _ in 0..<100 {
            let hash = generator.next()
            #expect(directory.first(hash) == model[hash].map { Int($0[0]) })
        }
    }

    @Test func aPackedCodeSortsAndReadsBackAsItsText() throws {
        let codes = ["010010000", "2A0040101", "2B0330102", "693820101", "974110101"]
        var last: PackedCode?
        for code in codes {
            let packed = try #require(pack(code))
            if let last { #expect(last < packed) }
            last = packed
            var buffer = ByteBuffer()
            packed.append(length: 9, to: &buffer)
            #expect(String(buffer.bytes) == code)
        }
        for text in ["", "12-4", "1234567890123"] { #expect(pack(text) == nil) }
    }

    @Test(arguments: [0, 1, 2, 3, 50, 1000]) func aRowIsTheSameWhereverItIsLookedForFrom(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count) + 9)
        let codes = Set((0..<count).map { _ in generator.next() % 3000 }).sorted().map(PackedCode.init(number:))
        for _ in 0..<2000 {
            let code = PackedCode(number: generator.next() % 3000)
            let hint = Int(generator.next() % UInt64(count + 2))
            #expect(codes.row(of: code, near: hint) == codes.firstIndex(of: code))
        }
    }

    private func pack(_ text: String) -> PackedCode? { PackedCode(Array(text.utf8).span) }

    @Test func aMixIsSortedAndItsSharesAddUpToOne() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            var mix = PersonaMix()
            var model: [Int: Float] = [:]
            for _ in 0..<Int(generator.next() % 40 + 1) {
                let persona = Int(generator.next() % 34)
                let weight = Float(generator.next() % 100)
                mix.add(PersonaIndex(persona), weight: weight)
                if weight > 0 { model[persona, default: 0] += weight }
            }
            mix.sort()
            let total = model.values.reduce(0, +)
            let expected = model.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            #expect(mix.count == expected.count)
            for (position, entry) in expected.enumerated() {
                #expect(mix[position].persona.row == entry.key)
                #expect(abs(mix[position].share - entry.value / total) < 1e-5)
            }
        }
    }

    @Test func aReferenceThatContradictsItselfIsRefusedByName() {
        #expect(throws: ReferenceError.unknownCode(kind: "profile", code: "A", at: "persona A1")) {
            try Self.addStrayPersona()
        }
        #expect(throws: ReferenceError.noIris) { try Self.buildNothing() }
    }

    private static func addStrayPersona() throws {
        var builder = ReferenceIndexBuilder(dataset: "x")
        try builder.addPersona(
            code: TinyFrance.b("A1").span, profile: TinyFrance.b("A").span, name: TinyFrance.b("n").span)
    }

    private static func buildNothing() throws {
        var builder = ReferenceIndexBuilder(dataset: "x")
        try builder.buildAreas()
    }
}
