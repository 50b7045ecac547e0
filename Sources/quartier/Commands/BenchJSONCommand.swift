/// `quartier bench json`: what reading a contact and writing an answer costs, beside Foundation in the same run.
struct BenchJSONCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "bench json", summary: "measure the JSON reader and writer beside Foundation's",
        discussion:
            "Seeded contacts and answers. The best and the 99th percentile of the rounds are shown, for one contact.",
        options: [
            OptionDescriptor(
                name: "rounds", kind: .integer(10...100_000), placeholder: "N",
                about: "How often all contacts are read and written.", unit: "rounds", defaultText: "\(defaultRounds)")
        ])

    private static let defaultRounds = 400

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let rounds = invocation.options.integer("rounds", default: defaultRounds)
        BenchJSON(rounds: rounds, console: invocation.console).run()
    }
}
