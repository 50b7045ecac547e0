import Bytes

/// Sets apart what people run together, before an address is folded: `Vosges93290`, `75001Paris`, `RueVernier`,
/// `Accolay/Deux rivières`, `Route de Nice - Hameau du Lac`, `(voie privée)`.
enum AddressRepair {
    /// A postcode is this long.
    private static let postcodeDigits = 5
    /// `McDonald` and `LeBon` are names; longer runs of small letters before a capital are a lost space.
    private static let shortestJoinedWord = 3

    /// Whether something was run together. O(n).
    static func isNeeded(_ text: Span<UInt8>) -> Bool {
        var letters = 0
        var before: UInt8 = ASCII.space
        for index in text.indices {
            let byte = text[index]
            if byte &- 0x61 < 26 || byte >= 0x80 {
                if ASCII.isDigit(before), isBehindNumber(text, index) { return true }
                letters &+= 1
            } else if byte == ASCII.space {
                letters = 0
            } else {
                if isBreak(text, index) || beginsWord(text, index, lettersBefore: letters) { return true }
                letters = ASCII.isLetter(byte) ? letters &+ 1 : 0
            }
            before = byte
        }
        return false
    }

    /// Appends `text` to `buffer` with a space or a comma where one was lost. O(n); what needs no repair is copied in one go.
    static func append(_ text: Span<UInt8>, to buffer: inout ByteBuffer) {
        var copied = 0
        var letters = 0
        var before: UInt8 = ASCII.space
        for index in text.indices {
            let byte = text[index]
            if byte &- 0x61 < 26 || byte >= 0x80 {
                if ASCII.isDigit(before), isBehindNumber(text, index) {
                    insert(" ", before: index, of: text, &copied, into: &buffer)
                }
                letters &+= 1
            } else if byte == ASCII.space {
                letters = 0
            } else if isBreak(text, index) {
                insert(", ", before: index, of: text, &copied, into: &buffer)
                copied &+= 1
                letters = 0
            } else {
                if beginsWord(text, index, lettersBefore: letters) {
                    insert(" ", before: index, of: text, &copied, into: &buffer)
                }
                letters = ASCII.isLetter(byte) ? letters &+ 1 : 0
            }
            before = byte
        }
        buffer.append(text.extracting(copied..<text.count))
    }

    private static func insert(
        _ sign: StaticString, before index: Int, of text: Span<UInt8>, _ copied: inout Int,
        into buffer: inout ByteBuffer
    ) {
        buffer.append(text.extracting(copied..<index))
        buffer.append(sign)
        copied = index
    }

    /// Brackets, and hyphens and strokes between whole words, part an address as a comma does.
    private static func isBreak(_ text: Span<UInt8>, _ index: Int) -> Bool {
        switch text[index] {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"): return true
        case ASCII.hyphen:
            return isSpace(text, index - 1) && isSpace(text, index + 1)
        case ASCII.slash:
            // `s/ Saône`, `s/s Écouves` and `12/14` are not two parts.
            return runOfLetters(text, endingAt: index) >= 3 || (isSpace(text, index - 1) && isSpace(text, index + 1))
        default: return false
        }
    }

    private static func isSpace(_ text: Span<UInt8>, _ index: Int) -> Bool {
        index >= 0 && index < text.count && text[index] == ASCII.space
    }

    private static func runOfLetters(_ text: Span<UInt8>, endingAt end: Int) -> Int {
        var index = end
        while index > 0, ASCII.isLetter(text[index - 1]) || text[index - 1] >= 0x80 { index -= 1 }
        return end - index
    }

    private static func beginsWord(_ text: Span<UInt8>, _ index: Int, lettersBefore: Int) -> Bool {
        guard index > 0 else { return false }
        let byte = text[index]
        let before = text[index - 1]
        let isCapital = byte &- 0x41 < 26
        if isCapital, before &- 0x61 < 26 {
            return lettersBefore >= shortestJoinedWord && index + 1 < text.count && text[index + 1] &- 0x41 >= 26
        }
        if ASCII.isDigit(byte), ASCII.isLetter(before) || before >= 0x80 {
            return lettersBefore >= shortestJoinedWord && digits(text, from: index) == postcodeDigits
        }
        return ASCII.isDigit(before) && isBehindNumber(text, index)
    }

    /// Whether the letters from `index` on are a word of their own behind a postcode or the number of a house: `12Rue`, not
    /// `12bis` and `5eme`.
    private static func isBehindNumber(_ text: Span<UInt8>, _ index: Int) -> Bool {
        guard ASCII.isLetter(text[index]) else { return false }
        if digits(text, endingAt: index) == postcodeDigits { return true }
        var end = index
        while end < text.count, ASCII.isLetter(text[end]) || text[end] >= 0x80 { end += 1 }
        guard end - index >= 3 else { return false }
        let word = text.extracting(index..<end)
        return !suffixes.contains { word.equalsIgnoringCase($0) }
    }

    /// What is written on the heels of a number.
    private static let suffixes: [StaticString] = [
        "bis", "ter", "quater", "quinquies", "sexies", "eme", "ieme", "ere", "nde", "emes",
    ]

    private static func digits(_ text: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < text.count, ASCII.isDigit(text[end]) { end += 1 }
        return end - start
    }

    private static func digits(_ text: Span<UInt8>, endingAt end: Int) -> Int {
        var start = end
        while start > 0, ASCII.isDigit(text[start - 1]) { start -= 1 }
        return end - start
    }
}
