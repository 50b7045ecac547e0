/// Why a server cannot start.
public enum ServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another program listens there.
    case addressInUse(String)
    /// Not an address that a socket can be bound to.
    case invalidAddress(String)
    /// A system call failed; `code` is errno.
    case system(call: String, code: Int32)
    /// A handler could not be made.
    case handler(String)

    public var description: String {
        switch self {
        case .addressInUse(let address): "\(address) is in use by another program"
        case .invalidAddress(let address): "\(address) is not an address to listen on"
        case .system(let call, let code): "\(call) failed: \(errorText(code))"
        case .handler(let reason): reason
        }
    }
}
