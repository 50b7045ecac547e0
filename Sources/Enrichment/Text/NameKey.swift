import Bytes

/// What a name is looked up by: one hash of its words in full, and one without the words that people leave out.
///
/// `12 av. du Gal de Gaulle` and `AVENUE GENERAL GAULLE` have the same `loose` key; only spellings that differ in
/// nothing but case, accents, punctuation and abbreviations have the same `exact` one.
public struct NameKey: Equatable, Sendable {
    public var exact: UInt64
    public var loose: UInt64

    /// The key of a name inside one commune, or with one postcode, so that one table serves all of them.
    func within(_ scope: UInt32) -> NameKey {
        NameKey(exact: NameKey.scoped(exact, scope), loose: NameKey.scoped(loose, scope))
    }

    static func scoped(_ key: UInt64, _ scope: UInt32) -> UInt64 {
        var hash = Hash64(seed: key)
        hash.combine(UInt64(scope) &+ 1)
        return hash.finalize()
    }
}

extension FoldedText {
    /// The key of some of the words as the name of a street. O(bytes).
    func streetKey(_ range: Range<Int>, _ lexicon: Lexicon) -> NameKey {
        var exact = Hash64()
        var loose = Hash64(seed: 1)
        var kept = 0
        for index in range {
            let isFirst = index == range.lowerBound && range.count > 1
            let meaning = lexicon.meaning(ofHash: hash(index), at: isFirst ? .firstOfStreet : .withinStreet)
            exact.combine(meaning.hash)
            if !meaning.isLinking {
                loose.combine(meaning.hash)
                // `Rue A` without its letter would be any street.
                if !isFirst { kept &+= 1 }
            }
        }
        return NameKey(exact: exact.finalize(), loose: kept > 0 ? loose.finalize() : exact.finalize())
    }

    /// The key of some of the words as the name of a commune or another place: `CEDEX` and what follows it dropped, as
    /// are the words for *arrondissement*; `5E`, `05`, `5EME` and `V` are all 5. O(bytes).
    func placeKey(_ range: Range<Int>, _ lexicon: Lexicon) -> NameKey {
        var exact = Hash64()
        var loose = Hash64(seed: 1)
        var kept = 0
        for index in range {
            let entry = lexicon.entry(hash(index))
            if index > range.lowerBound {
                if entry.keyword == .cedex { break }
                if entry.keyword == .arrondissement { continue }
                if let number = Self.ordinal(bytes.extracting(words[index].range)) {
                    exact.combine(number)
                    loose.combine(number)
                    continue
                }
            }
            let meaning = lexicon.meaning(of: entry, hash(index), at: .withinPlace)
            exact.combine(meaning.hash)
            if !meaning.isLinking {
                loose.combine(meaning.hash)
                kept &+= 1
            }
        }
        return NameKey(exact: exact.finalize(), loose: kept > 0 ? loose.finalize() : exact.finalize())
    }

    func hash(_ index: Int) -> UInt64 { words[index].hash }

    private static func ordinal(_ word: Span<UInt8>) -> UInt64? {
        OrdinalNumber.read(word).map { UInt64($0.value) }
    }
}
