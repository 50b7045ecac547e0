import Bytes

/// The numbers of arrondissements and storeys: `5`, `05`, `5E`, `5EME`, `1ER`, `2ND`, `V`, `XIIE`, `VIEME`.
enum OrdinalNumber {
    /// 1–99 in digits, 1–39 in Roman ones, and whether the word ends as an ordinal does; nil for any other word. O(length).
    @inline(__always)
    static func read(_ word: Span<UInt8>) -> (value: Int, hasEnding: Bool)? {
        guard !word.isEmpty, begins(word[0]) else { return nil }
        return readWhole(word)
    }

    private static func begins(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || byte == UInt8(ascii: "I") || byte == UInt8(ascii: "V") || byte == UInt8(ascii: "X")
    }

    private static func readWhole(_ word: Span<UInt8>) -> (value: Int, hasEnding: Bool)? {
        if let (value, length) = digits(word) {
            let rest = word.extracting(length..<word.count)
            return rest.isEmpty || isEnding(rest) ? (value, !rest.isEmpty) : nil
        }
        guard let (value, length) = roman(word) else { return nil }
        let rest = word.extracting(length..<word.count)
        return rest.isEmpty || isEnding(ofRoman: value, rest) ? (value, !rest.isEmpty) : nil
    }

    private static func isEnding(_ rest: Span<UInt8>) -> Bool {
        switch rest.count {
        case 1: rest[0] == UInt8(ascii: "E")
        case 2:
            rest.elementsEqual("ER") || rest.elementsEqual("EM") || rest.elementsEqual("ME")
                || rest.elementsEqual("ND") || rest.elementsEqual("RE")
        case 3: rest.elementsEqual("EME") || rest.elementsEqual("ERE") || rest.elementsEqual("NDE")
        default: rest.elementsEqual("IEME")
        }
    }

    /// Fewer than digits have: `VER` is no fifth.
    private static func isEnding(ofRoman value: Int, _ rest: Span<UInt8>) -> Bool {
        if value == 1 { return rest.elementsEqual("ER") || rest.elementsEqual("ERE") }
        return rest.elementsEqual("E") || rest.elementsEqual("EME")
    }

    private static func digits(_ word: Span<UInt8>) -> (value: Int, length: Int)? {
        var value = 0
        var length = 0
        while length < word.count, ASCII.isDigit(word[length]) {
            guard length < 2 else { return nil }
            value = value * 10 + Int(word[length] - ASCII.zero)
            length += 1
        }
        return value > 0 ? (value, length) : nil
    }

    /// Tens, then `IX`, `IV`, or a five and up to three ones.
    private static func roman(_ word: Span<UInt8>) -> (value: Int, length: Int)? {
        let (one, five, ten) = (UInt8(ascii: "I"), UInt8(ascii: "V"), UInt8(ascii: "X"))
        var value = 0
        var length = 0
        func count(_ digit: UInt8) -> Int {
            var count = 0
            while count < 3, length + count < word.count, word[length + count] == digit { count += 1 }
            return count
        }
        let tens = count(ten)
        length += tens
        value += 10 * tens
        if length + 1 < word.count, word[length] == one, word[length + 1] == ten || word[length + 1] == five {
            value += word[length + 1] == ten ? 9 : 4
            length += 2
        } else {
            if length < word.count, word[length] == five {
                value += 5
                length += 1
            }
            let ones = count(one)
            value += ones
            length += ones
        }
        return value > 0 ? (value, length) : nil
    }
}
