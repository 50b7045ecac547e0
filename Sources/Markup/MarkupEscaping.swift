import Bytes

/// The one place where text becomes markup.
enum MarkupEscaping {
    /// Appends UTF-8 so that it can stand as text or between double quotes (XML 1.0, section 2.4). Control characters that
    /// XML does not know (section 2.2) become U+FFFD, so that no text can break a page.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) {
        var plain = 0
        for (index, byte) in text.enumerated() {
            guard let escape = escape(of: byte) else { continue }
            buffer.append(UnsafeRawBufferPointer(rebasing: text[plain..<index]))
            buffer.append(escape)
            plain = index + 1
        }
        buffer.append(UnsafeRawBufferPointer(rebasing: text[plain...]))
    }

    private static func escape(of byte: UInt8) -> StaticString? {
        switch byte {
        case ASCII.ampersand: "&amp;"
        case ASCII.lessThan: "&lt;"
        case ASCII.greaterThan: "&gt;"
        case ASCII.quote: "&quot;"
        case ASCII.apostrophe: "&#39;"
        case 0x09, 0x0A, 0x0D: nil
        case 0..<0x20: "\u{FFFD}"
        default: nil
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate init(rebasing slice: Slice<UnsafeBufferPointer<UInt8>>) {
        self.init(UnsafeBufferPointer(rebasing: slice))
    }
}
