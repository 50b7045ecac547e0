import Service

/// `quartier check`: reads the settings as `serve` would and shows them, each with its source.
struct CheckCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "check", summary: "check the configuration and show what is in force",
        discussion: "Takes the options of serve. Exits 1 when the configuration could not be used.",
        options: SettingsOptions.all)

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let loaded = try SettingsOptions.loadForListening(invocation)
        for setting in Settings.list {
            let source = loaded.sources[setting.name] ?? "default"
            invocation.console.line("\(setting.name) = \(setting.text(in: loaded.settings))   (\(source))")
        }
        for warning in loaded.warnings { invocation.console.errorLine("warning: \(warning)") }
    }
}
