/// The paragraph: the place and its homes, the people, their means, their days, and what sets the group apart.
extension Subject {
    /// `apart` is the last sentence.
    func paragraph(apart: Bilingual?) -> Bilingual {
        var sentences: [Bilingual?] = [homesSentence, peopleSentence, meansSentence]
        for sentence in dailySentences.filter(\.isKnown).prefix(2) { sentences.append(sentence) }
        sentences.append(apart)
        let told = sentences.compactMap(\.self).filter(\.isKnown).map(\.capitalised)
        return Bilingual(told.map(\.fr).joined(separator: " "), told.map(\.en).joined(separator: " "))
    }
}

/// Place and homes.
extension Subject {
    private var homesSentence: Bilingual? {
        guard let opening, opening.isKnown else { return nil }
        let homes = Bilingual.list([dwelling, tenure].compactMap(\.self).filter(\.isKnown))
        guard !homes.fr.isEmpty else { return opening + Bilingual(".", ".") }
        return Bilingual("\(opening.fr) ; \(homes.fr).", "\(opening.en); \(homes.en).")
    }

    private var opening: Bilingual? {
        let people = text(.density)
        switch setting {
        case .metropolis:
            return turn(
                1,
                [
                    Bilingual(
                        "C'est la ville au plus dense, \(people.fr)", "This is the city at its densest, \(people.en)"
                    ),
                    Bilingual(
                        "Avec \(people.fr), on est parmi les quartiers les plus denses du pays",
                        "With \(people.en), these are among the densest quarters in the country"),
                ])
        case .city:
            return turn(
                1,
                [
                    Bilingual("Un décor de grande ville, \(people.fr)", "A big-city setting, \(people.en)"),
                    Bilingual("La ville est dense (\(people.fr))", "The city is dense here (\(people.en))"),
                    Bilingual("À \(people.fr), la ville est partout", "At \(people.en), the city is everywhere"),
                ])
        case .suburb:
            return turn(
                1,
                [
                    Bilingual(
                        "La grande ville est là, sans la foule du centre (\(people.fr))",
                        "The big city without the crowds of its centre (\(people.en))"),
                    Bilingual(
                        "La densité est celle d'une banlieue, \(people.fr)", "Dense as a suburb is, \(people.en)"),
                ])
        case .town:
            return turn(
                1,
                [
                    Bilingual("Une ville à taille humaine, \(people.fr)", "A town on a human scale, \(people.en)"),
                    Bilingual(
                        "La densité est celle d'une ville, pas d'une métropole (\(people.fr))",
                        "Dense as a town is, not a metropolis (\(people.en))"),
                ])
        case .fringe:
            return turn(
                1,
                [
                    Bilingual("La ville s'y desserre (\(people.fr))", "The town loosens its grip (\(people.en))"),
                    Bilingual(
                        "Entre la ville et le bourg, \(people.fr)", "Between town and village, \(people.en)"),
                ])
        case .smallTown:
            return turn(
                1,
                [
                    Bilingual(
                        "Petite ville ou gros bourg, \(people.fr)", "A small town or a large village, \(people.en)"),
                    Bilingual(
                        "Le bourg donne l'échelle (\(people.fr))", "Life is on the scale of a small town (\(people.en))"
                    ),
                ])
        case .village:
            return turn(
                1,
                [
                    Bilingual("Ce sont des villages (\(people.fr))", "These are villages (\(people.en))"),
                    Bilingual(
                        "L'horizon est celui du village, \(people.fr)",
                        "Life has the horizon of a village, \(people.en)"),
                ])
        case .countryside:
            return turn(
                1,
                [
                    Bilingual("C'est la pleine campagne, \(people.fr)", "This is open country, \(people.en)"),
                    Bilingual(
                        "Beaucoup d'espace et peu de monde (\(people.fr))",
                        "Plenty of room and few people (\(people.en))"),
                ])
        case .resort:
            return Portion(self[.secondHomes], .home).with(
                ("est une résidence secondaire", "sont des résidences secondaires"),
                ("is a second home", "are second homes"))
        case .anywhere: return nil
        }
    }

    private var dwelling: Bilingual? {
        let (houses, flats) = (text(.houses), Numbers.percent(1 - self[.houses]))
        switch self[.houses] {
        case ..<0.12: return Bilingual("on y vit presque toujours en appartement", "nearly everyone lives in a flat")
        case ..<0.33:
            return Bilingual("l'appartement domine (\(flats.fr) des logements)", "flats prevail (\(flats.en) of homes)")
        case ..<0.6:
            return Bilingual(
                "maisons et immeubles se partagent les rues (\(houses.fr) de maisons)",
                "houses and flats share the streets (\(houses.en) are houses)")
        case ..<0.78:
            return Bilingual(
                "la maison l'emporte (\(houses.fr) des logements)", "houses prevail (\(houses.en) of homes)")
        case 0.78...:
            return Portion(self[.houses], .home).with(
                ("est une maison", "sont des maisons"), ("is a house", "are houses"))
        default: return nil
        }
    }

