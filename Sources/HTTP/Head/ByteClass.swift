/// Classes of bytes as the grammar of HTTP knows them, one bit each: a test is one load and one mask.
struct ByteClass: OptionSet {
    let rawValue: UInt8

    /// `tchar` of RFC 9110 section 5.6.2: methods, field names.
    static let token = ByteClass(rawValue: 1)
    /// What a field value may hold: HTAB, SP, VCHAR, obs-text (RFC 9110 section 5.5).
    static let fieldValue = ByteClass(rawValue: 2)
    /// What a path may hold unencoded: pchar and `/` (RFC 3986 section 3.3), without `%`.
    static let path = ByteClass(rawValue: 4)
    /// What a query may hold unencoded: pchar, `/`, `?`, and what browsers leave unencoded there against RFC 3986.
    static let query = ByteClass(rawValue: 8)
    /// What a registered name may hold unencoded (RFC 3986 section 3.2.2).
    static let registeredName = ByteClass(rawValue: 16)
    static let requestID = ByteClass(rawValue: 32)

    /// Whether `byte` is of this class (of any of these).
    @inline(__always) func contains(_ byte: UInt8) -> Bool { Self.table[Int(byte)] & rawValue != 0 }

    private static let table: InlineArray<256, UInt8> = {
        var table = InlineArray<256, UInt8>(repeating: 0)
        func add(_ characters: StaticString, _ classes: ByteClass) {
            for index in 0..<characters.utf8CodeUnitCount { table[Int(characters.utf8Start[index])] |= classes.rawValue }
        }
        let everywhere: ByteClass = [.token, .path, .query, .registeredName, .requestID]
        add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~", everywhere)
        add("!#$%&'*+^`|", .token)
        add("!$&'()*+,;=", [.path, .query, .registeredName])
        add(":@/", [.path, .query, .requestID])
        add("+=", .requestID)
        add("?[]{}|\\^`", .query)
        for byte in 0x20...0xFF where byte != 0x7F { table[byte] |= ByteClass.fieldValue.rawValue }
        table[0x09] |= ByteClass.fieldValue.rawValue
        return table
    }()
}
