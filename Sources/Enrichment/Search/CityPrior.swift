/// How likely a commune is, by what was found of it. Measured on addresses with known answers; order matters more than value.
enum CityPrior {
    /// From here on nothing else is looked for.
    static let sure: Float = 0.9
    /// Of a code of INSEE, also of one that a commune had once: where it went is a fact.
    static let citycode: Float = 0.99
    static let likely: Float = 0.5
    /// Priors of names that agree with what else is known, and of those that agree in every letter.
    static let named: Float = 0.75
    static let wholeNamePrior: Float = 0.95
    /// Communes that are less likely than the best by more than this are looked at only when the best have no such street.
    static let spread: Float = 0.25
    static let wholeName: Float = 0.97
    static let leastSimilarity: Float = 0.4
    static let leastMisspelt: Float = 0.72
    static let hamlet: Float = 0.96
    static let onlyOfPostcode: Float = 0.6
    static let someOfPostcode: Float = 0.3
    static let name: Float = 0.93
    static let nameInDepartment: Float = 0.85
    static let nameInDepartmentOfCedex: Float = 0.95
    static let nameWithMistype: Float = 0.85
    static let nameElsewhere: Float = 0.4
    /// A name that one commune of France has, in a field of its own: the postcode is wrong.
    static let onlyNameElsewhere: Float = 0.7
    /// A name beside the postcode of a territory that the reference does not have: another place of that name.
    static let nameInTerritory: Float = 0.05
    static let misspelt: Float = 0.85
    /// No misspelt name without a postcode is likelier than this, times what its inhabitants say.
    static let mostOfMisspelt = name * misspelt
    static let position: Float = 0.7
    static let nearPosition: Float = 0.4
    /// Words that look like the end of the name of a street: times this.
    static let endOfStreet: Float = 0.45
    /// Inhabitants of a city of one word that is rather a surname: `rue Jean Macé`.
    static let mostBehindGivenName = 10_000
    static let mistypedPostcode: Float = 0.15
    static let anywhere: Float = 0.2

    /// Of a place that is written with the postcode and fits the city so well.
    static func ofSimilarity(_ similarity: Float) -> Float {
        if similarity >= wholeName { return 0.99 }
        if similarity >= 0.8 { return 0.9 + (similarity - 0.8) * 0.45 }
        return 0.55 + (similarity - leastSimilarity) * 0.875
    }

    /// 0.4–1, from a hamlet to Paris.
    static func ofInhabitants(_ count: Int) -> Float {
        min(1, ofVillage + 0.1 * Logarithm.natural(Float(max(count, 1000)) / 1000))
    }

    /// The fewest inhabitants whose `ofInhabitants` is so much: 0 where a hamlet's is, more than there are where none is.
    static func inhabitants(ofPrior prior: Float) -> Int {
        if prior <= ofVillage { return 0 }
        return prior > 1 ? .max : Int((1000 * Logarithm.inverse((prior - ofVillage) * 10)).rounded(.up))
    }

    private static let ofVillage: Float = 0.4
}
