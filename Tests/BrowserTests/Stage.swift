import Bytes
import Dispatch
import FoundationEssentials
import Glibc
import HTTP
import Service
import Store
import Synchronization
import TestSupport
import Testing

/// One service on the shipped reference and one browser, for all tests of this target: both take seconds to start.
final class Stage: Sendable {
    /// Made by the first test that needs it, taken away when the process ends.
    static let shared: Result<Stage, any Error> = Result {
        let stage = try Stage()
        ending.withLock { $0 = { stage.end() } }
        atexit { Stage.ending.withLock { $0?() } }
        return stage
    }

    private static let ending = Mutex<(@Sendable () -> Void)?>(nil)

    static let checkout = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    /// Where screenshots go, when somebody wants to look at them.
    static let screenshots = ProcessInfo.processInfo.environment["QUARTIER_SCREENSHOTS"]
    /// The file axe.min.js, which is not in this repository.
    static let axe = ProcessInfo.processInfo.environment["QUARTIER_AXE"]

    let folder: String
    private let server: Server
    private let browser: Mutex<Chromium>
    var port: Int { server.port }
    var origin: String { "http://127.0.0.1:\(port)" }

    private init() throws {
        folder = "\(FileManager.default.temporaryDirectory.path)/quartier-stage-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/reference.sqlite"
        try EmbeddedReference.build(from: Self.checkout + "/Config/reference", to: path)
        let keeper = ReferenceKeeper(path: path, indicators: Settings().enrich.indicators)
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.loops = 2
        server = ServiceOptions.makeServer(configuration, accessLog: nil)
        let contacts = ContactKeeper(ContactConfiguration(path: folder + "/contacts.sqlite"))
        try ServiceOptions().start(server, try keeper.load(), keeper, contacts)
        browser = Mutex(try Chromium())
    }

    private func end() {
        browser.withLock { $0.end() }
        server.drain(deadlineMilliseconds: 100) {}
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A tab for as long as `body` runs. One test at a time has the browser.
    func withPage<T>(
        size: BrowserPage.Size = .wide, isDark: Bool = false, hasScript: Bool = true,
        _ body: (BrowserPage) throws -> sending T
    ) throws -> sending T {
        try browser.withLock { browser in
            let page = try BrowserPage(browser, size: size, isDark: isDark, hasScript: hasScript)
            defer { page.close() }
            return try body(page)
        }
    }

    /// One request without a browser.
    func ask(_ method: String, _ path: String, headers: [String] = [], body: String? = nil) -> TestClient.Answer {
        let client = TestClient(port: port)
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)"] + headers
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        client.send((lines + ["", ""]).joined(separator: "\r\n") + (body ?? ""))
        return client.answer(toHead: method == "HEAD") ?? TestClient.Answer()
    }
}

/// The pages, with what makes a page with something on it.
enum Sight: String, CaseIterable, CustomTestStringConvertible {
    case overview, personas, profile, persona, indicators, indicator, address, answer, importing

    var path: String {
        switch self {
        case .overview: "/"
        case .personas: "/portal/personas"
        case .profile: "/portal/personas/C"
        case .persona: "/portal/personas/A1"
        case .indicators: "/portal/indicators"
        case .indicator: "/portal/indicators/median_income"
        case .address, .answer: "/portal/address"
        case .importing: "/portal/import"
        }
    }

    var testDescription: String { rawValue }

    /// Opens the page and, for an answer, asks.
    func open(_ page: BrowserPage, on stage: Stage, language: String = "en") throws {
        try page.open("\(stage.origin)\(path)?lang=\(language)")
        guard self == .answer else { return }
        try page.evaluate("document.querySelector('#address').focus()")
        try page.type("12 bis rue Victor Hugo, 69002 Lyon")
        try page.press("Enter", code: 13, text: "\r")
        try page.wait(for: "document.querySelector('#answer h2') !== null")
    }
}
