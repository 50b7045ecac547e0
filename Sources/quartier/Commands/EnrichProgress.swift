import Enrichment
import Service

/// Tells on standard error how far `quartier enrich` has come: a line that moves on a terminal, else one every few seconds.
final class EnrichProgress {
    private let console: Console?
    private let totalBytes: Int?
    private let started = ContinuousClock.now
    private var lastShown = ContinuousClock.now

    /// No console: nothing is shown.
    init(console: Console?, totalBytes: Int?) {
        self.console = console
        self.totalBytes = totalBytes
    }

    /// What a table was taken for: a wrong guess shows before a million answers do.
    func describe(_ table: TableDescription) {
        let separator = table.separator == UInt8(ascii: "\t") ? "tab" : "\"\(UnicodeScalar(table.separator))\""
        console?.errorLine("columns: \(table.columns); separated by \(separator)")
    }

    func update(_ summary: BatchSummary, inputBytes: Int) {
        guard let console else { return }
        let now = ContinuousClock.now
        guard now - lastShown >= (console.isTerminal ? .milliseconds(200) : .seconds(5)) else { return }
        lastShown = now
        let seconds = max((now - started) / .seconds(1), 0.001)
        var line = "\(summary.contacts) contacts, \(Int(Double(summary.contacts) / seconds)) a second"
        if let totalBytes, inputBytes > 0 {
            let left = seconds * Double(totalBytes - inputBytes) / Double(inputBytes)
            line += ", \(100 * inputBytes / totalBytes)%, \(Int(left.rounded(.up))) s left"
        }
        // Back to the start of the line and clear it.
        console.writeError(console.isTerminal ? "\r\u{1B}[K\(line)" : line + "\n")
    }

    func finish(_ summary: BatchSummary) {
        guard let console else { return }
        if console.isTerminal { console.writeError("\r\u{1B}[K") }
        let seconds = max((ContinuousClock.now - started) / .seconds(1), 0.001)
        console.errorLine("\(summary.contacts) contacts, \(Int(Double(summary.contacts) / seconds)) a second")
        for level in MatchLevel.allCases {
            let count = summary.countByLevel[Int(level.rawValue)]
            if count > 0 { console.errorLine("  \(level.name): \(count)") }
        }
        if summary.legacyLines > 0 {
            console.errorLine("  not UTF-8 and read as Windows-1252: \(summary.legacyLines) lines")
        }
        guard summary.rejected > 0 else { return }
        console.errorLine("  could not be read: \(summary.rejected)")
        for rejection in summary.rejections { console.errorLine("    line \(rejection.line): \(rejection.reason)") }
        if summary.rejected > summary.rejections.count {
            console.errorLine("    and \(summary.rejected - summary.rejections.count) more")
        }
    }
}
