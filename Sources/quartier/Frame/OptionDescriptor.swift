/// A flag that a command takes: `--name VALUE`, `--name=VALUE`, or `--name` alone for a switch.
struct OptionDescriptor: Sendable {
    /// Without its hyphens.
    let name: String
    let kind: ValueKind
    /// The value as help shows it: `N`, `FILE`. Empty for a switch.
    let placeholder: String
    let about: String
    /// What the value counts; empty for texts.
    var unit = ""
    /// The value when it is not given, as help shows it; empty when there is none.
    var defaultText = ""
    var isRequired = false
    /// Options of one group stand together in help.
    var group = "Options"

    var flag: String { "--\(name)" }
    var usage: String { placeholder.isEmpty ? flag : "\(flag) \(placeholder)" }
}
