import FoundationEssentials
import Service
import Store

/// The reference of a command that needs one.
enum ReferenceFile {
    /// Sees to it that the file is there: builds it from the shipped texts when it is not, or when an older version has built it
    /// from them, and says so.
    static func prepare(_ settings: Settings, _ console: Console) throws(CommandFailure) {
        let isThere = FileManager.default.fileExists(atPath: settings.reference)
        guard !isThere || EmbeddedReference.isOutdated(settings.reference) else { return }
        guard let directory = settings.referenceDirectory else {
            throw .failure(
                "\(settings.reference): there is no such file that this version reads, and reference_directory names no texts "
                    + "to build it from")
        }
        let reason =
            isThere ? "an older version has built \(settings.reference)" : "there is no \(settings.reference) yet"
        console.errorLine(
            "quartier: \(reason); building it from the texts in \(directory), which know every "
                + "commune and neighbourhood but no streets (quartier build reads those)")
        do { try EmbeddedReference.build(from: directory, to: settings.reference) } catch {
            throw .failure("\(settings.reference) could not be built: \(error)")
        }
    }
}
