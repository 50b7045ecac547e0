import Audiences
import FoundationEssentials

/// The time zones of the machine.
public enum TimeZoneFile {
    /// Where Linux has them.
    public static let folder = "/usr/share/zoneinfo"

    /// The zone of the name, such as `Europe/Paris`; nil when the machine has none of it. UTC needs no file, and Paris has its
    /// yearly rule built in for machines without any.
    public static func load(_ name: String) -> TimeZoneRules? {
        if name == "UTC" { return .utc }
        let isName = name.utf8.allSatisfy { byte in
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || [0x2F, 0x5F, 0x2D, 0x2B].contains(byte)
        }
        guard isName, !name.isEmpty, !name.hasPrefix("/") else { return nil }
        if let data = try? Data(contentsOf: URL(filePath: folder + "/" + name)),
            let zone = TimeZoneRules(name: name, tzif: Array(data).span)
        {
            return zone
        }
        return name == TimeZoneRules.paris.name ? .paris : nil
    }
}
