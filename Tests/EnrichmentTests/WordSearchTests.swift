import Bytes
import TestSupport
import Testing

@testable import Enrichment

@Suite struct WordSearchTests {
    @Test func theBoundedDistanceIsThatOfTheFullTable() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<4000 {
            let one = Self.word(&random, letters: 3)
            let other =
                random.next() % 2 == 0
                ? Self.mistyped(one, &random, times: 1 + Int(random.next() % 3)) : Self.word(&random, letters: 3)
            let slow = Self.distance(one, other)
            for limit in 1...3 {
                let fast = EditDistance.bounded(one.span, other.span, limit: limit)
                #expect(
                    fast == min(slow, limit + 1),
                    "\(String(decoding: one, as: UTF8.self)) \(String(decoding: other, as: UTF8.self))")
            }
        }
    }

    @Test func everyWordWithOneErrorIsFoundAsBruteForceFindsIt() {
        var random = SeededGenerator(seed: 11)
        var table = WordTable()
        var words: [[UInt8]] = []
        for _ in 0..<600 {
            let word = Self.word(&random, letters: 5)
            if words.contains(word) { continue }
            _ = table.add(Lexicon.hash(word.span), roles: 0, text: word.span)
            words.append(word)
        }
        table.finish(names: 600)
        for _ in 0..<1500 {
            let written = Self.mistyped(words[Int(random.next() % UInt64(words.count))], &random, times: 1)
            guard WordTable.typoLengths.contains(written.count) else { continue }
            var found: Set<UInt32> = []
            table.forEachNearby(written.span) {
                found.insert($0)
                return true
            }
            for (row, word) in words.enumerated()
            where WordTable.typoLengths.contains(word.count) && Self.distance(written, word) <= 1 {
                #expect(found.contains(UInt32(row)))
            }
        }
    }

    @Test func aNameIsFoundUnderEachOfItsWordsInsideItsScopeOnly() throws {
        let france = try InventedFrance()
        let names = france.index.streets.words
        var random = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let word = UInt32(random.next() % UInt64(names.vocabulary.count))
            let low = Int(random.next() % UInt64(names.count))
            let scope = low..<min(names.count, low + Int(random.next() % 40))
            let expected = scope.filter { name in names.wordRange(name).contains { names.word(at: $0) == word } }
            #expect(names.occurrences(of: word, in: scope).map { names.name(at: $0) } == expected)
        }
    }

    @Test func theNamesThatShareMostAreSelectedFirst() throws {
        let names = try InventedFrance().index.streets.words
        var random = SeededGenerator(seed: 5)
        var shared = SharedWords()
        for _ in 0..<400 {
            shared.removeAll()
            var weights: [UInt32: Float] = [:]
            for _ in 0..<Int(random.next() % 6) {
                let word = UInt32(random.next() % UInt64(names.vocabulary.count))
                let source = WordSource(
                    occurrences: names.occurrences(of: word, in: 0..<names.count),
                    weight: Float(random.next() % 16) / 16)
                shared.add(source, of: names)
                for position in source.occurrences {
                    weights[UInt32(names.name(at: position)), default: 0] += source.weight
                }
            }
            var selected: [UInt32] = []
            shared.selectHeaviest(20, into: &selected)
            #expect(selected.count == min(20, weights.count))
            #expect(Set(selected).count == selected.count)
            let least = selected.map { weights[$0]! }.min() ?? 0
            let left = weights.filter { !selected.contains($0.key) }.map(\.value).max() ?? 0
            #expect(left <= least + 1.0 / 16)
        }
    }

    private static func word(_ random: inout SeededGenerator, letters: UInt64) -> [UInt8] {
        (0..<(1 + random.next() % 9)).map { _ in UInt8(ascii: "A") + UInt8(random.next() % letters) }
    }

    private static func mistyped(_ word: [UInt8], _ random: inout SeededGenerator, times: Int) -> [UInt8] {
        var word = word
        for _ in 0..<times {
            let place = Int(random.next() % UInt64(word.count + 1))
            switch random.next() % 4 {
            case 0: word.insert(UInt8(ascii: "A") + UInt8(random.next() % 5), at: place)
            case 1 where place < word.count && word.count > 1: word.remove(at: place)
            case 2 where place < word.count: word[place] = UInt8(ascii: "A") + UInt8(random.next() % 5)
            case 3 where place + 1 < word.count: word.swapAt(place, place + 1)
            default: break
            }
        }
        return word
    }

    /// The restricted Damerau-Levenshtein distance by its whole table.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: other.count + 1), count: one.count + 1)
        for row in 0...one.count { table[row][0] = row }
        for column in 0...other.count { table[0][column] = column }
        for row in stride(from: 1, through: one.count, by: 1) {
            for column in stride(from: 1, through: other.count, by: 1) {
                var value = min(table[row - 1][column], table[row][column - 1]) + 1
                value = min(value, table[row - 1][column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1))
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    value = min(value, table[row - 2][column - 2] + 1)
                }
                table[row][column] = value
            }
        }
        return table[one.count][other.count]
    }
}
