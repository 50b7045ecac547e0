/// Getting about, working, shopping: what tells most comes first.
extension Subject {
    var dailySentences: [Bilingual] {
        let clauses = [
            carClause, commuteClause, jobsClause, shopsClause, remoteClause, secondHomesClause, vacantClause,
            growthClause,
            energyClause, roomClause,
        ].compactMap(\.self)
        return clauses.enumerated().sorted {
            $0.element.weight != $1.element.weight ? $0.element.weight > $1.element.weight : $0.offset < $1.offset
        }.map { $0.element.text + Bilingual(".", ".") }
    }

    private var carClause: Clause? {
        let (without, with) = (text(.noCar), Numbers.percent(1 - self[.noCar]))
        if self[.noCar] >= 0.3 {
            let portion = Portion(self[.noCar], .household).with(
                ("n'en a pas", "n'en ont pas"), ("has none", "have none"))
            return Clause(
                text: turn(
                    4,
                    [
                        Bilingual("La voiture est facultative : \(portion.fr)", "A car is optional: \(portion.en)"),
                        Bilingual(
                            "On s'y déplace volontiers sans voiture (\(without.fr) des ménages n'en ont pas)",
                            "Many get about without a car (\(without.en) of households have none)"),
                    ]), weight: weight(.noCar))
        }
        guard self[.noCar] <= 0.1 else { return nil }
        return Clause(
            text: turn(
                4,
                [
                    Bilingual(
                        "La voiture est de tous les trajets (\(with.fr) des ménages en ont une)",
                        "The car is part of every journey (\(with.en) of households have one)"),
                    Bilingual(
                        "Rien ne se fait sans voiture : \(with.fr) des ménages en ont une",
                        "Little is done without a car: \(with.en) of households have one"),
                    Bilingual("\(with.fr) des ménages ont une voiture", "\(with.en) of households have a car"),
                ]), weight: weight(.noCar))
    }

    private var commuteClause: Clause? {
        let (minutes, kilometres) = (text(.commuteMinutes), text(.commuteKilometres))
        if self[.commuteMinutes] >= 33 {
            return Clause(
                text: turn(
                    5,
                    [
                        Bilingual(
                            "Pour qui travaille dans une autre commune, le trajet prend \(minutes.fr)",
                            "For those who work in another commune, the journey takes \(minutes.en)"),
                        Bilingual(
                            "Les trajets sont longs : \(minutes.fr) pour aller travailler dans une autre commune",
                            "Commutes are long: \(minutes.en) to a job in another commune"),
                    ]), weight: weight(.commuteMinutes))
        }
        guard self[.commuteKilometres] >= 19.5 else { return nil }
        return Clause(
            text: Bilingual(
                "Qui travaille dans une autre commune fait \(kilometres.fr) pour y aller",
                "Those who work in another commune travel \(kilometres.en) to get there"),
            weight: weight(.commuteKilometres))
    }

    private var jobsClause: Clause? {
        let jobs = text(.jobs)
        if self[.jobs] >= 1.12 {
            return Clause(
                text: turn(
                    6,
                    [
                        Bilingual(
                            "C'est aussi là que l'on travaille : la commune offre \(jobs.fr)",
                            "People also come here to work: there are \(jobs.en) in the commune"),
                        Bilingual(
                            "La commune attire au-delà d'elle-même, avec \(jobs.fr)",
                            "The commune draws people in, with \(jobs.en)"),
                    ]), weight: weight(.jobs))
        }
        guard self[.jobs] <= 0.65 else { return nil }
        return Clause(
            text: turn(
                6,
                [
                    Bilingual(
                        "Le travail est ailleurs : la commune n'offre que \(jobs.fr)",
                        "Work is elsewhere: the commune offers only \(jobs.en)"),
                    Bilingual(
                        "On part travailler ailleurs (\(jobs.fr) dans la commune)",
                        "People go elsewhere to work (\(jobs.en) in the commune)"),
                ]), weight: weight(.jobs))
    }

