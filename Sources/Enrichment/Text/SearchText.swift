import Bytes

/// Text made ready for searching: capital letters and digits without accents, words with one space before each.
///
///     "Boulangeries (nombre)"  →  " BOULANGERIES NOMBRE"
public struct SearchText: Sendable, Equatable {
    public private(set) var bytes: [UInt8] = []

    public init(_ text: String) {
        let utf8 = Array(text.utf8)
        let span = utf8.span
        var isInWord = false
        var index = 0
        func add(_ letter: UInt8) {
            if !isInWord { bytes.append(ASCII.space) }
            bytes.append(letter)
            isInWord = true
        }
        while index < span.count {
            let byte = span[index]
            if byte < 0x80 {
                index += 1
                let letter = Folding.ascii(byte)
                if letter == 0 { isInWord = false } else { add(letter) }
                continue
            }
            let (scalar, length) = Folding.decode(span, leadAt: index)
            index += length
            switch Folding.fold(scalar) {
            case .letter(let letter): add(letter)
            case .twoLetters(let first, let second):
                add(first)
                add(second)
            case .nothing: break
            case .boundary: isInWord = false
            }
        }
    }

    /// The words, each with the space before it.
    public var words: [ArraySlice<UInt8>] {
        let starts = bytes.indices.filter { bytes[$0] == ASCII.space }
        return zip(starts, starts.dropFirst() + [bytes.count]).map { bytes[$0..<$1] }
    }

    /// Whether a word begins with `word`, which has its space. O(text × word).
    public func contains(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count <= bytes.count else { return false }
        return (0...(bytes.count - word.count)).contains { start in
            bytes[start] == ASCII.space && bytes[start..<start + word.count].elementsEqual(word)
        }
    }
}
