import Service

/// `quartier health`: asks the server on this machine whether it is ready, for a container that has no curl.
struct HealthCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "health", summary: "ask the server on this machine whether it is ready",
        discussion:
            "Asks \(path) at the host and port of the settings, or at their Unix socket when there is no host. Exits 0 when "
            + "it is ready and 1 when it is not or cannot be reached.",
        options: [
            OptionDescriptor(
                name: "timeout", kind: .integer(1...60), placeholder: "N", about: "How long to wait for the answer.",
                unit: "seconds", defaultText: "\(defaultTimeoutSeconds)")
        ] + SettingsOptions.some("host", "port", "unix_socket"))

    private static let path = "/health/ready"
    private static let defaultTimeoutSeconds = 3

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let settings = try SettingsOptions.load(invocation).settings
        let timeout = invocation.options.integer("timeout", default: defaultTimeoutSeconds)
        let target = try LocalRequest.Target(settings)
        let status = try LocalRequest.status(of: path, at: target, timeoutSeconds: timeout)
        guard status == 200 else { throw .failure("\(target) answers \(status) to \(path)") }
        invocation.console.line("\(target) is ready")
    }
}
