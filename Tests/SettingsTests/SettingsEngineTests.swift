import HTTP
import Service
import Testing

@Suite struct SettingsEngineTests {
    /// A setting that nothing listens to is worse than none: each one of the engine, of enrichment and of contacts must
    /// change what is handed on, or be refused. The others are read by the command itself.
    @Test func everyLimitReachesTheRoomItIsFor() throws {
        let readElsewhere = ["open_to_network", "reference", "reference_directory", "access_log", "enrich.indicators"]
        for setting in Settings.list where !readElsewhere.contains(setting.name) {
            var settings = Settings()
            switch setting.field {
            case .integer(_, let limits):
                let value = min(limits.lowerBound + 7, limits.upperBound)
                try setting.set("\(value)", in: &settings, source: "test")
            case .seconds: try setting.set("77.5", in: &settings, source: "test")
            case .bool: try setting.set("true", in: &settings, source: "test")
            case .text, .optionalText, .names: try setting.set("other", in: &settings, source: "test")
            case .object: try setting.set("{}", in: &settings, source: "test")
            }
            #expect(handedOn(settings) != handedOn(Settings()), "\(setting.name)")
        }
    }

    @Test func secondsBecomeMilliseconds() {
        var settings = Settings()
        settings.http.idleSeconds = 0.1
        settings.http.drainSeconds = 1.2345
        #expect(settings.serverConfiguration.idleMilliseconds == 100)
        #expect(settings.drainMilliseconds == 1235)
    }

    private func handedOn(_ settings: Settings) -> String {
        "\(settings.serverConfiguration) \(settings.serviceOptions) \(settings.drainMilliseconds) "
            + "\(Result(catching: settings.contactConfiguration))"
    }
}
