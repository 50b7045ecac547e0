import CLinux
import Glibc

/// A blocking client that writes raw bytes and understands answers: for tests only.
public final class TestClient {
    /// One answer, its body without its framing.
    public struct Answer: Equatable {
        public var status = 0
        public var headers: [String: String] = [:]
        public var body: [UInt8] = []

        public init(status: Int = 0, headers: [String: String] = [:], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        public var text: String { String(decoding: body, as: UTF8.self) }
    }

    public let descriptor: Int32
    private var received: [UInt8] = []
    public private(set) var sawEnd = false

    /// Long enough never to be reached when things are right.
    private static let patienceSeconds = 20

    public init(port: Int, receiveBufferBytes: Int32? = nil) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        if var size = receiveBufferBytes {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        setPatience()
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        precondition(result == 0, "connect: \(errno)")
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    public init(path: String) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        setPatience()
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        precondition(result == 0, "connect: \(errno)")
    }

    deinit { close(descriptor) }

    private func setPatience() {
        var patience = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    /// Sends all of it; false when the server has closed.
    @discardableResult public func send(_ bytes: some Collection<UInt8>) -> Bool {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    @discardableResult public func send(_ text: String) -> Bool { send(text.utf8) }

    /// Sends as much as the kernel takes now.
    public func sendWithoutWaiting(_ bytes: [UInt8]) -> Int {
        max(0, Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)))
    }

    public func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Reads some more; false at the end of the connection.
    private func readMore() -> Bool {
        var room = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &room, room.count, 0)
        guard count > 0 else {
            precondition(count == 0 || errno == ECONNRESET, "the server did not answer in time: \(errno)")
            sawEnd = true
            return false
        }
        received += room[..<count]
        return true
    }

    /// Everything until the server closes.
    public func readToEnd() -> [UInt8] {
        while readMore() {}
        defer { received = [] }
        return received
    }

    /// The next `count` raw bytes, or fewer at the end.
    public func read(_ count: Int) -> [UInt8] {
        while received.count < count, readMore() {}
        let taken = Array(received.prefix(count))
        received.removeFirst(taken.count)
        return taken
    }

    /// The next answer; nil when the connection ended first. `toHead`: it has no body, whatever it says.
    public func answer(toHead: Bool = false) -> Answer? {
        guard let head = readLines() else { return nil }
        var answer = Answer()
        answer.status = Int(head[0].split(separator: " ")[1]) ?? 0
        for line in head.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            answer.headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        if toHead || answer.status < 200 || answer.status == 204 || answer.status == 304 { return answer }
        if answer.headers["transfer-encoding"] == "chunked" {
            guard let body = readChunks() else { return nil }
            answer.body = body
        } else if let length = answer.headers["content-length"].flatMap({ Int($0) }) {
            answer.body = read(length)
        } else {
            answer.body = readToEnd()
        }
        return answer
    }

    private func readLines() -> [String]? {
        let mark = Array("\r\n\r\n".utf8)
        while true {
            if let end = received.firstRange(of: mark)?.lowerBound {
                let head = String(decoding: received[..<end], as: UTF8.self)
                received.removeFirst(end + mark.count)
                return head.split(separator: "\r\n").map(String.init)
            }
            guard readMore() else { return nil }
        }
    }

    private func readLine() -> String? {
        while true {
            if let end = received.firstIndex(of: 0x0A) {
                let line = String(decoding: received[..<end], as: UTF8.self)
                received.removeFirst(end + 1)
                return line.hasSuffix("\r") ? String(line.dropLast()) : line
            }
            guard readMore() else { return nil }
        }
    }

    /// One chunk; nil at the end of the connection, empty at the end of the body.
    public func readChunk() -> [UInt8]? {
        guard let line = readLine(), let size = Int(line, radix: 16) else { return nil }
        let data = read(size)
        guard data.count == size, readLine() == "" else { return nil }
        return data
    }

    private func readChunks() -> [UInt8]? {
        var body: [UInt8] = []
        while let chunk = readChunk() {
            if chunk.isEmpty { return body }
            body += chunk
        }
        return nil
    }

    /// Head lines of an answer whose body is read by `readChunk`.
    public func readHead() -> [String]? { readLines() }
}
