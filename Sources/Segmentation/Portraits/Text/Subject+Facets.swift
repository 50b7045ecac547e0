/// Short lines: life stage, housing, where.
extension Subject {
    var lifeStage: Bilingual {
        let stage = stageWords
        guard self[.children] >= 0, self[.seniors] >= 0 else { return stage }
        let (children, seniors) = (text(.children), text(.seniors))
        return Bilingual(
            "\(stage.fr) ; \(children.fr) de moins de 15 ans, \(seniors.fr) de 65 ans et plus",
            "\(stage.en); \(children.en) under 15, \(seniors.en) 65 and over")
    }

    private var stageWords: Bilingual {
        switch true {
        case self[.alone] >= 0.46 && self[.seniors] >= 0.24:
            return Bilingual("Personnes seules et retraités", "People living alone and retired")
        case self[.alone] >= 0.46 && self[.seniors] <= 0.175:
            return Bilingual(
                "Jeunes adultes et actifs, seuls ou à deux", "Young and working adults, alone or as couples")
        case self[.alone] >= 0.46: return Bilingual("Petits ménages d'actifs", "Small working households")
        case self[.children] >= 0.2 && self[.homeSize] >= 2.55:
            return Bilingual("Familles avec enfants, grands ménages", "Families with children, larger households")
        case self[.children] >= 0.2: return Bilingual("Familles avec enfants", "Families with children")
        case self[.seniors] >= 0.29: return Bilingual("Retraités", "Retired people")
        case self[.seniors] >= 0.235:
            return Bilingual("Couples d'âge mûr et retraités", "Couples in later life and retired people")
        case self[.children] >= 0.178:
            return Bilingual("Actifs, avec ou sans enfants", "Working people, with and without children")
        default: return Bilingual("Tous les âges", "All ages")
        }
    }

    var housing: Bilingual {
        var parts: [Bilingual] = []
        let (houses, flats) = (text(.houses), Numbers.percent(1 - self[.houses]))
        if self[.houses] >= 0.5 {
            parts.append(Bilingual("Maisons (\(houses.fr))", "Houses (\(houses.en))"))
        } else if self[.houses] >= 0 {
            parts.append(Bilingual("Appartements (\(flats.fr))", "Flats (\(flats.en))"))
        }
        let owners = text(.owners)
        if self[.owners] >= 0 {
            parts.append(Bilingual("\(owners.fr) de propriétaires", "\(owners.en) owner-occupied"))
        }
        let extra = [
            (
                figure: PortraitFigure.socialHousing, least: 0.1,
                words: Bilingual("de logements sociaux", "social housing")
            ),
            (.secondHomes, 0.12, Bilingual("de résidences secondaires", "second homes")),
            (.vacant, 0.11, Bilingual("de logements vacants", "vacant")),
            (.poorEnergy, 0.18, Bilingual("classés F ou G", "rated F or G for energy")),
        ]
        for item in extra where self[item.figure] >= item.least {
            let value = text(item.figure)
            parts.append(Bilingual("\(value.fr) \(item.words.fr)", "\(value.en) \(item.words.en)"))
        }
        parts = parts.filter(\.isKnown)
        return Bilingual(parts.map(\.fr).joined(separator: ", "), parts.map(\.en).joined(separator: ", "))
    }

    var whereabouts: Bilingual {
        var parts = [regionWords, placesWords].compactMap(\.self)
        if let urban = urbanWords { parts.append(urban) }
        return Bilingual(
            parts.map(\.fr).joined(separator: " ; "), parts.map(\.en).joined(separator: "; ")
        ).capitalised
    }

    /// From here on a region has most of the group, and one is worth naming for its number.
    private static let mostly = 0.5
    private static let often = 0.22
    /// A region with fewer of the group's households is not named for its index.
    private static let leastShare = 0.05

    private var regionWords: Bilingual? {
        guard let first = places.regions.first, let name = AreaNames.region(first.code) else { return nil }
        let share = Numbers.percent(first.share)
        if first.share >= Self.mostly {
            return Bilingual("surtout \(name.within.fr) (\(share.fr))", "mostly \(name.within.en) (\(share.en))")
        }
        if first.share >= Self.often {
            return Bilingual("d'abord \(name.within.fr) (\(share.fr))", "first \(name.within.en) (\(share.en))")
        }
        let marked = places.regions.filter { $0.share >= Self.leastShare && $0.index >= 120 }
            .sorted { $0.index != $1.index ? $0.index > $1.index : $0.code < $1.code }.prefix(2)
            .compactMap { AreaNames.region($0.code)?.within }
        guard !marked.isEmpty else { return Bilingual("dans toute la France", "all over France") }
        let names = Bilingual.list(Array(marked))
        return Bilingual("dans toute la France, un peu plus \(names.fr)", "all over France, rather more \(names.en)")
    }

    /// Communes where a few of them hold something, else départements.
    private var placesWords: Bilingual? {
        let communes = places.communes.prefix(3)
        let isConcentrated = communes.reduce(0) { $0 + $1.share } >= 0.04
        if isConcentrated {
            let short = communes.map { $0.name.replacing(" Arrondissement", with: "") }
            let names = Bilingual.list(short.map { Bilingual($0, $0) })
            return Bilingual("notamment \(names.fr)", "notably \(names.en)")
        }
        let departments = places.departments.prefix(3).map { Bilingual($0.name, $0.name) }
        guard !departments.isEmpty else { return nil }
        let names = Bilingual.list(departments)
        return Bilingual("premiers départements : \(names.fr)", "leading départements: \(names.en)")
    }

    /// INSEE's sizes of urban units, 0 to 8.
    private var urbanWords: Bilingual? {
        switch self[.urbanSize] {
        case 6.4...: Bilingual("grandes agglomérations", "large urban areas")
        case 4.4..<6.4: Bilingual("agglomérations moyennes et grandes", "middling and large urban areas")
        case 2.4..<4.4: Bilingual("villes petites et moyennes", "small and middling towns")
        case 0.9..<2.4: Bilingual("petites villes et leurs environs", "small towns and their surroundings")
        case ..<0.9: Bilingual("communes rurales", "rural communes")
        default: nil
        }
    }
}
