import Bytes
import Foundation
import TestSupport
import Testing

@testable import Enrichment

@Suite struct FoldingTests {
    @Test(arguments: [
        ("Rue de l’Église", "RUE DE L EGLISE"), ("Cœur-de-l'Île", "COEUR DE L ILE"), ("n° 12", "N 12"),
        ("  12,bis\tAvenue  ", "12 BIS AVENUE"), ("straße", "STRASSE"), ("E\u{301}glise", "EGLISE"), ("", ""),
        ("--", ""), ("日本", ""), ("L\u{2019}Haÿ-les-Roses", "L HAY LES ROSES"), ("A\u{AD}B", "AB"),
    ]) func folds(_ text: String, _ expected: String) {
        var folded = FoldedText()
        folded.assign(Array(text.utf8).span)
        #expect(String(folded.bytes) == expected)
        #expect(folded.words.count == expected.split(separator: " ").count)
    }

    /// Foundation's own decomposition is the slow model for every letter of the two blocks that French needs.
    @Test func everyLatinLetterFoldsToItsBaseLetters() {
        for value in 0xC0...0x17F {
            let scalar = Unicode.Scalar(UInt32(value))!
            let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first!
            guard base.isASCII, base.properties.isAlphabetic else { continue }
            var folded = FoldedText()
            folded.assign(Array(String(scalar).utf8).span)
            #expect(String(folded.bytes) == String(base).uppercased(), "U+\(String(value, radix: 16))")
        }
    }

    @Test func anyBytesFoldWithoutATrap() {
        var generator = SeededGenerator(seed: 7)
        var folded = FoldedText()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            folded.assign(bytes.span)
            for index in folded.bytes.indices {
                let byte = folded.bytes[index]
                #expect(byte == ASCII.space || ASCII.isDigit(byte) || (65...90).contains(byte))
            }
        }
    }

    @Test(arguments: [
        ("av. du Gal de Gaulle", "AVENUE GENERAL GAULLE"), ("bd St-Michel", "Boulevard Saint Michel"),
        ("R. DE LA MAIRIE", "rue mairie"), ("Grand'Rue", "Grande Rue"), ("che des Prés", "Chemin des pres"),
    ]) func spellingsOfAStreetHaveOneLooseKey(_ one: String, _ other: String) {
        #expect(streetKey(one).loose == streetKey(other).loose)
    }

    @Test(arguments: [
        ("PARIS 05", "Paris 5e Arrondissement"), ("LYON 3EME", "lyon 3"), ("St Étienne cedex 2", "SAINT-ETIENNE"),
        ("Châlons s/ Marne", "CHALONS SUR MARNE"), ("L ABERGEMENT", "Abergement"),
    ]) func spellingsOfAPlaceHaveOneLooseKey(_ one: String, _ other: String) {
        #expect(placeKey(one).loose == placeKey(other).loose)
    }

    @Test(arguments: [("Rue du Moulin", "Rue des Moulins"), ("Rue A", "Rue B"), ("Rue Hugo", "Avenue Hugo")])
    func differentStreetsHaveDifferentKeys(_ one: String, _ other: String) {
        #expect(streetKey(one).loose != streetKey(other).loose)
        #expect(streetKey(one).exact != streetKey(other).exact)
    }

    private func streetKey(_ text: String) -> NameKey {
        var folded = FoldedText()
        folded.assign(Array(text.utf8).span)
        return folded.streetKey(0..<folded.words.count, .standard)
    }

    private func placeKey(_ text: String) -> NameKey {
        var folded = FoldedText()
        folded.assign(Array(text.utf8).span)
        return folded.placeKey(0..<folded.words.count, .standard)
    }
}
