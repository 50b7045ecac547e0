/// What kind of place a group lives in, from density, size of the town and second homes. Steps near those of INSEE's grid of
/// density.
enum Setting: CaseIterable, Sendable {
    case metropolis, city, suburb, town, fringe, smallTown, village, countryside
    /// Where second homes set the tone.
    case resort
    /// Nothing is known of it.
    case anywhere

    init(_ figures: GroupFigures) {
        let density = figures[.density]
        if figures[.secondHomes] >= 0.28 {
            self = .resort
        } else if density >= 15_000 {
            self = .metropolis
        } else if density >= 8_500 {
            self = .city
        } else if density >= 2_000 {
            self = figures[.urbanSize] >= 6.5 ? .suburb : .town
        } else if density >= 700 {
            self = .fringe
        } else if density >= 150 {
            self = .smallTown
        } else if density >= 60 {
            self = .village
        } else if density >= 0 {
            self = .countryside
        } else {
            self = .anywhere
        }
    }

    /// As the first word of a name that is put together.
    var noun: Bilingual {
        switch self {
        case .metropolis: Bilingual("Métropole", "Metropolis")
        case .city: Bilingual("Grandes villes", "Big Cities")
        case .suburb: Bilingual("Banlieues", "Suburbs")
        case .town: Bilingual("Villes", "Towns")
        case .fringe: Bilingual("Faubourgs", "Edges of Town")
        case .smallTown: Bilingual("Petites villes", "Small Towns")
        case .village: Bilingual("Villages", "Villages")
        case .countryside: Bilingual("Campagnes", "Countryside")
        case .resort: Bilingual("Lieux de vacances", "Holiday Places")
        case .anywhere: Bilingual("Quartiers", "Neighbourhoods")
        }
    }

    /// As it stands in a sentence.
    var within: Bilingual {
        switch self {
        case .metropolis: Bilingual("au cœur des plus grandes villes", "in the heart of the largest cities")
        case .city: Bilingual("dans les quartiers denses des grandes villes", "in the dense quarters of big cities")
        case .suburb: Bilingual("aux portes des grandes villes", "at the gates of big cities")
        case .town: Bilingual("dans les villes moyennes", "in mid-sized towns")
        case .fringe: Bilingual("à la lisière des villes", "on the edge of town")
        case .smallTown: Bilingual("dans les petites villes et les bourgs", "in small towns")
        case .village: Bilingual("au village", "in villages")
        case .countryside: Bilingual("en pleine campagne", "in open country")
        case .resort: Bilingual("là où d'autres passent leurs vacances", "where others spend their holidays")
        case .anywhere: Bilingual("en France", "in France")
        }
    }
}
