import Bytes
import FoundationEssentials
import JSON

/// One tab of a browser, with what it complained of and whom it asked.
final class BrowserPage {
    struct Size {
        var width: Int
        var height: Int

        static let wide = Size(width: 1440, height: 900)
        static let narrow = Size(width: 360, height: 740)
    }

    private let browser: Chromium
    private let session: String
    private let target: String
    /// Console errors and warnings, exceptions, violations of the Content-Security-Policy.
    private(set) var complaints: [String] = []
    /// Every address that was asked for.
    private(set) var requests: [String] = []
    /// Bytes that came over the network, head and body.
    private(set) var receivedBytes = 0.0

    init(_ browser: Chromium, size: Size = .wide, isDark: Bool = false, hasScript: Bool = true) throws {
        self.browser = browser
        target = try browser.send("Target.createTarget", "{\"url\":\"about:blank\"}")["targetId"]?.text ?? ""
        session =
            try browser.send("Target.attachToTarget", "{\"targetId\":\"\(target)\",\"flatten\":true}")["sessionId"]?
            .text
            ?? ""
        for domain in ["Page", "Runtime", "Log", "Network", "DOM", "Audits"] { try send("\(domain).enable") }
        try send(
            "Emulation.setDeviceMetricsOverride",
            "{\"width\":\(size.width),\"height\":\(size.height),\"deviceScaleFactor\":1,\"mobile\":false}")
        try send(
            "Emulation.setEmulatedMedia",
            "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"\(isDark ? "dark" : "light")\"}]}")
        if !hasScript { try send("Emulation.setScriptExecutionDisabled", "{\"value\":true}") }
    }

    func close() { _ = try? browser.send("Target.closeTarget", "{\"targetId\":\"\(target)\"}") }

    /// Goes to an address and waits until all of it is there.
    func open(_ address: String) throws {
        try send("Page.navigate", "{\"url\":\(Self.quoted(address))}")
        try waitForLoad()
    }

    /// Waits for the load that a click has begun.
    func waitForLoad() throws {
        _ = try browser.await("Page.loadEventFired", session: session)
        collect()
    }

    /// The value of an expression of JavaScript, awaited when it is a promise. Fails when it throws.
    @discardableResult
    func evaluate(_ expression: String) throws -> JSONTree {
        let answer = try send(
            "Runtime.evaluate",
            "{\"expression\":\(Self.quoted(expression)),\"awaitPromise\":true,\"returnByValue\":true,\"userGesture\":true}"
        )
        if let exception = answer["exceptionDetails"] {
            throw Chromium.Failure(
                description: exception["exception"]?["description"]?.text ?? exception["text"]?.text ?? "exception")
        }
        collect()
        return answer["result"]?["value"] ?? .null
    }

    /// Waits until an expression is true: the page is asked again each time that it has drawn.
    func wait(for expression: String) throws {
        let polling = """
            new Promise((done, fail) => { let left = 1200; const look = () => {
              if (\(expression)) done(true); else if (left-- < 0) fail(new Error("never: " + \(Self.quoted(expression))));
              else setTimeout(look, 25); }; look(); })
            """
        try evaluate(polling)
    }

    /// Presses and lets go of a key.
    func press(_ key: String, code: Int, text: String? = nil, withShift: Bool = false) throws {
        let shift = withShift ? ",\"modifiers\":8" : ""
        let said = text.map { ",\"text\":\(Self.quoted($0))" } ?? ""
        for type in [text == nil ? "rawKeyDown" : "keyDown", "keyUp"] {
            try send(
                "Input.dispatchKeyEvent",
                "{\"type\":\"\(type)\",\"key\":\"\(key)\",\"code\":\"\(key)\",\"windowsVirtualKeyCode\":\(code)\(shift)"
                    + (type == "keyDown" ? said : "") + "}")
        }
        collect()
    }

    /// Types text into the element that has the focus.
    func type(_ text: String) throws {
        try send("Input.insertText", "{\"text\":\(Self.quoted(text))}")
        collect()
    }

    /// Puts files into a file input.
    func choose(files: [String], in selector: String) throws {
        let document = try send("DOM.getDocument")["root"]?["nodeId"]?.number ?? 0
        let node =
            try send(
                "DOM.querySelector", "{\"nodeId\":\(Int(document)),\"selector\":\(Self.quoted(selector))}")["nodeId"]?
            .number ?? 0
        let list = files.map(Self.quoted).joined(separator: ",")
        try send("DOM.setFileInputFiles", "{\"nodeId\":\(Int(node)),\"files\":[\(list)]}")
        collect()
    }

    /// Puts downloads into a folder.
    func download(to folder: String) throws {
        try browser.send(
            "Browser.setDownloadBehavior",
            "{\"behavior\":\"allow\",\"downloadPath\":\(Self.quoted(folder)),\"eventsEnabled\":false}")
    }

    /// The whole page as PNG, base64.
    func screenshot() throws -> String {
        try send("Page.captureScreenshot", "{\"captureBeyondViewport\":true}")["data"]?.text ?? ""
    }

    @discardableResult
    private func send(_ method: String, _ parameters: String = "{}") throws -> JSONTree {
        try browser.send(method, session: session, parameters)
    }

    /// Sorts what has happened since into complaints and requests.
    func collect() {
        for (method, parameters) in browser.takeEvents(session: session) {
            switch method {
            case "Runtime.consoleAPICalled":
                let kind = parameters["type"]?.text ?? ""
                guard ["error", "warning", "assert"].contains(kind) else { continue }
                complaints.append("console.\(kind): \(parameters["args"]?[0]?["value"]?.text ?? "")")
            case "Runtime.exceptionThrown":
                complaints.append(
                    "exception: \(parameters["exceptionDetails"]?["exception"]?["description"]?.text ?? "")")
            case "Log.entryAdded":
                let entry = parameters["entry"]
                guard ["error", "warning"].contains(entry?["level"]?.text ?? "") else { continue }
                complaints.append("\(entry?["source"]?.text ?? ""): \(entry?["text"]?.text ?? "")")
            case "Audits.issueAdded":
                complaints.append("issue: \(parameters["issue"]?["code"]?.text ?? "") \(parameters)")
            case "Network.requestWillBeSent":
                requests.append(parameters["request"]?["url"]?.text ?? "")
            case "Network.loadingFinished":
                receivedBytes += parameters["encodedDataLength"]?.number ?? 0
            default: break
            }
        }
    }

    /// A text as a JSON string.
    static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(writer.bytes)
    }
}
