import Bytes

/// A text as words of `A`–`Z` and `0`–`9`: accents dropped, letters capital, anything else a boundary between words.
///
/// `Cœur-de-l’Île` becomes `COEUR DE L ILE`. The same folding is done to the names of the reference when they are
/// loaded and to what a caller writes, so that two spellings meet without either being right. A value is meant to be
/// kept and refilled: after the first few texts it allocates nothing.
public struct FoldedText: ~Copyable {
    /// One word, as offsets into `bytes`.
    public struct Word: Equatable, Sendable {
        /// What the word is looked up by (`Lexicon.hash`).
        public var hash: UInt64
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
        // A letter of n bytes folds to at most n, a boundary to at most one space, and one more comes before the text.
        let bound = text.count &+ 1
        var writer = WordWriter(offset: buffer.count)
        swap(&writer.words, &words)
        _ = buffer.appendUninitialized(minimum: bound) { free in
            writer.fold(text, into: free)
            return writer.written
        }
        swap(&writer.words, &words)
    }
}

/// Folds one text into free room. The hot loop of reading an address.
///
/// It writes through a pointer, for a bounds check a byte costs a third of its time: `written` stays below the number of
/// bytes read plus one, which is the room that `append` has reserved.
private struct WordWriter {
    var words: [FoldedText.Word] = []
    /// Bytes before the free room.
    let offset: Int
    var written = 0
    private var wordStart = -1
    private var segmentBegins = true

    init(offset: Int) { self.offset = offset }

    @inline(__always)
    mutating func fold(_ text: Span<UInt8>, into free: UnsafeMutableRawBufferPointer) {
        var index = 0
        let count = text.count
        while index < count {
            let byte = text[index]
            index &+= 1
            if byte < 0x80 {
                let folded = Folding.ascii(byte)
                if folded != 0 {
                    put(folded, into: free)
                } else {
                    endWord(in: free)
                    if byte == ASCII.comma || byte == ASCII.semicolon || byte == ASCII.lineFeed { segmentBegins = true }
                }
                continue
            }
            let (scalar, length) = Folding.decode(text, leadAt: index &- 1)
            index &+= length &- 1
            switch Folding.fold(scalar) {
            case .letter(let letter): put(letter, into: free)
            case .twoLetters(let first, let second):
                put(first, into: free)
                put(second, into: free)
            case .nothing: break
            case .boundary: endWord(in: free)
            }
        }
        endWord(in: free)
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8, into free: UnsafeMutableRawBufferPointer) {
        if wordStart < 0 {
            if offset &+ written > 0 {
                free[written] = ASCII.space
                written &+= 1
            }
            wordStart = written
        }
        free[written] = byte
        written &+= 1
    }

    private mutating func endWord(in free: UnsafeMutableRawBufferPointer) {
        guard wordStart >= 0 else { return }
        let folded = UnsafeRawBufferPointer(rebasing: free[wordStart..<written]).bindMemory(to: UInt8.self).span
        words.append(
            FoldedText.Word(
                hash: Lexicon.hash(folded), start: Int32(offset &+ wordStart), end: Int32(offset &+ written),
                beginsSegment: segmentBegins))
        wordStart = -1
        segmentBegins = false
    }
}
