#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// One GET over a plain blocking socket: enough to ask a server of ours how it is.
enum LocalRequest {
    enum Target: CustomStringConvertible {
        case tcp(host: String, port: Int)
        case unixSocket(path: String)

        var description: String {
            switch self {
            case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
            case .unixSocket(let path): path
            }
        }
    }

    /// The status of the answer to `GET path`. Blocks for at most about `timeoutSeconds` for each of connecting, sending
    /// and the first bytes of the answer.
    static func status(of path: String, at target: Target, timeoutSeconds: Int) throws(CommandFailure) -> Int {
        let socket = try connect(to: target, timeoutSeconds: timeoutSeconds)
        defer { close(socket) }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard send(request, on: socket) else { throw failure("sending to", target) }
        return try readStatus(from: socket, target)
    }

    /// `HTTP/1.1 200` is all that is needed (RFC 9112, section 4).
    private static func readStatus(from socket: Int32, _ target: Target) throws(CommandFailure) -> Int {
        var answer = [UInt8](repeating: 0, count: 12)
        var received = 0
        while received < answer.count {
            let count = answer.withUnsafeMutableBytes {
                recv(socket, $0.baseAddress! + received, $0.count - received, 0)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("reading from", target, closed: count == 0) }
            received += count
        }
        let text = String(decoding: answer, as: UTF8.self)
        guard text.hasPrefix("HTTP/1."), let status = Int(text.suffix(3)) else {
            throw .failure("\(target) does not speak HTTP")
        }
        return status
    }

    /// Sends all of a request, small enough for the kernel to take whole; false, with errno set, when it does not.
    static func send(_ request: [UInt8], on socket: Int32) -> Bool {
        #if canImport(Glibc)
            Glibc.send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        #else
            Musl.send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        #endif
    }

    /// A connected blocking socket, which the caller closes.
    static func connect(to target: Target, timeoutSeconds: Int) throws(CommandFailure) -> Int32 {
        switch target {
        case .tcp(let host, let port): try connectedTCP(host, port, target, timeoutSeconds)
        case .unixSocket(let path): try connectedUnix(path, target, timeoutSeconds)
        }
    }

    private static func connectedTCP(
        _ host: String, _ port: Int, _ target: Target, _ timeoutSeconds: Int
    ) throws(CommandFailure) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &found)
        guard code == 0, let address = found else {
            throw .failure("\(host) is no address: \(String(cString: gai_strerror(code)))")
        }
        defer { freeaddrinfo(found) }
        let socket = try opened(address.pointee.ai_family, target, timeoutSeconds)
        guard connected(socket, address.pointee.ai_addr, address.pointee.ai_addrlen) else {
            defer { close(socket) }
            throw failure("connecting to", target)
        }
        return socket
    }

    private static func connectedUnix(_ path: String, _ target: Target, _ timeoutSeconds: Int) throws(CommandFailure)
        -> Int32
    {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        // The path must leave room for the zero that ends it.
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw .failure("\(path) is too long for a socket's path")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let socket = try opened(AF_UNIX, target, timeoutSeconds)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connected(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard isConnected else {
            defer { close(socket) }
            throw failure("connecting to", target)
        }
        return socket
    }

    private static func connected(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Bool {
        #if canImport(Glibc)
            Glibc.connect(socket, address, size) == 0
        #else
            Musl.connect(socket, address, size) == 0
        #endif
    }

    private static func opened(_ family: Int32, _ target: Target, _ timeoutSeconds: Int) throws(CommandFailure) -> Int32
    {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw failure("opening a socket for", target) }
        // On Linux the send timeout bounds connect too.
        var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
        return descriptor
    }

    static func failure(_ doing: String, _ target: Target, closed: Bool = false) -> CommandFailure {
        let reason =
            closed
            ? "it closed the connection" : errno == EAGAIN ? "no answer in time" : String(cString: strerror(errno))
        return .failure("\(doing) \(target): \(reason)")
    }
}
