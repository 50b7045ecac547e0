import TestSupport

/// Random JSON text that is valid, together with the value it stands for.
struct RandomJSON {
    var generator: SeededGenerator
    private(set) var text: [UInt8] = []

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Writes one value, with white space and escapes where they are allowed, and returns what it means.
    mutating func makeValue(depth: Int = 0) -> JSONModel {
        space()
        defer { space() }
        switch Int.random(in: 0..<(depth < 5 ? 10 : 6), using: &generator) {
        case 0: return literal("null", .null)
        case 1: return literal("true", .bool(true))
        case 2: return literal("false", .bool(false))
        case 3: return makeNumber()
        case 4, 5: return .string(makeString())
        case 6, 7: return makeArray(depth)
        default: return makeObject(depth)
        }
    }

    private mutating func literal(_ written: String, _ value: JSONModel) -> JSONModel {
        text += Array(written.utf8)
        return value
    }

    private mutating func space() {
        while Int.random(in: 0..<4, using: &generator) == 0 {
            text.append([0x20, 0x09, 0x0A, 0x0D].randomElement(using: &generator)!)
        }
    }

    private mutating func makeNumber() -> JSONModel {
        var written = Bool.random(using: &generator) ? "-" : ""
        written += String(UInt64.random(in: 0...(1 << UInt64.random(in: 0...62, using: &generator)), using: &generator))
        if Bool.random(using: &generator) { written += ".\(digits(upTo: 20))" }
        if Int.random(in: 0..<4, using: &generator) == 0 {
            written +=
                ["e", "E", "e+", "E-", "e-0"].randomElement(using: &generator)!
                + String(Int.random(in: 0...40, using: &generator))
        }
        return literal(written, .number(Double(written)!))
    }

    private mutating func digits(upTo count: Int) -> String {
        var written = ""
        for _ in 0..<Int.random(in: 1...count, using: &generator) {
            written += String(Int.random(in: 0...9, using: &generator))
        }
        return written
    }

    /// Writes a string of up to 30 scalars, each as itself or as an escape.
    private mutating func makeString() -> String {
        var meant = ""
        text.append(0x22)
        for _ in 0..<Int.random(in: 0...30, using: &generator) {
            let scalar = makeScalar()
            meant.unicodeScalars.append(scalar)
            write(scalar)
        }
        text.append(0x22)
        return meant
    }

    private mutating func makeScalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x20...0x7E, 0...0x1F, 0x22...0x22, 0x5C...0x5C, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFD,
            0x10000...0x10FFFF,
        ]
        return Unicode.Scalar(UInt32.random(in: ranges.randomElement(using: &generator)!, using: &generator))!
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        let short: [Unicode.Scalar: String] = [
            "\"": #"\""#, "\\": #"\\"#, "/": #"\/"#, "\u{8}": #"\b"#, "\u{C}": #"\f"#, "\n": #"\n"#, "\r": #"\r"#,
            "\t": #"\t"#,
        ]
        let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
        if let escape = short[scalar], Bool.random(using: &generator) {
            text += Array(escape.utf8)
        } else if mustEscape || Int.random(in: 0..<8, using: &generator) == 0 {
            for unit in String(scalar).utf16 { writeEscape(unit) }
        } else {
            text += Array(String(scalar).utf8)
        }
    }

    private mutating func writeEscape(_ unit: UInt16) {
        let digits = String(unit, radix: 16, uppercase: Bool.random(using: &generator))
        text += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    }

    private mutating func makeArray(_ depth: Int) -> JSONModel {
        text.append(0x5B)
        var elements: [JSONModel] = []
        for index in 0..<Int.random(in: 0...5, using: &generator) {
            if index > 0 { text.append(0x2C) }
            elements.append(makeValue(depth: depth + 1))
        }
        if elements.isEmpty { space() }
        text.append(0x5D)
        return .array(elements)
    }

    /// An object whose keys may repeat: the last member of a name is the one that counts.
    private mutating func makeObject(_ depth: Int) -> JSONModel {
        text.append(0x7B)
        var members: [String: JSONModel] = [:]
        for index in 0..<Int.random(in: 0...5, using: &generator) {
            if index > 0 { text.append(0x2C) }
            space()
            let key = makeString()
            space()
            text.append(0x3A)
            members[key] = makeValue(depth: depth + 1)
        }
        if members.isEmpty { space() }
        text.append(0x7D)
        return .object(members)
    }
}
