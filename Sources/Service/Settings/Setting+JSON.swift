import Bytes
import JSON

/// Values as JSON: how the file gives them.
extension Setting {
    /// Sets the value in `settings` from the value whose first token was just read.
    func set(
        _ token: JSONToken, of reader: inout JSONReader, in settings: inout Settings, file: String
    ) throws(SettingsReadingError) {
        switch (field, token) {
        case (.integer(let path, let limits), .number(let number)):
            guard let value = reader.integer(number), let fits = Int(exactly: value), limits.contains(fits) else {
                throw try bad(token, &reader, file)
            }
            settings[keyPath: path] = fits
        case (.seconds(let path, let limits), .number(let number)):
            guard let value = reader.double(number), limits.contains(value) else { throw try bad(token, &reader, file) }
            settings[keyPath: path] = value
        case (.bool(let path), .bool(let value)):
            settings[keyPath: path] = value
        case (.text(let path), .string(let text)) where !text.isEmpty:
            settings[keyPath: path] = reader.string(text)
        case (.optionalText(let path), .string(let text)):
            settings[keyPath: path] = text.isEmpty ? nil : reader.string(text)
        case (.optionalText(let path), .null):
            settings[keyPath: path] = nil
        case (.object(let path), .beginObject):
            settings[keyPath: path] = try object(token, &reader)
        case (.names(let path), .beginArray):
            settings[keyPath: path] = try names(&reader, file)
        default:
            throw try bad(token, &reader, file)
        }
    }

    private func names(_ reader: inout JSONReader, _ file: String) throws(SettingsReadingError) -> [String] {
        var names: [String] = []
        while let token = try nextElement(&reader) {
            guard case .string(let text) = token else { throw try bad(token, &reader, file) }
            names.append(reader.string(text))
        }
        return names
    }

    private func object(_ token: JSONToken, _ reader: inout JSONReader) throws(SettingsReadingError) -> String {
        do { return Self.compact(reader.bytes(in: try reader.skipRest(of: token))) } catch { throw .json(error) }
    }

    /// JSON without the space between its tokens, so that an object is one line wherever it is shown.
    static func compact(_ json: Span<UInt8>) -> String {
        var compact: [UInt8] = []
        var isInString = false
        var isEscaped = false
        for index in json.indices {
            let byte = json[index]
            if !isInString, byte <= ASCII.space { continue }
            compact.append(byte)
            if byte == ASCII.quote, !isEscaped { isInString.toggle() }
            isEscaped = isInString && byte == ASCII.backslash && !isEscaped
        }
        return String(decoding: compact, as: UTF8.self)
    }

    private func nextElement(_ reader: inout JSONReader) throws(SettingsReadingError) -> JSONToken? {
        do { return try reader.nextElement() } catch { throw .json(error) }
    }

    /// The error for a value that does not fit; or that of its own JSON, when that is wrong too.
    private func bad(
        _ token: JSONToken, _ reader: inout JSONReader, _ file: String
    ) throws(SettingsReadingError) -> SettingsReadingError {
        do {
            let written = String(reader.bytes(in: try reader.skipRest(of: token)))
            return .settings(.badValue(name: name, value: written, file: file, expected: expected))
        } catch {
            throw .json(error)
        }
    }
}

/// While a file is read: either its JSON is wrong, or what it says.
enum SettingsReadingError: Error {
    case json(JSONError)
    case settings(SettingsError)
}
