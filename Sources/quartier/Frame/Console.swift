#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Where a command's words go. The real one writes to the standard streams; tests collect.
struct Console: Sendable {
    /// Writes text to standard output as it is.
    let write: @Sendable (String) -> Void
    /// Writes text to standard error as it is.
    let writeError: @Sendable (String) -> Void
    /// Whether a person watches standard error, so that progress may be a moving bar.
    let isTerminal: Bool

    func line(_ text: String) { write(text + "\n") }
    func errorLine(_ text: String) { writeError(text + "\n") }

    static let standard = Console(
        write: { Console.write($0, to: STDOUT_FILENO) },
        writeError: { Console.write($0, to: STDERR_FILENO) },
        isTerminal: isatty(STDERR_FILENO) == 1)

    /// Writes all of it, unless the reader is gone: then there is nobody left to tell.
    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, rest.count > 0 {
                #if canImport(Glibc)
                    let written = Glibc.write(descriptor, start, rest.count)
                #else
                    let written = Musl.write(descriptor, start, rest.count)
                #endif
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }
}
