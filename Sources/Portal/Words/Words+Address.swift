/// Words of "Try an address" and of "Import".
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

    static let importTitle = Phrase("Importer un fichier", "Import a file")
    static let importLead = Phrase(
        "Déposez un CSV d'adresses : vous le reprenez avec le quartier, le profil et le persona de chaque ligne.",
        "Drop a CSV of addresses: you take it back with the neighbourhood, profile and persona of each line.")
    static let dropHere = Phrase("Déposez un fichier CSV ici, ou choisissez-le", "Drop a CSV file here, or choose one")
    static let dropHint = Phrase(
        "Il est lu sur cette machine et n'est pas gardé.", "It is read on this machine and is not kept.")
    static let importNeedsScript = Phrase(
        "L'envoi d'un fichier depuis cette page demande JavaScript. La ligne de commande ci-dessous fait la même chose.",
        "Sending a file from this page needs JavaScript. The command line below does the same.")
    static let howColumnsWereRead = Phrase("Comment les colonnes ont été lues", "How the columns were read")
    static let column = Phrase("Colonne", "Column")
    static let takenFor = Phrase("Prise pour", "Taken for")
    static let firstValues = Phrase("Premières valeurs", "First values")
    static let onlyKept = Phrase("gardée telle quelle", "kept as it is")
    static let enrichAndDownload = Phrase("Enrichir le fichier", "Enrich the file")
    static let enriching = Phrase("Enrichissement", "Enrichment")
    static let cancel = Phrase("Arrêter", "Stop")
    static let downloadResult = Phrase("Télécharger le résultat", "Download the result")
    static let linesByLevel = Phrase("Lignes selon la finesse de la réponse", "Lines by how fine the answer is")
    static let matchLevel = Phrase("Finesse", "Match level")
    static let lines = Phrase("Lignes", "Lines")
    /// `#` is the number.
    static let linesRead = Phrase("# lignes lues", "# lines read")
    static let rejectedLines = Phrase("Lignes rejetées", "Rejected lines")
    static let rejectedText = Phrase(
        "Elles restent dans le résultat, avec la raison dans result_error ; les autres lignes n'en souffrent pas.",
        "They stay in the result, with the reason in result_error; other lines do not suffer.")
    static let whatFilesMayBe = Phrase("Quels fichiers", "What files may be")
    static let fileHelp = Phrase(
        "Une ligne d'en-tête, puis une adresse par ligne ; virgule, point-virgule ou tabulation. Les colonnes sont reconnues à leur nom : adresse, rue, code postal, cp, ville, commune, lat, lon, iris…",
        "A line of names, then one address a line; commas, semicolons or tabs. Columns are known by their names: address, street, postcode, cp, city, ville, lat, lon, iris…"
    )
    static let unreadableFile = Phrase(
        "Ce fichier n'est pas un CSV : sa première ligne ne peut pas être lue.",
        "This file is no CSV: its first line cannot be read.")
    static let noAddressColumn = Phrase(
        "Aucune colonne ne ressemble à une adresse : nommez-en une « adresse », ou « rue », « code postal » et « ville ».",
        "No column looks like an address: name one \"address\", or \"street\", \"postcode\" and \"city\".")

    /// A field of an address that a column can be taken for.
    static func field(_ name: String) -> Phrase {
        switch name {
        case "address": Phrase("adresse entière", "whole address")
        case "housenumber": Phrase("numéro", "house number")
        case "street": Phrase("rue", "street")
        case "postcode": Phrase("code postal", "postcode")
        case "city": Phrase("commune", "city")
        case "citycode": Phrase("code INSEE", "INSEE code")
        case "iris": Phrase("IRIS", "IRIS")
        case "lat": Phrase("latitude", "latitude")
        case "lon": Phrase("longitude", "longitude")
        default: Phrase(name, name)
        }
    }
}
