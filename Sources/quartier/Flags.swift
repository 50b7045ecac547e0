/// Flags with a value each, until the shared parser takes their place.
struct Flags {
    private var values: [String: String] = [:]

    /// Nil when a flag is not known, comes twice, or has no value.
    init?(_ arguments: [String], known: [String]) {
        var rest = arguments[...]
        while let flag = rest.popFirst() {
            guard known.contains(flag), values[flag] == nil, let value = rest.popFirst() else { return nil }
            values[flag] = value
        }
    }

    subscript(flag: String) -> String? { values[flag] }
}
