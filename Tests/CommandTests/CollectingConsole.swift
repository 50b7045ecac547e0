import Synchronization

@testable import quartier

/// A console that keeps what is written.
final class CollectedOutput: Sendable {
    private let texts = Mutex((output: "", errors: ""))

    var output: String { texts.withLock { $0.output } }
    var errors: String { texts.withLock { $0.errors } }

    var console: Console {
        Console(
            write: { text in self.texts.withLock { $0.output += text } },
            writeError: { text in self.texts.withLock { $0.errors += text } },
            isTerminal: false)
    }
}

/// Runs the program in this process and collects what it writes.
func run(
    _ words: [String], commands: [any Command.Type] = Program.commands, environment: [String: String] = [:]
) -> (status: CommandStatus, output: String, errors: String) {
    let collected = CollectedOutput()
    let status = Program(commands: commands, console: collected.console, environment: environment).run(words)
    return (status, collected.output, collected.errors)
}
