import CLinux
import Glibc

/// The words for an errno.
func errorText(_ code: Int32) -> String { String(cString: strerror(code)) }

/// A descriptor with one owner, closed at the end of its life.
struct Descriptor: ~Copyable {
    let rawValue: Int32

    init(_ rawValue: Int32) { self.rawValue = rawValue }

    /// Takes over the result of `call`; throws when it is negative.
    init(_ rawValue: Int32, from call: String) throws(ServerError) {
        guard rawValue >= 0 else { throw .system(call: call, code: errno) }
        self.rawValue = rawValue
    }

    deinit { close(rawValue) }
}

/// The socket calls that connections need, wrapped once each. EINTR is retried here.
enum Socket {
    /// What a call that moves bytes did.
    enum Outcome: Equatable {
        case moved(Int)
        /// Nothing now; epoll will tell.
        case wouldBlock
        /// The peer has sent its last byte.
        case end
        /// The connection is lost.
        case failed
    }

    static func receive(_ descriptor: Int32, into room: UnsafeMutableRawBufferPointer) -> Outcome {
        while true {
            let count = recv(descriptor, room.baseAddress, room.count, 0)
            if count > 0 { return .moved(count) }
            if count == 0 { return .end }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .wouldBlock : .failed
        }
    }

    /// Never raises SIGPIPE.
    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Outcome {
        while true {
            let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if count >= 0 { return .moved(count) }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .wouldBlock : .failed
        }
    }

    /// Makes `close` drop what the peer has not taken, and tell it so with a reset.
    static func resetOnClose(_ descriptor: Int32) {
        var now = Glibc.linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<Glibc.linger>.size))
    }

    static func setOption(_ descriptor: Int32, level: Int32, _ option: Int32) -> Bool {
        var on: Int32 = 1
        return setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size)) == 0
    }
}

extension Descriptor {
    /// Gives up ownership.
    consuming func release() -> Int32 {
        let value = rawValue
        discard self
        return value
    }
}
