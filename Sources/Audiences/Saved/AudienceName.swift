/// What an audience may be called.
public enum AudienceName {
    /// Bytes of UTF-8.
    public static let limit = 100

    /// Why a text can be no name; nil when it can. A name is what people call it, `VIP Lyon`, and a part of a path.
    public static func refusal(of text: String) -> String? {
        if text.isEmpty { return "a name is not empty" }
        if text.utf8.count > limit { return "longer than \(limit) bytes, the limit of a name" }
        if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            return "a name has no control characters"
        }
        if text.contains("/") { return "a name has no \"/\"" }
        if text.hasPrefix(" ") || text.hasSuffix(" ") { return "a name neither begins nor ends with a space" }
        return taken.contains(text) ? "\"\(text)\" is a path of its own" : nil
    }

    /// Paths beside those of audiences.
    private static let taken: Set<String> = ["evaluate", ".", ".."]
}
