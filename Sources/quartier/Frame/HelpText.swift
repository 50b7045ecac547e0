/// The help of the program and of its commands, made from the descriptors.
enum HelpText {
    /// Columns that a line of help may take: a terminal's usual 80 and a little more.
    private static let width = 96
    /// Where explanations begin.
    private static let column = 34

    /// The list of commands.
    static func program(_ commands: [CommandDescriptor]) -> String {
        let names = commands.map(\.name) + (commands.count > 1 ? ["help"] : [])
        let summaries = commands.map(\.summary) + ["say this, or explain a command: \(Program.name) help serve"]
        let widest = names.map(\.count).max() ?? 0
        let rows = zip(names, summaries).map { "  \(padded($0, widest))   \($1)\n" }
        return """
            Quartier turns a French postal address into the persona of its neighbourhood.

            Usage: \(Program.name) <command> [options]

            \(rows.joined())
            \(Program.name) <command> --help explains a command and its options.

            """
    }

    /// The help of one command.
    static func command(_ command: CommandDescriptor) -> String {
        var text = "\(Program.name) \(command.name): \(command.summary)\n\nUsage: \(usage(command))\n"
        if !command.discussion.isEmpty { text += "\n" + wrapped(command.discussion, indentation: 0) }
        if !command.arguments.isEmpty {
            text += "\nArguments:\n" + command.arguments.map { row($0.name, $0.about) }.joined()
        }
        var groups: [String] = []
        for option in command.options where !groups.contains(option.group) { groups.append(option.group) }
        for group in groups {
            let options = command.options.filter { $0.group == group }
            text += "\n\(group):\n" + options.map { row($0.usage, explanation($0)) }.joined()
        }
        return text
    }

    private static func usage(_ command: CommandDescriptor) -> String {
        let required = command.options.filter(\.isRequired).map(\.usage)
        let others = command.options.contains { !$0.isRequired } ? ["[options]"] : []
        return ([Program.name, command.name] + required + others + command.arguments.map(\.usage)).joined(
            separator: " ")
    }

    private static func explanation(_ option: OptionDescriptor) -> String {
        var facts: [String] = []
        if !option.unit.isEmpty { facts.append(option.unit) }
        if case .choice(let choices) = option.kind { facts.append(choices.joined(separator: " or ")) }
        if !option.defaultText.isEmpty { facts.append("default \(option.defaultText)") }
        return option.about + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
    }

    /// A name and, beside it, its explanation; below it when the name is long.
    private static func row(_ name: String, _ explanation: String) -> String {
        let text = wrapped(explanation, indentation: column)
        guard name.count + 4 <= column else { return "  \(name)\n\(text)" }
        return "  " + padded(name, column - 2) + String(text.dropFirst(column))
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func wrapped(_ text: String, indentation: Int) -> String {
        let margin = String(repeating: " ", count: indentation)
        var lines = [""]
        for word in text.split(separator: " ") {
            let length = lines[lines.count - 1].count
            if length > 0, indentation + length + 1 + word.count > width { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines.map { margin + $0 + "\n" }.joined()
    }
}
