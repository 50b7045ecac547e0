import Bytes

/// Sets apart what people run together, before an address is folded: `Vosges93290`, `75001Paris`, `RueVernier`,
/// `Accolay/Deux rivières`, `Route de Nice - Hameau du Lac`, `(voie privée)`.
enum AddressRepair {
    /// A postcode is this long.
    private static let postcodeDigits = 5
    /// `McDonald` and `LeBon` are names; longer runs of small letters before a capital are a lost space.
    private static let shortestJoinedWord = 3

    /// Appends `text` to `buffer` with a space or a comma where one was lost. O(n).
    static func append(_ text: Span<UInt8>, to buffer: inout ByteBuffer) {
        var letters = 0
        for index in text.indices {
            let byte = text[index]
            if isBreak(text, index) {
                buffer.append(", ")
                letters = 0
                continue
            }
            if beginsWord(text, index, lettersBefore: letters) { buffer.append(ASCII.space) }
            letters = ASCII.isLetter(byte) || byte >= 0x80 ? letters &+ 1 : 0
            buffer.append(byte)
        }
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
        if ASCII.isLetter(byte), ASCII.isDigit(before) { return digits(text, endingAt: index) == postcodeDigits }
        return false
    }

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