    private var shopsClause: Clause? {
        let times = Numbers.oneDecimal(index(.restaurants) / 100)
        let (shops, france) = (text(.shops), Numbers.oneDecimal(figures.ofFrance(.shops)))
        let count = Numbers.oneDecimal(self[.shops])
        if index(.restaurants) >= 170 {
            return Clause(
                text: turn(
                    7,
                    [
                        Bilingual(
                            "Par habitant, on y trouve \(times.fr) fois plus de restaurants que dans le pays",
                            "There are \(times.en) times as many restaurants per resident as in the country"),
                        Bilingual(
                            "Les tables ne manquent pas : \(times.fr) fois la moyenne du pays par habitant",
                            "There is no shortage of places to eat: \(times.en) times the country's average per resident"
                        ),
                    ]), weight: weight(.restaurants))
        }
        if index(.shops) >= 145 {
            return Clause(
                text: Bilingual(
                    "Les commerces sont nombreux : \(shops.fr) (France : \(france.fr))",
                    "Shops are many: \(shops.en) (France: \(france.en))"),
                weight: weight(.shops))
        }
        guard index(.shops) <= 62, self[.remote] < 0.1 else { return nil }
        return Clause(
            text: turn(
                7,
                [
                    Bilingual(
                        "Les commerces sont rares : \(shops.fr) (France : \(france.fr))",
                        "Shops are few: \(shops.en) (France: \(france.en))"),
                    Bilingual(
                        "On fait souvent ses courses ailleurs : \(count.fr) commerces pour 1 000 habitants (France : \(france.fr))",
                        "Shopping is often done elsewhere: \(count.en) shops per 1,000 residents (France: \(france.en))"
                    ),
                ]), weight: weight(.shops))
    }

    private var remoteClause: Clause? {
        guard self[.remote] >= 0.08 else { return nil }
        let far = Portion(self[.remote], .inhabitant).with(
            (
                "vit à plus de sept minutes des services du quotidien",
                "vivent à plus de sept minutes des services du quotidien"
            ),
            (
                "lives more than seven minutes from everyday services",
                "live more than seven minutes from everyday services"
            ))
        return Clause(text: far, weight: weight(.remote))
    }

    private var secondHomesClause: Clause? {
        guard self[.secondHomes] >= 0.13, setting != .resort else { return nil }
        let second = Portion(self[.secondHomes], .home).with(
            ("est une résidence secondaire", "sont des résidences secondaires"),
            ("is a second home", "are second homes"))
        return Clause(text: second, weight: weight(.secondHomes))
    }

    private var vacantClause: Clause? {
        guard self[.vacant] >= 0.115 else { return nil }
        return Clause(
            text: Portion(self[.vacant], .home).with(("est vacant", "sont vacants"), ("stands empty", "stand empty")),
            weight: weight(.vacant))
    }

    private var growthClause: Clause? {
        let growth = text(.growth)
        if self[.growth] >= 0.008 {
            return Clause(
                text: Bilingual(
                    "La population augmente (\(growth.fr) par an)", "The population is growing (\(growth.en) a year)"),
                weight: weight(.growth))
        }
        guard self[.growth] <= -0.002 else { return nil }
        return Clause(
            text: Bilingual(
                "La population diminue un peu (\(growth.fr) par an)",
                "The population is shrinking slightly (\(growth.en) a year)"),
            weight: weight(.growth))
    }

    private var energyClause: Clause? {
        guard self[.poorEnergy] >= 0.18 else { return nil }
        let homes = Portion(self[.poorEnergy], .home).with(
            ("est classé F ou G sur l'étiquette énergie", "sont classés F ou G sur l'étiquette énergie"),
            ("is rated F or G for energy", "are rated F or G for energy"))
        return Clause(text: homes, weight: weight(.poorEnergy))
    }

    private var roomClause: Clause? {
        guard self[.crowded] >= 0.09 else { return nil }
        let homes = Portion(self[.crowded], .home).with(
            ("est trop petit pour ceux qui y vivent", "sont trop petits pour ceux qui y vivent"),
            ("is too small for those who live there", "are too small for those who live there"))
        return Clause(
            text: Bilingual("La place est comptée : \(homes.fr)", "Room is short: \(homes.en)"),
            weight: weight(.crowded))
    }
}
