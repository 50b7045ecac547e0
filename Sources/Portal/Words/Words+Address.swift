/// Words of "Try an address".
extension Phrase {
    static let addressTitle = Phrase("Essayer une adresse", "Try an address")
    static let addressLead = Phrase(
        "Elle est lue, située et oubliée : rien n'est gardé, ni dans les journaux ni dans l'historique.",
        "It is read, located and forgotten: nothing is kept, neither in logs nor in your history.")
    static let addressLabel = Phrase("Adresse postale", "Postal address")
    static let ask = Phrase("Situer", "Locate")
    static let addressHint = Phrase(
        "Numéro, rue, code postal, commune : ce que vous avez suffit.",
        "Number, street, postcode, city: whatever you have will do.")
    static let addressHintEmbedded = Phrase(
        "Ce référentiel connaît toutes les communes, pas les rues : la réponse sera celle de la commune.",
        "This reference knows every commune and no streets: the answer will be the commune's.")
    static let forExample = Phrase("Par exemple :", "For example:")
    static let nothingTyped = Phrase("Veuillez saisir une adresse.", "Please type an address.")
    static func typedTooMuch(_ bytes: Int) -> Phrase {
        Phrase("Cette adresse dépasse \(bytes) octets.", "This address is longer than \(bytes) bytes.")
    }
    static let nothingFound = Phrase("Rien de connu dans cette adresse", "Nothing known in this address")
    static let nothingFoundText = Phrase(
        "Un code postal ou le nom d'une commune suffit pour une première réponse.",
        "A postcode or the name of a commune is enough for a first answer.")
    static func rightOutOf(_ percent: String) -> Phrase {
        Phrase("juste \(percent) du temps", "right \(percent) of the time")
    }
    static let howItWasRead = Phrase("Comment elle a été lue", "How it was read")
    static let personaThere = Phrase("Qui vit là", "Who lives there")
    static let personasThere = Phrase("Qui vit là, quartiers confondus", "Who lives there, over all neighbourhoods")
    static let mixText = Phrase(
        "L'adresse couvre plusieurs quartiers : voici la part de leurs ménages.",
        "The address covers several neighbourhoods: this is the share of their households.")
    static let probability = Phrase("Probabilité", "Probability")
    static let someIndicators = Phrase("Quelques chiffres du lieu", "Some figures of the place")
    static let sameByProgram = Phrase("La même chose par programme", "The same by program")
    static func answeredIn(_ microseconds: String) -> Phrase {
        Phrase("Répondu en \(microseconds) µs.", "Answered in \(microseconds) µs.")
    }
    static let answerJSON = Phrase("La réponse", "The answer")
    static let noPosition = Phrase(
        "La position de ce lieu n'est pas connue.", "The position of this place is not known.")
    static let whereInFrance = Phrase("Où c'est en France", "Where it is in France")
    static func localMapLabel(_ count: Int, _ kilometres: String) -> Phrase {
        Phrase(
            "Les \(count) quartiers voisins sur \(kilometres) km, avec le persona de chacun.",
            "The \(count) neighbourhoods around over \(kilometres) km, with the persona of each.")
    }
    static let localMapText = Phrase(
        "Les quartiers alentour avec leur persona ; en gras, celui de l'adresse.",
        "The neighbourhoods around with their persona; the bold ones are the address's.")

    /// A match level.
    static func level(_ name: String) -> Phrase {
        switch name {
        case "housenumber": Phrase("Numéro", "House number")
        case "street": Phrase("Rue", "Street")
        case "locality": Phrase("Lieu-dit", "Locality")
        case "iris": Phrase("Quartier (IRIS)", "Neighbourhood (IRIS)")
        case "commune": Phrase("Commune", "Commune")
        case "postcode": Phrase("Code postal", "Postcode")
        case "department": Phrase("Département", "Département")
        case "none": Phrase("Rien trouvé", "Nothing found")
        case "error": Phrase("Ligne rejetée", "Rejected line")
        default: Phrase(name, name)
        }
    }
}
