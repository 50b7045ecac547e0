/// What portraits do not speak of: origin and nationality, religion, health and disability, opinion and votes.
///
/// Even where an official table has a figure for an area, a portrait that shows it would say it of people.
public enum PortraitTopics {
    /// Whether an indicator may stand in a portrait.
    public static func allow(_ indicator: IndicatorDefinition) -> Bool {
        let text = [indicator.id, indicator.labelFrench, indicator.labelEnglish, indicator.theme, indicator.base]
            .joined(separator: " ").lowercased()
        return !mentionsForbidden(text)
    }

    /// Whether a text touches one of the topics. `text` may be French or English, in any case.
    public static func mentionsForbidden(_ text: String) -> Bool {
        text.lowercased().split { !$0.isLetter }.contains { word in stems.contains { word.hasPrefix($0) } }
    }

    /// Beginnings of words. Long enough to mean only that: `élect` would forbid electricity.
    private static let stems = [
        // Origin and nationality.
        "immigr", "étranger", "foreign", "national", "ethni", "origine", "racia",
        // Religion.
        "relig", "culte", "worship", "église", "church", "mosqu", "synagog", "catholi", "musulm", "muslim", "juif",
        "jewish",
        // Health and disability.
        "santé", "health", "maladi", "disease", "médec", "doctor", "practitioner", "généraliste", "hôpit", "hopit",
        "hospital",
        "handicap", "disab", "invalid", "décès", "death", "mortal", "pharmac", "infirm", "nurses", "dentist", "soins",
        "aah",
        "dépendan", "obes", "obés", "patient", "urgences", "maternité", "maternity", "ehpad", "psych", "kiné", "physio",
        // Opinion.
        "politi", "vote", "élection", "électeur", "électora", "election", "elector", "syndicat", "union member",
        "partisan", "opinion", "abstention",
    ]
}
