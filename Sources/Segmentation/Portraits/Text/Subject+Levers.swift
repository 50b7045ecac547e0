/// What to do about a group: channels to reach people by, offers that meet their days. Each lever says from which figure it
/// follows, and only where that figure is well away from France.
extension Subject {
    /// The strongest of each kind, those of channels first.
    var levers: [Portrait.Lever] { strongest(channels, .channel) + strongest(offers, .offer) }

    private static let kept = 3

    /// A lever with the figures it follows from; the first of them weighs.
    private struct Idea {
        let figures: [PortraitFigure]
        let text: Bilingual
    }

    private func strongest(_ ideas: [Idea], _ kind: Portrait.Lever.Kind) -> [Portrait.Lever] {
        let sorted = ideas.enumerated().sorted {
            let (a, b) = (weight($0.element.figures[0]), weight($1.element.figures[0]))
            return a != b ? a > b : $0.offset < $1.offset
        }
        // One lever for a figure: two would say the same reason twice.
        var used: Set<PortraitFigure> = []
        return sorted.map(\.element).filter { $0.text.isKnown && used.insert($0.figures[0]).inserted }.prefix(Self.kept)
            .map { idea in
                Portrait.Lever(kind: kind, text: Typography.set(idea.text), because: idea.figures.map(\.rawValue))
            }
    }

    private var channels: [Idea] {
        var all: [Idea] = []
        func add(_ holds: Bool, _ figures: [PortraitFigure], _ french: String, _ english: String) {
            if holds { all.append(Idea(figures: figures, text: Bilingual(french, english))) }
        }
        let (noCar, car) = (text(.noCar), Numbers.percent(1 - self[.noCar]))
        let (seniors, remote, minutes) = (text(.seniors), text(.remote), text(.commuteMinutes))
        let (houses, flats) = (text(.houses), Numbers.percent(1 - self[.houses]))
        let (second, kilometres, shops) = (
            text(.secondHomes), text(.commuteKilometres), Numbers.oneDecimal(self[.shops])
        )
        add(
            self[.noCar] >= 0.22, [.noCar],
            "Points de retrait à pied et livraison à vélo : \(noCar.fr) des ménages n'ont pas de voiture",
            "Walk-in pick-up points and delivery by bicycle: \(noCar.en) of households have no car")
        add(
            self[.noCar] <= 0.155, [.noCar],
            "Drive, parkings de magasins et affichage au bord des routes : \(car.fr) des ménages ont une voiture",
            "Drive-through, shop car parks and roadside posters: \(car.en) of households have a car")
        add(
            self[.remote] >= 0.06, [.remote],
            "Vente à distance et tournées : \(remote.fr) des habitants sont à plus de sept minutes des services",
            "Mail order and delivery rounds: \(remote.en) of residents are over seven minutes from services")
        add(
            self[.seniors] >= 0.23, [.seniors],
            "Courrier lisible, téléphone et conseil en personne : \(seniors.fr) des habitants ont 65 ans ou plus",
            "Clear letters, telephone and advice in person: \(seniors.en) of residents are 65 or over")
        add(
            self[.commuteMinutes] >= 31, [.commuteMinutes],
            "Mobile et affichage sur les lignes, aux heures de trajet : \(minutes.fr) pour aller travailler",
            "Mobile and transport posters at commuting hours: \(minutes.en) to work")
        add(
            self[.commuteKilometres] >= 18.5 && self[.noCar] <= 0.15, [.commuteKilometres, .noCar],
            "Radio aux heures de route : \(kilometres.fr) jusqu'au travail, presque toujours en voiture à disposition",
            "Drive-time radio: \(kilometres.en) to work, nearly always with a car at hand")
        add(
            index(.shops) >= 135, [.shops],
            "Vitrines et événements avec les commerçants du quartier : \(shops.fr) commerces pour 1 000 habitants",
            "Shop windows and events with local retailers: \(shops.en) shops per 1,000 residents")
        add(
            self[.houses] >= 0.66, [.houses],
            "Imprimé en boîte aux lettres, une par maison : \(houses.fr) des logements",
            "Printed matter through the letter box, one to a house: \(houses.en) of homes")
        add(
            self[.houses] <= 0.45, [.houses],
            "Hall d'immeuble et numérique de proximité : \(flats.fr) des logements sont des appartements",
            "Lobbies and local digital media: \(flats.en) of homes are flats")
        add(
            self[.secondHomes] >= 0.12, [.secondHomes],
            "Campagnes de saison, en vérifiant l'adresse principale : \(second.fr) de résidences secondaires",
            "Seasonal campaigns, checking the main address: \(second.en) second homes")
        add(
            self[.children] >= 0.2, [.children],
            "Écoles, clubs et rentrée comme rendez-vous : \(text(.children).fr) des habitants ont moins de 15 ans",
            "Schools, clubs and the new school year as occasions: \(text(.children).en) of residents are under 15")
        add(
            self[.youngAdults] >= 0.25, [.youngAdults],
            "Réseaux sociaux et événements : \(text(.youngAdults).fr) des habitants ont de 15 à 29 ans",
            "Social networks and events: \(text(.youngAdults).en) of residents are 15 to 29")
        add(
            self[.jobs] >= 1.1, [.jobs],
            "Contact à l'heure du déjeuner et sur le lieu de travail : \(text(.jobs).fr)",
            "Reach people at lunchtime and at work: \(text(.jobs).en)")
        add(
            index(.graduates) >= 115, [.graduates],
            "Presse, lettres d'information et podcasts : \(text(.graduates).fr) de diplômés du supérieur",
            "Press, newsletters and podcasts: \(text(.graduates).en) have a degree")
        add(
            index(.growth) >= 160, [.growth],
            "Accueil des nouveaux habitants, avec la mairie et les agences : \(text(.growth).fr) d'habitants par an",
            "Welcome to newcomers, with town halls and agencies: \(text(.growth).en) residents a year")
        add(
            self[.jobs] <= 0.72, [.jobs],
            "Soirée et samedi plutôt qu'en journée : \(text(.jobs).fr) dans la commune",
            "Evenings and Saturdays rather than daytime: \(text(.jobs).en) in the commune")
        return all
    }

