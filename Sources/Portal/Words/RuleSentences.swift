/// What is wrong with a rule, in French. The sentences of the rule language are English; each is known by its English words, with `{}`
/// for what it speaks of (see `RuleMessage` of Audiences).
public enum RuleSentences {
    /// The French words for the English ones; nil when there are none.
    public static func french(_ english: String) -> String? { table[english] }

    private static let table: [String: String] = Dictionary(
        uniqueKeysWithValues: (values + fields + shapes + texts + limits).map { ($0.0, Phrase($0.1, $0.0).french) })

    /// Values and what was expected in their place.
    private static let values: [(String, String)] = [
        ("a date", "une date"), ("a date and time", "une date avec l'heure"), ("a number", "un nombre"),
        ("a set of texts", "un ensemble de textes"), ("a text", "un texte"), ("true or false", "vrai ou faux"),
        ("an array", "une liste"), ("an object", "un objet"), ("a relative date", "une date relative"),
        ("the end", "la fin"), ("the text \"{}\"", "le texte « {} »"), ("true", "true"), ("false", "false"),
        ("null", "null"),
        ("expected a list", "une liste est attendue"), ("expected a value", "une valeur est attendue"),
        ("expected a value, got {}", "une valeur est attendue, au lieu de {}"),
        ("expected a text", "un texte est attendu"),
        ("expected a text, got a relative date", "un texte est attendu, au lieu d'une date relative"),
        ("expected a number, got {}", "un nombre est attendu, au lieu de {}"),
        ("expected a whole number, got {}", "un nombre entier est attendu, au lieu de {}"),
        ("expected true or false, got {}", "true ou false est attendu, au lieu de {}"),
        ("expected one value, got a list", "une seule valeur est attendue, au lieu d'une liste"),
        ("expected two values", "deux valeurs sont attendues"),
        ("expected two values, got {}", "deux valeurs sont attendues, il y en a {}"),
        ("expected a date, got {}{}", "une date est attendue, au lieu de {}{}"),
        (
            "2026-06-30, 2026-06-30T12:00:00Z or a relative date such as now - 6 months",
            "2026-06-30, 2026-06-30T12:00:00Z ou une date relative comme now - 6 months"
        ),
        ("; a date is written {}", " ; une date s'écrit {}"),
        ("; did you mean one like {}?", " ; par exemple {} ?"),
        (
            "; did you mean the relative date {}, without quotes?",
            " ; vouliez-vous dire la date relative {}, sans guillemets ?"
        ),
        ("; did you mean the relative date {}?", " ; vouliez-vous dire la date relative {} ?"),
        ("; did you mean \"{}\"?", " ; vouliez-vous dire « {} » ?"),
        ("; did you mean \"{}\" or \"{}\"?", " ; vouliez-vous dire « {} » ou « {} » ?"),
        ("; did you mean \"{}\" or \"{}\" or \"{}\"?", " ; vouliez-vous dire « {} », « {} » ou « {} » ?"),
    ]

