import Bytes

/// The words of an address and what each run of them was taken for.
struct ReadAddress {
    /// House number, street and complements.
    var street: Range<Int> = 0..<0
    /// City, with or without what follows it.
    var city: Range<Int> = 0..<0
    var postcode: Postcode?
    /// Whether street and city come from one line, so that where one ends was a guess.
    var isGuess = false
}

/// A house number in front of a street's name.
struct ReadNumber {
    var number: UInt32
    var suffix: NumberSuffix
    /// The words after it.
    var street: Range<Int>
}

/// Takes a folded address apart. Pure functions: what a word can mean is the lexicon's, what exists is the index's.
enum AddressReader {
    /// The longest house number that is taken for one; longer runs of digits are postcodes or kilometre marks.
    private static let maximumNumberDigits = 5

    /// The postcode in a text of its own: five digits, or four where a spreadsheet has lost the leading zero.
    static func postcode(_ text: Span<UInt8>) -> Postcode? {
        var value = 0
        var digits = 0
        for index in text.indices {
            let byte = text[index]
            if ASCII.isDigit(byte) {
                value = value &* 10 &+ Int(byte &- ASCII.zero)
                digits &+= 1
                if digits > 5 { return nil }
            } else if byte != ASCII.space {
                return nil
            }
        }
        return digits == 5 || digits == 4 ? Postcode(number: value) : nil
    }

    /// Splits a line at its postcode, which is the last word of five digits: the street is before it, the city after.
    /// Without one all words are the street, and the city has to be found among the last of them.
    static func splitLine(_ text: borrowing FoldedText) -> ReadAddress {
        let count = text.words.count
        var read = ReadAddress(street: 0..<count, city: count..<count, isGuess: true)
        var position = count
        while position > 0 {
            position -= 1
            guard let postcode = fiveDigits(text, position) else { continue }
            read.postcode = postcode
            read.city = (position + 1)..<count
            // `F-75001` and `FR 75001` are how a postcode is written from abroad.
            let country = position > 0 && isCountryPrefix(text, position - 1)
            read.street = 0..<(country ? position - 1 : position)
            break
        }
        return read
    }

    private static func fiveDigits(_ text: borrowing FoldedText, _ word: Int) -> Postcode? {
        guard text.words[word].count == 5 else { return nil }
        return postcode(text.bytes.extracting(text.words[word].range))
    }

    private static func isCountryPrefix(_ text: borrowing FoldedText, _ word: Int) -> Bool {
        let bytes = text.bytes.extracting(text.words[word].range)
        return bytes.elementsEqual("F") || bytes.elementsEqual("FR")
    }

    /// The house number at the front of `words`: `12`, `12BIS`, `12 bis`, `12 B rue`, `12-14 rue`, `n° 12`.
    static func number(_ text: borrowing FoldedText, _ words: Range<Int>, _ lexicon: Lexicon) -> ReadNumber? {
        var position = words.lowerBound
        if position + 1 < words.upperBound, keyword(text, position, lexicon) == .numberSign { position += 1 }
        guard position < words.upperBound, let (number, attached) = leadingNumber(text, position) else { return nil }
        position += 1
        var suffix = attached
        if suffix.isEmpty, let apart = suffixApart(text, position, words, lexicon) {
            suffix = apart
            position += 1
        }
        // Of a range, `12-14 rue`, `12 à 14 rue` or `12 et 14 rue`, the first number stands for the address.
        let second = position < words.upperBound && keyword(text, position, lexicon) == .to ? position + 1 : position
        if second + 1 < words.upperBound, leadingNumber(text, second) != nil,
            lexicon.isWayType(hash: text.hash(second + 1))
        {
            position = second + 1
        }
        return ReadNumber(number: number, suffix: suffix, street: position..<words.upperBound)
    }

    private static func keyword(
        _ text: borrowing FoldedText, _ word: Int, _ lexicon: Lexicon
    ) -> Lexicon.Keyword { lexicon.entry(text.hash(word)).keyword }

    /// Digits with at most four letters on their heels.
    private static func leadingNumber(_ text: borrowing FoldedText, _ word: Int) -> (UInt32, NumberSuffix)? {
        let bytes = text.bytes.extracting(text.words[word].range)
        var value: UInt32 = 0
        var digits = 0
        while digits < bytes.count, ASCII.isDigit(bytes[digits]) {
            guard digits < maximumNumberDigits else { return nil }
            value = value * 10 + UInt32(bytes[digits] - ASCII.zero)
            digits += 1
        }
        guard digits > 0, bytes.count - digits <= 6 else { return nil }
        guard let suffix = NumberSuffix(bytes.extracting(digits..<bytes.count)) else { return nil }
        return (value, suffix)
    }

    /// A suffix in a word of its own: `BIS` always, other short words only in front of a way type, since `12 R HUGO`
    /// is a street and `12 R RUE HUGO` is not.
    private static func suffixApart(
        _ text: borrowing FoldedText, _ word: Int, _ words: Range<Int>, _ lexicon: Lexicon
    ) -> NumberSuffix? {
        guard word + 1 < words.upperBound, text.words[word].count <= 6 else { return nil }
        // The second number of a range is none.
        guard !ASCII.isDigit(text.bytes[Int(text.words[word].start)]),
            let suffix = NumberSuffix(text.bytes.extracting(text.words[word].range))
        else { return nil }
        if suffix.standsAlone { return suffix }
        guard text.words[word].count <= 2, lexicon.isWayType(hash: text.hash(word + 1)) else { return nil }
        return suffix
    }
}
