import Bytes
import Segmentation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Finds `Config`: given, or in the working folder, or above the program (`.build/release/quartier` in a checkout).
struct ConfigFolder {
    let path: String

    static func find(_ given: String?) throws(InputError) -> ConfigFolder {
        if let given { return ConfigFolder(path: given) }
        for path in candidates() where access(path + "/segmentation.json", R_OK) == 0 {
            return ConfigFolder(path: path)
        }
        throw .missing("the folder Config was not found; say where it is with --config")
    }

    private static func candidates() -> [String] {
        var paths = ["Config"]
        var program = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &program, Int(PATH_MAX))
        guard count > 0 else { return paths }
        var parts = String(decoding: program[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
            separator: "/")
        while !parts.isEmpty {
            parts.removeLast()
            paths.append("/" + (parts + ["Config"]).joined(separator: "/"))
        }
        return paths
    }

    /// All of a file.
    func bytes(_ name: String) throws(InputError) -> [UInt8] {
        var file = try InputFile(path: path + "/" + name)
        var buffer = ByteBuffer()
        while try file.read(into: &buffer) {}
        return buffer.withUnsafeBytes { Array($0) }
    }
}
