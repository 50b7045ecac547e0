import Service

/// `quartier bench http`: posts contacts to a running server over a number of connections and measures the answers.
struct BenchHTTPCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "bench http", summary: "post contacts to a running server and measure its answers",
        discussion:
            "Each connection posts one contact, waits for its answer and posts the next. One thread does it all, so "
            + "against a fast server it is this command that is measured: use wrk or h2load then.",
        options: [
            number("connections", "How many connections ask at once.", 1...1000, "connections", defaultConnections),
            number("seconds", "How long to ask.", 1...3600, "seconds", defaultSeconds),
            OptionDescriptor(
                name: "path", kind: .text, placeholder: "PATH", about: "What to post to.", defaultText: defaultPath),
        ] + SettingsOptions.some("host", "port", "unix_socket"))

    private static let defaultConnections = 64
    private static let defaultSeconds = 5
    private static let defaultPath = "/enrich"

    private static func number(
        _ name: String, _ about: String, _ limits: ClosedRange<Int>, _ unit: String, _ value: Int
    ) -> OptionDescriptor {
        OptionDescriptor(
            name: name, kind: .integer(limits), placeholder: "N", about: about, unit: unit, defaultText: "\(value)")
    }

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        let target = try LocalRequest.Target(try SettingsOptions.load(invocation).settings)
        var load = try HTTPLoad(
            target: target, path: options.text("path", default: defaultPath),
            connections: options.integer("connections", default: defaultConnections))
        try load.run(seconds: options.integer("seconds", default: defaultSeconds))
        for line in load.lines { invocation.console.line(line) }
    }
}
