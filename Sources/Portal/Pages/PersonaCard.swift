/// What the pages say of a profile or persona in passing.
public struct GroupSummary: Sendable {
    /// `C` or `C3`.
    public var code: String
    /// In the language of the page.
    public var name: String
    public var households: Double
    /// 0–1, of the households of France.
    public var share: Double

    public init(code: String, name: String, households: Double, share: Double) {
        self.code = code
        self.name = name
        self.households = households
        self.share = share
    }

    public var link: String { "/portal/personas/\(code)" }
    /// The profile of a persona, the profile itself of a profile.
    public var profileCode: String { String(code.prefix(1)) }
}

/// A profile with its personas.
public struct ProfileSummary: Sendable {
    public var profile: GroupSummary
    public var personas: [GroupSummary]

    public init(profile: GroupSummary, personas: [GroupSummary]) {
        self.profile = profile
        self.personas = personas
    }
}
