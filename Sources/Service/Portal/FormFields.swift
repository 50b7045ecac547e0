import Bytes

/// The fields of a form as browsers send it: `application/x-www-form-urlencoded` (URL Standard, section 5.1).
struct FormFields {
    private var fields: [(name: String, value: String)] = []

    init(_ body: Span<UInt8>) {
        var start = 0
        while start < body.count {
            let end = body.firstIndex(of: ASCII.ampersand, from: start) ?? body.count
            let field = body.extracting(start..<end)
            let split = field.firstIndex(of: UInt8(ascii: "=")) ?? field.count
            let value = min(split + 1, field.count)
            fields.append(
                (Self.decode(field.extracting(0..<split)), Self.decode(field.extracting(value..<field.count))))
            start = end + 1
        }
    }

    /// The first field of that name.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    private static func decode(_ bytes: Span<UInt8>) -> String {
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = nibble(bytes[index + 1]),
                let low = nibble(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
                continue
            }
            decoded.append(byte == UInt8(ascii: "+") ? ASCII.space : byte)
            index += 1
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
