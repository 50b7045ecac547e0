/// The one sentence: who, where, and what goes with it.
extension Subject {
    /// As it is usually said, and in other words when another group has the same in `taken`.
    func sentence(besides taken: [Bilingual]) -> Bilingual {
        let ways = (0..<6).map { sentence(way: $0) }
        return ways.first { way in !taken.contains { $0.fr == way.fr || $0.en == way.en } } ?? ways[0]
    }

    /// Three orders of words; from the fourth way on with the next trait.
    private func sentence(way: Int) -> Bilingual {
        let traits = Self.joined(traits.dropFirst(way / 3).prefix(2).sorted { $0.rank < $1.rank }.map(\.text))
        let (who, place) = (who, placeWords)
        let tail = traits.fr.isEmpty ? Bilingual("", "") : Bilingual(", " + traits.fr, ", " + traits.en)
        let lower = Bilingual(Self.lowercased(who.fr), Self.lowercased(who.en))
        // A who of two parts is closed before the place.
        let (commaFrench, commaEnglish) = (who.fr.contains(",") ? "," : "", who.en.contains(",") ? "," : "")
        return turn(
            way,
            [
                Bilingual(
                    "\(who.fr)\(commaFrench) \(place.fr)\(tail.fr).", "\(who.en)\(commaEnglish) \(place.en)\(tail.en)."),
                Bilingual("\(place.fr), \(lower.fr)\(tail.fr).", "\(place.en), \(lower.en)\(tail.en).").capitalised,
                Bilingual("\(who.fr)\(tail.fr), \(place.fr).", "\(who.en)\(tail.en), \(place.en)."),
            ])
    }

    /// `avec de longs trajets et peu de place`: what two have in common is said once.
    private static func joined(_ parts: [Bilingual]) -> Bilingual {
        guard parts.count == 2 else { return Bilingual.list(parts) }
        return Bilingual(
            joined(parts[0].fr, parts[1].fr, shared: "avec ", and: "et"),
            joined(parts[0].en, parts[1].en, shared: "with ", and: "and"))
    }

    private static func joined(_ a: String, _ b: String, shared: String, and: String) -> String {
        let isShared = a.hasPrefix(shared) && b.hasPrefix(shared)
        return "\(a) \(and) \(isShared ? String(b.dropFirst(shared.count)) : b)"
    }