    private var tenure: Bilingual? {
        let owners = text(.owners)
        if self[.socialHousing] >= 0.22 {
            return Portion(self[.socialHousing], .home).with(
                ("relève du parc social", "relèvent du parc social"), ("is social housing", "are social housing"))
        }
        switch self[.owners] {
        case ..<0.44:
            return Bilingual("l'on est plus souvent locataire que propriétaire", "tenants outnumber owners")
        case ..<0.57:
            return Bilingual(
                "propriétaires et locataires s'équilibrent (\(owners.fr) de propriétaires)",
                "owners and tenants are evenly matched (\(owners.en) own)")
        case ..<0.68:
            return Bilingual(
                "les propriétaires sont majoritaires (\(owners.fr))", "owners are in the majority (\(owners.en))")
        case 0.68...:
            return Portion(self[.owners], .household).with(
                ("est propriétaire", "sont propriétaires"), ("owns its home", "own their homes"))
        default: return nil
        }
    }
}

/// People.
extension Subject {
    private var peopleSentence: Bilingual? {
        let (children, seniors, size) = (text(.children), text(.seniors), text(.homeSize))
        let older = Portion(self[.seniors], .inhabitant)
        if self[.alone] >= 0.46 {
            let alone = Portion(self[.alone], .household).with(
                ("ne compte qu'une personne", "ne comptent qu'une personne"),
                ("consists of one person", "consist of one person"))
            if self[.seniors] >= 0.24 {
                return turn(
                    2,
                    [
                        Bilingual(
                            "\(alone.fr), et les 65 ans et plus forment \(seniors.fr) des habitants.",
                            "\(alone.en), and \(seniors.en) of residents are 65 or over."),
                        Bilingual(
                            "On y vit souvent seul, et souvent après 65 ans (\(seniors.fr) des habitants).",
                            "Many live alone, and many are past 65 (\(seniors.en) of residents)."),
                    ])
            }
            guard index(.children) <= 85 else {
                return Bilingual(
                    "\(alone.fr) ; \(children.fr) des habitants ont moins de 15 ans, \(seniors.fr) 65 ans ou plus.",
                    "\(alone.en); \(children.en) of residents are under 15, \(seniors.en) are 65 or over.")
            }
            return turn(
                2,
                [
                    Bilingual(
                        "\(alone.fr), et les moins de 15 ans ne sont que \(children.fr) des habitants.",
                        "\(alone.en), and under-15s are only \(children.en) of residents."),
                    Bilingual(
                        "\(alone.fr) ; on n'y est que \(size.fr) par logement en moyenne.",
                        "\(alone.en); the average home holds just \(size.en) people."),
                ])
        }
        if self[.children] >= 0.2 {
            let young = Portion(self[.children], .inhabitant).with(
                ("a moins de 15 ans", "ont moins de 15 ans"), ("is under 15", "are under 15"))
            if index(.singleParents) >= 140 {
                let single = Portion(self[.singleParents], .family).with(
                    ("est monoparentale", "sont monoparentales"), ("has a single parent", "have a single parent"))
                return Bilingual(
                    "Les enfants sont nombreux : \(young.fr), et \(single.fr).",
                    "There are many children: \(young.en), and \(single.en).")
            }
            return turn(
                2,
                [
                    Bilingual(
                        "Les familles donnent le ton : \(young.fr), et l'on est \(size.fr) par logement en moyenne.",
                        "Families set the tone: \(young.en), and the average home holds \(size.en) people."),
                    Bilingual("On y élève ses enfants (\(young.fr)).", "People raise children here (\(young.en))."),
                ])
        }
        if self[.seniors] >= 0.26 {
            let age = older.with(("a 65 ans ou plus", "ont 65 ans ou plus"), ("is 65 or over", "are 65 or over"))
            let pensions = text(.pensions)
            return Bilingual(
                "\(age.fr), et les pensions font \(pensions.fr) du revenu.",
                "\(age.en), and pensions make up \(pensions.en) of income.")
        }
        if self[.children] >= 0.18, index(.alone) <= 97 {
            return turn(
                2,
                [
                    Bilingual(
                        "Les familles sont bien présentes : \(children.fr) de moins de 15 ans, \(size.fr) personnes par logement.",
                        "Families are well represented: \(children.en) are under 15, with \(size.en) people to a home."),
                    Bilingual(
                        "Les enfants comptent (\(children.fr) de moins de 15 ans) et les personnes seules sont plus rares qu'ailleurs.",
                        "Children matter (\(children.en) are under 15) and fewer people live alone than elsewhere."),
                ])
        }
        if index(.seniors) >= 108 {
            let france = textOfFrance(.seniors)
            return Bilingual(
                "Les 65 ans et plus sont un peu plus nombreux qu'ailleurs (\(seniors.fr), contre \(france.fr) en France).",
                "There are rather more people of 65 and over than elsewhere (\(seniors.en), against \(france.en) in France)."
            )
        }
        guard self[.children] >= 0 else { return nil }
        return Bilingual(
            "Toutes les générations s'y croisent : \(children.fr) de moins de 15 ans, \(seniors.fr) de 65 ans et plus.",
            "All generations meet: \(children.en) are under 15, \(seniors.en) are 65 or over.")
    }
}

