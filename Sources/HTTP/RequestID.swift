import Bytes

/// The identifier of a request: the client's own when it is fit to be echoed, else one made here. Held in place, so that
/// it can outlive the head without an allocation.
struct RequestID {
    /// Longer ones of the client are replaced: room for a UUID or a W3C `traceparent` (55 characters).
    static let maximumCount = 64

    private(set) var storage = InlineArray<64, UInt8>(repeating: 0)
    private(set) var count = 0

    /// Letters, digits and `-._~+/=:@`: nothing that a log or a shell could take for more than text.
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count > 0, bytes.count <= maximumCount else { return false }
        for index in bytes.indices where !ByteClass.requestID.contains(bytes[index]) { return false }
        return true
    }

    mutating func set(_ bytes: Span<UInt8>) {
        count = bytes.count
        for index in bytes.indices { storage[index] = bytes[index] }
    }

    /// What all identifiers of a loop begin with: its own 48 random bits, and a hyphen.
    init(prefix: UInt64) {
        appendHexadecimal(prefix, digits: 12)
        storage[count] = ASCII.hyphen
        count += 1
    }

    init() {}

    /// `prefix-counter`, both hexadecimal: unique for a loop, and among loops and restarts as far as the random bits go.
    mutating func make(prefix: RequestID, counter: UInt64) {
        self = prefix
        appendHexadecimal(counter, digits: 8)
    }

    private mutating func appendHexadecimal(_ value: UInt64, digits: Int) {
        for place in 0..<digits {
            let nibble = UInt8(truncatingIfNeeded: value >> UInt64(4 * (digits - 1 - place))) & 15
            storage[count] = nibble < 10 ? ASCII.zero + nibble : 0x57 + nibble
            count += 1
        }
    }

    var bytes: Span<UInt8> {
        @_lifetime(borrow self) borrowing get { storage.span.extracting(first: count) }
    }
}
