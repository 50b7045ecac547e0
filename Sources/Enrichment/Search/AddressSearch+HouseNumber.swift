import Bytes

/// The house number of a street that may be meant.
extension AddressSearch {
    /// The number that stands in front of the words of a street, or right behind them.
    func houseNumber(of matched: UInt64, cityWords: UInt64) -> ReadNumber? {
        guard matched != 0 else { return nil }
        let first = matched.trailingZeroBitCount
        let last = 63 - matched.leadingZeroBitCount
        var index = first - 1
        while index >= 0 {
            if canBeHouseNumber(index, cityWords) { return readNumber(at: index, before: first, cityWords) }
            guard mayStandBetween(index, first) else { break }
            index -= 1
        }
        // `Rue Monge n° 14`.
        let isSaid = isNumberSign(last + 1)
        let next = isSaid ? last + 2 : last + 1
        guard next < words.count, canBeHouseNumber(next, cityWords), words[next].digits <= 4 else { return nil }
        guard isSaid || words[next].segment == words[last].segment || isPartOfItsOwn(next) else { return nil }
        return readNumber(at: next, before: words.count, cityWords)
    }

    /// Whether a number, with its suffix, stands by itself: `Foch (Avenue), 12 b, 75016 Paris`.
    private func isPartOfItsOwn(_ word: Int) -> Bool {
        endsPart(word) || isSuffixApart(word + 1) && endsPart(word + 1)
    }

    private func endsPart(_ word: Int) -> Bool {
        let next = word + 1
        return next == words.count || words[next].use != .other || words[next].segment != words[word].segment
    }

    @inline(__always)
    func isNumberSign(_ word: Int) -> Bool {
        word >= 0 && word < words.count && words[word].entry.keyword == .numberSign
    }

    private func canBeHouseNumber(_ word: Int, _ cityWords: UInt64) -> Bool {
        guard words[word].use == .other, words[word].digits > 0, words[word].digits <= 5 else { return false }
        guard cityWords >> UInt64(word) & 1 == 0, !words[word].isInCityField, !countsPart(word) else {
            return false
        }
        // `Paris 4e, rue de Rivoli`.
        if isBehindCity(word, cityWords), isOrdinal(word) { return false }
        return words[word].range.count - Int(words[word].digits) <= 6
    }

    private func isBehindCity(_ word: Int, _ cityWords: UInt64) -> Bool {
        word > 0 && cityWords >> UInt64(word - 1) & 1 != 0 && words[word - 1].segment == words[word].segment
    }

    /// Whether a word may stand between a house number and the first word that was found of the street.
    private func mayStandBetween(_ word: Int, _ first: Int) -> Bool {
        guard words[word].use == .other, !words[word].isInCityField else { return false }
        let sought = words[word].street
        return sought.isLinking || sought.isWayType || words[word].range.count <= 3
            || NumberSuffix(text.bytes.extracting(words[word].range))?.standsAlone == true
            || first - word <= 2
    }

    private func readNumber(at word: Int, before end: Int, _ cityWords: UInt64) -> ReadNumber? {
        var start = word
        // Of a range, `12-14 rue`, `12 à 14 rue` or `12 et 14 rue`, the first number stands for the address; of
        // `Paris 04 12 rue` the second.
        let first = word > 0 && words[word - 1].entry.keyword == .to ? word - 2 : word - 1
        if first >= 0, !isBehindCity(first, cityWords), cityWords >> UInt64(first) & 1 == 0, words[first].digits > 0,
            words[first].use == .other,
            words[first].number < words[word].number,
            words[word].number - words[first].number <= Self.longestRange,
            !countsPart(first), words[first].segment == words[word].segment
        {
            start = first
        }
        let bytes = text.bytes.extracting(words[start].range)
        let attached = bytes.extracting(Int(words[start].digits)..<bytes.count)
        guard let suffix = NumberSuffix(attached), words[start].number >= 0 else { return nil }
        var read = ReadNumber(number: UInt32(words[start].number), suffix: suffix, street: start..<start + 1)
        if suffix.isEmpty, start == word, word + 1 < end, let apart = suffixApart(word + 1) {
            read.suffix = apart
            read.street = start..<start + 2
        }
        return read
    }

    private static let longestRange: Int32 = 60

    private func suffixApart(_ word: Int) -> NumberSuffix? {
        guard words[word].use == .other, words[word].range.count <= 6,
            let suffix = NumberSuffix(text.bytes.extracting(words[word].range))
        else { return nil }
        if suffix.standsAlone { return suffix }
        // `12 à 14 rue` is a range.
        if word + 1 < words.count, words[word + 1].digits > 0 { return nil }
        let isLetter = words[word].range.count == 1 && words[word].digits == 0
        return isLetter && words[word - 1].segment == words[word].segment ? suffix : nil
    }
}
