import Bytes

/// Texts in one run of bytes: 4 bytes of overhead each, and no object per text.
///
///     bytes    ...Rue Victor HugoAvenue Foch...
///     ends        ^              ^
struct TextTable: Sendable {
    private var text: [UInt8] = []
    private var ends: [UInt32] = []

    init() {}

    var count: Int { ends.count }

    mutating func reserve(count: Int, bytes: Int) {
        ends.reserveCapacity(count)
        text.reserveCapacity(bytes)
    }

    mutating func append(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { text.append(contentsOf: $0) }
        ends.append(UInt32(text.count))
    }

    /// Appends one text to `buffer`. One copy.
    func append(_ index: Int, to buffer: inout ByteBuffer) {
        let start = index == 0 ? 0 : Int(ends[index &- 1])
        buffer.append(text.span.extracting(start..<Int(ends[index])))
    }

    /// Where a text is in `bytes`.
    @inline(__always)
    func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : Int(ends[index &- 1]))..<Int(ends[index]) }

    /// All texts, one after another.
    var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { text.span }
    }

    /// Whether a text is these bytes.
    func matches(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
        let start = index == 0 ? 0 : Int(ends[index &- 1])
        return text.span.extracting(start..<Int(ends[index])).elementsEqual(bytes)
    }

    /// The text as a String. Allocates.
    func string(_ index: Int) -> String {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return String(text.span.extracting(start..<Int(ends[index])))
    }
}
