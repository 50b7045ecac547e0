/// A name, what must be true of a group that bears it, and the figures that make it a good one.
struct NameRule: Sendable {
    let name: Bilingual
    let needs: [Need]
    /// The more of these a group has (or the less), beside France and beside its siblings, the better the name fits.
    let more: [PortraitFigure]
    let less: [PortraitFigure]

    init(
        _ french: String, _ english: String, _ needs: [Need], more: [PortraitFigure] = [], less: [PortraitFigure] = []
    ) {
        name = Bilingual(french, english)
        self.needs = needs
        self.more = more
        self.less = less
    }

    /// What must hold.
    enum Need: Sendable {
        case value(PortraitFigure, Limits)
        /// 100 = France.
        case index(PortraitFigure, Limits)
        /// The share of the group's households that live overseas.
        case overseas(Limits)
    }

    func holds(_ figures: GroupFigures, overseas: Double) -> Bool {
        needs.allSatisfy { need in
            switch need {
            case .value(let figure, let limits): limits.contains(figures[figure])
            case .index(let figure, let limits): limits.contains(figures.index(figure))
            case .overseas(let limits): limits.contains(overseas)
            }
        }
    }

    /// How well the name fits, in standard deviations of neighbourhoods. What sets a group apart from its siblings counts as
    /// much as what sets it apart from France; a name that asks for more is preferred to a vague one.
    func score(_ figures: GroupFigures) -> Double {
        let told = more.map { ($0, 1.0) } + less.map { ($0, -1.0) }
        let fit = told.reduce(0.0) { sum, part in
            sum + part.1 * (figures.difference(part.0) + figures.differenceFromParent(part.0))
        }
        return fit / Double(max(1, told.count)) + Self.worthOfNeed * Double(needs.count)
    }

    private static let worthOfNeed = 0.1
}

/// From and up to a value, both included. Nothing that is not known is within.
struct Limits: Sendable {
    var from = -Double.infinity
    var to = Double.infinity

    func contains(_ value: Double) -> Bool { value >= from && value <= to }

    static func least(_ value: Double) -> Limits { Limits(from: value) }
    static func most(_ value: Double) -> Limits { Limits(to: value) }
    static func between(_ low: Double, _ high: Double) -> Limits { Limits(from: low, to: high) }
}
