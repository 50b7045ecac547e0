/// The settings in force, and where each of them came from.
public struct LoadedSettings: Sendable {
    public var settings = Settings()
    /// What is odd without being wrong, a sentence each, for the log.
    public var warnings: [String] = []
    /// The file, variable or flag that set a setting, by its name; those at their default are missing.
    public var sources: [String: String] = [:]

    public init() {}

    /// Sets what the file says; a setting that it repeats with its default counts as the file's.
    public mutating func read(file bytes: Span<UInt8>, name: String) throws(SettingsError) {
        let before = settings
        try SettingsFile.read(bytes, name: name, into: &settings)
        for setting in Settings.list where setting.text(in: settings) != setting.text(in: before) {
            sources[setting.name] = name
        }
    }

    /// Sets what the environment says. A variable that only looks like a setting is a warning and not an error, because
    /// orchestrators put variables of their own beside ours.
    public mutating func read(environment: [String: String]) throws(SettingsError) {
        for setting in Settings.list {
            guard let text = environment[setting.environmentName] else { continue }
            try setting.set(text, in: &settings, source: setting.environmentName)
            sources[setting.name] = setting.environmentName
        }
        let known = Settings.list.map(\.environmentName)
        for name in environment.keys.sorted() where name.hasPrefix(Setting.environmentPrefix) && !known.contains(name) {
            guard let nearest = NearestName.find(name, among: known) else { continue }
            warnings.append("\(name) in the environment is no setting; did you mean \(nearest)?")
        }
    }

    /// Sets what one flag of the command line says.
    public mutating func read(flag: Setting, _ text: String) throws(SettingsError) {
        let source = "--\(flag.flagName)"
        try flag.set(text, in: &settings, source: source)
        sources[flag.name] = source
    }

    /// Checks what no setting can check alone: that it listens somewhere, and that other machines are let in only on
    /// purpose. Call it when all sources are read and the program means to listen.
    public mutating func checkListening() throws(SettingsError) {
        guard let host = settings.host else {
            guard settings.unixSocket != nil else { throw .nowhereToListen }
            return
        }
        guard !ListeningAddress.isLoopback(host) else { return }
        guard settings.openToNetwork else { throw .notLoopback(host: host) }
        warnings.append("listening on \(host): other machines can reach this server, and it has no API keys")
    }
}
