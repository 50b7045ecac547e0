import Service

/// `quartier export settings`: the configuration file as it is shipped.
struct ExportSettingsCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "export settings", summary: "write the default configuration file, every setting explained",
        discussion: "Writes to standard output: \(Program.name) export settings > \(ConfigurationFile.relativePath)")

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        invocation.console.write(SettingsFile.text())
    }
}
