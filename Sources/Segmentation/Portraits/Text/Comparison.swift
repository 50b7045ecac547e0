/// How a difference in one figure is said, of personas of one profile or of profiles beside France.
struct Comparison: Sendable {
    let figure: PortraitFigure
    /// After "on the whole, it has …": `davantage de HLM`.
    let more: Bilingual
    let less: Bilingual
    /// In a name that is put together.
    let nameIfMore: Bilingual
    let nameIfLess: Bilingual

    static let all = [
        Comparison(
            .density, ("une ville plus dense", "a denser setting"), ("moins de densité", "a less dense setting"),
            ("plus denses", "denser"), ("plus aérées", "more open")),
        Comparison(
            .houses, ("davantage de maisons", "more houses"), ("moins de maisons", "fewer houses"),
            ("en maison", "in houses"), ("en immeuble", "in flats")),
        Comparison(
            .owners, ("davantage de propriétaires", "more homeowners"), ("moins de propriétaires", "fewer homeowners"),
            ("de propriétaires", "homeowners"), ("de locataires", "tenants")),
        Comparison(
            .socialHousing, ("davantage de logements sociaux", "more social housing"),
            ("moins de logements sociaux", "less social housing"), ("en logement social", "in social housing"),
            ("en parc privé", "in private housing")),
        Comparison(
            .secondHomes, ("davantage de résidences secondaires", "more second homes"),
            ("moins de résidences secondaires", "fewer second homes"), ("de vacances", "holiday homes"),
            ("à l'année", "lived in all year")),
        Comparison(
            .vacant, ("davantage de logements vacants", "more vacant homes"),
            ("moins de logements vacants", "fewer vacant homes"), ("aux logements vacants", "with vacant homes"),
            ("aux logements pleins", "with few vacant homes")),
        Comparison(
            .children, ("davantage d'enfants", "more children"), ("moins d'enfants", "fewer children"),
            ("avec enfants", "with children"), ("sans enfants", "with few children")),
        Comparison(
            .seniors, ("davantage d'aînés", "more older residents"), ("moins d'aînés", "fewer older residents"),
            ("d'aînés", "older"), ("plus jeunes", "younger")),
        Comparison(
            .youngAdults, ("davantage de 15-29 ans", "more people of 15 to 29"),
            ("moins de 15-29 ans", "fewer people of 15 to 29"), ("jeunes", "young"),
            ("peu de jeunes", "few young adults")),
        Comparison(
            .farms, ("davantage d'exploitations agricoles", "more farms"),
            ("moins d'exploitations agricoles", "fewer farms"), ("agricoles", "farming"), ("sans fermes", "few farms")),
        Comparison(
            .alone, ("davantage de personnes seules", "more people living alone"),
            ("moins de personnes seules", "fewer people living alone"), ("de personnes seules", "living alone"),
            ("à plusieurs", "living together")),
        Comparison(
            .income, ("des revenus plus élevés", "higher incomes"), ("des revenus plus bas", "lower incomes"),
            ("plus aisées", "better off"), ("plus modestes", "of more modest means")),
        Comparison(
            .managers, ("davantage de cadres", "more professionals"), ("moins de cadres", "fewer professionals"),
            ("de cadres", "professionals"), ("loin des bureaux", "few professionals")),
        Comparison(
            .workers, ("davantage d'ouvriers", "more manual workers"), ("moins d'ouvriers", "fewer manual workers"),
            ("d'ouvriers", "manual workers"), ("peu d'ouvriers", "few manual workers")),
        Comparison(
            .unemployment, ("un chômage plus élevé", "higher unemployment"),
            ("un chômage plus bas", "lower unemployment"), ("où l'emploi manque", "short of jobs"),
            ("où l'emploi va", "well employed")),
        Comparison(
            .noCar, ("davantage de ménages sans voiture", "more households without a car"),
            ("moins de ménages sans voiture", "fewer households without a car"), ("sans voiture", "car-free"),
            ("en voiture", "with cars")),
        Comparison(
            .commuteMinutes, ("des trajets plus longs", "longer commutes"),
            ("des trajets plus courts", "shorter commutes"),
            ("aux longs trajets", "long commutes"), ("aux trajets courts", "short commutes")),
        Comparison(
            .jobs, ("plus d'emplois sur place", "more jobs close by"),
            ("moins d'emplois sur place", "fewer jobs close by"),
            ("d'emplois", "with jobs"), ("aux emplois lointains", "far from jobs")),
        Comparison(
            .shops, ("plus de commerces", "more shops"), ("moins de commerces", "fewer shops"),
            ("commerçantes", "full of shops"), ("loin des commerces", "far from shops")),
        Comparison(
            .restaurants, ("plus de restaurants", "more restaurants"), ("moins de restaurants", "fewer restaurants"),
            ("de sorties", "for going out"), ("calmes", "quiet")),
        Comparison(
            .remote, ("davantage d'habitants loin des services", "more residents far from services"),
            ("moins d'habitants loin des services", "fewer residents far from services"),
            ("loin des services", "far from services"),
            ("près des services", "close to services")),
    ]