/// Means and work.
extension Subject {
    private var meansSentence: Bilingual? {
        guard let level = incomeClause else { return nil }
        let tails = workClauses.map(\.text).filter(\.isKnown).prefix(1)
        return Bilingual(
            level.fr + tails.map { " ; " + $0.fr }.joined() + ".", level.en + tails.map { "; " + $0.en }.joined() + ".")
    }

    private var incomeClause: Bilingual? {
        let (income, france) = (text(.income), textOfFrance(.income))
        let gap = Numbers.whole((index(.income) - 100).magnitude)
        switch index(.income) {
        case 128...:
            return turn(
                3,
                [
                    Bilingual(
                        "Les revenus sont élevés, avec un niveau de vie médian de \(income.fr) par an (France : \(france.fr))",
                        "Incomes are high, with a median standard of living of \(income.en) a year (France: \(france.en))"
                    ),
                    Bilingual(
                        "Le niveau de vie médian, \(income.fr) par an, dépasse de \(gap.fr) % celui du pays",
                        "The median standard of living, \(income.en) a year, is \(gap.en)% above the country's"),
                ])
        case 106..<128:
            return turn(
                3,
                [
                    Bilingual(
                        "On y vit plutôt bien : \(income.fr) par an de niveau de vie médian (France : \(france.fr))",
                        "People are fairly comfortable: a median standard of living of \(income.en) a year (France: \(france.en))"
                    ),
                    Bilingual(
                        "Le niveau de vie médian, \(income.fr) par an, dépasse de \(gap.fr) % celui du pays",
                        "The median standard of living, \(income.en) a year, is \(gap.en)% above the country's"),
                ])
        case 94..<106:
            return turn(
                3,
                [
                    Bilingual(
                        "Le niveau de vie est celui du pays, à peu de chose près (\(income.fr) par an)",
                        "The standard of living is much the country's own (\(income.en) a year)"),
                    Bilingual(
                        "Avec \(income.fr) par an, le niveau de vie médian est dans la moyenne",
                        "At \(income.en) a year, the median standard of living is about average"),
                ])
        case 84..<94:
            return turn(
                3,
                [
                    Bilingual(
                        "Les moyens sont mesurés : \(income.fr) par an de niveau de vie médian (France : \(france.fr))",
                        "Means are modest: a median standard of living of \(income.en) a year (France: \(france.en))"),
                    Bilingual(
                        "Le niveau de vie médian, \(income.fr) par an, reste \(gap.fr) % sous celui du pays",
                        "The median standard of living, \(income.en) a year, is \(gap.en)% below the country's"),
                ])
        case ..<84:
            let poor = Portion(self[.poverty], .inhabitant).with(
                ("vit sous le seuil de pauvreté", "vivent sous le seuil de pauvreté"),
                ("lives below the poverty line", "live below the poverty line"))
            guard self[.poverty] >= 0 else {
                return Bilingual(
                    "Les budgets sont serrés (\(income.fr) par an)", "Budgets are tight (\(income.en) a year)")
            }
            return turn(
                3,
                [
                    Bilingual(
                        "Les budgets sont serrés : \(income.fr) par an de niveau de vie médian, et \(poor.fr)",
                        "Budgets are tight: a median standard of living of \(income.en) a year, and \(poor.en)"),
                    Bilingual(
                        "On compte juste : \(poor.fr), et le niveau de vie médian est de \(income.fr) par an",
                        "Every euro counts: \(poor.en), and the median standard of living is \(income.en) a year"),
                ])
        default: return nil
        }
    }

    private var workClauses: [Clause] {
        var all: [Clause] = []
        if self[.managers] >= 0.26 {
            all.append(
                Clause(
                    text: Portion(self[.managers], .worker).with(
                        ("est cadre", "sont cadres"), ("is a manager or professional", "are managers or professionals")),
                    weight: weight(.managers)))
        }
        if self[.workers] >= 0.255 {
            all.append(
                Clause(
                    text: Portion(self[.workers], .worker).with(
                        ("est ouvrier", "sont ouvriers"), ("is a manual worker", "are manual workers")),
                    weight: weight(.workers)))
        }
        if self[.spread] >= 4.2 {
            let spread = text(.spread)
            all.append(
                Clause(
                    text: Bilingual(
                        "les écarts sont larges, de 1 à \(spread.fr) entre les déciles extrêmes",
                        "gaps are wide, from 1 to \(spread.en) between the extreme deciles"),
                    weight: weight(.spread)))
        }
        if index(.unemployment) >= 135 {
            let rate = text(.unemployment)
            all.append(
                Clause(
                    text: Bilingual("le chômage touche \(rate.fr) des actifs", "unemployment stands at \(rate.en)"),
                    weight: weight(.unemployment)))
        }
        if self[.unemployment] <= 0.095 {
            let rate = text(.unemployment)
            all.append(
                Clause(
                    text: Bilingual("le chômage y est bas (\(rate.fr))", "unemployment is low (\(rate.en))"),
                    weight: weight(.unemployment)))
        }
        return all.sorted { $0.weight > $1.weight }
    }
}
