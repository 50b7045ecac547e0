/// The options and arguments of one call, checked against the command's descriptor.
///
/// Asking for a name that the descriptor does not have is a mistake of ours and traps.
struct ParsedOptions {
    let descriptor: CommandDescriptor
    /// Values by option name, the last of each.
    var values: [String: String] = [:]
    /// Words taken by their place.
    var arguments: [String] = []

    /// The value of an option, or nil when it was not given.
    func text(_ name: String) -> String? {
        precondition(descriptor.option(named: name) != nil, "no option --\(name) in \(descriptor.name)")
        return values[name]
    }

    /// The value of an option that is required or has a default.
    func text(_ name: String, default fallback: String) -> String { text(name) ?? fallback }

    /// The value of a number option, or nil when it was not given.
    func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    func integer(_ name: String, default fallback: Int) -> Int { integer(name) ?? fallback }

    /// Whether a switch was given.
    func bool(_ name: String) -> Bool { text(name) == "true" }

    /// The argument at a place, or nil when an optional one was not given.
    func argument(_ index: Int) -> String? {
        precondition(index < descriptor.arguments.count, "no argument \(index) in \(descriptor.name)")
        return index < arguments.count ? arguments[index] : nil
    }
}
