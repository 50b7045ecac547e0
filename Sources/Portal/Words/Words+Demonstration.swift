/// Words of the demonstration set.
extension Phrase {
    static let demonstration = Phrase("Données de démonstration.", "Demonstration data.")
    static func inventedText(_ count: String) -> Phrase {
        Phrase(
            "Les \(count) contacts « demo-… », leurs achats et leurs visites sont inventés. Aucune personne réelle.",
            "The \(count) contacts “demo-…”, their purchases and visits are invented. Nobody of them exists.")
    }
    static let removeDemonstration = Phrase("Retirer la démonstration", "Remove the demonstration")
    static let removingDemonstration = Phrase("Effacement…", "Erasing…")
    static let addDemonstration = Phrase("Essayer avec des contacts inventés", "Try with invented contacts")
    static let addingDemonstration = Phrase("Un instant…", "One moment…")
    static let demonstrationOffer = Phrase(
        "Pas de fichier sous la main ? Un jeu de démonstration remplit chaque page : quelques milliers de contacts inventés dans de vrais quartiers, et deux ans d'achats. Il est signalé partout et s'efface d'un bouton.",
        "No file at hand? A demonstration set fills every page: some thousands of invented contacts in real neighbourhoods, and two years of purchases. It is labelled everywhere and one button erases it."
    )
    static let demonstrationRefused = Phrase(
        "Il y a déjà des contacts : la démonstration ne se mêle pas à eux.",
        "There are contacts already: the demonstration does not mix with them.")
}
