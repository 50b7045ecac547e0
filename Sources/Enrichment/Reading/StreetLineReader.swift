import Bytes

/// Reads one street line.
struct StreetLineReader {
    var type = ""
    var name = ""
    var complement = ""

    /// A word, with whether a comma, bracket or spaced hyphen stands before it.
    private struct Token {
        var text: String
        var beginsPart: Bool
    }

    private var tokens: [Token] = []

    init(_ line: String) {
        tokens = Self.tokens(of: line)
        guard let way = mainWay() else {
            name = joined(0..<tokens.count)
            readLooseParts()
            return
        }
        let end = endOfName(way)
        type = way.type
        if way.isBehind {
            name = joined(way.nameStart..<way.typeRange.lowerBound)
            return
        }
        name = joined(way.typeRange.upperBound..<end)
        let before = joined(0..<way.typeRange.lowerBound)
        let after = joined(end..<tokens.count)
        complement = [before, after].filter { !$0.isEmpty }.joined(separator: " ")
    }

    // Words

    private static func tokens(of line: String) -> [Token] {
        var repaired = ByteBuffer(capacity: 128)
        AddressRepair.append(Array(line.utf8).span, to: &repaired)
        var text = FoldedText()
        text.assign(repaired.bytes)
        var tokens: [Token] = []
        for word in text.words {
            let letters = String(text.bytes.extracting(word.range)).lowercased()
            for (position, piece) in apart(letters).enumerated() {
                tokens.append(Token(text: piece, beginsPart: position == 0 && word.beginsSegment && !tokens.isEmpty))
            }
        }
        return tokens
    }

    /// Runs of letters and of digits: `2e` is `2 e`.
    private static func apart(_ word: String) -> [String] {
        var pieces: [String] = []
        var wasDigit: Bool?
        for character in word {
            let isDigit = character.isNumber
            if wasDigit == isDigit {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
            wasDigit = isDigit
        }
        return pieces
    }

    /// Words with titles in full.
    private func joined(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        return range.map { WayTypes.titles[tokens[$0].text] ?? tokens[$0].text }.joined(separator: " ")
    }

    // The way

    private struct Way {
        var type: String
        var typeRange: Range<Int>
        /// `cuvier rue`: the type stands behind the name.
        var isBehind = false
        var nameStart = 0
        var rank: Int
    }

    /// The way that the line is about: of several the one that is most of a street.
    private func mainWay() -> Way? {
        var best: Way?
        var position = 0
        while position < tokens.count {
            if let (type, count) = type(at: position), canBegin(position, count) {
                let way = Way(type: type, typeRange: position..<position + count, rank: WayTypes.rank(type))
                if isBetter(way, than: best) { best = way }
                position += count
            } else {
                position += 1
            }
        }
        return best ?? wayBehind()
    }

    private func isBetter(_ way: Way, than best: Way?) -> Bool {
        guard let best else { return true }
        // `Rue du Chemin Vert` is a street; `Impasse 34 Rue Deslandes` is a part of one, and so is what begins a new part.
        guard way.rank > best.rank || tokens[way.typeRange.lowerBound].beginsPart && way.rank >= best.rank
        else { return way.rank == best.rank && isPartOfWay(best, before: way) }
        return true
    }

    /// `impasse B route de la Boissonnette`: the first way is named by a letter or a number only, or its name is whole and
    /// another of the highest rank follows.
    private func isPartOfWay(_ best: Way, before way: Way) -> Bool {
        let between = best.typeRange.upperBound..<way.typeRange.lowerBound
        return between.count == 1 && (tokens[between.lowerBound].text.count == 1 || isNumber(between.lowerBound))
    }

    private func isNumber(_ position: Int) -> Bool { tokens[position].text.first?.isNumber == true }

    private func type(at position: Int) -> (String, Int)? {
        for count in stride(from: min(4, tokens.count - position), through: 1, by: -1) {
            let words = tokens[position..<position + count].map(\.text).joined(separator: " ")
            if let type = WayTypes.full[words] { return (type, count) }
        }
        return nil
    }

    /// A word is a type at the front, behind a number, at the front of a part, and wherever a street may begin; not behind
    /// an article, and not when nothing follows it.
    private func canBegin(_ position: Int, _ count: Int) -> Bool {
        guard position + count < tokens.count else { return position == 0 && tokens.count == count && count > 1 }
        if position == 0 || tokens[position].beginsPart || isNumber(position - 1) { return true }
        if WayTypes.articles.contains(tokens[position - 1].text) { return false }
        let words = tokens[position].text
        return WayTypes.alwaysTypes.contains(words) || WayTypes.complementTypes.contains(words)
    }

    /// `de la tour route`, `des pins square`.
    private func wayBehind() -> Way? {
        guard tokens.count > 1, let last = tokens.indices.last else { return nil }
        for count in [3, 2, 1] where tokens.count > count {
            let start = last + 1 - count
            let words = tokens[start...].map(\.text).joined(separator: " ")
            guard let type = WayTypes.full[words], type == words, !WayTypes.articles.contains(tokens[start - 1].text)
            else {
                continue
            }
            return Way(type: type, typeRange: start..<last + 1, isBehind: true, rank: 0)
        }
        return nil
    }

    /// Where the name ends: at the next part, or at the first word of a complement.
    private func endOfName(_ way: Way) -> Int {
        var position = way.typeRange.upperBound + 1
        while position < tokens.count {
            if tokens[position].beginsPart { return position }
            let word = tokens[position].text
            let isNamed = !WayTypes.articles.contains(tokens[position - 1].text)
            if isNamed, WayTypes.complementTypes.contains(word), position + 1 < tokens.count { return position }
            if isNamed, WayTypes.roadNumbers.contains(word), position + 1 < tokens.count, isNumber(position + 1) {
                return position
            }
            position += 1
        }
        return tokens.count
    }

    /// A hamlet with something behind a comma.
    private mutating func readLooseParts() {
        guard let part = tokens.indices.first(where: { $0 > 0 && tokens[$0].beginsPart }) else { return }
        name = joined(0..<part)
        complement = joined(part..<tokens.count)
    }
}