    /// Fields, audiences, operators.
    private static let fields: [(String, String)] = [
        ("contacts have no field", "les contacts n'ont pas de champ"),
        ("events have no field", "les événements n'ont pas de champ"), ("{} \"{}\"{}", "{} « {} »{}"),
        ("events have no field \"{}\"{}", "les événements n'ont pas de champ « {} »{}"),
        (
            "\"events\" needs a \"match\" or an \"aggregate\"",
            "« events » s'emploie dans une question sur les événements, comme some(events where …) ou count(events)"
        ),
        ("\"{}\" is not compared with another field", "« {} » ne se compare pas à un autre champ"),
        (
            "\"{}\" is {}, which cannot be compared with {}", "« {} » est {}, ce qui ne se compare pas à {}"
        ),
        ("a set is not compared with another field", "un ensemble ne se compare pas à un autre champ"),
        ("expected two fields", "deux champs sont attendus"),
        ("expected the name of a field, got {}", "le nom d'un champ est attendu, au lieu de {}"),
        ("expected names of fields, got {}", "des noms de champs sont attendus, au lieu de {}"),
        ("\"audience\" takes =, !=, in or notIn", "« audience » se compare par =, !=, in ou notIn"),
        ("there is no audience \"{}\"{}", "il n'y a pas d'audience « {} »{}"),
        ("in the audience \"{}\": {}{}", "dans l'audience « {} » : {}{}"),
        ("the audience leads back to itself: {}", "l'audience se contient elle-même : {}"),
        ("the computed indicator leads back to itself: {}", "l'indicateur calculé dépend de lui-même : {}"),
        ("the computed indicator \"{}\": {}: {}", "l'indicateur calculé « {} » : {} : {}"),
        (
            "expected a text field of events, got \"{}\"",
            "un champ de texte des événements est attendu, au lieu de « {} »"
        ),
        ("bounds of a score ascend", "les bornes d'un score vont croissant"),
        ("{} needs texts", "{} demande des textes"), ("{} needs a text", "{} demande un texte"),
        ("{} needs a text, and \"{}\" is {}", "{} demande un texte, et « {} » est {}"),
        ("{} needs a number, and \"{}\" is {}", "{} demande un nombre, et « {} » est {}"),
        ("{} needs a field of the events", "{} demande un champ des événements"),
        ("{} is not for texts", "{} ne s'emploie pas avec des textes"),
        ("\"{}\" is never \"{}\"{}", "« {} » ne vaut jamais « {} »{}"),
        (
            "\"{}\" is true or false: it takes =, !=, in, notIn, null or notNull",
            "« {} » est vrai ou faux : il se compare par =, !=, in, notIn, null ou notNull"
        ),
        (
            "\"{}\" is a set of texts: it takes contains, in, beginsWith, endsWith, their negations, null and notNull",
            "« {} » est un ensemble de textes : il se compare par contains, in, beginsWith, endsWith, leurs négations, null et notNull"
        ),
        (
            "\"match\" is for \"events\" and for sets of texts",
            "« match » s'emploie avec « events » et avec des ensembles de textes"
        ),
        ("events have no events of their own", "les événements n'ont pas eux-mêmes d'événements"),
        ("texts have no elements of their own", "les textes n'ont pas d'éléments"),
        (
            "the texts of a set are called \"value\", got \"{}\"",
            "les textes d'un ensemble s'appellent « value », et non « {} »"
        ),
    ]

    /// The shape of a rule as JSON.
    private static let shapes: [(String, String)] = [
        ("expected \"value\" or \"field\", got {}", "« value » ou « field » est attendu, au lieu de {}"),
        (
            "expected a value or a relative date with \"mode\": \"relative\"",
            "une valeur est attendue, ou une date relative avec \"mode\": \"relative\""
        ),
        (
            "expected an anchor such as \"now\" or \"startOfDay\"{}",
            "un repère comme « now » ou « startOfDay » est attendu{}"
        ),
        ("expected one of {}, got {}", "l'un de {} est attendu, au lieu de {}"),
        ("expected one of {}", "l'un de {} est attendu"),
        ("the rule has no \"value\"", "la règle n'a pas de « value »"),
        ("the rule has no \"operator\"", "la règle n'a pas d'opérateur"),
        ("expected an operator, got {}{}", "une comparaison est attendue, au lieu de {}{}"),
        ("a combinator stands between two rules", "un lien se place entre deux règles"),
        ("expected \"and\", \"or\" or \"xor\", got {}", "« and », « or » ou « xor » est attendu, au lieu de {}"),
        (
            "expected a combinator between two rules, got {}",
            "un lien entre deux règles est attendu, au lieu de {}"
        ),
        ("expected a group with \"rules\", got {}", "un groupe avec « rules » est attendu, au lieu de {}"),
        ("expected a match mode, got \"{}\"{}", "une quantité (some, none, all…) est attendue, au lieu de « {} »{}"),
        (
            "expected a number of elements or a share below 1, got {}",
            "un nombre d'éléments, ou une part inférieure à 1, est attendu, au lieu de {}"
        ),
        ("expected a rule or a group, got {}", "une règle ou un groupe est attendu, au lieu de {}"),
        (
            "expected a rule with a \"field\" or a group with \"rules\"",
            "une règle avec « field » ou un groupe avec « rules » est attendu"
        ),
        ("expected an object with a \"mode\"", "un objet avec « mode » est attendu"),
        ("only \"events\" are aggregated, got \"{}\"", "seuls les « events » se calculent, et non « {} »"),
        ("the mode {} needs a \"threshold\"", "{} demande un nombre"),
    ]

