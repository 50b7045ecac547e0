/// Names of regions and départements as INSEE writes them (code officiel géographique, 2026).
public enum AreaNames {
    struct Region: Sendable {
        let name: Bilingual
        /// With its preposition: `en Bretagne`, `in Brittany`.
        let within: Bilingual
        let isOverseas: Bool
    }

    /// Nil when there is no region of that code.
    static func region(_ code: String) -> Region? { regions[code] }

    /// Nil when there is no département of that code.
    static func department(_ code: String) -> String? { departments[code] }

    /// All regions by their names in a language: codes and names.
    public static func regions(in language: PortraitLanguage) -> [(code: String, name: String)] {
        regions.map { ($0.key, $0.value.name[language]) }.sorted { $0.1 < $1.1 }
    }

    /// All départements by their codes: codes and names.
    public static var allDepartments: [(code: String, name: String)] {
        departments.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }

    private static let regions: [String: Region] = [
        "11": Region(
            name: Bilingual("Île-de-France", "the Paris region"),
            within: Bilingual("en Île-de-France", "in the Paris region"), isOverseas: false),
        "24": Region(
            name: Bilingual("Centre-Val de Loire", "Centre-Val de Loire"),
            within: Bilingual("dans le Centre-Val de Loire", "in Centre-Val de Loire"), isOverseas: false),
        "27": Region(
            name: Bilingual("Bourgogne-Franche-Comté", "Burgundy-Franche-Comté"),
            within: Bilingual("en Bourgogne-Franche-Comté", "in Burgundy-Franche-Comté"), isOverseas: false),
        "28": Region(
            name: Bilingual("Normandie", "Normandy"), within: Bilingual("en Normandie", "in Normandy"),
            isOverseas: false),
        "32": Region(
            name: Bilingual("Hauts-de-France", "Hauts-de-France"),
            within: Bilingual("dans les Hauts-de-France", "in Hauts-de-France"), isOverseas: false),
        "44": Region(
            name: Bilingual("Grand Est", "Grand Est"), within: Bilingual("dans le Grand Est", "in Grand Est"),
            isOverseas: false),
        "52": Region(
            name: Bilingual("Pays de la Loire", "Pays de la Loire"),
            within: Bilingual("dans les Pays de la Loire", "in Pays de la Loire"), isOverseas: false),
        "53": Region(
            name: Bilingual("Bretagne", "Brittany"), within: Bilingual("en Bretagne", "in Brittany"), isOverseas: false),
        "75": Region(
            name: Bilingual("Nouvelle-Aquitaine", "Nouvelle-Aquitaine"),
            within: Bilingual("en Nouvelle-Aquitaine", "in Nouvelle-Aquitaine"), isOverseas: false),
        "76": Region(
            name: Bilingual("Occitanie", "Occitanie"), within: Bilingual("en Occitanie", "in Occitanie"),
            isOverseas: false),
        "84": Region(
            name: Bilingual("Auvergne-Rhône-Alpes", "Auvergne-Rhône-Alpes"),
            within: Bilingual("en Auvergne-Rhône-Alpes", "in Auvergne-Rhône-Alpes"), isOverseas: false),
        "93": Region(
            name: Bilingual("Provence-Alpes-Côte d'Azur", "Provence-Alpes-Côte d'Azur"),
            within: Bilingual("en Provence-Alpes-Côte d'Azur", "in Provence-Alpes-Côte d'Azur"), isOverseas: false),
        "94": Region(
            name: Bilingual("Corse", "Corsica"), within: Bilingual("en Corse", "in Corsica"), isOverseas: false),
        "01": Region(
            name: Bilingual("Guadeloupe", "Guadeloupe"), within: Bilingual("en Guadeloupe", "in Guadeloupe"),
            isOverseas: true),
        "02": Region(
            name: Bilingual("Martinique", "Martinique"), within: Bilingual("en Martinique", "in Martinique"),
            isOverseas: true),
        "03": Region(
            name: Bilingual("Guyane", "French Guiana"), within: Bilingual("en Guyane", "in French Guiana"),
            isOverseas: true),
        "04": Region(
            name: Bilingual("La Réunion", "Réunion"), within: Bilingual("à La Réunion", "in Réunion"), isOverseas: true),
        "06": Region(
            name: Bilingual("Mayotte", "Mayotte"), within: Bilingual("à Mayotte", "in Mayotte"), isOverseas: true),
    ]

