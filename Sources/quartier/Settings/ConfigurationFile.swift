#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif
import FoundationEssentials

/// Where the configuration file is found, so that the program works from any folder.
enum ConfigurationFile {
    static let relativePath = "Config/quartier.json"

    /// The file to read: the one asked for; else `Config/quartier.json` here; else the one of the checkout that the
    /// executable stands in; else none, and the defaults that are built in hold.
    static func find(asked path: String?) -> String? {
        if let path { return path }
        if FileManager.default.fileExists(atPath: relativePath) { return relativePath }
        return executablePath().flatMap { findAbove($0) }
    }

    /// `Config/quartier.json` in the folder of `path` or in the nearest folder above it that has one.
    static func findAbove(_ path: String) -> String? {
        var folders = path.split(separator: "/")
        while folders.popLast() != nil {
            let candidate = "/" + (folders + [Substring(relativePath)]).joined(separator: "/")
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
        }
        return nil
    }

    /// The folder of the shipped reference texts that belongs to a configuration file: `reference` beside it.
    static func referenceDirectory(beside file: String) -> String {
        let folders = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return (folders + ["reference"]).joined(separator: "/")
    }

    /// The bytes of the file.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        try ValueKind.inputFile().check(path, of: path)
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw .failure("\(path) cannot be read: \(error)")
        }
    }

    private static func executablePath() -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }
}