    private static func lowercased(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

    private var placeWords: Bilingual {
        guard places.overseasShare >= 0.4 else { return setting.within }
        return Bilingual("outre-mer, " + setting.within.fr, "overseas, " + setting.within.en)
    }

    /// Who lives there, most of all.
    private var who: Bilingual {
        let isWellOff = index(.income) >= 118
        let isTight = index(.income) <= 84
        switch true {
        case self[.managers] >= 0.33 && isWellOff && self[.children] >= 0.165:
            return Bilingual("Des cadres et leurs familles", "Professionals and their families")
        case self[.managers] >= 0.33 && isWellOff:
            return Bilingual("Des cadres et des diplômés", "Professionals and graduates")
        case index(.graduates) >= 125 && self[.alone] >= 0.48 && self[.seniors] <= 0.175:
            return Bilingual("De jeunes diplômés, souvent seuls", "Young graduates, often living alone")
        case self[.alone] >= 0.48 && self[.seniors] >= 0.24:
            return Bilingual("Des personnes seules, souvent retraitées", "People on their own, often retired")
        case self[.alone] >= 0.46:
            return Bilingual("Des personnes seules et de petits ménages", "Single people and small households")
        case self[.children] >= 0.21 && isTight:
            return Bilingual("Des familles aux budgets serrés", "Families on tight budgets")
        case isWellOff && self[.children] >= 0.175: return Bilingual("Des familles aisées", "Comfortable families")
        case self[.seniors] >= 0.3: return Bilingual("Beaucoup de retraités", "Many retired people")
        case self[.children] >= 0.19 && self[.workers] >= 0.25:
            return Bilingual("Des familles, souvent ouvrières", "Families, many of them manual workers'")
        case self[.children] >= 0.18: return Bilingual("Des familles avec enfants", "Families with children")
        case self[.seniors] >= 0.235 && self[.workers] >= 0.26:
            return Bilingual("Des ouvriers et des retraités", "Manual workers and retired people")
        case self[.seniors] >= 0.235 && self[.alone] < 0.37:
            return Bilingual("Des couples d'âge mûr", "Couples in later life")
        case self[.seniors] >= 0.235: return Bilingual("Des actifs et des retraités", "Working and retired people")
        case self[.workers] >= 0.26: return Bilingual("Des ménages ouvriers", "Manual workers' households")
        case isTight: return Bilingual("Des ménages modestes", "Households of modest means")
        default: return Bilingual("Des ménages de tous les âges", "Households of every age")
        }
    }

    /// What goes with it, the most telling first. Words that agree with nobody, so that they fit behind any subject.
    private var traits: [Clause] {
        var all: [Clause] = []
        func add(_ figure: PortraitFigure, _ holds: Bool, _ french: String, _ english: String) {
            if holds { all.append(Clause(text: Bilingual(french, english), weight: weight(figure), rank: all.count)) }
        }
        // In the order in which they are said: home, place, car and work, money.
        add(.houses, self[.houses] >= 0.65 && self[.owners] < 0.7, "le plus souvent en maison", "mostly in houses")
        add(.houses, self[.houses] <= 0.35 && self[.owners] > 0.42, "en immeuble", "in blocks of flats")
        add(.owners, self[.owners] >= 0.7, "presque toujours propriétaires", "nearly all homeowners")
        add(.owners, self[.owners] <= 0.42 && self[.socialHousing] < 0.25, "surtout locataires", "mostly tenants")
        add(
            .socialHousing, self[.socialHousing] >= 0.4, "le plus souvent en logement social",
            "mostly in social housing")
        add(
            .socialHousing, self[.socialHousing] >= 0.25 && self[.socialHousing] < 0.4, "souvent en logement social",
            "often in social housing")
        let hasShops = index(.shops) >= 150
        add(
            .restaurants, index(.restaurants) >= 180 && hasShops, "parmi les commerces et les restaurants",
            "amid shops and restaurants")
        add(.restaurants, index(.restaurants) >= 180 && !hasShops, "parmi les restaurants", "amid restaurants")
        add(.remote, self[.remote] >= 0.1, "loin des services du quotidien", "far from everyday services")
        add(.growth, self[.growth] >= 0.009, "dans des communes qui grandissent", "in growing communes")
        add(.noCar, self[.noCar] >= 0.5, "le plus souvent sans voiture", "mostly without a car")
        add(.noCar, self[.noCar] >= 0.3 && self[.noCar] < 0.5, "souvent sans voiture", "often without a car")
        add(.noCar, self[.noCar] <= 0.085, "avec la voiture pour tout", "with the car for everything")
        add(.commuteMinutes, self[.commuteMinutes] >= 33, "avec de longs trajets", "with long commutes")
        add(.jobs, self[.jobs] <= 0.5, "avec un travail ailleurs", "with work elsewhere")
        add(.jobs, self[.jobs] >= 1.12, "tout près des emplois", "close to the jobs")
        add(.crowded, self[.crowded] >= 0.1, "avec peu de place", "with little room")
        add(.income, index(.income) >= 122, "avec des revenus confortables", "with comfortable incomes")
        add(
            .income, index(.income) >= 106 && index(.income) < 118, "avec un peu plus de moyens qu'ailleurs",
            "with rather more means than elsewhere")
        add(.income, index(.income) >= 84 && index(.income) <= 92, "avec des moyens mesurés", "with modest means")
        add(.income, index(.income) <= 80 && self[.children] < 0.21, "avec des budgets serrés", "with tight budgets")
        add(.unemployment, index(.unemployment) >= 150, "là où l'emploi manque", "where jobs are short")
        return all.enumerated().sorted {
            $0.element.weight != $1.element.weight ? $0.element.weight > $1.element.weight : $0.offset < $1.offset
        }.map(\.element)
    }
}
