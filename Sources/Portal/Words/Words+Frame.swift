/// Words of the frame, and those that several pages use.
extension Phrase {
    static let empty = Phrase("", "")
    static let overview = Phrase("Vue d'ensemble", "Overview")
    static let personas = Phrase("Personas", "Personas")
    static let indicators = Phrase("Indicateurs", "Indicators")
    static let audiences = Phrase("Audiences", "Audiences")
    static let tryAnAddress = Phrase("Essayer une adresse", "Try an address")
    static let importing = Phrase("Importer", "Import")

    static let skipToContent = Phrase("Aller au contenu", "Skip to content")
    static let navigation = Phrase("Pages", "Pages")
    static let languages = Phrase("Langues", "Languages")
    static let breadcrumb = Phrase("Fil d'Ariane", "Breadcrumb")
    static let noAccounts = Phrase("Accès local", "Local access")
    static let noAccountsHint = Phrase(
        "Il n'y a pas encore de comptes : ce service ne répond qu'à cette machine.",
        "There are no accounts yet: this service answers this machine only.")
    static let reference = Phrase("Référentiel", "Reference")
    static let referenceFull = Phrase("avec les rues et les numéros", "with streets and house numbers")
    static let referenceEmbedded = Phrase(
        "livré avec le programme : toutes les communes, sans les rues",
        "as shipped with the program: all communes, no streets")

    static let profile = Phrase("Profil", "Profile")
    static let persona = Phrase("Persona", "Persona")
    static let indicator = Phrase("Indicateur", "Indicator")
    static let commune = Phrase("Commune", "Commune")
    static let households = Phrase("ménages", "households")
    static let householdsTitle = Phrase("Ménages", "Households")
    static let shareOfHouseholds = Phrase("Part des ménages", "Share of households")
    static let index = Phrase("Indice", "Index")
    static let mean = Phrase("Moyenne", "Mean")
    static let source = Phrase("Source", "Source")
    static let theme = Phrase("Thème", "Theme")
    static let search = Phrase("Chercher", "Search")
    static let onTheMap = Phrase("Sur la carte", "On the map")
    static let shareWord = Phrase("Part", "Share")
    static let copy = Phrase("Copier", "Copy")
    static let copied = Phrase("Copié", "Copied")
    static let commandLine = Phrase("En ligne de commande", "On the command line")

    static let months = [
        Phrase("janv.", "Jan"), Phrase("févr.", "Feb"), Phrase("mars", "Mar"), Phrase("avr.", "Apr"),
        Phrase("mai", "May"), Phrase("juin", "Jun"), Phrase("juil.", "Jul"), Phrase("août", "Aug"),
        Phrase("sept.", "Sep"), Phrase("oct.", "Oct"), Phrase("nov.", "Nov"), Phrase("déc.", "Dec"),
    ]

    static let notFoundTitle = Phrase("Cette page n'existe pas", "There is no such page")
    static let notFoundText = Phrase(
        "Le lien est peut-être ancien : les codes des personas suivent le référentiel en service.",
        "The link may be an old one: codes of personas follow the reference being served.")
    static let refusedTitle = Phrase("Rien n'a été changé", "Nothing was changed")
    static let backToOverview = Phrase("Retour à la vue d'ensemble", "Back to the overview")
    static let staleForm = Phrase(
        "Le service a redémarré depuis l'ouverture de cette page : veuillez envoyer le formulaire à nouveau.",
        "The service has been restarted since this page was opened: please send the form again.")
}
