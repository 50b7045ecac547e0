import FoundationEssentials
import Service
import Testing

@testable import quartier

@Suite struct SettingsOptionsTests {
    @Test func everySettingIsAFlagWithItsDefaultInHelp() {
        let help = run(["check", "--help"]).output.split(separator: " ").joined(separator: " ").split(separator: "\n")
            .joined()
        for setting in Settings.list {
            #expect(help.contains("--\(setting.flagName) "), "\(setting.name)")
            // An object is too long for a line of help.
            if case .object = setting.field { continue }
            #expect(
                SettingsOptions.all.contains {
                    $0.name == setting.flagName && $0.defaultText == setting.text(in: Settings())
                })
        }
        #expect(SettingsOptions.all.count == Settings.list.count + 1)
    }

    @Test func checkShowsEachSettingAndItsSource() throws {
        try withFile(#"{"loops": 3}"#) { path in
            let result = run(["check", "--config", path, "--port", "23999"], environment: ["QUARTIER_HOST": "::1"])
            #expect(result.status == .success)
            #expect(result.output.contains("loops = 3   (\(path))\n"))
            #expect(result.output.contains("port = 23999   (--port)\n"))
            #expect(result.output.contains("host = ::1   (QUARTIER_HOST)\n"))
            #expect(result.output.contains("http.body_bytes = 1048576   (default)\n"))
            #expect(result.output.split(separator: "\n").count == Settings.list.count)
        }
    }

    @Test func aTypoInTheFileStopsItAndNamesTheKey() throws {
        try withFile(#"{"prot": 3}"#) { path in
            let result = run(["check", "--config", path])
            #expect(result.status == .failure)
            #expect(result.errors == "quartier check: \(path): there is no setting \"prot\"; did you mean \"port\"?\n")
        }
    }

    @Test func wrongValuesNameTheirSource() throws {
        let variable = run(["check"], environment: ["QUARTIER_PORT": "tcp://10.0.0.1:80"])
        #expect(variable.status == .failure)
        #expect(
            variable.errors.hasPrefix(
                "quartier check: QUARTIER_PORT is \"tcp://10.0.0.1:80\" but must be a whole number"))
        let flag = run(["check", "--port", "x"])
        #expect(flag.status == .usage)
        #expect(flag.errors.hasPrefix("quartier check: --port is \"x\" but must be a whole number"))
        let file = run(["check", "--config", "no-such.json"])
        #expect(file.status == .failure)
        #expect(file.errors == "quartier check: no-such.json: there is no such file\n")
    }

    @Test func otherMachinesAreLetInOnPurposeOnly() {
        let refused = run(["check", "--host", "0.0.0.0"])
        #expect(refused.status == .usage)
        #expect(refused.errors.contains("--open-to-network"))
        let allowed = run(["check", "--host", "0.0.0.0", "--open-to-network"])
        #expect(allowed.status == .success)
        #expect(allowed.errors.hasPrefix("warning: listening on 0.0.0.0"))
    }

    @Test func theConfigurationIsFoundInAFolderAboveTheExecutable() throws {
        let found = try #require(ConfigurationFile.findAbove(#filePath))
        #expect(found.hasSuffix("/Config/quartier.json"))
        #expect(ConfigurationFile.findAbove("/no/such/place") == nil)
        #expect(
            ConfigurationFile.referenceDirectory(beside: found) == found.replacing("quartier.json", with: "reference"))
        #expect(ConfigurationFile.referenceDirectory(beside: "quartier.json") == "reference")
    }

    /// Calls `body` with the path of a file that holds `text`, and removes it.
    private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "quartier-\(UUID().uuidString).json").path
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }
}
