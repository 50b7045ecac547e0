#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Names of streets: a way type and a name, both drawn as often as they occur.
struct MadeUpNames {
    private let names: [String]
    /// Sums of the weights of `names`, for drawing one by its rank.
    private let sums: [Double]
    private let typeSums: [Double]

    init() {
        var names = Self.famous
        for given in Self.givenNames { for family in Self.familyNames { names.append("\(given) \(family)") } }
        for thing in Self.things {
            for quality in Self.qualities { names.append("\(thing)\(quality.isEmpty ? "" : " " + quality)") }
        }
        self.names = names
        // Zipf's law, flattened at the front: the most frequent names of the BAN are in one commune of four.
        var sum = 0.0
        sums = names.indices.map { rank in
            sum += 1 / (Double(rank) + 12)
            return sum
        }
        var types = 0.0
        typeSums = Self.types.map { type in
            types += type.weight
            return types
        }
    }

    /// So many different names, sorted by their bytes.
    func draw(_ count: Int, _ random: inout SeededRandom) -> [String] {
        var drawn: Set<String> = []
        drawn.reserveCapacity(count)
        var attempts = 0
        while drawn.count < count {
            attempts += 1
            var name = "\(Self.types[Self.pick(typeSums, &random)].name) \(names[Self.pick(sums, &random)])"
            // A city has more streets than the lists have likely names: its estates number theirs.
            if attempts > count * 4 { name += " \(1 + random.next() % 400)" }
            drawn.insert(name)
        }
        return drawn.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func pick(_ sums: [Double], _ random: inout SeededRandom) -> Int {
        let wanted = random.unit() * sums[sums.count - 1]
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] <= wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static let types: [(name: String, weight: Double)] = [
        ("Rue", 0.45), ("Chemin", 0.14), ("Impasse", 0.1), ("Route", 0.08), ("Allée", 0.06), ("Place", 0.04),
        ("Avenue", 0.04), ("Lotissement", 0.02), ("Résidence", 0.015), ("Square", 0.01), ("Boulevard", 0.01),
        ("Passage", 0.01), ("Ruelle", 0.01), ("Quai", 0.005), ("Cours", 0.005), ("Sentier", 0.005),
    ]

    private static let famous = [
        "de l'Église", "de la Mairie", "du Moulin", "des Écoles", "de la Gare", "du Château", "Victor Hugo", "Pasteur",
        "Jean Moulin", "Jules Ferry", "du Général de Gaulle", "de la Fontaine", "de la Forge", "du Stade",
        "Jean Jaurès",
        "de la République", "de la Libération", "des Jardins", "du 8 Mai 1945", "du 11 Novembre 1918", "de Verdun",
        "du Maréchal Foch", "du Maréchal Leclerc", "Léon Blum", "Émile Zola", "du Docteur Roux", "Saint-Martin",
        "Saint-Jean", "Sainte-Anne", "Notre-Dame", "du Lavoir", "du Four", "du Puits", "de la Croix", "des Lilas",
        "des Rosiers", "des Acacias", "des Tilleuls", "des Peupliers", "des Vignes", "des Prés", "du Bois",
        "de Bellevue",
        "du Calvaire", "du Presbytère", "de la Poste", "du Marché", "du Pont", "de la Liberté", "de la Paix",
        "du 14 Juillet", "du 4 Septembre", "du 19 Mars 1962", "Gambetta", "Voltaire", "Molière", "Anatole France",
        "Marcel Pagnol", "George Sand", "Marie Curie", "Louise Michel", "du Colonel Fabien", "Pierre Curie",
        "Antoine de Saint-Exupéry", "Jacques Prévert", "Georges Brassens", "Maurice Ravel", "Claude Debussy",
        "du Président Wilson", "du Commandant Charcot", "du Capitaine Dreyfus", "Saint-Exupéry", "Saint-Nicolas",
    ]

    private static let givenNames = [
        "Jean", "Pierre", "Paul", "Jacques", "Louis", "Marcel", "Henri", "André", "Georges", "René", "Émile", "Albert",
        "Charles", "François", "Joseph", "Lucien", "Maurice", "Robert", "Roger", "Simone", "Marie", "Louise", "Jeanne",
        "Germaine", "Suzanne", "Général", "Docteur", "Abbé", "Colonel", "Maréchal",
    ]

    private static let familyNames = [
        "Martin", "Bernard", "Dubois", "Thomas", "Robert", "Richard", "Petit", "Durand", "Leroy", "Moreau", "Simon",
        "Laurent", "Lefebvre", "Michel", "Garcia", "David", "Bertrand", "Roux", "Vincent", "Fournier", "Morel",
        "Girard",
        "André", "Lefèvre", "Mercier", "Dupont", "Lambert", "Bonnet", "François", "Martinez", "Legrand", "Garnier",
        "Faure", "Rousseau", "Blanc", "Guérin", "Muller", "Henry", "Roussel", "Nicolas", "Perrin", "Morin", "Mathieu",
        "Clément", "Gauthier", "Dumont", "Lopez", "Fontaine", "Chevalier", "Robin", "Masson", "Sanchez", "Gérard",
        "Nguyen", "Boyer", "Denis", "Lemaire", "Duval", "Joly", "Gautier", "Roger", "Roche", "Roy", "Noël", "Meyer",
    ]

    private static let things = [
        "de la Vallée", "du Ruisseau", "de la Ferme", "du Champ", "du Clos", "de la Source", "du Chêne", "de la Combe",
        "du Hameau", "de la Garenne", "du Verger", "de la Lande", "du Coteau", "de la Prairie", "de l'Étang", "du Val",
        "de la Motte", "du Mas", "de la Plaine", "du Rocher", "des Sources", "des Chênes", "des Érables", "des Pins",
        "des Noyers", "des Hirondelles", "des Alouettes", "des Mésanges", "des Bleuets", "des Coquelicots",
    ]

    private static let qualities = [
        "", "Haut", "Bas", "Neuf", "Vieux", "Grand", "Petit", "Blanc", "Noir", "Vert", "Rouge", "Rond", "Long",
        "Saint-Pierre",
        "Saint-Paul", "Sainte-Marie", "de Dessus", "de Dessous", "du Nord", "du Midi", "d'en Haut", "d'en Bas",
    ]
}
