import Bytes

/// Writes elements and text one after another into a buffer of its own. Appending is amortised O(bytes).
public struct MarkupWriter: ~Copyable {
    /// What has been written so far.
    public private(set) var buffer: ByteBuffer

    /// `capacity` in bytes is room to begin with.
    public init(capacity: Int = 4096) { buffer = ByteBuffer(capacity: capacity) }

    /// What has been written so far, for as long as nothing more is.
    public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { buffer.bytes }
    }

    /// What has been written, as text. Allocates.
    public var text: String { String(buffer.bytes) }

    /// `<!DOCTYPE html>`, first on a page.
    public mutating func doctype() { buffer.append("<!DOCTYPE html>\n") }

    /// An element with what `content` writes inside it.
    public mutating func element(
        _ name: StaticString, _ attributes: MarkupAttribute..., content: (inout MarkupWriter) throws -> Void
    ) rethrows {
        open(name, attributes)
        try content(&self)
        close(name)
    }

    /// An element that holds a text.
    public mutating func element(_ name: StaticString, _ attributes: MarkupAttribute..., text: String) {
        open(name, attributes)
        self.text(text)
        close(name)
    }

    /// As above, for attributes that were gathered in a list.
    public mutating func element(
        _ name: StaticString, list attributes: [MarkupAttribute], content: (inout MarkupWriter) throws -> Void
    ) rethrows {
        open(name, attributes)
        try content(&self)
        close(name)
    }

    /// An element that never holds anything: `<br/>`, `<input …/>`, `<circle …/>`. Only for void elements of HTML, and SVG's.
    public mutating func void(_ name: StaticString, _ attributes: MarkupAttribute...) { void(name, list: attributes) }

    public mutating func void(_ name: StaticString, list attributes: [MarkupAttribute]) {
        start(name, attributes)
        buffer.append("/>")
    }

    /// Text, escaped.
    public mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { MarkupEscaping.append($0, to: &buffer) }
    }

    /// A number as text, rounded to `decimals` digits; nothing when it is not finite.
    public mutating func number(_ value: Double, decimals: Int) {
        if value.isFinite { buffer.append(value, decimals: decimals) }
    }

    /// A literal of the program as it stands: a style sheet, a script, an entity.
    public mutating func literal(_ markup: StaticString) { buffer.append(markup) }

    /// What another writer wrote: a chart put into a page.
    public mutating func append(_ other: borrowing MarkupWriter) { buffer.append(other.buffer.bytes) }

    private mutating func open(_ name: StaticString, _ attributes: [MarkupAttribute]) {
        start(name, attributes)
        buffer.append(ASCII.greaterThan)
    }

    private mutating func close(_ name: StaticString) {
        buffer.append("</")
        buffer.append(name)
        buffer.append(ASCII.greaterThan)
    }

    private mutating func start(_ name: StaticString, _ attributes: [MarkupAttribute]) {
        buffer.append(ASCII.lessThan)
        buffer.append(name)
        for attribute in attributes {
            buffer.append(ASCII.space)
            buffer.append(attribute.name)
            buffer.append("=\"")
            switch attribute.value {
            case .text(let text): self.text(text)
            case .number(let value, let decimals): buffer.append(value, decimals: decimals)
            }
            buffer.append(ASCII.quote)
        }
    }
}
