import FoundationEssentials
import Service
import Store

/// The reference of a command that needs one.
enum ReferenceFile {
    /// Sees to it that the file is there: builds it from the shipped texts when it is not, and says so.
    static func prepare(_ settings: Settings, _ console: Console) throws(CommandFailure) {
        guard !FileManager.default.fileExists(atPath: settings.reference) else { return }
        guard let directory = settings.referenceDirectory else {
            throw .failure(
                "\(settings.reference): there is no such file, and reference_directory names no texts to build it from")
        }
        console.errorLine(
            "quartier: there is no \(settings.reference) yet; building it from the texts in \(directory), which know every "
                + "commune and neighbourhood but no streets (quartier build reads those)")
        do { try EmbeddedReference.build(from: directory, to: settings.reference) } catch {
            throw .failure("\(settings.reference) could not be built: \(error)")
        }
    }
}
