import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Listens on a free port of 127.0.0.1 and answers the first connection, then closes.
final class OneAnswer {
    let port: Int
    private let listener: Int32
    private var thread = pthread_t()

    private struct Job {
        let listener: Int32
        let answer: [UInt8]
    }

    init(_ answer: String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 1) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        try #require(bound)
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        let job = UnsafeMutablePointer<Job>.allocate(capacity: 1)
        job.initialize(to: Job(listener: listener, answer: Array(answer.utf8)))
        pthread_create(&thread, nil, { OneAnswer.serve($0) }, job)
    }

    deinit {
        // Wakes an accept that nobody came for.
        shutdown(listener, Int32(SHUT_RDWR))
        pthread_join(thread, nil)
        close(listener)
    }

    private static func serve(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let pointer = argument?.assumingMemoryBound(to: Job.self) else { return nil }
        let job = pointer.move()
        pointer.deallocate()
        let connection = accept(job.listener, nil, nil)
        guard connection >= 0 else { return nil }
        var request = [UInt8](repeating: 0, count: 512)
        _ = recv(connection, &request, request.count, 0)
        _ = send(connection, job.answer, job.answer.count, Int32(MSG_NOSIGNAL))
        close(connection)
        return nil
    }
}
