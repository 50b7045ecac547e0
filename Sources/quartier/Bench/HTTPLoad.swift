import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A closed loop over many connections: each has one request on its way at a time. One thread, `poll`.
struct HTTPLoad {
    private let target: LocalRequest.Target
    private let requests: [[UInt8]]
    private var connections: [Connection] = []
    private var nextRequest = 0
    private var scratch = [UInt8](repeating: 0, count: 16 * 1024)
    /// Nanoseconds from a request's first byte sent to its answer's last byte received.
    private var latencies: [UInt64] = []
    /// Answers by status.
    private var statuses: [Int: Int] = [:]
    private var elapsedNanoseconds: UInt64 = 0

    private struct Connection {
        let descriptor: Int32
        var answer = HTTPAnswer()
        var sentNanoseconds: UInt64 = 0
    }

    /// Connects. The contacts are the same in every run.
    init(target: LocalRequest.Target, path: String, connections count: Int) throws(CommandFailure) {
        let requests = BenchContacts.bodies(512, seed: 1).map { body in
            Array(
                "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
                    .utf8) + body
        }
        try self.init(target: target, requests: requests, connections: count)
    }

    /// Connects. Each connection sends the next of the requests, which begin anew when they are over.
    init(target: LocalRequest.Target, requests: [[UInt8]], connections count: Int) throws(CommandFailure) {
        self.target = target
        self.requests = requests
        for _ in 0..<count {
            connections.append(Connection(descriptor: try LocalRequest.connect(to: target, timeoutSeconds: 5)))
        }
    }

    mutating func run(seconds: Int) throws(CommandFailure) {
        defer { for connection in connections { close(connection.descriptor) } }
        let start = DispatchTime.now().uptimeNanoseconds
        let end = start + UInt64(seconds) * 1_000_000_000
        for index in connections.indices { try send(index) }
        var polled = connections.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        while DispatchTime.now().uptimeNanoseconds < end {
            guard poll(&polled, nfds_t(polled.count), 1000) > 0 else { throw .failure("\(target) does not answer") }
            for index in polled.indices where polled[index].revents != 0 { try receive(index) }
        }
        elapsedNanoseconds = DispatchTime.now().uptimeNanoseconds - start
    }

    private mutating func send(_ index: Int) throws(CommandFailure) {
        let request = requests[nextRequest % requests.count]
        nextRequest += 1
        connections[index].sentNanoseconds = DispatchTime.now().uptimeNanoseconds
        guard LocalRequest.send(request, on: connections[index].descriptor) else {
            throw LocalRequest.failure("sending to", target)
        }
    }

    private mutating func receive(_ index: Int) throws(CommandFailure) {
        let descriptor = connections[index].descriptor
        guard try connections[index].answer.receive(from: descriptor, target, scratch: &scratch) else { return }
        latencies.append(DispatchTime.now().uptimeNanoseconds - connections[index].sentNanoseconds)
        statuses[connections[index].answer.status, default: 0] += 1
        connections[index].answer.reset()
        try send(index)
    }

    var answersPerSecond: Double { Double(latencies.count) / (Double(elapsedNanoseconds) / 1e9) }

    /// What was measured, a line each.
    var lines: [String] {
        let sorted = latencies.sorted()
        guard let slowest = sorted.last else { return ["no answers"] }
        let perSecond = Double(sorted.count) / (Double(elapsedNanoseconds) / 1e9)
        let percentiles = [50, 99].map { "p\($0) \(sorted[(sorted.count - 1) * $0 / 100] / 1000) µs" }
        let counts = statuses.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        return [
            "\(sorted.count) answers over \(connections.count) connections: \(Int(perSecond)) a second",
            "latency: \(percentiles.joined(separator: ", ")), slowest \(slowest / 1000) µs",
            "status: \(counts.joined(separator: ", "))",
        ]
    }
}
