import CLinux
import Glibc

/// Makes the sockets that a server listens on.
enum Listener {
    /// An address to bind to, as the kernel wants it.
    struct Address {
        var storage = sockaddr_storage()
        var length = socklen_t(0)
        var family: Int32 = 0

        /// `host` is an IPv4 or IPv6 address, or `localhost`.
        init(host: String, port: Int) throws(ServerError) {
            guard (0...65_535).contains(port) else { throw .invalidAddress("\(host):\(port)") }
            let text = host == "localhost" ? "127.0.0.1" : host
            var four = sockaddr_in()
            var six = sockaddr_in6()
            if inet_pton(AF_INET, text, &four.sin_addr) == 1 {
                four.sin_family = sa_family_t(AF_INET)
                four.sin_port = UInt16(port).bigEndian
                set(four, AF_INET)
            } else if inet_pton(AF_INET6, text, &six.sin6_addr) == 1 {
                six.sin6_family = sa_family_t(AF_INET6)
                six.sin6_port = UInt16(port).bigEndian
                set(six, AF_INET6)
            } else {
                throw .invalidAddress(host)
            }
        }

        /// A Unix-domain path, which must fit into the kernel's 107 bytes.
        init(path: String) throws(ServerError) {
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array(path.utf8)
            let room = MemoryLayout.size(ofValue: address.sun_path)
            guard !bytes.isEmpty, bytes.count < room, !bytes.contains(0) else { throw .invalidAddress(path) }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
            set(address, AF_UNIX)
        }

        private mutating func set<A>(_ address: A, _ family: Int32) {
            self.family = family
            length = socklen_t(MemoryLayout<A>.size)
            withUnsafeMutableBytes(of: &storage) { room in
                withUnsafeBytes(of: address) { room.copyMemory(from: $0) }
            }
        }

        func withPointer<R>(_ body: (UnsafePointer<sockaddr>) -> R) -> R {
            withUnsafePointer(to: storage) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body) }
        }
    }

    /// A TCP listener. Loops share the address with SO_REUSEPORT; so that another server of the same user does not share it
    /// unseen, the first one binds once without (`isFirst`).
    static func tcp(host: String, port: Int, backlog: Int, isFirst: Bool) throws(ServerError) -> Descriptor {
        let address = try Address(host: host, port: port)
        let name = "\(host):\(port)"
        if isFirst, port != 0 {
            let probe = try socket(address)
            try bind(probe, address, name)
        }
        let listener = try socket(address)
        _ = Socket.setOption(listener.rawValue, level: SOL_SOCKET, SO_REUSEPORT)
        try bind(listener, address, name)
        guard listen(listener.rawValue, Int32(backlog)) == 0 else { throw .system(call: "listen", code: errno) }
        return listener
    }

    /// A Unix-domain listener. A socket file that nobody answers on is left over from a crash, and replaced.
    static func unix(path: String, backlog: Int) throws(ServerError) -> Descriptor {
        let address = try Address(path: path)
        let probe = try socket(address)
        let isAlive = address.withPointer { connect(probe.rawValue, $0, address.length) } == 0 || errno == EAGAIN
        guard !isAlive else { throw .addressInUse(path) }
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK { unlink(path) }
        let listener = try socket(address)
        try bind(listener, address, path)
        guard listen(listener.rawValue, Int32(backlog)) == 0 else { throw .system(call: "listen", code: errno) }
        return listener
    }

    /// The port that a listener was given.
    static func port(of listener: borrowing Descriptor) -> Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutablePointer(to: &storage) {
            _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener.rawValue, $0, &length) }
        }
        // Both families hold the port at the same place.
        return withUnsafeBytes(of: storage) { Int(UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self))) }
    }

    private static func socket(_ address: Address) throws(ServerError) -> Descriptor {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let made = try Descriptor(Glibc.socket(address.family, kind, 0), from: "socket")
        if address.family != AF_UNIX { _ = Socket.setOption(made.rawValue, level: SOL_SOCKET, SO_REUSEADDR) }
        if address.family == AF_INET6 { _ = Socket.setOption(made.rawValue, level: Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
        return made
    }

    private static func bind(_ socket: borrowing Descriptor, _ address: Address, _ name: String) throws(ServerError) {
        let descriptor = socket.rawValue
        guard address.withPointer({ Glibc.bind(descriptor, $0, address.length) }) != 0 else { return }
        switch errno {
        case EADDRINUSE: throw .addressInUse(name)
        case EADDRNOTAVAIL: throw .invalidAddress(name)
        default: throw .system(call: "bind to \(name)", code: errno)
        }
    }
}
