/// Words of the pages about indicators.
extension Phrase {
    static let indicatorsTitle = Phrase("Ce que l'on sait des quartiers", "What is known of neighbourhoods")
    static func indicatorsLead(_ count: String) -> Phrase {
        Phrase(
            "\(count) indicateurs publics, pour chaque quartier de France.",
            "\(count) public indicators, for every neighbourhood of France.")
    }
    static let searchLabel = Phrase("Chercher un indicateur", "Search for an indicator")
    static let allThemes = Phrase("Tous les thèmes", "All themes")
    static let meanOfFrance = Phrase("Moyenne en France", "Mean of France")
    static let noIndicatorFound = Phrase(
        "Aucun indicateur ne répond à cette recherche.", "No indicator answers this search.")
    static func indicatorsFound(_ count: Int) -> Phrase {
        count == 1 ? Phrase("1 indicateur.", "1 indicator.") : Phrase("\(count) indicateurs.", "\(count) indicators.")
    }
    static func indicatorsFoundPart(_ count: String, _ first: String, _ last: String) -> Phrase {
        Phrase(
            "\(count) indicateurs, ici de \(first) à \(last).", "\(count) indicators, here \(first) to \(last).")
    }
    static let pagesOfResults = Phrase("Pages de résultats", "Pages of results")
    static let previousPage = Phrase("Précédents", "Previous")
    static let nextPage = Phrase("Suivants", "Next")
    static func pageOf(_ page: Int, _ last: Int) -> Phrase {
        Phrase("Page \(page) sur \(last)", "Page \(page) of \(last)")
    }

    static let unit = Phrase("Unité", "Unit")
    static let byPersona = Phrase("Par persona", "By persona")
    static let distribution = Phrase("Répartition", "Distribution")
    static let base = Phrase("Calculé sur", "Computed over")
    static let knownBy = Phrase("Connu par", "Known by")
    static let coverage = Phrase("Quartiers renseignés", "Neighbourhoods covered")
    static func ofHouseholds(_ percent: String) -> Phrase {
        Phrase("\(percent) des ménages", "\(percent) of households")
    }
    static func histogramText(_ median: String) -> Phrase {
        Phrase(
            "Ménages selon la valeur de leur quartier ; médiane \(median). Le pour cent extrême de chaque côté est regroupé au bord.",
            "Households by the value of their neighbourhood; median \(median). The outermost 1% on each side are put together at the edge."
        )
    }
    static func histogramLabel(_ lowest: String, _ highest: String) -> Phrase {
        Phrase(
            "Nombre de ménages selon la valeur, de \(lowest) à \(highest).",
            "Number of households by value, from \(lowest) to \(highest).")
    }
    static let indicatorMapText = Phrase(
        "La couleur dit la valeur moyenne, par classes d'à peu près autant de ménages ; la taille, combien de ménages y vivent.",
        "Colour tells the mean value, in classes of about as many households each; size, how many households live there."
    )
    static let indicatorMapLabel = Phrase(
        "Carte de France de la valeur moyenne. Le tableau donne la moyenne de chaque persona.",
        "Map of France of the mean value. The table gives the mean of each persona.")

    /// When the figures are of: `2016 and 2022`.
    static func vintage(_ text: String) -> Phrase {
        Phrase(text.split(separator: " and ").joined(separator: " et "), text)
    }

    /// A theme of the catalogue by its id; an unknown one stands as it is.
    static func theme(_ id: String) -> Phrase {
        switch id {
        case "access": Phrase("Accès aux services", "Access to services")
        case "age": Phrase("Âges", "Age")
        case "care": Phrase("Santé", "Health care")
        case "economy": Phrase("Économie", "Economy")
        case "education": Phrase("Formation", "Education")
        case "employment": Phrase("Emploi", "Employment")
        case "energy": Phrase("Énergie", "Energy")
        case "household": Phrase("Ménages", "Households")
        case "housing": Phrase("Logement", "Housing")
        case "income": Phrase("Revenus", "Income")
        case "land": Phrase("Occupation du sol", "Land use")
        case "leisure": Phrase("Sports et loisirs", "Sports and leisure")
        case "mobility": Phrase("Déplacements", "Mobility")
        case "occupation": Phrase("Professions", "Occupation")
        case "public_services": Phrase("Services publics", "Public services")
        case "safety": Phrase("Sécurité", "Safety")
        case "services": Phrase("Services", "Services")
        case "shops": Phrase("Commerces", "Shops")
        case "social_housing": Phrase("Logement social", "Social housing")
        case "social_services": Phrase("Action sociale", "Social services")
        case "territory": Phrase("Territoire", "Territory")
        case "tourism": Phrase("Tourisme", "Tourism")
        default: Phrase(id, id)
        }
    }

    /// The level that a figure is known at.
    static func geography(_ level: String) -> Phrase {
        switch level {
        case "iris": Phrase("quartier (IRIS)", "neighbourhood (IRIS)")
        case "commune": Phrase("commune", "commune")
        case "epci": Phrase("intercommunalité", "group of communes")
        case "department": Phrase("département", "département")
        default: Phrase(level, level)
        }
    }

    /// What an indicator is computed over; the catalogue says it in English.
    static func base(_ name: String) -> Phrase { Phrase(frenchBases[name] ?? name, name) }

    private static let frenchBases = [
        "IRIS": "quartier (IRIS)", "RSA recipients": "allocataires du RSA",
        "active establishments": "établissements actifs", "active people of 15 to 64": "actifs de 15 à 64 ans",
        "camp pitches": "emplacements de camping", "consumption units": "unités de consommation",
        "declared income": "revenu déclaré", "disposable income": "revenu disponible",
        "employees by place of residence": "salariés au lieu de résidence", "establishments": "établissements",
        "families": "familles", "homes": "logements", "homes with a certificate": "logements diagnostiqués",
        "hotel rooms": "chambres d'hôtel", "households": "ménages", "inhabitants": "habitants",
        "job seekers": "demandeurs d'emploi", "jobs": "emplois", "land": "surface",
        "length of streets": "longueur des rues",
        "main residences": "résidences principales", "people in households": "personnes des ménages",
        "people in tax households": "personnes des foyers fiscaux", "people in work": "personnes en emploi",
        "people of 15 and over": "personnes de 15 ans et plus", "people of 15 to 64": "personnes de 15 à 64 ans",
        "people out of school of 15 and over": "non scolarisés de 15 ans et plus",
        "people who work outside their commune": "actifs travaillant hors de leur commune",
        "people with an occupation": "personnes ayant une profession", "pupils": "élèves",
        "salaried jobs": "emplois salariés", "schools": "écoles", "social homes": "logements sociaux",
        "social homes with a certificate before 2021": "logements sociaux diagnostiqués avant 2021",
        "social homes with a certificate since 2021": "logements sociaux diagnostiqués depuis 2021",
        "tax households": "foyers fiscaux", "total population": "population totale", "workplaces": "lieux de travail",
    ]
}
