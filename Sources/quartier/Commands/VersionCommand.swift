/// `quartier version`.
struct VersionCommand: Command {
    static let descriptor = CommandDescriptor(name: "version", summary: "say which version this is")

    /// Of the program. The reference has a version of its own.
    static let version = "0.1.0"

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        invocation.console.line("\(Program.name) \(version)")
    }
}
