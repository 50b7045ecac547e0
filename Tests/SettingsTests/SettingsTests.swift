import Service
import Testing

@Suite struct SettingsTests {
    @Test func everySettingHasOneNameInEveryPlace() {
        let names = Settings.list.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(Settings.list.map(\.environmentName)).count == names.count)
        #expect(Set(Settings.list.map(\.flagName)).count == names.count)
        let bodyBytes = Settings.list.first { $0.name == "http.body_bytes" }
        #expect(bodyBytes?.environmentName == "QUARTIER_HTTP_BODY_BYTES")
        #expect(bodyBytes?.flagName == "http-body-bytes")
    }

    @Test func everySettingIsExplained() {
        for setting in Settings.list {
            #expect(setting.about.hasSuffix("."), "\(setting.name)")
            #expect(setting.about.first?.isUppercase == true, "\(setting.name)")
        }
    }

    /// A field of `Settings` that the list forgets would show here: every row must reach a field of its own.
    @Test func everyRowReachesAFieldOfItsOwn() throws {
        for setting in Settings.list {
            var settings = Settings()
            try setting.set(otherText(setting), in: &settings, source: "test")
            #expect(settings != Settings(), "\(setting.name)")
            for other in Settings.list where other.name != setting.name {
                #expect(
                    other.text(in: settings) == other.text(in: Settings()), "\(setting.name) also sets \(other.name)")
            }
        }
    }

    @Test func defaultsLieWithinTheirLimits() throws {
        for setting in Settings.list {
            if case .optionalText = setting.field { continue }
            var settings = Settings()
            try setting.set(setting.text(in: settings), in: &settings, source: "test")
            #expect(settings == Settings(), "\(setting.name)")
        }
    }

    @Test(arguments: [
        ("port", "0", true), ("port", "65535", true), ("port", "65536", false), ("port", "-1", false),
        ("port", "8080.5", false),
        ("port", "", false), ("port", "eight", false), ("port", " 80", false), ("http.idle_seconds", "0.5", true),
        ("http.idle_seconds", "0", false), ("http.idle_seconds", "nan", false), ("http.idle_seconds", "inf", false),
        ("open_to_network", "true", true), ("open_to_network", "on", true), ("open_to_network", "0", true),
        ("open_to_network", "maybe", false),
        ("open_to_network", "", false), ("reference", "", false), ("reference", "a b.sqlite", true), ("host", "", true),
        ("enrich.indicators", "", true), ("enrich.indicators", "density, owner_share", true),
    ])
    func acceptsTextsWithinLimitsOnly(name: String, text: String, isAccepted: Bool) throws {
        let setting = try #require(Settings.list.first { $0.name == name })
        var settings = Settings()
        if isAccepted {
            try setting.set(text, in: &settings, source: "X")
        } else {
            let error = SettingsError.badValue(name: "X", value: "\"\(text)\"", file: nil, expected: setting.expected)
            #expect(throws: error) { try setting.set(text, in: &settings, source: "X") }
            #expect(settings == Settings())
        }
    }

    @Test func namesAreSeparatedByCommas() throws {
        var loaded = LoadedSettings()
        try loaded.read(environment: ["QUARTIER_ENRICH_INDICATORS": "density, owner_share"])
        #expect(loaded.settings.enrich.indicators == ["density", "owner_share"])
    }

    @Test func laterSourcesWin() throws {
        let file = Array(#"{"port": 1, "loops": 1, "access_log": "off"}"#.utf8)
        let flag = try #require(Settings.list.first { $0.name == "port" })
        var loaded = LoadedSettings()
        try loaded.read(file: file.span, name: "file.json")
        try loaded.read(environment: ["QUARTIER_PORT": "2", "QUARTIER_LOOPS": "2", "PATH": "/bin"])
        try loaded.read(flag: flag, "3")
        #expect(loaded.settings.port == 3)
        #expect(loaded.settings.loops == 2)
        #expect(loaded.settings.accessLog == "off")
        #expect(loaded.sources == ["port": "--port", "loops": "QUARTIER_LOOPS", "access_log": "file.json"])
        #expect(loaded.warnings.isEmpty)
    }

    @Test func aMistypedVariableIsAWarningAndAStrangerIsNothing() throws {
        var loaded = LoadedSettings()
        try loaded.read(environment: [
            "QUARTIER_PROT": "1", "QUARTIER_SERVICE_PORT_METRICS_TCP_ADDR": "10.0.0.1", "QUARTIERX": "1",
        ])
        #expect(loaded.warnings == ["QUARTIER_PROT in the environment is no setting; did you mean QUARTIER_PORT?"])
        #expect(loaded.settings == Settings())
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.255.255.255", true), ("127.0.0.2", true), ("::1", true), ("localhost", true),
        ("0.0.0.0", false), ("::", false),
        ("192.168.1.1", false), ("128.0.0.1", false), ("127.0.0.256", false), ("127.0.0", false),
        ("127.0.0.1.evil.example", false),
        ("127.0.0.1 ", false), ("127.0.0.+1", false), ("example.org", false), ("", false),
    ])
    func onlyLoopbackNeedsNoLeave(host: String, isLoopback: Bool) throws {
        #expect(ListeningAddress.isLoopback(host) == isLoopback)
        var loaded = LoadedSettings()
        loaded.settings.host = host
        if isLoopback {
            try loaded.checkListening()
            #expect(loaded.warnings.isEmpty)
        } else {
            #expect(throws: SettingsError.notLoopback(host: host)) { try loaded.checkListening() }
            loaded.settings.openToNetwork = true
            try loaded.checkListening()
            #expect(loaded.warnings.count == 1)
        }
    }

    @Test func itMustListenSomewhere() throws {
        var loaded = LoadedSettings()
        loaded.settings.host = nil
        #expect(throws: SettingsError.nowhereToListen) { try loaded.checkListening() }
        loaded.settings.unixSocket = "quartier.socket"
        try loaded.checkListening()
    }

    /// A text that is valid for the setting and not its default.
    private func otherText(_ setting: Setting) -> String {
        switch setting.field {
        case .integer(let path, let limits):
            "\(Settings()[keyPath: path] == limits.upperBound ? limits.lowerBound : limits.upperBound)"
        case .seconds(_, let limits): "\(limits.upperBound)"
        case .bool(let path): "\(!Settings()[keyPath: path])"
        case .text, .optionalText, .names: "other"
        case .object: "{}"
        }
    }
}
