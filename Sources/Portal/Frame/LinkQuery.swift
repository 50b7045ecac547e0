/// The query of a link: `?q=revenu+m%C3%A9dian&page=2`, as a form sends it (URL Standard, section 5.2).
struct LinkQuery {
    private var fields: [(name: String, value: String)] = []

    /// Empty values are left out: they ask for nothing.
    init(_ fields: [(name: String, value: String)]) { self.fields = fields.filter { !$0.value.isEmpty } }

    /// A path with this query.
    func link(to path: String) -> String {
        guard !fields.isEmpty else { return path }
        return path + "?" + fields.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    /// A text as a part of a path or a value of a query: what is not a letter, a digit or one of `-._` is percent-encoded.
    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}
