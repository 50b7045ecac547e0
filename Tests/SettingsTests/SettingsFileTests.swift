import FoundationEssentials
import Service
import Testing

@Suite struct SettingsFileTests {
    @Test func theShippedFileIsTheListOfSettings() throws {
        let path = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Config/quartier.json"
        let shipped = try String(contentsOfFile: path, encoding: .utf8)
        #expect(shipped == SettingsFile.text(), "write it anew with: quartier export settings")
    }

    @Test func theShippedFileSaysTheDefaults() throws {
        var settings = Settings()
        settings.port = 1
        settings.host = "::1"
        settings.unixSocket = "x"
        settings.http.idleSeconds = 1
        settings.enrich.indicators = []
        try SettingsFile.read(Array(SettingsFile.text().utf8).span, name: "file", into: &settings)
        #expect(settings == Settings())
    }

    @Test func readsEveryKindOfValue() throws {
        var settings = Settings()
        let text = #"""
            {"//": "a comment", "port": 9000, "host": null, "unix_socket": "\u002Ftmp/q.sock", "open_to_network": true,
             "http": {"idle_seconds": 0.5, "//idle_seconds": ["any", {"value": 1}], "body_bytes": 2.048e3}, "enrich": {"indicators": []}}
            """#
        try SettingsFile.read(Array(text.utf8).span, name: "file", into: &settings)
        #expect(settings.port == 9000)
        #expect(settings.host == nil)
        #expect(settings.unixSocket == "/tmp/q.sock")
        #expect(settings.openToNetwork)
        #expect(settings.http.idleSeconds == 0.5)
        #expect(settings.http.bodyBytes == 2048)
        #expect(settings.enrich.indicators.isEmpty)
    }

    @Test(arguments: [
        (#"{"prot": 1}"#, #"q.json: there is no setting "prot"; did you mean "port"?"#),
        (
            #"{"http": {"bodybytes": 1}}"#,
            #"q.json: there is no setting "http.bodybytes"; did you mean "http.body_bytes"?"#
        ),
        (#"{"htpp": {"body_bytes": 1}}"#, #"q.json: there is no setting "htpp"; did you mean "http"?"#),
        (#"{"body_bytes": 1}"#, #"q.json: there is no setting "body_bytes"; did you mean "http.body_bytes"?"#),
        (#"{"zzz": 1}"#, #"q.json: there is no setting "zzz""#),
        (#"{"http.body_bytes": 1048576, "http": {"http": {}}}"#, #"q.json: there is no setting "http.http""#),
        (#"{"port": "8080"}"#, #"q.json: port is "8080" but must be a whole number from 0 to 65535 (TCP port)"#),
        (#"{"port": 80.5}"#, #"q.json: port is 80.5 but must be a whole number from 0 to 65535 (TCP port)"#),
        (#"{"port": 1e99}"#, #"q.json: port is 1e99 but must be a whole number from 0 to 65535 (TCP port)"#),
        (#"{"port": null}"#, #"q.json: port is null but must be a whole number from 0 to 65535 (TCP port)"#),
        (
            #"{"port": {"value": 1}}"#,
            #"q.json: port is {"value": 1} but must be a whole number from 0 to 65535 (TCP port)"#
        ),
        (#"{"open_to_network": "yes"}"#, #"q.json: open_to_network is "yes" but must be true or false"#),
        (#"{"reference": ""}"#, #"q.json: reference is "" but must be a text that is not empty"#),
        (
            #"{"http": {"idle_seconds": 0}}"#,
            #"q.json: http.idle_seconds is 0 but must be a number from 0.1 to 86400 (seconds)"#
        ),
        (#"{"enrich": {"indicators": ["a", 1]}}"#, #"q.json: enrich.indicators is 1 but must be a list of names"#),
        (#"{"enrich": {"indicators": "a"}}"#, #"q.json: enrich.indicators is "a" but must be a list of names"#),
        (#"{"http": 5}"#, "q.json: http is one value but must be an object that holds the settings of this section"),
        ("[]", "q.json: the settings must be one JSON object"),
        ("", "q.json, line 1, column 1: There is no JSON value here, only white space or nothing."),
        ("{\n  \"port\": 8080,\n}", "q.json, line 3, column 1: A key in double quotes must stand here."),
        ("{} {}", "q.json, line 1, column 4: Only white space may follow the JSON value."),
        (
            #"{"//x": tru}"#,
            "q.json, line 1, column 9: A JSON value must stand here: an object, array, string, number, true, false or null."
        ),
    ])
    func refusesWithOneClearSentence(text: String, sentence: String) {
        var settings = Settings()
        do throws(SettingsError) {
            try SettingsFile.read(Array(text.utf8).span, name: "q.json", into: &settings)
            Issue.record("accepted \(text)")
        } catch {
            #expect("\(error)" == sentence)
        }
    }

    @Test(arguments: [
        ("prot", "port"), ("--prot", "--port"), ("hots", "host"), ("host", "host"), ("completely different", nil),
        ("", nil),
        ("refrence", "reference"), ("accesslog", "access_log"), ("x", nil),
    ])
    func findsTheNearestName(name: String, nearest: String?) {
        #expect(NearestName.find(name, among: ["port", "--port", "host", "reference", "access_log"]) == nearest)
    }
}
