import Service

/// Finds the command that the words name and runs it.
struct Program {
    let commands: [any Command.Type]
    let console: Console
    let environment: [String: String]

    static let name = "quartier"

    /// Runs the command that `words` call for; `words` are the arguments without the program's own name.
    func run(_ words: [String]) -> CommandStatus {
        do throws(CommandFailure) {
            try dispatch(words)
            return .success
        } catch {
            let prefix = command(for: words).map { "\(Program.name) \($0.descriptor.name)" } ?? Program.name
            let hint = error.status == .usage ? " (\(prefix) --help explains)" : ""
            console.errorLine("\(prefix): \(error.text)\(hint)")
            return error.status
        }
    }

    private func dispatch(_ words: [String]) throws(CommandFailure) {
        if words.first == "help" || words.first.map(isHelpFlag) == true { return try help(Array(words.dropFirst())) }
        if words == ["--version"] { return try dispatch(["version"]) }
        guard let command = command(for: words) else {
            // `quartier bench --help` asks about a family of commands.
            if words.count == 2, isHelpFlag(words[1]) { return try help([words[0]]) }
            throw unknown(words)
        }
        let rest = words.dropFirst(command.descriptor.words.count)
        // Words behind `--` are arguments, even when they look like a call for help.
        if rest.prefix(while: { $0 != "--" }).contains(where: isHelpFlag) {
            return console.write(HelpText.command(command.descriptor))
        }
        let options = try OptionParser.parse(rest, for: command.descriptor)
        try command.run(Invocation(options: options, console: console, environment: environment))
    }

    private func isHelpFlag(_ word: String) -> Bool { word == "--help" || word == "-h" }

    /// The command whose words the words begin with; of two the one with more words.
    private func command(for words: [String]) -> (any Command.Type)? {
        commands
            .filter { words.starts(with: $0.descriptor.words) }
            .max { $0.descriptor.words.count < $1.descriptor.words.count }
    }

    private func help(_ words: [String]) throws(CommandFailure) {
        let wanted = words.filter { !isHelpFlag($0) }
        if wanted.isEmpty { return console.write(HelpText.program(commands.map { $0.descriptor })) }
        if let command = command(for: wanted), command.descriptor.words.count == wanted.count {
            return console.write(HelpText.command(command.descriptor))
        }
        let family = commands.map { $0.descriptor }.filter { $0.words.starts(with: wanted) }
        guard !family.isEmpty else { throw unknown(wanted) }
        console.write(HelpText.program(family))
    }

    private func unknown(_ words: [String]) -> CommandFailure {
        guard let first = words.first else { return .usage("a command is missing") }
        let family = commands.map { $0.descriptor }.filter { $0.words[0] == first && $0.words.count > 1 }
        if !family.isEmpty {
            return .usage("\(first) needs one more word: \(family.map { $0.words[1] }.joined(separator: ", "))")
        }
        let written = words.prefix { !$0.hasPrefix("-") }.prefix(2).joined(separator: " ")
        let names = commands.map { $0.descriptor.name } + ["help"]
        let nearest = NearestName.find(written, among: names) ?? NearestName.find(first, among: names)
        return .usage("there is no command \"\(first)\"" + (nearest.map { "; did you mean \($0)?" } ?? ""))
    }
}
