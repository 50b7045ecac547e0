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
        let offset = buffer.count
        var folded: [Word] = []
        swap(&folded, &words)
        _ = buffer.appendUninitialized(minimum: bound) { free in
            Self.fold(text, into: free, at: offset, &folded)
        }
        swap(&folded, &words)
    }

    /// Folds `text` into `free`, which begins at `offset`, and returns how many bytes it has become. The hot loop of reading an
    /// address: what it counts stays in registers.
    ///
    /// It writes through a pointer, for a bounds check a byte costs a third of its time: `written` stays below the number of
    /// bytes read plus one, which is the room that `append` has reserved.
    @inline(__always)
    private static func fold(
        _ text: Span<UInt8>, into free: UnsafeMutableRawBufferPointer, at offset: Int, _ words: inout [Word]
    ) -> Int {
        var written = 0
        var wordStart = -1
        var beginsSegment = true
        var index = 0
        let count = text.count
        while index < count {
            let byte = text[index]
            index &+= 1
            var letter = Folding.ascii(byte)
            var second: UInt8 = 0
            if byte >= 0x80 {
                let (scalar, length) = Folding.decode(text, leadAt: index &- 1)
                index &+= length &- 1
                switch Folding.fold(scalar) {
                case .letter(let one): letter = one
                case .twoLetters(let one, let other): (letter, second) = (one, other)
                case .nothing: continue
                case .boundary: letter = 0
                }
            }
            if letter != 0 {
                if wordStart < 0 {
                    if offset &+ written > 0 {
                        free[written] = ASCII.space
                        written &+= 1
                    }
                    wordStart = written
                }
                free[written] = letter
                written &+= 1
                if second != 0 {
                    free[written] = second
                    written &+= 1
                }
                continue
            }
            if wordStart >= 0 {
                words.append(word(in: free, wordStart..<written, at: offset, beginsSegment))
                wordStart = -1
                beginsSegment = false
            }
            if byte == ASCII.comma || byte == ASCII.semicolon || byte == ASCII.lineFeed { beginsSegment = true }
        }
        if wordStart >= 0 { words.append(word(in: free, wordStart..<written, at: offset, beginsSegment)) }
        return written
    }

    @inline(__always)
    private static func word(
        in free: UnsafeMutableRawBufferPointer, _ range: Range<Int>, at offset: Int, _ beginsSegment: Bool
    ) -> Word {
        let folded = UnsafeRawBufferPointer(rebasing: free[range]).bindMemory(to: UInt8.self).span
        return Word(
            hash: Lexicon.hash(folded), start: Int32(offset &+ range.lowerBound),
            end: Int32(offset &+ range.upperBound),
            beginsSegment: beginsSegment)
    }
}
