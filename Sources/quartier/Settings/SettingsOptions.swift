import Service

/// The settings as options of a command, and the way from a call to the settings in force.
enum SettingsOptions {
    /// `--config` and a flag for every setting.
    static let all = [config] + Settings.list.map { option(for: $0) }

    /// `--config` and the flags of the settings named.
    static func some(_ names: String...) -> [OptionDescriptor] {
        [config] + Settings.list.filter { names.contains($0.name) }.map { option(for: $0) }
    }

    static let config = OptionDescriptor(
        name: "config", kind: .inputFile(), placeholder: "FILE",
        about:
            "The configuration file. Without it \(ConfigurationFile.relativePath) here, or the one of the checkout that the "
            + "program stands in, or the built-in defaults.")

    private static func option(for setting: Setting) -> OptionDescriptor {
        OptionDescriptor(
            name: setting.flagName, kind: isSwitch(setting) ? .bool : .text, placeholder: placeholder(setting),
            about: setting.about,
            unit: setting.unit, defaultText: defaultText(setting), group: group(setting))
    }

    private static func isSwitch(_ setting: Setting) -> Bool {
        if case .bool = setting.field { true } else { false }
    }

    /// An object is too much for a line of help.
    private static func defaultText(_ setting: Setting) -> String {
        if case .object = setting.field { "what quartier export settings shows" } else { setting.text(in: Settings()) }
    }

    private static func placeholder(_ setting: Setting) -> String {
        switch setting.field {
        case .bool: ""
        case .integer, .seconds: "N"
        case .names: "NAMES"
        case .text, .optionalText: "TEXT"
        case .object: "JSON"
        }
    }

    private static func group(_ setting: Setting) -> String {
        if setting.name.hasPrefix("http.") { return "Limits and deadlines" }
        return setting.name.hasPrefix("enrich.") ? "Enrichment" : "Settings"
    }

    /// The settings in force: defaults, then the file, then the environment, then the flags of this call.
    static func load(_ invocation: Invocation) throws(CommandFailure) -> LoadedSettings {
        var loaded = LoadedSettings()
        let path = ConfigurationFile.find(asked: invocation.options.text("config"))
        let file = try path.map { path throws(CommandFailure) in try ConfigurationFile.read(path) } ?? []
        do throws(SettingsError) {
            if let path {
                try loaded.read(file: file.span, name: path)
                let beside = ConfigurationFile.referenceDirectory(beside: path)
                loaded.settings.referenceDirectory = loaded.settings.referenceDirectory ?? beside
            }
            try loaded.read(environment: invocation.environment)
            for setting in Settings.list {
                guard let text = invocation.options.values[setting.flagName] else { continue }
                try loaded.read(flag: setting, text)
            }
        } catch {
            throw failure(error)
        }
        return loaded
    }

    /// The settings in force for a command that listens: also checked that it may, where it is to.
    static func loadForListening(_ invocation: Invocation) throws(CommandFailure) -> LoadedSettings {
        var loaded = try load(invocation)
        do { try loaded.checkListening() } catch { throw failure(error) }
        return loaded
    }

    /// What the command line said wrongly is a wrong call; what a file or the environment said is not.
    private static func failure(_ error: SettingsError) -> CommandFailure {
        switch error {
        case .badValue(let name, _, nil, _) where name.hasPrefix("--"): .usage(error.description)
        case .notLoopback, .nowhereToListen: .usage(error.description)
        default: .failure(error.description)
        }
    }
}
