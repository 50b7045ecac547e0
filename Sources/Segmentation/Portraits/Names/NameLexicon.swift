/// The names that personas and profiles can have. Short, and each checkable: what a name says, its needs ask for.
///
/// Densities are inhabitants per km², in steps near those of INSEE's grid of density; sizes of urban units 0 (none) to 8
/// (Paris) as in INSEE's TUU; incomes by index, so that they hold in any year.
enum NameLexicon {
    static let profiles: [NameRule] = [
        NameRule(
            "Grande métropole", "The Great Metropolis",
            [.value(.density, .least(16_000)), .value(.urbanSize, .least(6.8)), .value(.socialHousing, .most(0.38))],
            more: [.density, .graduates]),
        NameRule(
            "Cœurs de grande ville", "Big-City Centres",
            [.value(.density, .least(5_500)), .value(.alone, .least(0.45)), .value(.socialHousing, .most(0.35))],
            more: [.alone, .restaurants]),
        NameRule(
            "Grands ensembles", "Housing Estates",
            [.value(.socialHousing, .least(0.36)), .value(.houses, .most(0.4))], more: [.socialHousing, .poverty]),
        NameRule(
            "Beaux quartiers", "Grand Addresses",
            [.value(.density, .least(7_000)), .index(.income, .least(132)), .value(.managers, .least(0.35))],
            more: [.income, .managers]),
        NameRule(
            "Banlieues résidentielles", "Residential Suburbs",
            [.value(.density, .between(2_500, 14_000)), .value(.urbanSize, .least(6.2)), .index(.income, .least(94))],
            more: [.urbanSize, .commuteMinutes]),
        NameRule(
            "Villes populaires", "Working-Class Cities",
            [.value(.density, .between(2_500, 16_000)), .value(.urbanSize, .least(6.2)), .index(.income, .most(94))],
            more: [.urbanSize, .homeSize]),
        NameRule(
            "Villes moyennes", "Mid-Sized Towns",
            [
                .value(.density, .between(1_500, 8_000)), .value(.urbanSize, .between(3, 6.6)),
                .value(.alone, .least(0.4)),
            ],
            more: [.alone, .jobs]),
        NameRule(
            "Faubourgs populaires", "Working Outskirts",
            [.value(.density, .between(300, 4_500)), .index(.income, .most(92)), .value(.houses, .least(0.35))],
            more: [.unemployment, .workers]),
        NameRule(
            "Villes pavillonnaires", "Suburban Houses",
            [.value(.houses, .least(0.55)), .value(.density, .between(500, 5_000)), .index(.income, .least(95))],
            more: [.houses, .income]),
        NameRule(
            "Petites villes et bourgs", "Small Towns",
            [.value(.density, .between(80, 2_000)), .value(.urbanSize, .most(4)), .value(.jobs, .least(0.8))],
            more: [.jobs, .vacant]),
        NameRule(
            "Lieux de villégiature", "Holiday Country", [.value(.secondHomes, .least(0.28))],
            more: [.secondHomes, .tourists]),
        NameRule(
            "Couronnes périurbaines", "Commuter Belt",
            [.value(.density, .between(60, 700)), .value(.owners, .least(0.68)), .value(.jobs, .most(0.75))],
            more: [.owners, .children], less: [.jobs]),
        NameRule(
            "Campagnes", "Open Country", [.value(.density, .most(75)), .value(.houses, .least(0.85))],
            more: [.remote], less: [.density]),
        NameRule(
            "Campagnes vivantes", "Living Countryside",
            [.value(.density, .most(140)), .value(.houses, .least(0.8)), .value(.children, .least(0.165))],
            more: [.children], less: [.density]),
        NameRule(
            "Campagnes d'aînés", "Older Countryside",
            [.value(.density, .most(140)), .value(.seniors, .least(0.26))], more: [.seniors, .secondHomes]),
        NameRule("Outre-mer", "Overseas France", [.overseas(.least(0.5))], more: [.unemployment, .singleParents]),
        NameRule(
            "Banlieues aisées", "Affluent Suburbs",
            [.value(.density, .between(500, 10_000)), .index(.income, .least(120)), .value(.urbanSize, .least(5))],
            more: [.income, .managers]),
        NameRule(
            "Villes et bourgs d'aînés", "Older Towns",
            [.value(.density, .between(150, 4_000)), .value(.seniors, .least(0.29))], more: [.seniors, .pensions]),
        NameRule(
            "Villages aisés", "Affluent Villages",
            [.value(.density, .most(500)), .index(.income, .least(112)), .value(.houses, .least(0.8))],
            more: [.income, .owners]),
    ]
}
