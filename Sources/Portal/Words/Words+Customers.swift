/// Words of the overview once there are contacts.
extension Phrase {
    static let customersTitle = Phrase("Vos clients", "Your customers")
    static func coreTarget(
        _ names: String, _ share: String, of audience: String?, base: String, _ people: Phrase
    ) -> Phrase {
        let (french, english) = (
            audience == nil ? "vos contacts" : "l'audience", audience == nil ? "your contacts" : "the audience"
        )
        return Phrase(
            "Cœur de cible : \(names). Ces personas font \(share) de \(french), et \(base) \(people.french).",
            "Core target: \(names). These personas are \(share) of \(english), and \(base) \(people.english).")
    }
    static let noCore = Phrase(
        "Aucun persona ne dépasse encore ce que le hasard explique.",
        "No persona stands out yet beyond what chance explains.")
    static func fewContacts(_ floor: Int) -> Phrase {
        Phrase(
            "Il faut au moins \(floor) contacts pour que des chiffres ne parlent de personne en particulier.",
            "It takes at least \(floor) contacts for figures to speak of nobody in particular.")
    }
    static func asOf(_ date: String) -> Phrase { Phrase("au \(date)", "on \(date)") }
    static func buyersOf(_ months: Int) -> Phrase {
        Phrase("Acheteurs en \(months) mois", "Buyers in \(months) months")
    }
    static func spentIn(_ months: Int) -> Phrase { Phrase("Achats en \(months) mois", "Spent in \(months) months") }
    static let perBuyer = Phrase("Par acheteur", "Per buyer")
    static let hidden = Phrase("masqué", "hidden")
    static func personasBeside(_ base: String) -> Phrase {
        Phrase("Les personas, face à \(base)", "Personas, beside \(base)")
    }
    static func personasBesideText(_ people: Phrase) -> Phrase {
        Phrase(
            "Indice 100 : la même part que celle \(people.french). Le trait est l'intervalle de confiance à 95 % : tant qu'il touche 100, l'écart peut être dû au hasard.",
            "Index 100: the same share as that \(people.english). The line is the 95% confidence interval: as long as it touches 100, the difference may be chance."
        )
    }
    static let inFrance = Phrase("En France", "In France")
    static let interval = Phrase("95 %", "95%")
    static let core = Phrase("cœur de cible", "core target")
    static func rowsHidden(_ count: Int, _ floor: Int) -> Phrase {
        Phrase(
            "\(count) lignes masquées : moins de \(floor) personnes, ou assez peu pour être déduites des autres.",
            "\(count) rows hidden: fewer than \(floor) people, or so few that they could be told from the others.")
    }
    static let whereTheyLive = Phrase("Où ils vivent", "Where they live")
    static func customersMapText(_ people: Phrase) -> Phrase {
        Phrase(
            "La couleur compare la part de chaque département à celle \(people.french) ; la taille dit combien de ménages y vivent.",
            "Colour compares the share of each département with that \(people.english); size tells how many households live there."
        )
    }
    static let customersMapLabel = Phrase(
        "Carte de France : contacts par département, rapportés aux ménages.",
        "Map of France: contacts by département, relative to households.")
    static let underQuarter = Phrase("moins du quart", "less than a quarter")
    static let upToDouble = Phrase("jusqu'au double", "up to twice as many")
    static let overDouble = Phrase("plus du double", "more than twice")
    static let hiddenOrNobody = Phrase("masqué ou personne", "hidden or nobody")
    static let matched = Phrase("Jusqu'où l'adresse est connue", "How far the address is known")
    static let lifecycle = Phrase("Cycle de vie", "Lifecycle")
    static let activity = Phrase("Activité d'achat", "Buying activity")
    static let notKnown = Phrase("non renseigné", "not known")
    static let given = Phrase("Accord", "Consent")
    static let refused = Phrase("Refus", "Refusal")
    static let byMonth = Phrase("Mois par mois", "Month by month")
    static let newContacts = Phrase("Nouveaux contacts", "New contacts")
    static let purchases = Phrase("Achats", "Purchases")
    static let amount = Phrase("Montant", "Amount")
    static let month = Phrase("Mois", "Month")
    static let figuresByMonth = Phrase("Les chiffres", "The figures")
    static func columnsByMonth(_ title: String, _ first: String, _ last: String) -> Phrase {
        Phrase("\(title) par mois, de \(first) à \(last).", "\(title) by month, from \(first) to \(last).")
    }

    static func lifecycle(_ name: String) -> Phrase {
        switch name {
        case "prospect": Phrase("prospects", "prospects")
        case "customer": Phrase("clients", "customers")
        case "": notKnown
        case "churned": Phrase("perdus", "churned")
        default: Phrase(name, name)
        }
    }

    static func activity(_ name: String) -> Phrase {
        switch name {
        case "new": Phrase("nouveaux acheteurs", "new buyers")
        case "active": Phrase("actifs", "active")
        case "dormant": Phrase("endormis", "dormant")
        case "lapsed": Phrase("partis", "lapsed")
        case "never": Phrase("sans achat", "never bought")
        default: Phrase(name, name)
        }
    }
}