    private static let departments: [String: String] = [
        "01": "Ain",
        "02": "Aisne",
        "03": "Allier",
        "04": "Alpes-de-Haute-Provence",
        "05": "Hautes-Alpes",
        "06": "Alpes-Maritimes",
        "07": "Ardèche",
        "08": "Ardennes",
        "09": "Ariège",
        "10": "Aube",
        "11": "Aude",
        "12": "Aveyron",
        "13": "Bouches-du-Rhône",
        "14": "Calvados",
        "15": "Cantal",
        "16": "Charente",
        "17": "Charente-Maritime",
        "18": "Cher",
        "19": "Corrèze",
        "2A": "Corse-du-Sud",
        "2B": "Haute-Corse",
        "21": "Côte-d'Or",
        "22": "Côtes-d'Armor",
        "23": "Creuse",
        "24": "Dordogne",
        "25": "Doubs",
        "26": "Drôme",
        "27": "Eure",
        "28": "Eure-et-Loir",
        "29": "Finistère",
        "30": "Gard",
        "31": "Haute-Garonne",
        "32": "Gers",
        "33": "Gironde",
        "34": "Hérault",
        "35": "Ille-et-Vilaine",
        "36": "Indre",
        "37": "Indre-et-Loire",
        "38": "Isère",
        "39": "Jura",
        "40": "Landes",
        "41": "Loir-et-Cher",
        "42": "Loire",
        "43": "Haute-Loire",
        "44": "Loire-Atlantique",
        "45": "Loiret",
        "46": "Lot",
        "47": "Lot-et-Garonne",
        "48": "Lozère",
        "49": "Maine-et-Loire",
        "50": "Manche",
        "51": "Marne",
        "52": "Haute-Marne",
        "53": "Mayenne",
        "54": "Meurthe-et-Moselle",
        "55": "Meuse",
        "56": "Morbihan",
        "57": "Moselle",
        "58": "Nièvre",
        "59": "Nord",
        "60": "Oise",
        "61": "Orne",
        "62": "Pas-de-Calais",
        "63": "Puy-de-Dôme",
        "64": "Pyrénées-Atlantiques",
        "65": "Hautes-Pyrénées",
        "66": "Pyrénées-Orientales",
        "67": "Bas-Rhin",
        "68": "Haut-Rhin",
        "69": "Rhône",
        "70": "Haute-Saône",
        "71": "Saône-et-Loire",
        "72": "Sarthe",
        "73": "Savoie",
        "74": "Haute-Savoie",
        "75": "Paris",
        "76": "Seine-Maritime",
        "77": "Seine-et-Marne",
        "78": "Yvelines",
        "79": "Deux-Sèvres",
        "80": "Somme",
        "81": "Tarn",
        "82": "Tarn-et-Garonne",
        "83": "Var",
        "84": "Vaucluse",
        "85": "Vendée",
        "86": "Vienne",
        "87": "Haute-Vienne",
        "88": "Vosges",
        "89": "Yonne",
        "90": "Territoire de Belfort",
        "91": "Essonne",
        "92": "Hauts-de-Seine",
        "93": "Seine-Saint-Denis",
        "94": "Val-de-Marne",
        "95": "Val-d'Oise",
        "971": "Guadeloupe",
        "972": "Martinique",
        "973": "Guyane",
        "974": "La Réunion",
        "976": "Mayotte",
    ]
}
