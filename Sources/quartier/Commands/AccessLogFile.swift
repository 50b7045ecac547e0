import HTTP

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Where the access log goes, by the setting `access_log`.
enum AccessLogFile {
    /// `stdout`, `stderr`, `off` (nil), or a file that lines are appended to.
    static func open(_ setting: String) throws(CommandFailure) -> AccessLog? {
        let descriptor: Int32
        switch setting {
        case "off": return nil
        case "stdout": descriptor = STDOUT_FILENO
        case "stderr": descriptor = STDERR_FILENO
        default:
            // Only the operator may read who asked for what, and when.
            descriptor = open(path: setting)
            guard descriptor >= 0 else {
                throw .failure("access_log: \(setting) cannot be opened: \(String(cString: strerror(errno)))")
            }
        }
        return AccessLog { lines in
            var rest = lines[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }

    private static func open(path: String) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
        #else
            Musl.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
        #endif
    }
}
