import Segmentation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Shows a build: a bar on a terminal, plain lines otherwise. Progress goes to standard error, lines to standard output.
final class ConsoleObserver: BuildObserver {
    private static let barWidth = 30

    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var hasBar = false
    private var lastStep = ""

    func progress(_ step: String, done: Int, of total: Int) {
        guard isTerminal else {
            // A log wants each step once.
            if step != lastStep { writeError(step) }
            lastStep = step
            return
        }
        let filled = total > 0 ? Self.barWidth * done / total : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
        writeError("\r\u{1B}[K\(bar) \(step)", terminator: "")
        hasBar = true
    }

    func note(_ line: String) {
        finish()
        print(line)
        fflush(nil)
    }

    /// Takes the bar away.
    func finish() {
        if hasBar { writeError("\r\u{1B}[K", terminator: "") }
        hasBar = false
    }
}

func writeError(_ text: String, terminator: String = "\n") {
    let bytes = Array((text + terminator).utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
