/// Why the settings cannot be used. One sentence a case, naming the key, the value and what is expected.
public enum SettingsError: Error, Equatable, Sendable {
    /// A file that is not JSON; `place` is a line and a column.
    case notJSON(file: String, place: String, reason: String)
    /// A file whose whole is not one object.
    case notAnObject(file: String)
    case unknownKey(String, file: String, nearest: String?)
    /// A value of the wrong type or out of its limits. `name` is the key in `file`; without a file it is the environment
    /// variable or the flag.
    case badValue(name: String, value: String, file: String?, expected: String)
    /// A computed indicator that cannot be; `place` is a JSON pointer within `audience.computed`.
    case badComputed(place: String, reason: String)
    /// An address that other machines reach, without leave for it.
    case notLoopback(host: String)
    /// Neither an address nor a Unix socket.
    case nowhereToListen
}

extension SettingsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notJSON(let file, let place, let reason):
            "\(file), \(place): \(reason)"
        case .notAnObject(let file):
            "\(file): the settings must be one JSON object"
        case .unknownKey(let key, let file, let nearest):
            "\(file): there is no setting \"\(key)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
        case .badValue(let name, let value, let file, let expected):
            (file.map { "\($0): " } ?? "") + "\(name) is \(value) but must be \(expected)"
        case .badComputed(let place, let reason):
            "audience.computed\(place): \(reason)"
        case .notLoopback(let host):
            "host \(host) lets other machines in, and there are no API keys yet: "
                + "add --open-to-network to allow it, or use a loopback address such as 127.0.0.1"
        case .nowhereToListen:
            "neither host nor unix_socket is set, so there is nowhere to listen"
        }
    }
}
