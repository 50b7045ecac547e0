import JSON

/// Values as text: how the environment and the command line give them, and how help shows them.
extension Setting {
    /// Sets the value in `settings` from text. `source` names the variable or the flag in errors.
    public func set(_ text: String, in settings: inout Settings, source: String) throws(SettingsError) {
        switch field {
        case .integer(let path, let limits):
            guard let value = Int(text), limits.contains(value) else { throw bad(text, source) }
            settings[keyPath: path] = value
        case .seconds(let path, let limits):
            guard let value = Double(text), limits.contains(value) else { throw bad(text, source) }
            settings[keyPath: path] = value
        case .bool(let path):
            guard let value = Setting.switches[text.lowercased()] else { throw bad(text, source) }
            settings[keyPath: path] = value
        case .text(let path):
            guard !text.isEmpty else { throw bad(text, source) }
            settings[keyPath: path] = text
        case .optionalText(let path):
            settings[keyPath: path] = text.isEmpty ? nil : text
        case .object(let path):
            guard Setting.isObject(text) else { throw bad(text, source) }
            settings[keyPath: path] = Setting.compact(Array(text.utf8).span)
        case .names(let path):
            settings[keyPath: path] = text.split(separator: ",").map { trimmed($0) }
        }
    }

    /// What people write in an environment for yes and no.
    private static let switches = [
        "true": true, "1": true, "yes": true, "on": true, "false": false, "0": false, "no": false, "off": false,
    ]

    private static func isObject(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var reader = JSONReader(bytes.span)
        guard (try? reader.next()) == .beginObject, (try? reader.skipRest(of: .beginObject)) != nil else {
            return false
        }
        return (try? reader.next()) == .end
    }

    private func trimmed(_ name: Substring) -> String {
        String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private func bad(_ text: String, _ source: String) -> SettingsError {
        .badValue(name: source, value: "\"\(text)\"", file: nil, expected: expected)
    }

    /// The value in `settings` as help shows it; `none` when there is none.
    public func text(in settings: Settings) -> String {
        switch field {
        case .integer(let path, _): "\(settings[keyPath: path])"
        case .seconds(let path, _): plain(settings[keyPath: path])
        case .bool(let path): "\(settings[keyPath: path])"
        case .text(let path): settings[keyPath: path]
        case .optionalText(let path): settings[keyPath: path] ?? "none"
        case .names(let path): settings[keyPath: path].joined(separator: ",")
        case .object(let path): settings[keyPath: path]
        }
    }
}
