import Audiences
import Bytes

/// Declared properties of an event as bytes: for each its code, its kind and its value, so that they can be read whatever has been
/// declared since.
enum EventProperties {
    private enum Tag: UInt64 {
        case text = 0, number, no, yes, date
    }

    /// `codes` are those of `declared`, in its order.
    static func append(
        _ values: [String: AttributeValue], declared: [Attribute], codes: [Int64], to buffer: inout ByteBuffer
    ) {
        for (property, code) in zip(declared, codes) {
            guard let value = values[property.name] else { continue }
            VariableInteger.append(UInt64(code), to: &buffer)
            append(value, to: &buffer)
        }
    }

    private static func append(_ value: AttributeValue, to buffer: inout ByteBuffer) {
        func tag(_ tag: Tag) { VariableInteger.append(tag.rawValue, to: &buffer) }
        switch value {
        case .text(let text):
            tag(.text)
            VariableInteger.append(UInt64(text.utf8.count), to: &buffer)
            buffer.append(text)
        case .number(let number):
            tag(.number)
            VariableInteger.append(UInt64(number.scale), to: &buffer)
            VariableInteger.append(signed: number.units, to: &buffer)
        case .boolean(let truth): tag(truth ? .yes : .no)
        case .date(let date):
            tag(.date)
            VariableInteger.append(signed: Int64(date.day), to: &buffer)
        case .texts: preconditionFailure("events have no sets (ContactSchema)")
        }
    }

    /// A property as it lies in the bytes.
    struct Stored {
        enum Value {
            case text(Range<Int>)
            case number(ExactDecimal)
            case boolean(Bool)
            case date(CivilDate)
        }

        var code: UInt64
        var value: Value
        var range: Range<Int>
    }

    /// Reads the property at `position` and moves behind it; nil when the bytes are none.
    static func read(_ bytes: Span<UInt8>, at position: inout Int) -> Stored? {
        let start = position
        guard let code = VariableInteger.read(bytes, at: &position),
            let tag = VariableInteger.read(bytes, at: &position).flatMap(Tag.init(rawValue:)),
            let value = readValue(tag, bytes, at: &position)
        else { return nil }
        return Stored(code: code, value: value, range: start..<position)
    }

    private static func readValue(_ tag: Tag, _ bytes: Span<UInt8>, at position: inout Int) -> Stored.Value? {
        switch tag {
        case .text: return EventEncoding.readRange(bytes, at: &position).map { .text($0) }
        case .number:
            guard let scale = VariableInteger.read(bytes, at: &position), scale <= UInt64(ExactDecimal.maximumScale),
                let units = VariableInteger.readSigned(bytes, at: &position)
            else { return nil }
            return .number(ExactDecimal(units: units, scale: Int(scale)))
        case .no: return .boolean(false)
        case .yes: return .boolean(true)
        case .date:
            guard let day = VariableInteger.readSigned(bytes, at: &position), let fits = Int32(exactly: day) else {
                return nil
            }
            return .date(CivilDate(day: fits))
        }
    }

    /// The values that are still declared and fit what they are declared as now.
    static func values(_ bytes: Span<UInt8>, declared: [Attribute], codes: [Int64]) -> [String: AttributeValue] {
        var values: [String: AttributeValue] = [:]
        var position = 0
        while position < bytes.count, let stored = read(bytes, at: &position) {
            guard let index = codes.firstIndex(of: Int64(stored.code)) else { continue }
            let value: AttributeValue =
                switch stored.value {
                case .text(let range): .text(String(bytes.extracting(range)))
                case .number(let number): .number(number)
                case .boolean(let truth): .boolean(truth)
                case .date(let date): .date(date)
                }
            values[declared[index].name] = try? declared[index].checked(value)
        }
        return values
    }

    /// Takes the properties with these codes out of every event. Reads all pages, and writes those that held one.
    static func erase(_ codes: Set<UInt64>, _ connection: borrowing SQLiteConnection) throws(ContactStoreError) {
        do throws(SQLiteError) {
            var select = try connection.prepare(
                "SELECT place, events FROM event_page WHERE place > ? ORDER BY place LIMIT 1")
            var update = try connection.prepare("UPDATE event_page SET events = ? WHERE place = ?")
            var output = ByteBuffer()
            var last: Int64 = -1
            while true {
                try select.bind(last, at: 1)
                guard try select.step() else { break }
                last = select.integer(0)
                output.removeAll()
                let changes = erase(codes, from: select.bytes(1), output: &output)
                select.reset()
                guard changes else { continue }
                try update.bind(blob: output.bytes, at: 1)
                try update.bind(last, at: 2)
                try update.run()
            }
            try eraseFromPending(codes, connection)
        } catch {
            throw .sqlite(error)
        }
    }

    private static func eraseFromPending(
        _ codes: Set<UInt64>, _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) {
        var select = try connection.prepare(
            "SELECT contact, id, properties FROM pending_event WHERE properties NOT NULL")
        var update = try connection.prepare("UPDATE pending_event SET properties = ? WHERE contact = ? AND id = ?")
        var output = ByteBuffer()
        while try select.step() {
            output.removeAll()
            guard eraseProperties(codes, from: select.bytes(2), output: &output) else { continue }
            try update.bind(blob: output.bytes, at: 1)
            try update.bind(text: select.bytes(0), at: 2)
            try update.bind(text: select.bytes(1), at: 3)
            try update.run()
        }
    }

    private static func erase(_ codes: Set<UInt64>, from page: Span<UInt8>, output: inout ByteBuffer) -> Bool {
        var position = 0
        var changes = false
        var kept = ByteBuffer()
        while position < page.count, let event = EventEncoding.read(page, at: &position) {
            kept.removeAll()
            if eraseProperties(codes, from: page.extracting(event.properties), output: &kept) { changes = true }
            EventEncoding.append(event, id: page.extracting(event.id), properties: kept.bytes, to: &output)
        }
        return changes
    }

    private static func eraseProperties(
        _ codes: Set<UInt64>, from bytes: Span<UInt8>, output: inout ByteBuffer
    ) -> Bool {
        var position = 0
        var changes = false
        while position < bytes.count, let stored = read(bytes, at: &position) {
            if codes.contains(stored.code) { changes = true } else { output.append(bytes.extracting(stored.range)) }
        }
        return changes
    }
}
