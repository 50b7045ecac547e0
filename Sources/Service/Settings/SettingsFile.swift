import Bytes
import JSON

/// `Config/quartier.json`: one object, with one object in it for each section. A key that begins with `//` is a comment,
/// because JSON has no other. A key that is no setting is refused, so that a typo cannot pass for a setting.
public enum SettingsFile {
    /// Sets what the file says. `name` is how errors call the file.
    public static func read(_ bytes: Span<UInt8>, name: String, into settings: inout Settings) throws(SettingsError) {
        var reader = JSONReader(bytes)
        do throws(SettingsReadingError) {
            guard try next(&reader) == .beginObject else { throw .settings(.notAnObject(file: name)) }
            try readObject(&reader, section: "", name, &settings)
            _ = try next(&reader)
        } catch {
            switch error {
            case .settings(let reason): throw reason
            case .json(let reason):
                let place = JSONPosition(offset: reason.offset, in: bytes)
                throw .notJSON(file: name, place: "\(place)", reason: reason.message)
            }
        }
    }

    static let commentMark = "//"

    /// Reads the members of an object up to its end. `section` is empty, or a name with its period.
    private static func readObject(
        _ reader: inout JSONReader, section: String, _ file: String, _ settings: inout Settings
    ) throws(SettingsReadingError) {
        while case .key(let text) = try next(&reader) {
            let key = reader.string(text)
            let token = try next(&reader)
            if key.hasPrefix(commentMark) {
                do { try reader.skipRest(of: token) } catch { throw .json(error) }
            } else if let setting = Settings.list.first(where: { $0.name == section + key }) {
                try setting.set(token, of: &reader, in: &settings, file: file)
            } else if section.isEmpty, sections.contains(key) {
                guard token == .beginObject else { throw .settings(notASection(key, file)) }
                try readObject(&reader, section: key + ".", file, &settings)
            } else {
                throw .settings(unknown(section + key, file))
            }
        }
    }

    /// What stands before the period in the names that have one.
    private static let sections = Set(
        Settings.list.compactMap { setting in setting.name.firstIndex(of: ".").map { String(setting.name[..<$0]) } })

    private static func notASection(_ key: String, _ file: String) -> SettingsError {
        .badValue(
            name: key, value: "one value", file: file, expected: "an object that holds the settings of this section")
    }

    private static func unknown(_ key: String, _ file: String) -> SettingsError {
        .unknownKey(
            key, file: file, nearest: NearestName.find(key, among: Settings.list.map(\.name) + sections.sorted()))
    }

    private static func next(_ reader: inout JSONReader) throws(SettingsReadingError) -> JSONToken {
        do { return try reader.next() } catch { throw .json(error) }
    }
}
