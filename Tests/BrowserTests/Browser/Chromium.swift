import FoundationEssentials
import Glibc
import JSON

/// Headless Chromium, driven by the Chrome DevTools Protocol over a pair of pipes (`--remote-debugging-pipe`: commands on
/// descriptor 3, answers and events on 4, each JSON text ended by a zero byte). No port is opened, nothing else is needed.
final class Chromium {
    struct Failure: Error, CustomStringConvertible { var description: String }

    /// Where it is installed; nil when it is not.
    static var path: String? {
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
            .first { access($0, X_OK) == 0 }
    }

    private let process: pid_t
    private let commands: Int32
    private let answers: Int32
    private let profile: String
    private var received: [UInt8] = []
    private var lastID = 0
    /// Events that came while an answer was awaited, oldest first.
    private(set) var events: [(session: String, method: String, parameters: JSONTree)] = []

    /// Long enough never to be reached when things are right.
    private static let patienceMilliseconds: Int32 = 60_000

    init() throws {
        guard let path = Self.path else { throw Failure(description: "Chromium is not installed") }
        profile = "\(FileManager.default.temporaryDirectory.path)/quartier-browser-\(UUID().uuidString)"
        let toBrowser = try Self.pipeEnds()
        let fromBrowser = try Self.pipeEnds()
        process = try Self.spawn(
            path,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-extensions", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--hide-scrollbars", "--remote-debugging-pipe", "--user-data-dir=\(profile)",
                "about:blank",
            ], reads: toBrowser.read, writes: fromBrowser.write)
        close(toBrowser.read)
        close(fromBrowser.write)
        commands = toBrowser.write
        answers = fromBrowser.read
    }

    /// Ends the browser and takes its profile away.
    func end() {
        close(commands)
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        close(answers)
        try? FileManager.default.removeItem(atPath: profile)
    }

    /// Sends a command and gives its result; events that come first are kept.
    @discardableResult
    func send(_ method: String, session: String? = nil, _ parameters: String = "{}") throws -> JSONTree {
        lastID += 1
        let id = lastID
        let target = session.map { ",\"sessionId\":\"\($0)\"" } ?? ""
        let message = "{\"id\":\(id),\"method\":\"\(method)\"\(target),\"params\":\(parameters)}\0"
        guard writeAll(Array(message.utf8)) else { throw Failure(description: "\(method): the browser has gone") }
        while true {
            let message = try nextMessage()
            if let answered = message["id"]?.number {
                guard Int(answered) == id else { continue }
                if let error = message["error"] { throw Failure(description: "\(method): \(error)") }
                return message["result"] ?? .null
            }
            keep(message)
        }
    }

    /// Waits for an event of a session and takes it; one that has come already counts.
    func await(_ method: String, session: String) throws -> JSONTree {
        while true {
            if let place = events.firstIndex(where: { $0.method == method && $0.session == session }) {
                return events.remove(at: place).parameters
            }
            keep(try nextMessage())
        }
    }

    /// Takes all events of a session that came so far.
    func takeEvents(session: String) -> [(method: String, parameters: JSONTree)] {
        let taken = events.filter { $0.session == session }.map { ($0.method, $0.parameters) }
        events.removeAll { $0.session == session }
        return taken
    }

    private func keep(_ message: JSONTree) {
        guard let method = message["method"]?.text else { return }
        events.append((message["sessionId"]?.text ?? "", method, message["params"] ?? .null))
    }

    private func nextMessage() throws -> JSONTree {
        while true {
            if let end = received.firstIndex(of: 0) {
                let message = Array(received[..<end])
                received.removeFirst(end + 1)
                guard let tree = JSONTree(message) else {
                    throw Failure(description: "the browser's answer is not JSON")
                }
                return tree
            }
            var waiting = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Self.patienceMilliseconds) > 0 else {
                throw Failure(description: "the browser did not answer in time")
            }
            var room = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(answers, &room, room.count)
            guard count > 0 else { throw Failure(description: "the browser has gone") }
            received += room[..<count]
        }
    }

    private func writeAll(_ bytes: [UInt8]) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(commands, $0.baseAddress, $0.count) }
            if count <= 0 { return false }
            written += count
        }
        return true
    }
}

/// Processes and pipes.
extension Chromium {
    /// Both ends above the numbers that the child uses, closed when another program is started.
    private static func pipeEnds() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure(description: "pipe: \(errno)") }
        let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 20) }
        ends.forEach { close($0) }
        return (moved[0], moved[1])
    }

    private static func spawn(_ path: String, _ arguments: [String], reads: Int32, writes: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, reads, 3)
        posix_spawn_file_actions_adddup2(&actions, writes, 4)
        for output in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
        }
        var list: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { list.forEach { free($0) } }
        var process = pid_t()
        let result = posix_spawn(&process, path, &actions, nil, &list, environ)
        guard result == 0 else { throw Failure(description: "\(path): \(result)") }
        return process
    }
}
