import Bytes

/// An event as bytes within a page.
///
///     id length, id │ flags │ type │ channel? │ category? │ at │ amount? │ properties length, properties?
///
/// All numbers are variable-length integers. Type, channel and category are codes of `event_word`. `at` is in seconds when it has
/// no milliseconds, which is what most senders have. An amount is `units × 8 + scale`. About 25 bytes an event.
struct EventEncoding {
    /// Where the parts of an event lie in the bytes that it was read from.
    var range = 0..<0
    var id = 0..<0
    var type: UInt64 = 0
    /// 0 for none: codes begin at 1.
    var channel: UInt64 = 0
    var category: UInt64 = 0
    /// Milliseconds since 1970.
    var at: Int64 = 0
    /// Units and digits behind the point.
    var amount: (units: Int64, scale: Int)?
    /// Empty for none.
    var properties = 0..<0

    private struct Flags: OptionSet {
        var rawValue: UInt64
        static let channel = Flags(rawValue: 1)
        static let category = Flags(rawValue: 2)
        static let amount = Flags(rawValue: 4)
        static let properties = Flags(rawValue: 8)
        static let milliseconds = Flags(rawValue: 16)
    }

    /// Bits of an amount that hold its scale, 0 to 6.
    private static let scaleBits: Int64 = 3

    /// Appends an event. Only the numbers of `event` count; its id and properties are those given.
    static func append(
        _ event: EventEncoding, id: Span<UInt8>, properties: Span<UInt8>, to buffer: inout ByteBuffer
    ) {
        VariableInteger.append(UInt64(id.count), to: &buffer)
        buffer.append(id)
        var flags: Flags = []
        if event.channel != 0 { flags.insert(.channel) }
        if event.category != 0 { flags.insert(.category) }
        if event.amount != nil { flags.insert(.amount) }
        if !properties.isEmpty { flags.insert(.properties) }
        let isWhole = event.at % 1000 == 0
        if !isWhole { flags.insert(.milliseconds) }
        VariableInteger.append(flags.rawValue, to: &buffer)
        VariableInteger.append(event.type, to: &buffer)
        if event.channel != 0 { VariableInteger.append(event.channel, to: &buffer) }
        if event.category != 0 { VariableInteger.append(event.category, to: &buffer) }
        VariableInteger.append(signed: isWhole ? event.at / 1000 : event.at, to: &buffer)
        if let amount = event.amount {
            VariableInteger.append(signed: amount.units << scaleBits | Int64(amount.scale), to: &buffer)
        }
        if !properties.isEmpty {
            VariableInteger.append(UInt64(properties.count), to: &buffer)
            buffer.append(properties)
        }
    }

    /// Reads the event at `position` and moves behind it; nil when the bytes are not an event.
    static func read(_ bytes: Span<UInt8>, at position: inout Int) -> EventEncoding? {
        var event = EventEncoding()
        let start = position
        guard let id = readRange(bytes, at: &position), let raw = VariableInteger.read(bytes, at: &position),
            let type = VariableInteger.read(bytes, at: &position)
        else { return nil }
        let flags = Flags(rawValue: raw)
        event.id = id
        event.type = type
        if flags.contains(.channel) {
            guard let channel = VariableInteger.read(bytes, at: &position) else { return nil }
            event.channel = channel
        }
        if flags.contains(.category) {
            guard let category = VariableInteger.read(bytes, at: &position) else { return nil }
            event.category = category
        }
        guard let at = VariableInteger.readSigned(bytes, at: &position) else { return nil }
        event.at = flags.contains(.milliseconds) ? at : at &* 1000
        if flags.contains(.amount) {
            guard let amount = VariableInteger.readSigned(bytes, at: &position) else { return nil }
            event.amount = (amount >> scaleBits, Int(amount & (1 << scaleBits - 1)))
        }
        if flags.contains(.properties) {
            guard let properties = readRange(bytes, at: &position) else { return nil }
            event.properties = properties
        }
        event.range = start..<position
        return event
    }

    /// A length and so many bytes.
    static func readRange(_ bytes: Span<UInt8>, at position: inout Int) -> Range<Int>? {
        guard let length = VariableInteger.read(bytes, at: &position), length <= UInt64(bytes.count - position) else {
            return nil
        }
        let start = position
        position += Int(length)
        return start..<position
    }
}
