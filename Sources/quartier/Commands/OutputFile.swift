#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A file, or standard output, that a command writes bytes to. Closed when it goes.
final class OutputFile {
    private let descriptor: Int32
    private let path: String

    /// Makes the file or empties it.
    init(_ path: String) throws(CommandFailure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .failure("\(path): \(String(cString: strerror(errno)))") }
    }

    /// Standard output.
    init() {
        path = "standard output"
        descriptor = STDOUT_FILENO
    }

    deinit { if descriptor != STDOUT_FILENO { close(descriptor) } }

    func write(_ bytes: Span<UInt8>) throws(CommandFailure) {
        let isWritten = bytes.withUnsafeBytes { bytes in
            var rest = bytes
            while rest.count > 0 {
                let written = Self.write(descriptor, rest)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
            return true
        }
        guard isWritten else { throw .failure("writing to \(path) failed: \(String(cString: strerror(errno)))") }
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
