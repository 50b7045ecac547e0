import Bytes
import JSON

extension SettingsFile {
    /// The file with every setting at its default and explained: what `Config/quartier.json` holds. Made for a person to
    /// edit: each setting stands below its comment, with blank lines between.
    public static func text() -> String {
        var lines = ["{", "  \(quoted(commentMark)): \(quoted(preamble)),"]
        var section = ""
        for setting in Settings.list {
            let parts = setting.name.split(separator: ".").map(String.init)
            let itsSection = parts.count > 1 ? parts[0] : ""
            if itsSection != section {
                if !section.isEmpty { close(&lines) }
                lines += ["", "  \(quoted(itsSection)): {"]
                section = itsSection
            } else {
                lines.append("")
            }
            let indentation = section.isEmpty ? "  " : "    "
            let key = parts[parts.count - 1]
            lines.append("\(indentation)\(quoted(commentMark + key)): \(quoted(comment(setting))),")
            lines.append("\(indentation)\(quoted(key)): \(json(setting)),")
        }
        close(&lines)
        lines[lines.count - 1] = "  }"
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    private static let preamble =
        "Quartier's settings. A key that begins with // is a comment. The environment (QUARTIER_PORT, "
        + "QUARTIER_HTTP_BODY_BYTES) wins over this file, and a flag (--port, --http-body-bytes) over both. "
        + "quartier check shows what is in force and from where; quartier export settings writes this file anew."

    /// Ends a section: its last member has no comma.
    private static func close(_ lines: inout [String]) {
        lines[lines.count - 1].removeLast()
        lines.append("  },")
    }

    /// What it does, then what it may be and its default.
    static func comment(_ setting: Setting) -> String {
        if case .object = setting.field { return "\(setting.about) Must be \(setting.expected)." }
        return "\(setting.about) Must be \(setting.expected); the default is \(setting.text(in: Settings()))."
    }

    private static func json(_ setting: Setting) -> String {
        let defaults = Settings()
        switch setting.field {
        case .text(let path): return quoted(defaults[keyPath: path])
        case .optionalText(let path): return defaults[keyPath: path].map { quoted($0) } ?? "null"
        case .names(let path): return "[" + defaults[keyPath: path].map { quoted($0) }.joined(separator: ", ") + "]"
        case .integer, .seconds, .bool: return setting.text(in: defaults)
        case .object(let path): return object(defaults[keyPath: path])
        }
    }

    /// An object over as many lines as it needs, below its comment.
    private static func object(_ json: String) -> String {
        JSONLayout.pretty(json).split(separator: "\n").joined(separator: "\n    ")
    }

    private static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(writer.bytes)
    }
}
