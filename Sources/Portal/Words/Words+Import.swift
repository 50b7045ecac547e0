/// Words of "Import".
extension Phrase {
    static let importTitle = Phrase("Importer un fichier", "Import a file")
    static let importLead = Phrase(
        "Déposez un CSV d'adresses : reprenez-le avec le quartier, le profil et le persona de chaque ligne, ou gardez ses lignes comme contacts.",
        "Drop a CSV of addresses: take it back with the neighbourhood, profile and persona of each line, or keep its lines as contacts."
    )
    static let dropHere = Phrase("Déposez un fichier CSV ici, ou choisissez-le", "Drop a CSV file here, or choose one")
    static let dropHint = Phrase(
        "Il est lu sur cette machine. Rien n'est gardé tant que vous ne le demandez pas.",
        "It is read on this machine. Nothing is kept unless you ask for it.")
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

    static let contact = Phrase("Contact", "Contact")
    static let contactID = Phrase("identifiant du contact", "id of the contact")
    static let enrichWay = Phrase("Enrichir et reprendre le fichier", "Enrich and take the file back")
    static let enrichWayText = Phrase(
        "Le même fichier, avec des colonnes de plus. Rien n'est gardé.",
        "The same file with more columns. Nothing is kept.")
    static let storeWay = Phrase("Garder les lignes comme contacts", "Keep the lines as contacts")
    static let storeWayText = Phrase(
        "Chaque ligne devient un contact : son quartier, son persona et les colonnes reconnues. L'adresse sert à le situer, puis elle est oubliée, sauf réglage contraire.",
        "Each line becomes a contact: neighbourhood, persona and the columns that are known. The address is used to find the place and then forgotten, unless the settings say otherwise."
    )
    static let storeBesideInvented = Phrase(
        "La démonstration est en place : retirez-la d'abord, sinon vos contacts se mêleraient à des contacts inventés.",
        "The demonstration is in place: remove it first, or your contacts would mix with invented ones.")
    static let whenKnown = Phrase("Si un contact est déjà connu", "If a contact is known already")
    static let mergeMode = Phrase("Le compléter.", "Add to it.")
    static let mergeModeText = Phrase(
        "Ce que le fichier ne dit pas reste.", "What the file does not say stays.")
    static let replaceMode = Phrase("Le remplacer.", "Replace it.")
    static let replaceModeText = Phrase(
        "Ce que le fichier ne dit pas est oublié ; ses achats restent.",
        "What the file does not say is forgotten; purchases stay.")
    static let storeContacts = Phrase("Garder comme contacts", "Keep as contacts")
    static let needsID = Phrase(
        "Dites quelle colonne est l'identifiant du contact.", "Say which column is the id of the contact.")
    static let needsMode = Phrase(
        "Dites ce qu'il advient d'un contact déjà connu.", "Say what happens to a contact that is known already.")
    static let storing = Phrase("Enregistrement des contacts", "Storing contacts")
    static let createdContacts = Phrase("Nouveaux contacts", "New contacts")
    static let updatedContacts = Phrase("Contacts mis à jour", "Contacts updated")
    static let seeCustomers = Phrase("Voir vos clients", "See your customers")
    static let line = Phrase("ligne", "line")
    static let rejectedContactsText = Phrase(
        "Elles n'ont pas été gardées ; toutes les autres le sont. Corrigez-les dans le fichier à télécharger, puis importez-le à son tour.",
        "They were not kept; all others were. Put them right in the file to download, then import that one.")
    static let downloadRejected = Phrase("Télécharger les lignes rejetées", "Download the rejected lines")
}
