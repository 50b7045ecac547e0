import Service

/// Reads the words behind a command's name. `--name value`, `--name=value`; `--` ends the options; `-` alone is an argument.
/// An option given twice has its last value.
struct OptionParser {
    private var parsed: ParsedOptions
    private var words: ArraySlice<String>

    /// The options, or the first thing that is wrong with them.
    static func parse(_ words: ArraySlice<String>, for descriptor: CommandDescriptor) throws(CommandFailure)
        -> ParsedOptions
    {
        var parser = OptionParser(parsed: ParsedOptions(descriptor: descriptor), words: words)
        try parser.readWords()
        try parser.checkCompleteness()
        return parser.parsed
    }

    private mutating func readWords() throws(CommandFailure) {
        while let word = words.popFirst() {
            if word == "--" {
                while let argument = words.popFirst() { try readArgument(argument) }
            } else if word.hasPrefix("-"), word != "-" {
                try readOption(word)
            } else {
                try readArgument(word)
            }
        }
    }

    private mutating func readOption(_ word: String) throws(CommandFailure) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts[0].hasPrefix("--"), let option = parsed.descriptor.option(named: String(parts[0].dropFirst(2)))
        else {
            throw unknown(parts[0])
        }
        let value = parts.count > 1 ? parts[1] : option.kind.takesValue ? try readValue(of: option) : "true"
        try option.kind.check(value, of: option.flag)
        parsed.values[option.name] = value
    }

    /// The word behind an option, which must not look like one itself: `--from --to x` lacks a value, it is no file `--to`.
    private mutating func readValue(of option: OptionDescriptor) throws(CommandFailure) -> String {
        guard let next = words.first, !next.hasPrefix("--") else {
            throw .usage("\(option.flag) needs a value: \(option.usage)")
        }
        words.removeFirst()
        return next
    }

    private func unknown(_ flag: String) -> CommandFailure {
        let known = parsed.descriptor.options.map(\.flag) + ["--help"]
        let nearest = NearestName.find(flag, among: known).map { "; did you mean \($0)?" } ?? ""
        return .usage("there is no option \(flag)\(nearest)")
    }

    private mutating func readArgument(_ word: String) throws(CommandFailure) {
        let index = parsed.arguments.count
        let known = parsed.descriptor.arguments
        guard let last = known.last, index < known.count || last.isRepeated else {
            throw .usage("unexpected argument \"\(word)\"")
        }
        let argument = index < known.count ? known[index] : last
        try argument.kind.check(word, of: argument.name)
        parsed.arguments.append(word)
    }

    private func checkCompleteness() throws(CommandFailure) {
        for option in parsed.descriptor.options where option.isRequired && parsed.values[option.name] == nil {
            throw .usage("\(option.usage) is missing")
        }
        for argument in parsed.descriptor.arguments.dropFirst(parsed.arguments.count) where !argument.isOptional {
            throw .usage("\(argument.name) is missing: \(argument.about)")
        }
    }
}
