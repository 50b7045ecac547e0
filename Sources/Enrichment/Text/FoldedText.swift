import Bytes

/// A text as words of `A`–`Z` and `0`–`9`: accents dropped, letters capital, anything else a boundary between words.
///
/// `Cœur-de-l’Île` becomes `COEUR DE L ILE`. The same folding is done to the names of the reference when they are
/// loaded and to what a caller writes, so that two spellings meet without either being right. A value is meant to be
/// kept and refilled: after the first few texts it allocates nothing.
public struct FoldedText: ~Copyable {
    /// One word, as offsets into `bytes`.
    public struct Word: Equatable, Sendable {
        public var start: Int32
        public var end: Int32
        /// Whether a comma, semicolon or line break stood somewhere between this word and the one before.
        public var beginsSegment: Bool

        @inlinable public var range: Range<Int> { Int(start)..<Int(end) }
        @inlinable public var count: Int { Int(end &- start) }
    }

    /// The words, one space between two.
    public private(set) var buffer: ByteBuffer
    public private(set) var words: [Word] = []

    public init() { buffer = ByteBuffer(capacity: 256) }

    public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { buffer.bytes }
    }

    /// Replaces what is held by the folded form of `text`, which should be UTF-8; bytes that are not are boundaries. O(n).
    public mutating func assign(_ text: Span<UInt8>) {
        buffer.removeAll()
        words.removeAll(keepingCapacity: true)
        append(text)
    }

    /// Adds the words of another text, which begin a new segment. O(n).
    public mutating func append(_ text: Span<UInt8>) {
        var wordStart = -1
        var segmentBegins = true
        var index = 0
        let count = text.count
        buffer.reserve(count &+ 2)
        while index < count {
            let byte = text[index]
            index &+= 1
            if byte < 0x80 {
                let folded = Folding.ascii(byte)
                if folded != 0 {
                    put(folded, &wordStart)
                } else {
                    endWord(&wordStart, &segmentBegins)
                    if byte == ASCII.comma || byte == ASCII.semicolon || byte == ASCII.lineFeed { segmentBegins = true }
                }
                continue
            }
            let (scalar, length) = Folding.decode(text, leadAt: index &- 1)
            index &+= length &- 1
            switch Folding.fold(scalar) {
            case .letter(let letter): put(letter, &wordStart)
            case .twoLetters(let first, let second):
                put(first, &wordStart)
                put(second, &wordStart)
            case .nothing: break
            case .boundary: endWord(&wordStart, &segmentBegins)
            }
        }
        endWord(&wordStart, &segmentBegins)
    }

    private mutating func put(_ byte: UInt8, _ wordStart: inout Int) {
        if wordStart < 0 {
            if !buffer.isEmpty { buffer.append(ASCII.space) }
            wordStart = buffer.count
        }
        buffer.append(byte)
    }

    private mutating func endWord(_ wordStart: inout Int, _ segmentBegins: inout Bool) {
        guard wordStart >= 0 else { return }
        words.append(Word(start: Int32(wordStart), end: Int32(buffer.count), beginsSegment: segmentBegins))
        wordStart = -1
        segmentBegins = false
    }
}
