import Service

extension LocalRequest.Target {
    /// Where a server with these settings is asked from its own machine: on its host and port, or else on its Unix socket.
    init(_ settings: Settings) throws(CommandFailure) {
        if let host = settings.host {
            self = .tcp(host: Self.reachable(host), port: settings.port)
        } else if let socket = settings.unixSocket {
            self = .unixSocket(path: socket)
        } else {
            throw .usage("neither host nor unix_socket is set, so there is no server to ask")
        }
    }

    /// A server that listens on every address is asked on the loopback one.
    private static func reachable(_ host: String) -> String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }
}
