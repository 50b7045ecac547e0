/// A command of the program.
protocol Command: SendableMetatype {
    /// What it is called, what it does, what it takes.
    static var descriptor: CommandDescriptor { get }
    /// Does it. What it throws becomes one line on standard error and the exit status.
    static func run(_ invocation: Invocation) throws(CommandFailure)
}

/// One call of a command.
struct Invocation {
    let options: ParsedOptions
    let console: Console
    let environment: [String: String]
}
