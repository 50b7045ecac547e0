import Bytes

/// Départements and regions as they are written behind a city, to tell cities of one name apart and to keep these words from
/// being read as a street or another city: `Saint-Denis, La Réunion`, `Nice, Provence-Alpes-Côte d'Azur`.
enum AreaName {
    /// The longest name, in words.
    static let longest = 5

    /// Whether folded words, one space between two, name one. `postcode` is one of the département's, nil for a region.
    static func find(_ name: Span<UInt8>) -> (isKnown: Bool, postcode: Postcode?) {
        guard let number = numbers[Lexicon.hash(name)] else { return (false, nil) }
        return (true, Postcode(number: number))
    }

    /// The last word of each name: a text that ends with none of them names none.
    static var lastWords: [Substring] {
        (departments.map(\.name) + regions).map { $0.split(separator: " ").last ?? Substring($0) }
    }

    private static let numbers: [UInt64: Int] = {
        var numbers: [UInt64: Int] = [:]
        for name in regions { numbers[Hash64.hash(Array(name.utf8).span)] = 0 }
        for (name, postcode) in departments { numbers[Hash64.hash(Array(name.utf8).span)] = postcode }
        return numbers
    }()

    /// The départements by number (INSEE, Code officiel géographique), in the order of the list.
    private static let departments: [(name: String, postcode: Int)] = {
        let mainland = """
            AIN|AISNE|ALLIER|ALPES DE HAUTE PROVENCE|HAUTES ALPES|ALPES MARITIMES|ARDECHE|ARDENNES|ARIEGE|AUBE|AUDE|AVEYRON|\
            BOUCHES DU RHONE|CALVADOS|CANTAL|CHARENTE|CHARENTE MARITIME|CHER|CORREZE|CORSE|COTE D OR|COTES D ARMOR|CREUSE|\
            DORDOGNE|DOUBS|DROME|EURE|EURE ET LOIR|FINISTERE|GARD|HAUTE GARONNE|GERS|GIRONDE|HERAULT|ILLE ET VILAINE|INDRE|\
            INDRE ET LOIRE|ISERE|JURA|LANDES|LOIR ET CHER|LOIRE|HAUTE LOIRE|LOIRE ATLANTIQUE|LOIRET|LOT|LOT ET GARONNE|LOZERE|\
            MAINE ET LOIRE|MANCHE|MARNE|HAUTE MARNE|MAYENNE|MEURTHE ET MOSELLE|MEUSE|MORBIHAN|MOSELLE|NIEVRE|NORD|OISE|ORNE|\
            PAS DE CALAIS|PUY DE DOME|PYRENEES ATLANTIQUES|HAUTES PYRENEES|PYRENEES ORIENTALES|BAS RHIN|HAUT RHIN|RHONE|\
            HAUTE SAONE|SAONE ET LOIRE|SARTHE|SAVOIE|HAUTE SAVOIE|PARIS|SEINE MARITIME|SEINE ET MARNE|YVELINES|DEUX SEVRES|\
            SOMME|TARN|TARN ET GARONNE|VAR|VAUCLUSE|VENDEE|VIENNE|HAUTE VIENNE|VOSGES|YONNE|TERRITOIRE DE BELFORT|ESSONNE|\
            HAUTS DE SEINE|SEINE SAINT DENIS|VAL DE MARNE|VAL D OISE
            """
        let numbered = mainland.split(separator: "|").enumerated().map { (String($1), ($0 + 1) * 1000) }
        return numbered.filter { $0.0 != "CORSE" } + [
            ("CORSE DU SUD", 20_000), ("HAUTE CORSE", 20_200), ("SEINE ST DENIS", 93_000), ("GUADELOUPE", 97_100),
            ("MARTINIQUE", 97_200), ("GUYANE", 97_300), ("GUYANE FRANCAISE", 97_300), ("REUNION", 97_400),
            ("MAYOTTE", 97_600), ("LA GUADELOUPE", 97_100), ("LA MARTINIQUE", 97_200), ("LA GUYANE", 97_300),
            ("LA REUNION", 97_400), ("ILE DE LA REUNION", 97_400),
        ]
    }()

    private static let regions = """
        AUVERGNE RHONE ALPES|BOURGOGNE FRANCHE COMTE|BRETAGNE|CENTRE VAL DE LOIRE|CORSE|GRAND EST|HAUTS DE FRANCE|\
        ILE DE FRANCE|IDF|NORMANDIE|NOUVELLE AQUITAINE|OCCITANIE|PAYS DE LA LOIRE|PROVENCE ALPES COTE D AZUR|PACA
        """.split(separator: "|").map(String.init)
}
