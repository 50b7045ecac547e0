import Segmentation

/// Shows a build: a bar on a terminal, a line for each step otherwise.
final class BuildProgress: BuildObserver {
    private static let barWidth = 30

    private let console: Console
    private var hasBar = false
    private var lastStep = ""

    init(console: Console) { self.console = console }

    func progress(_ step: String, done: Int, of total: Int) {
        guard console.isTerminal else {
            // A log wants each step once.
            if step != lastStep { console.errorLine(step) }
            lastStep = step
            return
        }
        let filled = total > 0 ? Self.barWidth * min(done, total) / total : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
        console.writeError("\r\u{1B}[K\(bar) \(step)")
        hasBar = true
    }

    func note(_ line: String) {
        finish()
        console.line(line)
    }

    /// Takes the bar away.
    func finish() {
        if hasBar { console.writeError("\r\u{1B}[K") }
        hasBar = false
    }
}
