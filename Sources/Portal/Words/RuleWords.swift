/// What the script says of rows.
public enum RuleWords {
    public static func all(_ language: Language) -> [(name: String, text: String)] {
        plain.map { ($0.0, $0.1[language]) }
    }

    public static func groups(_ language: Language) -> [(name: String, texts: [(name: String, text: String)])] {
        [
            ("operators", operators.map { ($0.0, $0.1[language]) }), ("modes", modes.map { ($0.0, $0.1[language]) }),
            ("functions", functions.map { ($0.0, $0.1[language]) }),
            ("examples", examples.map { ($0.0, $0.1[language]) }),
        ]
    }

    /// Kinds of fields, as the chooser of fields parts them.
    public struct Group: Sendable {
        private let phrase: Phrase

        public subscript(language: Language) -> String { phrase[language] }

        public static let attributes = Group(phrase: Phrase("Ce que vous en savez", "What you know of them"))
        public static let consents = Group(phrase: Phrase("Accords", "Consents"))
        public static let computed = Group(phrase: Phrase("Calculé", "Computed"))
        public static let place = Group(phrase: Phrase("Adresse", "Address"))
        public static let neighbourhood = Group(phrase: Phrase("Leur quartier", "Their neighbourhood"))
    }

    /// A stage of the lifecycle.
    public static func lifecycle(_ name: String, _ language: Language) -> String { Phrase.lifecycle(name)[language] }

    /// A field that every contact or event has, or a computed indicator that is shipped.
    public static func field(_ name: String, _ language: Language) -> String {
        if name.hasPrefix("consent.") {
            let parts = name.split(separator: ".")
            let channel = parts.count > 1 ? String(parts[1]) : ""
            switch parts.count > 2 ? parts[2] : "" {
            case "at": return Phrase("Accord \(channel) le", "Consent \(channel) on")[language]
            case "source": return Phrase("Origine de l'accord \(channel)", "Source of consent \(channel)")[language]
            default: return Phrase("Accord \(channel)", "Consent \(channel)")[language]
            }
        }
        return fields.first { $0.0 == name }?.1[language] ?? name
    }

    private static let fields: [(String, Phrase)] = [
        ("lifecycle", Phrase("Cycle de vie", "Lifecycle")), ("persona", .persona), ("profile", .profile),
        ("audience", .audience), ("department", Phrase("Département", "Département")),
        ("postcode", Phrase("Code postal", "Postcode")), ("citycode", Phrase("Code commune", "Commune code")),
        ("iris", Phrase("Quartier (IRIS)", "Neighbourhood (IRIS)")),
        ("created_at", Phrase("Connu depuis", "Known since")),
        ("updated_at", Phrase("Modifié le", "Changed on")), ("match.level", Phrase("Niveau trouvé", "Match level")),
        ("match.score", Phrase("Sûreté", "Match score")), ("type", Phrase("Type", "Type")), ("channel", .channel),
        ("category", Phrase("Catégorie", "Category")), ("at", Phrase("Date", "Date")),
        ("amount", Phrase("Montant", "Amount")),
        ("recency", Phrase("Jours depuis le dernier achat", "Days since the last purchase")),
        ("frequency", Phrase("Nombre d'achats", "Number of purchases")),
        ("monetary", Phrase("Total des achats", "Total of purchases")),
        ("purchase_interval", Phrase("Jours entre deux achats", "Days between purchases")),
        ("next_purchase", Phrase("Prochain achat attendu", "Next purchase due")),
        ("favourite_channel", Phrase("Canal favori", "Favourite channel")),
        ("activity", Phrase("Activité", "Activity")),
    ]

    private static let plain: [(String, Phrase)] = [
        ("rule", Phrase("La règle", "The rule")), ("group", Phrase("groupe", "group")),
        ("condition", Phrase("condition", "condition")), ("events", Phrase("événements", "events")),
        ("total", Phrase("calcul", "total")), ("where", Phrase("parmi…", "where…")),
        ("combinator", Phrase("Lien entre les conditions", "How conditions are joined")),
        ("and", Phrase("toutes", "all of")), ("or", Phrase("l'une au moins", "any of")),
        ("xor", Phrase("un nombre impair", "an odd number of")), ("not", Phrase("sauf", "not")),
        ("removeGroup", Phrase("Retirer le groupe", "Remove the group")), ("remove", Phrase("Retirer", "Remove")),
        ("addCondition", Phrase("Ajouter une condition", "Add a condition")),
        ("addEvents", Phrase("Ajouter une condition sur les événements", "Add a condition about events")),
        ("addTotal", Phrase("Ajouter un calcul sur les événements", "Add a total of events")),
        ("addGroup", Phrase("Ajouter un groupe", "Add a group")),
        ("addWhere", Phrase("Restreindre les événements", "Restrict the events")),
        ("asText", Phrase("se modifie en texte", "is edited as text")), ("field", Phrase("Champ", "Field")),
        ("findField", Phrase("Chercher un champ", "Find a field")),
        ("noField", Phrase("Aucun champ de ce nom.", "No field of that name.")),
        ("operator", Phrase("Comparaison", "Comparison")), ("value", Phrase("Valeur", "Value")),
        ("yes", Phrase("oui", "yes")), ("no", Phrase("non", "no")),
        ("eventsThat", Phrase("Événements :", "Events:")), ("howMany", Phrase("Combien", "How many")),
        ("function", Phrase("Calcul", "Function")),
        ("nameMissing", Phrase("L'audience n'a pas encore de nom.", "The audience has no name yet.")),
    ]

    private static let operators: [(String, Phrase)] = [
        ("in", Phrase("parmi", "in")), ("notIn", Phrase("hors de", "not in")), ("between", Phrase("entre", "between")),
        ("notBetween", Phrase("hors de l'intervalle", "not between")), ("contains", Phrase("contient", "contains")),
        ("doesNotContain", Phrase("ne contient pas", "does not contain")),
        ("beginsWith", Phrase("commence par", "begins with")), ("endsWith", Phrase("finit par", "ends with")),
        ("null", Phrase("inconnu", "unknown")), ("notNull", Phrase("connu", "known")), ("!=", Phrase("≠", "≠")),
        ("<=", Phrase("≤", "≤")), (">=", Phrase("≥", "≥")),
    ]

    private static let modes: [(String, Phrase)] = [
        ("some", Phrase("au moins un tel que", "some where")), ("none", Phrase("aucun tel que", "none where")),
        ("all", Phrase("tous tels que", "all where")), ("atLeast", Phrase("au moins", "at least")),
        ("atMost", Phrase("au plus", "at most")), ("exactly", Phrase("exactement", "exactly")),
    ]

    private static let functions: [(String, Phrase)] = [
        ("count", Phrase("nombre d'événements", "number of events")), ("sum", Phrase("somme de", "sum of")),
        ("avg", Phrase("moyenne de", "mean of")), ("min", Phrase("minimum de", "least")),
        ("max", Phrase("maximum de", "greatest")),
        ("distinct", Phrase("valeurs différentes de", "different values of")),
        ("first", Phrase("premier", "first")), ("last", Phrase("dernier", "last")),
    ]

    private static let examples: [(String, Phrase)] = [
        ("date", Phrase("2026-06-30 ou now - 30 day", "2026-06-30 or now - 30 day")), ("number", Phrase("100", "100")),
    ]
}
