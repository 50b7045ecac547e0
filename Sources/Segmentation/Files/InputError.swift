/// Why the official files could not be read at all. A bad row is not an error: see `RowProblems`.
public enum InputError: Error, Equatable, CustomStringConvertible {
    /// A system call failed on a file: the call, the path, errno.
    case system(call: String, path: String, errno: Int32)
    /// `gzip` or `xz` ended with this status: the file is damaged, or the program is missing.
    case decompression(program: String, path: String, status: Int32)
    /// Nothing can be built without it.
    case missing(String)
    /// A file of `Config` is not what it should be.
    case configuration(file: String, reason: String)

    public var description: String {
        switch self {
        case .system(let call, let path, let number): "\(path): \(call) failed: \(systemMessage(number))"
        case .decompression(let program, let path, let status): "\(path): \(program) ended with status \(status)"
        case .missing(let what): what
        case .configuration(let file, let reason): "\(file): \(reason)"
        }
    }
}
