/// A name with a value, as an element carries it. The name is a literal; the value is escaped when it is written.
public struct MarkupAttribute {
    enum Value {
        case text(String)
        case number(Double, decimals: Int)
    }

    let name: StaticString
    let value: Value

    public init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = .text(value)
    }

    /// A number, rounded to `decimals` digits after the point (0 to 15). What is not finite is written as 0: a chart with
    /// one point at its edge can still be read.
    public init(_ name: StaticString, _ value: Double, decimals: Int = 2) {
        self.name = name
        self.value = .number(value.isFinite ? value : 0, decimals: decimals)
    }

    /// An attribute that says something by being there: `.flag("checked")`. Written `checked="checked"`, as XML wants it.
    public static func flag(_ name: StaticString) -> MarkupAttribute { MarkupAttribute(name, name.description) }

    public static func `class`(_ names: String) -> MarkupAttribute { MarkupAttribute("class", names) }

    public static func id(_ id: String) -> MarkupAttribute { MarkupAttribute("id", id) }

    /// A link within this host: a path, a query or a fragment. Anything else (`javascript:`, `//elsewhere`, `https:`) is
    /// written as `#`, so that a value that came from outside leads nowhere.
    public static func href(_ target: String) -> MarkupAttribute {
        MarkupAttribute("href", isLocal(target) ? target : "#")
    }

    /// Browsers read `\` as `/` and drop tabs and line ends inside a link (URL Standard, section 4.4).
    private static func isLocal(_ target: String) -> Bool {
        let bytes = Array(target.utf8)
        guard let first = bytes.first, bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
            return false
        }
        if first == UInt8(ascii: "#") || first == UInt8(ascii: "?") { return true }
        return first == UInt8(ascii: "/") && (bytes.count == 1 || bytes[1] != UInt8(ascii: "/"))
    }
}
