#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A folder that goes away with all that is in it.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/quartier-test-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "no temporary folder")
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    func write(_ name: String, _ text: String) {
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        precondition(descriptor >= 0, "cannot write \(name)")
        let bytes = Array(text.utf8)
        precondition(bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
        close(descriptor)
    }

    /// Nil when there is no such file.
    func read(_ name: String) -> [UInt8]? { Self.bytes(path + "/" + name) }

    static func bytes(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
        }
    }

    /// Compresses a file in place, as `name.gz`.
    func gzip(_ name: String) {
        var process: pid_t = 0
        let arguments = ["gzip", "-nf", path + "/" + name].map { (word: String) in strdup(word) }
        defer { for argument in arguments { free(argument) } }
        precondition(posix_spawnp(&process, "gzip", nil, nil, arguments + [nil], environ) == 0, "no gzip")
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        precondition(status == 0, "gzip failed")
    }

    private static func remove(_ path: String) {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != "." && name != ".." else { continue }
            if unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
        }
        closedir(directory)
        rmdir(path)
    }

    /// Puts links to these folders of `source` into it.
    func link(_ names: [String], from source: String) {
        for name in names { precondition(symlink("\(source)/\(name)", "\(path)/\(name)") == 0) }
    }
}
