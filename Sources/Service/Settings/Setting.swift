/// One row of `Settings.list`: how a setting is called, what it means and what it may be.
public struct Setting: Sendable {
    /// The name as the file has it, with a period between section and key: `http.body_bytes`.
    public let name: String
    /// What the value counts, in the plural: `bytes`, `seconds`. Empty for texts and switches.
    public let unit: String
    /// One or two sentences that say what it does.
    public let about: String
    public let field: Field

    init(_ name: String, _ field: Field, unit: String = "", _ about: String) {
        self.name = name
        self.field = field
        self.unit = unit
        self.about = about
    }

    /// Where the value lies in `Settings`, and what it may be.
    public enum Field: Sendable {
        case integer(any WritableKeyPath<Settings, Int> & Sendable, ClosedRange<Int>)
        case seconds(any WritableKeyPath<Settings, Double> & Sendable, ClosedRange<Double>)
        case bool(any WritableKeyPath<Settings, Bool> & Sendable)
        case text(any WritableKeyPath<Settings, String> & Sendable)
        /// A text or none: `null` in the file, the empty text elsewhere.
        case optionalText(any WritableKeyPath<Settings, String?> & Sendable)
        /// Several names: an array in the file, separated by commas elsewhere.
        case names(any WritableKeyPath<Settings, [String]> & Sendable)
        /// An object, kept as it was written.
        case object(any WritableKeyPath<Settings, String> & Sendable)
    }

    /// The name in the environment: `QUARTIER_HTTP_BODY_BYTES`.
    public var environmentName: String { Setting.environmentPrefix + named(with: "_").uppercased() }

    /// The name on the command line, without its two hyphens: `http-body-bytes`.
    public var flagName: String { named(with: "-") }

    public static let environmentPrefix = "QUARTIER_"

    private func named(with separator: Character) -> String {
        String(name.map { $0 == "." || $0 == "_" ? separator : $0 })
    }

    /// What a value must be, to stand behind "must be".
    public var expected: String {
        switch field {
        case .integer(_, let limits):
            "a whole number from \(limits.lowerBound) to \(limits.upperBound)\(unitInBrackets)"
        case .seconds(_, let limits):
            "a number from \(plain(limits.lowerBound)) to \(plain(limits.upperBound))\(unitInBrackets)"
        case .bool: "true or false"
        case .text: "a text that is not empty"
        case .optionalText: "a text, or none"
        case .names: "a list of names"
        case .object: "a JSON object"
        }
    }

    private var unitInBrackets: String { unit.isEmpty ? "" : " (\(unit))" }
}

/// A Double without the `.0` of whole numbers.
func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
