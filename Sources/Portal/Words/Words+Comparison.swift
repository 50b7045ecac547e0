/// Words of choosing whom to look at beside whom, and of not being told.
extension Phrase {
    static let lookAt = Phrase("Regarder", "Look at")
    static let beside = Phrase("Face à", "Beside")
    static let compare = Phrase("Comparer", "Compare")
    static let regions = Phrase("Ménages d'une région", "Households of a region")
    static let departments = Phrase("Ménages d'un département", "Households of a département")
    static let toTheRule = Phrase("La règle, les listes", "The rule, the lists")
    static let whoTheyAre = Phrase("Qui ils sont", "Who they are")
    static let ofAll = Phrase("De tous", "Of all")
    static let inBase = Phrase("En face", "Beside")
    static let asInBase = Phrase("autant", "as many")

    static let nameOfFrance = Phrase("la France", "France")
    static let nameOfEverybody = Phrase("tous les contacts", "all contacts")
    static func nameOfAudience(_ name: String) -> Phrase { Phrase("« \(name) »", "“\(name)”") }
    static let peopleOfFrance = Phrase("des ménages de France", "of the households of France")
    static let peopleOfEverybody = Phrase("de tous les contacts", "of all contacts")
    static func peopleOfAudience(_ name: String) -> Phrase {
        Phrase("de l'audience « \(name) »", "of the audience “\(name)”")
    }
    static func peopleOf(_ place: String) -> Phrase {
        Phrase("des ménages (\(place))", "of the households (\(place))")
    }

    static let nothingTold = Phrase("Ces chiffres ne sont pas montrés", "These figures are not shown")
    static let whatToDo = Phrase("Que faire", "What to do")
    static func nearlyAllTold(_ floor: Int) -> Phrase {
        Phrase(
            "Cette audience réunit tous les contacts sauf moins de \(floor). En la retranchant de l'ensemble, on saurait tout de ces quelques personnes.",
            "This audience is all contacts but fewer than \(floor). Taken from the whole, it would tell everything about those few people."
        )
    }
    static func closeToBase(_ floor: Int) -> Phrase {
        Phrase(
            "L'audience et ce à quoi on la compare ne diffèrent que de quelques personnes, moins de \(floor), ou l'une des deux est trop petite. La différence parlerait d'elles.",
            "The audience and what it is compared with differ by a few people, fewer than \(floor), or one of them is too small. The difference would speak of those people."
        )
    }
    static func closeToEarlier(_ floor: Int) -> Phrase {
        Phrase(
            "Quelqu'un a déjà regardé une audience presque identique : elle ne diffère de celle-ci que de quelques personnes, moins de \(floor). En comparant les deux réponses, on apprendrait ce que font précisément ces personnes. Le service se souvient de ce qu'il a dit, et se tait donc.",
            "Somebody has already looked at an audience that is nearly the same: it differs from this one by a few people, fewer than \(floor). Whoever put the two answers side by side would learn what exactly those people do. The service remembers what it has told, and keeps silent."
        )
    }
    static let widenRule = Phrase(
        "Élargissez la règle, jusqu'à ce qu'elle réunisse assez de monde.", "Widen the rule until enough people are in."
    )
    static let lookAtAll = Phrase("Regardez tous les contacts.", "Look at all contacts.")
    static func narrowRule(_ floor: Int) -> Phrase {
        Phrase(
            "Ou resserrez la règle : au moins \(floor) contacts doivent en être exclus.",
            "Or narrow the rule: at least \(floor) contacts must be left out.")
    }
    static let chooseOtherBase = Phrase(
        "Choisissez un autre point de comparaison.", "Choose something else to compare with.")
    static func changeRule(_ floor: Int) -> Phrase {
        Phrase(
            "Changez la règle plus franchement : au moins \(floor) contacts de plus ou de moins.",
            "Change the rule more boldly: at least \(floor) contacts more or fewer.")
    }
    static let askEarlierAgain = Phrase(
        "Regardez à nouveau l'audience de tout à l'heure : ses chiffres restent disponibles et sont à jour.",
        "Look at the earlier audience again: its figures stay available and up to date.")
    static let countStays = Phrase(
        "Le nombre de contacts, lui, reste visible sur la page de l'audience, et la liste peut être figée.",
        "The count of contacts stays visible on the page of the audience, and its list can be frozen.")

    // Customers of one persona.
    static let yourCustomersHere = Phrase("Vos clients", "Your customers")
    static func customersHere(_ count: String, _ share: String, _ base: String) -> Phrase {
        Phrase(
            "\(count) contacts, soit \(share) des vôtres ; en France, \(base) des ménages.",
            "\(count) contacts, \(share) of yours; in France \(base) of the households.")
    }
    static let customersHidden = Phrase(
        "Trop peu de vos contacts sont de ce groupe pour que des chiffres ne parlent de personne en particulier.",
        "Too few of your contacts are of this group for figures to speak of nobody in particular.")
    static func between(_ low: String, _ high: String) -> Phrase {
        Phrase("entre \(low) et \(high)", "between \(low) and \(high)")
    }
    static let moreThanChance = Phrase("plus que le hasard", "more than chance")
    static let lessThanChance = Phrase("moins que le hasard", "less than chance")
    static let maybeChance = Phrase("peut être le hasard", "may be chance")
    static func spentEach(_ months: Int) -> Phrase {
        Phrase("Achats par contact, \(months) mois", "Spent by a contact, \(months) months")
    }
    static let timesEach = Phrase("Nombre d'achats, en moyenne", "Number of purchases, mean")
    static let composeAudience = Phrase("En faire une audience", "Make it an audience")
}
