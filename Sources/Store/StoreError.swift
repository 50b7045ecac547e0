#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Why a file of data could not be written or read.
public enum StoreError: Error, Equatable, CustomStringConvertible {
    case sqlite(SQLiteError)
    /// A system call failed: the call, the path, errno.
    case system(call: String, path: String, errno: Int32)
    /// The file is not what it should be, in plain words.
    case content(path: String, reason: String)

    public var description: String {
        switch self {
        case .sqlite(let error): error.description
        case .system(let call, let path, let number): "\(path): \(call) failed: \(String(cString: strerror(number)))"
        case .content(let path, let reason): "\(path): \(reason)"
        }
    }
}