    /// The text form.
    private static let texts: [(String, String)] = [
        ("a field", "un champ"), ("the name of a field such as \"events\"", "le nom d'un champ comme « events »"),
        (
            "\"events\" or a field of them such as \"events.amount\"",
            "« events » ou l'un de leurs champs, comme « events.amount »"
        ),
        (
            "expected \"events\" or a field of them such as \"events.amount\"",
            "« events » est attendu, ou l'un de leurs champs, comme « events.amount »"
        ),
        ("expected {}, got {}", "{} est attendu, au lieu de {}"),
        ("expected \"{}\", got {}", "« {} » est attendu, au lieu de {}"),
        ("expected \"and\", \"or\" or the end, got {}", "« and », « or » ou la fin est attendu, au lieu de {}"),
        (
            "expected a field, a group or a question about events, got {}",
            "un champ, un groupe ou une question sur les événements est attendu, au lieu de {}"
        ),
        ("expected \"and\" and another field", "« and » et un autre champ sont attendus"),
        ("expected \"and\" and the other bound, got {}", "« and » et l'autre borne sont attendus, au lieu de {}"),
        (
            "expected \"contain\", \"begin with\" or \"end with\", got {}",
            "« contain », « begin with » ou « end with » est attendu, au lieu de {}"
        ),
        (
            "expected \"in\" or \"between\" after \"not\", got {}",
            "« in » ou « between » est attendu après « not », au lieu de {}"
        ),
        ("expected \"not\" after \"does\", got {}", "« not » est attendu après « does », au lieu de {}"),
        ("expected \"null\" after \"is\", got {}", "« null » est attendu après « is », au lieu de {}"),
        ("expected \"with\", got {}", "« with » est attendu, au lieu de {}"),
        ("expected a list in parentheses, got {}", "une liste entre parenthèses est attendue, au lieu de {}"),
        (
            "expected a whole number of days, months…, got {}",
            "un nombre entier de jours, de mois… est attendu, au lieu de {}"
        ),
        ("a list holds values or fields, not both", "une liste contient des valeurs ou des champs, pas les deux"),
        ("{} needs a number first", "{} demande d'abord un nombre"),
        ("{} takes no number", "{} ne prend pas de nombre"),
        ("{}(…) holds one rule or none", "{}(…) contient une règle, ou aucune"),
        ("the text is not UTF-8", "le texte n'est pas en UTF-8"),
        (
            "this is not a number, or one with too many digits",
            "ce n'est pas un nombre, ou il a trop de chiffres"
        ),
        ("this quote is not closed", "ce guillemet n'est pas fermé"),
        ("this sign means nothing in a rule", "ce signe ne veut rien dire dans une règle"),
    ]

    private static let limits: [(String, String)] = [
        ("A rule has at most {} bytes.", "Une règle a au plus {} octets."),
        ("a rule has at most {} parts", "une règle a au plus {} parties"),
        ("a list has at most {} values", "une liste a au plus {} valeurs"),
        ("groups are nested at most {} deep", "les groupes s'emboîtent sur {} niveaux au plus"),
        ("the number {} has too many digits", "le nombre {} a trop de chiffres"),
        ("the rule and its audiences are too large", "la règle et ses audiences sont trop grandes"),
    ]
}
