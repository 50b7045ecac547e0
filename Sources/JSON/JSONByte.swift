import Bytes

/// The bytes of JSON's grammar that `ASCII` does not name.
enum JSONByte {
    static let openingBrace: UInt8 = 0x7B
    static let closingBrace: UInt8 = 0x7D
    static let openingBracket: UInt8 = 0x5B
    static let closingBracket: UInt8 = 0x5D
    static let plus: UInt8 = 0x2B
    static let smallB: UInt8 = 0x62
    static let smallE: UInt8 = 0x65
    static let smallF: UInt8 = 0x66
    static let smallN: UInt8 = 0x6E
    static let smallR: UInt8 = 0x72
    static let smallT: UInt8 = 0x74
    static let smallU: UInt8 = 0x75
    static let backspace: UInt8 = 0x08
    static let formFeed: UInt8 = 0x0C

    static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == ASCII.space || byte == ASCII.lineFeed || byte == ASCII.carriageReturn || byte == ASCII.tab
    }
}