    private var offers: [Idea] {
        var all: [Idea] = []
        func add(_ holds: Bool, _ figures: [PortraitFigure], _ french: String, _ english: String) {
            if holds { all.append(Idea(figures: figures, text: Bilingual(french, english))) }
        }
        let (owners, houses, income) = (text(.owners), text(.houses), text(.income))
        let (alone, children, energy) = (text(.alone), text(.children), text(.poorEnergy))
        let (property, growth, crowded) = (text(.property), text(.growth), text(.crowded))
        let restaurants = Numbers.oneDecimal(self[.restaurants])
        let tenants = Numbers.percent(1 - self[.owners])
        add(
            self[.owners] >= 0.6 && self[.houses] >= 0.65, [.owners, .houses],
            "Jardin, bricolage et entretien de la maison : \(owners.fr) de propriétaires, \(houses.fr) de maisons",
            "Garden, DIY and home upkeep: \(owners.en) own, \(houses.en) are houses")
        add(
            self[.owners] <= 0.5, [.owners],
            "Équipement sans travaux, assurance et déménagement : \(tenants.fr) des ménages ne sont pas propriétaires",
            "Furnishing without building work, insurance and moving: \(tenants.en) of households do not own")
        add(
            self[.poorEnergy] >= 0.16, [.poorEnergy],
            "Isolation et chauffage : \(energy.fr) des logements classés F ou G",
            "Insulation and heating: \(energy.en) of homes rated F or G")
        add(
            index(.property) >= 125, [.property],
            "Épargne et conseil patrimonial : \(property.fr) du revenu vient du patrimoine",
            "Savings and wealth advice: \(property.en) of income comes from assets")
        add(
            index(.income) >= 112, [.income],
            "Qualité et gain de temps avant le prix : \(income.fr) de niveau de vie médian",
            "Quality and time saved before price: a median standard of living of \(income.en)")
        add(
            index(.income) <= 92, [.income],
            "Prix clairs, petits formats et paiement en plusieurs fois sans frais : \(income.fr) de niveau de vie médian",
            "Plain prices, small sizes and instalments without fees: a median standard of living of \(income.en)")
        add(
            self[.alone] >= 0.44, [.alone],
            "Portions individuelles et abonnements sans engagement : \(alone.fr) des ménages sont d'une personne",
            "Single portions and subscriptions without ties: \(alone.en) of households are one person")
        add(
            self[.children] >= 0.182, [.children],
            "Formats familiaux, loisirs et équipement des enfants : \(children.fr) de moins de 15 ans",
            "Family sizes, leisure and equipment for children: \(children.en) are under 15")
        add(
            self[.seniors] >= 0.23, [.seniors],
            "Services à domicile et loisirs en semaine : \(text(.seniors).fr) de 65 ans et plus",
            "Services at home and weekday leisure: \(text(.seniors).en) are 65 or over")
        add(
            self[.growth] >= 0.007, [.growth],
            "Offres d'emménagement : la population augmente (\(growth.fr) par an)",
            "Offers for newcomers: the population is growing (\(growth.en) a year)")
        add(
            self[.crowded] >= 0.085, [.crowded],
            "Rangement et mobilier modulable : \(crowded.fr) des logements sont trop petits",
            "Storage and flexible furniture: \(crowded.en) of homes are too small")
        add(
            index(.restaurants) >= 165, [.restaurants],
            "Sorties, tables et livraison de repas : \(restaurants.fr) restaurants pour 1 000 habitants",
            "Going out, dining and meal delivery: \(restaurants.en) restaurants per 1,000 residents")
        add(
            self[.noCar] <= 0.1, [.noCar],
            "Entretien, assurance et recharge de l'auto : \(Numbers.percent(1 - self[.noCar]).fr) des ménages équipés",
            "Car care, insurance and charging: \(Numbers.percent(1 - self[.noCar]).en) of households have one")
        add(
            self[.noCar] >= 0.3, [.noCar],
            "Vélo, location de voiture et abonnements de transport : \(text(.noCar).fr) des ménages sans voiture",
            "Bicycles, car hire and transport passes: \(text(.noCar).en) of households without a car")
        add(
            self[.vacant] >= 0.115, [.vacant],
            "Rénovation et remise en location : \(text(.vacant).fr) de logements vacants",
            "Renovation and letting: \(text(.vacant).en) of homes stand empty")
        add(
            self[.managers] >= 0.24, [.managers],
            "Services à la demande et abonnements culturels : \(text(.managers).fr) de cadres parmi les actifs",
            "On-demand services and culture by subscription: \(text(.managers).en) are managers or professionals")
        add(
            self[.secondHomes] >= 0.2, [.secondHomes],
            "Équipement et gardiennage des résidences secondaires : \(text(.secondHomes).fr) des logements",
            "Fitting out and looking after second homes: \(text(.secondHomes).en) of homes")
        return all
    }
}
