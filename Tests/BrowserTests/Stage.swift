import Dispatch
import FoundationEssentials
import Glibc
import Service
import Store
import Synchronization
import TestSupport
import Testing

/// Three services on the shipped reference, without contacts, with some and with the demonstration set, and one browser, for all tests of this target:
/// they take seconds to start.
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
    /// Without contacts, and with `Customers`.
    private let empty: ServedStage
    let customers: ServedStage
    let demonstrated: ServedStage
    private let reference: String
    private let browser: Mutex<Chromium>
    var origin: String { empty.origin }

    private init() throws {
        folder = "\(FileManager.default.temporaryDirectory.path)/quartier-stage-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/reference.sqlite"
        reference = path
        try EmbeddedReference.build(from: Self.checkout + "/Config/reference", to: path)
        empty = try ServedStage(path, ContactConfiguration(path: folder + "/contacts.sqlite"))
        customers = try ServedStage(
            path, ContactConfiguration(path: folder + "/customers.sqlite", schema: try Customers.schema))
        demonstrated = try ServedStage(
            path, ContactConfiguration(path: folder + "/demonstrated.sqlite", schema: try Customers.schema))
        browser = Mutex(try Chromium())
        try Customers(neighbourhoods: try Customers.neighbourhoods(Self.checkout + "/Config/reference/iris.csv"))
            .store(in: customers)
        _ = demonstrated.sendForm("/portal/demonstration", "action=add")
    }

    /// A service of one test: without contacts, and to be ended by it.
    func makeService(_ name: String) throws -> ServedStage {
        try ServedStage(
            reference, ContactConfiguration(path: "\(folder)/\(name).sqlite", schema: try Customers.schema))
    }

    private func end() {
        browser.withLock { $0.end() }
        for served in [empty, customers, demonstrated] { served.end() }
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
        empty.ask(method, path, headers: headers, body: body)
    }
}

/// The pages, with what makes a page with something on it.
enum Sight: String, CaseIterable, CustomTestStringConvertible {
    case overview, customers, demonstrated, comparison, refusal, ownPersona, audiences, audience, newAudience, personas,
        profile, persona, indicators,
        indicator,
        address
    case answer, importing

    var path: String {
        switch self {
        case .overview, .customers, .demonstrated: "/"
        case .comparison: "/?audience=City%20buyers&base=audience:Gold"
        case .refusal: "/?audience=Gold&base=rule:tier%20%3D%20%22gold%22%20and%20points%20%3C%202"
        case .ownPersona: "/portal/personas/A3"
        case .audiences: "/portal/audiences"
        case .audience: "/portal/audiences/City%20buyers"
        case .newAudience: "/portal/audience-new"
        case .personas: "/portal/personas"
        case .profile: "/portal/personas/C"
        case .persona: "/portal/personas/A1"
        case .indicators: "/portal/indicators"
        case .indicator: "/portal/indicators/median_income"
        case .address, .answer: "/portal/address"
        case .importing: "/portal/import"
        }
    }

    func path(in language: String) -> String { "\(path)\(path.contains("?") ? "&" : "?")lang=\(language)" }

    var testDescription: String { rawValue }

    /// Whether the page says the same without the script.
    var isWholeWithoutScript: Bool {
        switch self {
        case .answer, .importing, .audience, .newAudience: false
        default: true
        }
    }

    func origin(_ stage: Stage) -> String {
        switch self {
        case .customers, .audiences, .audience, .newAudience, .comparison, .refusal: stage.customers.origin
        case .demonstrated, .ownPersona: stage.demonstrated.origin
        default: stage.origin
        }
    }

    /// Opens the page and, for an answer, asks.
    func open(_ page: BrowserPage, on stage: Stage, language: String = "en") throws {
        try page.open(origin(stage) + path(in: language))
        guard self == .answer else { return }
        try page.evaluate("document.querySelector('#address').focus()")
        try page.type("12 bis rue Victor Hugo, 69002 Lyon")
        try page.press("Enter", code: 13, text: "\r")
        try page.wait(for: "document.querySelector('#answer h2') !== null")
    }
}
