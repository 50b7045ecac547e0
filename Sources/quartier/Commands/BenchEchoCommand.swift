import HTTP

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// `quartier bench echo`: serves the bare engine until it is killed.
struct BenchEchoCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "bench echo", summary: "serve the bare HTTP engine, for conformance suites and load tools",
        discussion:
            "Takes any method and path, reads the whole body and answers its length. Serves on 127.0.0.1 until it is killed.",
        options: [
            OptionDescriptor(
                name: "port", kind: .integer(0...65_535), placeholder: "N",
                about: "The port to listen on. 0 takes any free one.",
                unit: "TCP port", isRequired: true),
            OptionDescriptor(
                name: "loops", kind: .integer(0...256), placeholder: "N", about: "Event loops. 0 makes one a core.",
                unit: "event loops", defaultText: "0"),
        ])

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        var configuration = ServerConfiguration()
        configuration.port = invocation.options.integer("port", default: configuration.port)
        configuration.loops = invocation.options.integer("loops", default: configuration.loops)
        let server = Server(configuration: configuration)
        do {
            try server.start { _ in EchoHandler() }
        } catch {
            throw .failure("\(error)")
        }
        invocation.console.line("listening on http://127.0.0.1:\(server.port)")
        while true { pause() }
    }
}
