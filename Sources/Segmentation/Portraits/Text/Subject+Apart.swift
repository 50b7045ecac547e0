/// What sets a group apart from its siblings.
extension Subject {
    /// Smaller differences, in standard deviations, are not worth a word.
    private static let least = 0.2
    private static let told = 2

    /// The last sentence of a persona: beside the whole of its profile. Nil when the profile has no other.
    func apart(in profile: Bilingual, siblings: Int) -> Bilingual? {
        guard siblings > 1 else { return nil }
        let parts = Comparison.ranked(figures).prefix(Self.told).filter { $0.1.magnitude >= Self.least }.map(compared)
        guard !parts.isEmpty else { return nil }
        let list = Bilingual.list(parts)
        let count = Numbers.word(siblings)
        return turn(
            8,
            [
                Bilingual(
                    "Dans le profil « \(profile.fr) », ce qui la distingue : \(list.fr).",
                    "Within “\(profile.en)”, what sets it apart: \(list.en)."),
                Bilingual(
                    "Par rapport à l'ensemble du profil « \(profile.fr) », on y trouve \(list.fr).",
                    "Compared with “\(profile.en)” as a whole, it has \(list.en)."),
                Bilingual(
                    "Des \(count.fr) personas du profil « \(profile.fr) », celle-ci se reconnaît à cela : \(list.fr).",
                    "Of the \(count.en) personas of “\(profile.en)”, this one is known for: \(list.en)."),
            ])
    }

    private func compared(_ comparison: Comparison, _ difference: Double) -> Bilingual {
        let words = difference > 0 ? comparison.more : comparison.less
        let own = comparison.figure.text(figures[comparison.figure])
        let other = comparison.figure.bareText(figures.ofParent(comparison.figure))
        return Bilingual("\(words.fr) (\(own.fr), contre \(other.fr))", "\(words.en) (\(own.en), against \(other.en))")
    }

    /// The last sentence of a profile: its personas.
    func members(_ names: [Bilingual]) -> Bilingual? {
        guard names.count > 1 else { return nil }
        let list = Bilingual.list(names.map { Bilingual("« \($0.fr) »", "“\($0.en)”") })
        return turn(
            8,
            [
                Bilingual("Ce profil réunit \(list.fr).", "This profile brings together \(list.en)."),
                Bilingual("On y distingue \(list.fr).", "Within it are \(list.en)."),
            ])
    }
}
