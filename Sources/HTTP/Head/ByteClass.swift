/// A class of bytes of the grammar of HTTP: one bit for each ASCII character, and one for all bytes above. A test is a shift; the
/// constants need no start-up, and a hot loop keeps them in registers.
struct ByteClass: Sendable {
    /// Bit n for the character n.
    let below64: UInt64
    /// Bit n for the character 64 + n.
    let below128: UInt64
    /// Whether bytes from 128 on (obs-text) belong to it.
    let hasHigh: Bool

    /// Whether `byte` is of this class.
    @inline(__always) func contains(_ byte: UInt8) -> Bool {
        if byte >= 128 { return hasHigh }
        let word = byte < 64 ? below64 : below128
        return (word >> UInt64(byte & 63)) & 1 != 0
    }

    /// `tchar` of RFC 9110 section 5.6.2: methods, field names, codings. Letters, digits, ``!#$%&'*+-.^_`|~``.
    static let token = ByteClass(below64: 0x03FF_6CFA_0000_0000, below128: 0x57FF_FFFF_C7FF_FFFE, hasHigh: false)
    /// What a field value may hold: HTAB, SP, VCHAR, obs-text (RFC 9110 section 5.5).
    static let fieldValue = ByteClass(below64: 0xFFFF_FFFF_0000_0200, below128: 0x7FFF_FFFF_FFFF_FFFF, hasHigh: true)
    /// What a path may hold unencoded (RFC 3986 section 3.3): unreserved, sub-delims, `:`, `@`, and `/`; not `%`.
    static let path = ByteClass(below64: 0x2FFF_FFD2_0000_0000, below128: 0x47FF_FFFE_87FF_FFFF, hasHigh: false)
    /// What a query may hold unencoded: as a path, `?`, and the ``[]{}|\\^` `` that browsers leave as they are there.
    static let query = ByteClass(below64: 0xAFFF_FFD2_0000_0000, below128: 0x7FFF_FFFF_FFFF_FFFF, hasHigh: false)
    /// What a registered name may hold unencoded (RFC 3986 section 3.2.2): unreserved and sub-delims.
    static let registeredName = ByteClass(
        below64: 0x2BFF_7FD2_0000_0000, below128: 0x47FF_FFFE_87FF_FFFE, hasHigh: false)
    /// What an echoed request identifier may hold: unreserved and `:@/+=`.
    static let requestID = ByteClass(below64: 0x27FF_E800_0000_0000, below128: 0x47FF_FFFE_87FF_FFFF, hasHigh: false)
    /// `qdtext` of RFC 9110 section 5.6.4: within quotes.
    static let quoted = ByteClass(below64: 0xFFFF_FFFB_0000_0200, below128: 0x7FFF_FFFF_EFFF_FFFF, hasHigh: true)
}
