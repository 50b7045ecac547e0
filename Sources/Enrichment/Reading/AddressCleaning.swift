import Bytes

/// The text of an address without what only the sorting of mail needs.
///
/// BP, CS, TSA and CEDEX with their numbers are dropped (AFNOR NF Z10-011, lines 5 and 6); of the postcode of a CEDEX, which
/// belongs to a sorting office, only the département stays. Everything else keeps its spelling. Allocates.
public enum AddressCleaning {
    /// `2 allée Jules Guesde 31068 TOULOUSE CEDEX 7` → `2 allée Jules Guesde 31 TOULOUSE`.
    public static func cleaned(_ text: String) -> String {
        var repaired = ByteBuffer(capacity: 128)
        appendWithPostcodeApart(Array(text.utf8).span, to: &repaired)
        var words = String(repaired.bytes).split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        let hasCedex = words.contains { isCedex($0) }
        dropDelivery(&words)
        dropHamletWords(&words)
        for position in words.indices {
            if hasCedex, isPostcode(words[position]) { words[position] = String(words[position].prefix(2)) }
            if let full = under(words[position]) { words[position] = full }
        }
        return words.joined(separator: " ")
    }

    /// From the house number, else from the way type on: `Centre social 3 rue du Laurier 73000 CHAMBERY` → `3 rue …`. The text
    /// itself when it has neither.
    public static func addressPart(of text: String) -> String {
        let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        guard let way = words.indices.first(where: { isWay(words[$0]) }) else { return text }
        guard way > 0 else { return text }
        for back in 1...min(2, way) where isHouseNumber(words[way - back]) {
            return words[(way - back)...].joined(separator: " ")
        }
        return words[way...].joined(separator: " ")
    }

    /// `60bis` → `60b`, `60quater` → `60q`; a text that is no house number stays.
    public static func foldedOrdinal(_ text: String) -> String {
        let digits = text.prefix { $0.isNumber }
        guard !digits.isEmpty else { return text }
        let rest = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        guard let letter = ordinals[rest] else { return text }
        return digits + letter
    }

    /// `00009` → `9`.
    public static func withoutLeadingZeros(_ text: String) -> String {
        let rest = text.drop { $0 == "0" }
        return rest.isEmpty && !text.isEmpty ? "0" : String(rest)
    }

    /// The house number at the front of a street line: `3bis r du 8 mai troyes` → `3 bis`. Nil when there is none.
    public static func houseNumber(in text: String) -> String? {
        var folded = FoldedText()
        folded.assign(Array(text.utf8).span)
        guard let read = AddressReader.number(folded, 0..<folded.words.count, Lexicon.standard) else { return nil }
        var buffer = ByteBuffer(capacity: 16)
        buffer.append(decimal: Int(read.number))
        if !read.suffix.isEmpty {
            buffer.append(ASCII.space)
            read.suffix.append(to: &buffer)
        }
        return String(buffer.bytes)
    }

    private static let ordinals = [
        "bis": "b", "ter": "t", "quater": "q", "quinquies": "c", "b": "b", "t": "t", "q": "q",
    ]

    /// `Vosges93290` → `Vosges 93290`.
    private static func appendWithPostcodeApart(_ text: Span<UInt8>, to buffer: inout ByteBuffer) {
        for index in text.indices {
            if index > 0, ASCII.isDigit(text[index]), ASCII.isLetter(text[index - 1]) {
                var end = index
                while end < text.count, ASCII.isDigit(text[end]) { end += 1 }
                if end - index == 5 { buffer.append(ASCII.space) }
            }
            buffer.append(text[index])
        }
    }

    private static func bare(_ word: String) -> String {
        var letters = ""
        for character in word.lowercased() where character.isLetter || character.isNumber { letters.append(character) }
        return letters
    }

    private static func isCedex(_ word: String) -> Bool { bare(word) == "cedex" || bare(word) == "cédex" }

    private static func isPostcode(_ word: String) -> Bool {
        word.utf8.count == 5 && word.utf8.allSatisfy(ASCII.isDigit)
    }

    private static func isNumber(_ word: String) -> Bool {
        let letters = bare(word)
        return !letters.isEmpty && letters.utf8.allSatisfy(ASCII.isDigit)
    }

    private static let deliveries: Set<String> = ["bp", "cs", "tsa"]

    private static func dropDelivery(_ words: inout [String]) {
        var kept: [String] = []
        var position = 0
        while position < words.count {
            let word = bare(words[position])
            if isCedex(words[position]) {
                position += 1
                if position < words.count, isNumber(words[position]), bare(words[position]).count <= 2 { position += 1 }
            } else if deliveries.contains(word), let end = endOfNumber(words, position + 1) {
                position = end
            } else if deliveries.contains(where: { word.hasPrefix($0) && isNumber(String(word.dropFirst($0.count))) }) {
                position += 1
            } else {
                kept.append(words[position])
                position += 1
            }
        }
        words = kept
    }

    /// Behind `7015`, `N 7015`, `n° 7015`.
    private static func endOfNumber(_ words: [String], _ start: Int) -> Int? {
        var position = start
        if position < words.count, ["n", "no", "n°", "numero"].contains(words[position].lowercased()) { position += 1 }
        guard position < words.count, isNumber(words[position]) else { return nil }
        return position + 1
    }

    private static func dropHamletWords(_ words: inout [String]) {
        guard let first = words.first.map({ bare($0) }) else { return }
        if first.hasPrefix("lieudit") || first.hasPrefix("lieuxdits") {
            words.removeFirst()
        } else if first == "lieu" || first == "lieux", words.count > 1, ["dit", "dits"].contains(bare(words[1])) {
            words.removeFirst(2)
        }
    }

    /// `s/s` is *sous*, `s/` is *sur*.
    private static func under(_ word: String) -> String? {
        switch word.lowercased() {
        case "s/s": "sous"
        case "s/": "sur"
        default: nil
        }
    }

    private static func isWay(_ word: String) -> Bool {
        var folded = FoldedText()
        folded.assign(Array(word.utf8).span)
        guard folded.words.count == 1 else { return false }
        return ways.contains(String(folded.bytes).lowercased())
    }

    private static let ways: Set<String> = [
        "rue", "avenue", "av", "boulevard", "bd", "place", "allee", "impasse", "chemin", "route", "quai", "square",
        "cours",
        "chaussee", "passage", "ruelle", "sentier", "esplanade", "promenade", "faubourg", "montee", "traverse", "mail",
    ]

    private static func isHouseNumber(_ word: String) -> Bool {
        guard let first = word.first, first.isNumber else { return false }
        let letters = bare(word).drop { $0.isNumber }
        return letters.count <= 6 && !isPostcode(word)
    }
}
