import Dispatch
import FoundationEssentials
import HTTP
import Service
import Store

/// `quartier bench writes`: durable PUT /contacts by many clients, beside what SQLite itself commits on the same disk.
struct BenchWritesCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "bench writes", summary: "measure durable writes of contacts, beside SQLite's own commits",
        discussion:
            "Serves a new file of contacts in the folder and puts contacts over HTTP, each client waiting for its answer; then commits "
            + "groups of as many rows with nothing but SQLite. The files are removed. Clients, server and disk share this machine.",
        options: [
            OptionDescriptor(
                name: "folder", kind: .inputFolder, placeholder: "FOLDER", about: "The disk to measure.",
                defaultText: "."),
            OptionDescriptor(
                name: "clients", kind: .integer(1...1000), placeholder: "N", about: "Clients that write at once.",
                unit: "clients", defaultText: "64"),
            OptionDescriptor(
                name: "seconds", kind: .integer(1...600), placeholder: "N", about: "How long to write.",
                unit: "seconds",
                defaultText: "5"),
        ] + SettingsOptions.some("reference", "reference_directory"))

    /// Contacts that are written again and again.
    private static let contacts = 10_000

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        let clients = options.integer("clients", default: 64)
        let seconds = options.integer("seconds", default: 5)
        let folder =
            options.text("folder", default: ".") + "/quartier-bench-\(ProcessInfo.processInfo.processIdentifier)"
        do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false) } catch {
            throw .failure("\(folder): \(error)")
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let written = try measure(invocation, folder: folder, clients: clients, seconds: seconds)
        let own: Double
        do {
            own = try CommitProbe.rowsPerSecond(
                path: folder + "/probe.sqlite", group: clients, seconds: Double(seconds))
        } catch {
            throw .failure("\(error)")
        }
        for line in written.lines { invocation.console.line(line) }
        invocation.console.line(
            "SQLite itself: \(Int(own / Double(clients))) commits a second of \(clients) rows, \(Int(own)) rows a second; "
                + "the server writes \(Int(written.answersPerSecond / own * 100))% of that")
    }

    private static func measure(
        _ invocation: Invocation, folder: String, clients: Int, seconds: Int
    ) throws(CommandFailure) -> HTTPLoad {
        var settings = try SettingsOptions.load(invocation).settings
        try ReferenceFile.prepare(settings, invocation.console)
        settings.host = "127.0.0.1"
        settings.port = 0
        settings.unixSocket = nil
        settings.contacts = folder + "/contacts.sqlite"
        settings.contact.attributes = ["vip boolean", "ltv decimal(2)", "tier enumeration(bronze|silver|gold)"]
        let keeper = ReferenceKeeper(
            path: settings.reference, indicators: settings.enrich.indicators,
            maximumMixParts: settings.enrich.mixPersonas)
        let server = ServiceOptions.makeServer(settings.serverConfiguration, accessLog: nil)
        let contacts: ContactKeeper
        do {
            let reference = try keeper.load()
            contacts = ContactKeeper(try settings.contactConfiguration())
            contacts.follow(reference)
            try settings.serviceOptions.start(server, reference, keeper, contacts)
        } catch {
            throw .failure("\(error)")
        }
        settings.port = server.port
        var load = try HTTPLoad(
            target: try LocalRequest.Target(settings), requests: requests(), connections: clients)
        try load.run(seconds: seconds)
        let ended = DispatchSemaphore(value: 0)
        server.drain(deadlineMilliseconds: 1000) { ended.signal() }
        ended.wait()
        contacts.close()
        return load
    }

    private static func requests() -> [[UInt8]] {
        (0..<contacts).map { number in
            let body =
                "{\"address\":{\"postcode\":\"69002\",\"city\":\"Lyon\"},\"consent\":{\"email\":true},"
                + "\"attributes\":{\"vip\":\(number % 2 == 0),\"ltv\":\(number).50,\"tier\":\"gold\"}}"
            let head =
                "PUT /contacts/crm-\(number) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n"
            return Array((head + body).utf8)
        }
    }
}
