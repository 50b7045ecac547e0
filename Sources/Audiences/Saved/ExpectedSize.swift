/// How many contacts an audience is expected to have. What is sent to must lie within.
public struct ExpectedSize: Equatable, Sendable {
    public var least: Int?
    public var most: Int?

    public init(least: Int? = nil, most: Int? = nil) {
        self.least = least
        self.most = most
    }

    public func contains(_ count: Int) -> Bool { count >= least ?? .min && count <= most ?? .max }

    /// What is expected when nobody has said: from half to double of what the person saw who approved it.
    public static func around(_ approved: Int) -> ExpectedSize {
        ExpectedSize(least: approved / 2, most: approved.multipliedReportingOverflow(by: 2).partialValue)
    }

    /// The bounds that were said, and the others around what was approved.
    public func filled(around approved: Int) -> ExpectedSize {
        let around = Self.around(approved)
        return ExpectedSize(
            least: least ?? min(around.least ?? 0, most ?? .max), most: most ?? max(around.most ?? .max, least ?? 0))
    }

    /// For a person: "from 100 to 5000".
    public var description: String {
        switch (least, most) {
        case (let least?, let most?): "from \(least) to \(most)"
        case (let least?, nil): "at least \(least)"
        case (nil, let most?): "at most \(most)"
        case (nil, nil): "any number"
        }
    }
}
