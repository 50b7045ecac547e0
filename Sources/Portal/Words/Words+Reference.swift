/// Words of the overview and of the pages about personas and indicators.
extension Phrase {
    static let overviewTitle = Phrase(
        "Vos clients, quartier par quartier", "Your customers, neighbourhood by neighbourhood")
    static let overviewLead = Phrase(
        "Chaque adresse de France appartient à un quartier, et chaque quartier ressemble à l'un de 34 personas. Rien ne sort de cette machine.",
        "Every address in France lies in a neighbourhood, and every neighbourhood is like one of 34 personas. Nothing leaves this machine."
    )
    static let noContactsTitle = Phrase("Aucun contact pour l'instant", "No contacts yet")
    static let noContactsText = Phrase(
        "Avec des contacts, cette page dit qui sont vos clients, où ils vivent et en quoi ils diffèrent de la France. En attendant, voici la France.",
        "With contacts, this page says who your customers are, where they live and what sets them apart from France. Until then, here is France."
    )
    static let beginAddress = Phrase("Essayer une adresse", "Try an address")
    static let beginAddressText = Phrase(
        "Voir comment elle est lue et quel persona y vit.", "See how it is read and which persona lives there.")
    static let beginImport = Phrase("Enrichir un fichier", "Enrich a file")
    static let beginImportText = Phrase(
        "Déposer un CSV, le reprendre avec ses personas.", "Drop a CSV, take it back with its personas.")
    static let beginPersonas = Phrase("Découvrir les personas", "Meet the personas")
    static let beginPersonasText = Phrase(
        "34 portraits, tirés de la statistique publique.", "34 portraits, drawn from public statistics.")
    static let householdsOfFrance = Phrase("Ménages en France", "Households in France")
    static let neighbourhoodsIRIS = Phrase("Quartiers (IRIS)", "Neighbourhoods (IRIS)")
    static let personasInAll = Phrase("Personas", "Personas")
    static func inProfiles(_ count: Int) -> Phrase { Phrase("en \(count) profils", "in \(count) profiles") }
    static let indicatorsInAll = Phrase("Indicateurs par quartier", "Indicators a neighbourhood")
    static let franceByProfile = Phrase("La France par profil", "France by profile")
    static let profilesOfFrance = Phrase("Les profils", "The profiles")
    static let mapOfProfilesText = Phrase(
        "Un point pour 14 km : sa taille dit combien de ménages y vivent, sa couleur le profil du plus grand nombre.",
        "One dot for 14 km: its size tells how many households live there, its colour the profile of most of them.")
    static let mapOfProfilesLabel = Phrase(
        "Carte de France : le profil le plus fréquent de chaque endroit. Le tableau voisin donne la part de chaque profil.",
        "Map of France: the most frequent profile of each place. The table beside it gives the share of each profile.")

    static let personasTitle = Phrase("Qui vit où", "Who lives where")
    static let personasLead = Phrase(
        "Les 49 404 quartiers de France regroupés selon le revenu, l'âge, les ménages, le logement, le travail, les déplacements et les commerces.",
        "The 49,404 neighbourhoods of France, grouped by income, age, households, housing, work, travel and shops.")
    static let wheelText = Phrase(
        "La largeur d'un secteur est sa part des ménages. Les profils vont de la ville dense à la campagne.",
        "A sector is as wide as its share of households. Profiles go from dense city to open country.")
    static let whatSetsApart = Phrase("Ce qui distingue", "What sets it apart")
    static let whereItLives = Phrase("Où il vit", "Where it lives")
    static let higherThanFrance = Phrase("Plus qu'en France", "Higher than in France")
    static let lowerThanFrance = Phrase("Moins qu'en France", "Lower than in France")
    static let indexText = Phrase(
        "Indice 100 = moyenne des ménages de France ; 200 = deux fois plus.",
        "Index 100 = the mean over the households of France; 200 = twice as much.")
    static let radialText = Phrase(
        "Le cercle plein est la France ; chaque cercle double ou divise par deux.",
        "The solid circle is France; each circle doubles or halves.")
    static let radialLabel = Phrase("Indices, 100 pour la France :", "Indices, 100 being France:")
    static let concentrationText = Phrase(
        "La couleur dit si le groupe y est plus présent qu'en France, la taille combien de ménages y vivent.",
        "Colour tells whether the group is more present than in France, size how many households live there.")
    static let concentrationLabel = Phrase(
        "Carte de France de la présence du groupe. Le tableau qui suit donne les communes où il compte le plus de ménages.",
        "Map of France of how present the group is. The table below gives the communes where most of its households are."
    )
    static let almostNone = Phrase("presque aucun", "next to none")
    static let lessThanHalf = Phrase("moins de la moitié", "less than half")
    static let asInFrance = Phrase("comme en France", "as in France")
    static let moreThanFrance = Phrase("jusqu'à 3 fois plus", "up to 3 times as many")
    static let muchMore = Phrase("plus de 3 fois", "over 3 times as many")
    static let largestPlaces = Phrase(
        "Communes où vivent le plus de ses ménages", "Communes with most of its households")
    static let ofItsHouseholds = Phrase("de la commune", "of the commune")
    static let inShort = Phrase("En bref", "In short")
    static let lifeStage = Phrase("Moment de la vie", "Stage of life")
    static let housing = Phrase("Logement", "Housing")
    static let whereabouts = Phrase("Où le trouver", "Where to find it")
    static let channelLever = Phrase("Comment le toucher", "How to reach it")
    static let offerLever = Phrase("Que lui proposer", "What to offer")
    static let itsPersonas = Phrase("Ses personas", "Its personas")
    static let sameProfile = Phrase("Dans le même profil", "In the same profile")
    static let nearestPersonas = Phrase("Les personas les plus proches", "The nearest personas")
    static let nearestProfiles = Phrase("Les profils les plus proches", "The nearest profiles")
    static let nearestText = Phrase(
        "Pour élargir une cible sans la dénaturer.", "To widen a target and keep its nature.")
}
