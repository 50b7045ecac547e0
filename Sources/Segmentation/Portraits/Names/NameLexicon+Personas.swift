extension NameLexicon {
    static let personas = cities + suburbs + towns + houses + resorts + villages + overseas

    /// Dense, flats, large cities.
    private static let cities: [NameRule] = [
        NameRule(
            "Beaux quartiers", "Grand Addresses",
            [.value(.density, .least(8_000)), .index(.income, .least(135)), .value(.managers, .least(0.38))],
            more: [.income, .managers]),
        NameRule(
            "Boulevards et terrasses", "Boulevards and Terraces",
            [.value(.density, .least(18_000)), .index(.restaurants, .least(200)), .value(.alone, .least(0.45))],
            more: [.restaurants, .shops, .noCar]),
        NameRule(
            "Métropole mêlée", "Mixed Metropolis",
            [.value(.density, .least(15_000)), .index(.graduates, .least(135)), .value(.socialHousing, .least(0.18))],
            more: [.socialHousing, .density]),
        NameRule(
            "Métropole familiale", "Metropolitan Families",
            [.value(.density, .least(9_000)), .index(.children, .least(106)), .index(.income, .least(112))],
            more: [.children, .income]),
        NameRule(
            "Hypercentres diplômés", "Graduate City Centres",
            [.value(.density, .least(6_000)), .index(.graduates, .least(122)), .value(.alone, .least(0.5))],
            more: [.graduates, .restaurants, .alone]),
        NameRule(
            "Rues commerçantes", "Shopping Streets",
            [.value(.density, .least(4_000)), .index(.shops, .least(220)), .value(.alone, .least(0.45))],
            more: [.shops, .restaurants]),
        NameRule(
            "Studios des grandes villes", "Big-City Studios",
            [
                .value(.density, .least(5_000)), .value(.alone, .least(0.48)), .value(.owners, .most(0.42)),
                .value(.homeSize, .most(1.95)), .index(.income, .most(106)),
            ],
            less: [.children, .owners, .seniors]),
        NameRule(
            "Jeunesse en ville", "Young City",
            [.value(.density, .least(3_000)), .value(.youngAdults, .least(0.3)), .value(.alone, .least(0.45))],
            more: [.youngAdults, .alone]),
        NameRule(
            "Grande ville en location", "Big-City Renters",
            [.value(.density, .least(4_000)), .value(.urbanSize, .least(5.5)), .value(.owners, .most(0.43))],
            less: [.owners, .seniors]),
        NameRule(
            "Quartiers de cadres", "Professional Quarters",
            [
                .value(.density, .least(6_000)), .value(.managers, .least(0.3)), .value(.houses, .most(0.3)),
                .index(.income, .most(132)),
            ],
            more: [.managers, .graduates]),
        NameRule(
            "Grands ensembles de métropole", "Metropolitan Estates",
            [.value(.socialHousing, .least(0.4)), .value(.urbanSize, .least(6.8)), .value(.density, .least(7_000))],
            more: [.density, .graduates, .alone]),
        NameRule(
            "Grands ensembles familiaux", "Family Estates",
            [.value(.socialHousing, .least(0.42)), .value(.children, .least(0.23)), .value(.homeSize, .least(2.45))],
            more: [.homeSize, .socialHousing, .poverty]),
        NameRule(
            "Grands ensembles des villes moyennes", "Estates of Mid-Sized Towns",
            [.value(.socialHousing, .least(0.38)), .value(.urbanSize, .between(3, 6.7))],
            more: [.socialHousing, .unemployment], less: [.urbanSize, .commuteMinutes]),
        NameRule(
            "Immeubles en famille", "Family Flats",
            [.value(.houses, .most(0.35)), .value(.children, .least(0.19)), .value(.homeSize, .least(2.2))],
            more: [.children, .homeSize], less: [.houses]),
    ]

    /// Around large cities.
    private static let suburbs: [NameRule] = [
        NameRule(
            "Banlieues populaires", "Working-Class Suburbs",
            [
                .value(.urbanSize, .least(6.8)), .value(.socialHousing, .between(0.22, 0.6)),
                .value(.children, .least(0.2)), .value(.commuteMinutes, .least(32)),
            ],
            more: [.commuteMinutes, .homeSize]),
        NameRule(
            "Proche banlieue active", "Busy Inner Suburbs",
            [
                .value(.urbanSize, .least(6.8)), .value(.density, .between(3_000, 14_000)),
                .value(.socialHousing, .most(0.38)), .index(.income, .between(85, 116)),
            ],
            more: [.commuteMinutes, .urbanSize], less: [.seniors]),
        NameRule(
            "Banlieues cossues", "Well-Heeled Suburbs",
            [
                .value(.urbanSize, .least(6.5)), .value(.density, .between(2_500, 14_000)),
                .index(.income, .least(122)),
            ],
            more: [.income, .owners, .managers]),
        NameRule(
            "Résidences de métropole", "City Residences",
            [
                .value(.urbanSize, .least(5.5)), .value(.density, .between(2_000, 12_000)),
                .index(.income, .between(103, 130)),
            ],
            more: [.managers, .income, .jobs]),
        NameRule(
            "Immeubles à l'âge mûr", "Settled Flats",
            [.value(.houses, .most(0.45)), .value(.seniors, .least(0.22)), .value(.urbanSize, .least(5))],
            more: [.seniors, .pensions], less: [.houses]),
    ]

    /// Towns of middling and small size.
    private static let towns: [NameRule] = [
        NameRule(
            "Centres-villes animés", "Lively Town Centres",
            [
                .value(.density, .between(1_200, 9_000)), .value(.urbanSize, .between(2, 6.2)),
                .index(.shops, .least(180)), .value(.secondHomes, .most(0.25)),
            ],
            more: [.shops, .restaurants, .seniors]),
        NameRule(
            "Quartiers modestes", "Modest Quarters",
            [
                .value(.density, .between(1_500, 9_000)), .value(.socialHousing, .between(0.18, 0.45)),
                .index(.income, .most(92)),
            ],
            more: [.socialHousing, .poverty, .alone]),
        NameRule(
            "Villes moyennes tranquilles", "Quiet Mid-Sized Towns",
            [
                .value(.density, .between(1_200, 6_000)), .value(.urbanSize, .between(3, 6.6)),
                .index(.income, .between(86, 112)), .value(.socialHousing, .most(0.22)),
            ],
            more: [.jobs], less: [.socialHousing, .poverty]),
        NameRule(
            "Villes ouvrières", "Working Towns",
            [
                .value(.workers, .least(0.26)), .value(.density, .between(1_200, 8_000)), .value(.houses, .most(0.6)),
                .value(.socialHousing, .most(0.36)),
            ],
            more: [.workers, .unemployment]),
        NameRule(
            "Petites villes-centres", "Small-Town Hubs",
            [.value(.density, .between(200, 3_000)), .value(.urbanSize, .most(4)), .value(.jobs, .least(1.1))],
            more: [.jobs, .vacant, .alone]),
        NameRule(
            "Petites villes modestes", "Modest Small Towns",
            [.value(.density, .between(150, 2_500)), .value(.urbanSize, .most(4.5)), .index(.income, .most(88))],
            more: [.poverty, .unemployment]),
        NameRule(
            "Bourgs ouvriers", "Blue-Collar Small Towns",
            [.value(.density, .between(90, 900)), .value(.workers, .least(0.235)), .value(.urbanSize, .most(4))],
            more: [.workers], less: [.seniors]),
        NameRule(
            "Bourgs de campagne", "Country Market Towns",
            [.value(.density, .most(220)), .value(.jobs, .least(0.85))], more: [.jobs, .seniors, .shops]),
        NameRule(
            "Villes de retraités", "Retirement Towns",
            [.value(.density, .least(300)), .value(.seniors, .least(0.29)), .value(.secondHomes, .most(0.25))],
            more: [.seniors, .pensions]),
    ]

    /// Houses at the edge of town.
    private static let houses: [NameRule] = [
        NameRule(
            "Faubourgs ouvriers", "Workers' Suburbs",
            [.value(.density, .between(500, 4_500)), .value(.workers, .least(0.26)), .value(.houses, .least(0.45))],
            more: [.workers, .unemployment, .socialHousing]),
        NameRule(
            "Pavillons populaires", "Everyday Houses",
            [.value(.houses, .least(0.5)), .value(.density, .between(500, 5_000)), .index(.income, .between(78, 99))],
            more: [.houses, .homeSize]),
        NameRule(
            "Pavillons en famille", "Family Houses",
            [
                .value(.houses, .least(0.6)), .value(.children, .least(0.185)), .value(.density, .between(500, 5_000)),
                .index(.income, .least(98)),
            ],
            more: [.homeSize, .children, .growth]),
        NameRule(
            "Pavillons à l'âge mûr", "Settled Suburbs",
            [.value(.houses, .least(0.5)), .value(.seniors, .least(0.215)), .value(.density, .between(400, 5_000))],
            more: [.seniors, .pensions]),
        NameRule(
            "Belles périphéries", "Affluent Outskirts",
            [.value(.houses, .least(0.65)), .index(.income, .least(120)), .value(.density, .between(250, 4_500))],
            more: [.income, .managers, .owners]),
        NameRule(
            "Couronnes pavillonnaires", "Suburban Rings",
            [.value(.houses, .least(0.72)), .value(.density, .between(150, 1_500)), .value(.urbanSize, .least(4))],
            more: [.houses, .owners], less: [.density]),
        NameRule(
            "Maisons neuves", "Growing Outskirts",
            [.value(.growth, .least(0.009)), .value(.houses, .least(0.7)), .value(.density, .most(1_500))],
            more: [.growth, .children]),
    ]

    private static let resorts: [NameRule] = [
        NameRule(
            "Villes de vacances", "Holiday Towns",
            [.value(.secondHomes, .least(0.28)), .value(.density, .least(250))],
            more: [.secondHomes, .restaurants, .density]),
        NameRule(
            "Villages de vacances", "Holiday Villages",
            [.value(.secondHomes, .least(0.28)), .value(.density, .most(250))], more: [.secondHomes, .tourists]),
        NameRule(
            "Stations touristiques", "Tourist Resorts",
            [.value(.secondHomes, .least(0.3)), .index(.tourists, .least(800))], more: [.tourists, .restaurants]),
    ]

    /// Villages and open country.
    private static let villages: [NameRule] = [
        NameRule(
            "Villages aisés", "Affluent Villages",
            [.value(.density, .most(450)), .value(.houses, .least(0.8)), .index(.income, .least(112))],
            more: [.income, .managers, .owners]),
        NameRule(
            "Bourgs familiaux", "Family Small Towns",
            [
                .value(.density, .between(90, 700)), .value(.children, .least(0.175)), .value(.houses, .least(0.75)),
                .value(.owners, .least(0.6)),
            ],
            more: [.children, .homeSize, .jobs]),
        NameRule(
            "Villages actifs", "Commuting Villages",
            [.value(.density, .most(300)), .value(.jobs, .most(0.55)), .value(.children, .least(0.175))],
            more: [.children, .homeSize, .owners], less: [.jobs]),
        NameRule(
            "Campagnes ouvrières", "Blue-Collar Countryside",
            [.value(.density, .most(160)), .value(.workers, .least(0.26))], more: [.workers], less: [.remote]),
        NameRule(
            "Hameaux et grands espaces", "Hamlets and Open Land",
            [.value(.density, .most(80)), .value(.houses, .least(0.9)), .value(.remote, .least(0.08))],
            more: [.houses, .remote, .homeSize], less: [.density, .seniors]),
        NameRule(
            "Fermes et hameaux", "Farms and Hamlets",
            [.value(.density, .most(90)), .value(.houses, .least(0.88)), .value(.farms, .least(0.18))],
            more: [.farms, .remote], less: [.density]),
        NameRule(
            "Villages agricoles", "Farming Villages",
            [.value(.density, .most(160)), .value(.farms, .least(0.14))], more: [.farms, .workers]),
        NameRule(
            "Campagnes reculées", "Far Countryside",
            [.value(.density, .most(60)), .value(.remote, .least(0.2))], more: [.remote, .secondHomes, .seniors]),
        NameRule(
            "Villages d'aînés", "Older Villages",
            [.value(.density, .most(160)), .value(.seniors, .least(0.26)), .value(.secondHomes, .most(0.25))],
            more: [.seniors, .vacant]),
        NameRule(
            "Villages de propriétaires", "Homeowning Villages",
            [.value(.density, .most(200)), .value(.owners, .least(0.78))], more: [.owners, .houses]),
    ]

    private static let overseas: [NameRule] = [
        NameRule(
            "Bourgs d'outre-mer", "Overseas Towns", [.overseas(.least(0.4)), .value(.density, .most(1_500))],
            more: [.unemployment, .singleParents], less: [.density]),
        NameRule(
            "Villes d'outre-mer", "Overseas Cities", [.overseas(.least(0.4)), .value(.density, .least(1_000))],
            more: [.density, .unemployment]),
        NameRule(
            "Familles d'outre-mer", "Overseas Families",
            [.overseas(.least(0.4)), .value(.children, .least(0.22))], more: [.children, .homeSize]),
        NameRule(
            "Outre-mer aisé", "Comfortable Overseas", [.overseas(.least(0.4)), .index(.income, .least(95))],
            more: [.income, .managers]),
    ]
}
