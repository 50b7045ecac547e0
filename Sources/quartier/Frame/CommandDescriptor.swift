/// What a command is called, what it does and what it takes: all that parsing, help and error lines are made from.
struct CommandDescriptor: Sendable {
    /// One word, or two: `bench json`.
    let name: String
    /// What it does, in half a line that begins with a small letter and has no period.
    let summary: String
    /// More about it, for its own help; may be empty.
    var discussion = ""
    var arguments: [ArgumentDescriptor] = []
    var options: [OptionDescriptor] = []

    var words: [String] { name.split(separator: " ").map(String.init) }

    func option(named name: String) -> OptionDescriptor? { options.first { $0.name == name } }
}

/// A word that a command takes by its place.
struct ArgumentDescriptor: Sendable {
    /// As usage shows it: `FILE`.
    let name: String
    let about: String
    var kind = ValueKind.text
    var isOptional = false
    /// Whether more words may follow; only the last argument of a command.
    var isRepeated = false

    var usage: String { (isOptional ? "[\(name)]" : name) + (isRepeated ? " ..." : "") }
}
