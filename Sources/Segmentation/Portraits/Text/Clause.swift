/// A piece of text that a rule gives for a group, with what it weighs: how far the figure that it tells is from France.
struct Clause {
    let text: Bilingual
    let weight: Double
    /// Where it comes among those that are told.
    var rank = 0
}

/// What the rules of the texts look at.
struct Subject {
    let figures: GroupFigures
    let setting: Setting
    let places: Whereabouts
    /// Counts the groups: of two ways to say the same, the texts take turns.
    let ordinal: Int

    subscript(figure: PortraitFigure) -> Double { figures[figure] }

    func index(_ figure: PortraitFigure) -> Double { figures.index(figure) }

    /// The value with its unit.
    func text(_ figure: PortraitFigure) -> Bilingual { figure.text(figures[figure]) }

    func textOfFrance(_ figure: PortraitFigure) -> Bilingual { figure.text(figures.ofFrance(figure)) }

    func weight(_ figure: PortraitFigure) -> Double { figures.difference(figure).magnitude }

    /// One of several ways to say it; `topic` keeps topics from turning in step.
    func turn(_ topic: Int, _ ways: [Bilingual]) -> Bilingual { ways[(ordinal + topic) % ways.count] }
}
