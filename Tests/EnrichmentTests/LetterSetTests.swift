import Bytes
import TestSupport
import Testing

@testable import Enrichment

@Suite struct LetterSetTests {
    /// The set is a filter: it may let words pass that are not alike, and must never keep out words that are.
    @Test func wordsWithinSoManyErrorsHaveSetsThatAreNear() {
        var random = SeededGenerator(seed: 5)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        for _ in 0..<5000 {
            let word = (0..<(1 + Int(random.next() % 12))).map { _ in letters[Int(random.next() % 36)] }
            let errors = 1 + Int(random.next() % 3)
            var other = word
            for _ in 0..<errors { Self.mistype(&other, letters, &random) }
            let (one, two) = (LetterSet(word.span), LetterSet(other.span))
            #expect(one.isWithin(errors: errors, of: two))
            let shortened = Array(word.prefix(1 + Int(random.next() % 12)))
            #expect(LetterSet(shortened.span).isSubset(of: one))
        }
    }

    private static func mistype(_ word: inout [UInt8], _ letters: [UInt8], _ random: inout SeededGenerator) {
        let letter = letters[Int(random.next() % UInt64(letters.count))]
        let place = word.isEmpty ? 0 : Int(random.next() % UInt64(word.count))
        switch random.next() % 4 {
        case 0: word.insert(letter, at: place)
        case 1 where !word.isEmpty: word.remove(at: place)
        case 2 where !word.isEmpty: word[place] = letter
        case 3 where place + 1 < word.count: word.swapAt(place, place + 1)
        default: break
        }
    }

    @Test func unlikeWordsAreToldApart() {
        let (gambetta, moliere) = (LetterSet(Array("GAMBETTA".utf8).span), LetterSet(Array("MOLIERE".utf8).span))
        #expect(!gambetta.isWithin(errors: 2, of: moliere))
        #expect(!gambetta.isSubset(of: moliere))
    }
}