    /// All, with how far the group is from its profile; the farthest first.
    static func ranked(_ figures: GroupFigures) -> [(Comparison, Double)] {
        var ranked: [(Comparison, Double)] = []
        for comparison in all { ranked.append((comparison, figures.differenceFromParent(comparison.figure))) }
        return ranked.sorted { a, b in
            let (left, right) = (a.1.magnitude, b.1.magnitude)
            return left != right ? left > right : a.0.figure.position < b.0.figure.position
        }
    }

    private init(
        _ figure: PortraitFigure, _ more: (String, String), _ less: (String, String), _ nameIfMore: (String, String),
        _ nameIfLess: (String, String)
    ) {
        self.figure = figure
        self.more = Bilingual(more.0, more.1)
        self.less = Bilingual(less.0, less.1)
        self.nameIfMore = Bilingual(nameIfMore.0, nameIfMore.1)
        self.nameIfLess = Bilingual(nameIfLess.0, nameIfLess.1)
    }
}

extension PortraitFigure {
    /// A value that stands beside another of the same unit: `8` behind `12,6 pour 1 000 habitants`.
    func bareText(_ value: Double) -> Bilingual {
        switch self {
        case .density: Numbers.round(value, digits: 3)
        case .commuteMinutes, .commuteKilometres: Numbers.whole(value)
        case .jobs: Numbers.whole(value * 100)
        case .shops, .restaurants: Numbers.oneDecimal(value)
        default: text(value)
        }
    }

    /// A value with its unit, as a text says it.
    func text(_ value: Double) -> Bilingual {
        switch self {
        case .income: return Numbers.euros(value)
        case .density:
            let number = Numbers.round(value, digits: 3)
            return Bilingual(number.fr + " habitants au km²", number.en + " people per km²")
        case .commuteMinutes:
            let number = Numbers.whole(value)
            return Bilingual(number.fr + " minutes", number.en + " minutes")
        case .commuteKilometres:
            let number = Numbers.whole(value)
            return Bilingual(number.fr + " km", number.en + " km")
        case .jobs:
            let number = Numbers.whole(value * 100)
            return Bilingual(number.fr + " emplois pour 100 actifs", number.en + " jobs per 100 workers")
        case .shops, .restaurants:
            let number = Numbers.oneDecimal(value)
            return Bilingual(number.fr + " pour 1 000 habitants", number.en + " per 1,000 residents")
        case .homeSize, .spread, .urbanSize: return Numbers.oneDecimal(value)
        case .growth:
            let number = Numbers.percent(value)
            let sign = value >= 0 ? "+" : ""
            return Bilingual(sign + number.fr, sign + number.en)
        default: return Numbers.percent(value)
        }
    }
}
