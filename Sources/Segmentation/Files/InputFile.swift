import Bytes
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }

func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }

/// A file that is read from the front to the end, decompressed on the way by the system's `gzip` or `xz`.
///
/// The program runs beside us with our file as its only argument and its output on a pipe; no shell sees the name. It is
/// waited for when the file is closed, also when reading stops early.
public struct InputFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private let program: Decompressor?
    private var process: pid_t

    enum Decompressor: String {
        case gzip, xz

        init?(path: String) {
            if path.hasSuffix(".gz") {
                self = .gzip
            } else if path.hasSuffix(".xz") {
                self = .xz
            } else {
                return nil
            }
        }
    }

    public init(path: String) throws(InputError) {
        let program = Decompressor(path: path)
        let opened = try Self.open(path, through: program)
        self.path = path
        self.program = program
        descriptor = opened.descriptor
        process = opened.process
    }

    /// Standard input, as it comes.
    public init() {
        path = "standard input"
        program = nil
        descriptor = STDIN_FILENO
        process = 0
    }

    /// The bytes of the file; nil where that is not known before the end: of a pipe, or of what is decompressed.
    public var byteCount: Int? {
        var information = stat()
        guard program == nil, fstat(descriptor, &information) == 0, information.st_size > 0 else { return nil }
        return Int(information.st_size)
    }

    private static func open(
        _ path: String, through program: Decompressor?
    ) throws(InputError) -> (descriptor: Int32, process: pid_t) {
        if let program { return try spawn(program, path: path) }
        let descriptor = systemOpen(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(call: "open", path: path, errno: errno) }
        return (descriptor, 0)
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
        // A program whose pipe is closed under it ends by itself (SIGPIPE).
        if process > 0 { _ = Self.wait(for: process) }
    }

    /// Reads some bytes and appends them; false at the end of the file.
    public mutating func read(into buffer: inout ByteBuffer, upTo count: Int = 1 << 18) throws(InputError) -> Bool {
        var got = 0
        repeat {
            _ = buffer.appendUninitialized(minimum: count) { free in
                got = readBytes(descriptor, free.baseAddress, count)
                return max(0, got)
            }
        } while got < 0 && errno == EINTR
        guard got >= 0 else { throw .system(call: "read", path: path, errno: errno) }
        if got == 0 { try finish() }
        return got > 0
    }

    /// Lets `read` of this type be told apart from the system's.
    private borrowing func readBytes(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, start, count)
        #else
            Musl.read(descriptor, start, count)
        #endif
    }

    /// Learns whether the program came through.
    private mutating func finish() throws(InputError) {
        guard process > 0, let program else { return }
        let status = Self.wait(for: process)
        process = 0
        guard status == 0 else {
            throw .decompression(program: program.rawValue, path: path, status: status)
        }
    }

    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            if errno != EINTR { return -1 }
        }
        // The exit status, or 128 and the signal, as shells say it.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    private static func spawn(
        _ program: Decompressor, path: String
    ) throws(InputError) -> (descriptor: Int32, process: pid_t) {
        try spawning.withLock { _ throws(InputError) in
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw .system(call: "pipe", path: path, errno: errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
            var process: pid_t = 0
            let failure = withArguments([program.rawValue, "-dc", "--", path]) { arguments in
                posix_spawnp(&process, program.rawValue, &actions, nil, arguments, environ)
            }
            close(ends[1])
            guard failure == 0 else {
                close(ends[0])
                throw .system(call: "running \(program.rawValue)", path: path, errno: failure)
            }
            return (ends[0], process)
        }
    }

    /// Held while a pipe is made and a program started: a program started by another thread in between would keep the
    /// pipe open.
    private static let spawning = Mutex<Void>(())

    private static func withArguments<R>(
        _ arguments: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
    ) -> R {
        let copies = arguments.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
