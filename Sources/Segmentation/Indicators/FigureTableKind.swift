/// A table of figures that the catalogue's formulas can name.
///
/// A new table needs an entry here and rows in `Config/indicators.csv`; nothing else.
public struct FigureTableKind: Sendable {
    /// What formulas call it: `housing.P16_RPMAISON`.
    public let id: String
    /// What it is, in plain words.
    let title: String
    let producer: String
    let vintage: String
    /// The column of the area's code.
    let key: String
    /// The columns that tell it from others, the key among them.
    let columns: [String]
    /// Whether its areas are IRIS; else communes.
    let isByIRIS: Bool
    /// For a table of one row for each area and type of thing: the columns of the type and of the count.
    let long: (type: String, count: String)?
    /// The names of classes that a column gives in place of numbers, in their order: the first counts 1.
    let levels: [String]

    init(
        _ id: String, _ title: String, producer: String = "INSEE", vintage: String, key: String, columns: [String],
        isByIRIS: Bool = false, long: (type: String, count: String)? = nil, levels: [String] = []
    ) {
        self.id = id
        self.title = title
        self.producer = producer
        self.vintage = vintage
        self.key = key
        self.columns = [key] + columns
        self.isByIRIS = isByIRIS
        self.long = long
        self.levels = levels
    }

    static let all: [FigureTableKind] = [
        FigureTableKind(
            "filosofi_iris", "disposable income by IRIS (Filosofi 2021)", vintage: "2021", key: "IRIS",
            columns: ["DISP_MED21", "DISP_Q121"], isByIRIS: true),
        FigureTableKind(
            "filosofi_iris_declared", "declared income by IRIS (Filosofi 2021)", vintage: "2021", key: "IRIS",
            columns: ["DEC_MED21", "DEC_Q121"], isByIRIS: true),
        FigureTableKind(
            "filosofi_iris_2018", "declared income by IRIS (Filosofi 2018)", vintage: "2018", key: "IRIS",
            columns: ["DEC_MED18", "DEC_Q118"], isByIRIS: true),
        FigureTableKind(
            "population_iris", "population by IRIS (census 2016)", vintage: "2016", key: "IRIS",
            columns: ["P16_POP0014", "C16_POP15P_CS1"], isByIRIS: true),
        FigureTableKind(
            "household_iris", "people by type of household and IRIS (census 2016)", vintage: "2016", key: "IRIS",
            columns: ["C16_PMEN_MENHSEUL", "C16_PMEN_CS1"], isByIRIS: true),
        FigureTableKind(
            "housing_iris", "main residences by IRIS (census 2016)", vintage: "2016", key: "IRIS",
            columns: ["P16_RPMAISON", "P16_RPAPPART"], isByIRIS: true),
        FigureTableKind(
            "nocar_iris", "homes without a car by IRIS (census 2020)", vintage: "2020", key: "IRIS",
            columns: ["share_no_car_2020"], isByIRIS: true),
        FigureTableKind(
            "bpe_iris", "shops, services and equipment by IRIS (BPE 2018)", vintage: "2018", key: "CODE_IRIS",
            columns: ["TYPEQU", "NB_EQUIP"], isByIRIS: true, long: ("TYPEQU", "NB_EQUIP")),
        FigureTableKind(
            "comparateur", "comparison of communes (census 2018, Filosofi 2019)", vintage: "2018", key: "CODGEO",
            columns: ["P18_POP", "P18_RP", "SUPERF"]),
        FigureTableKind(
            "filosofi_commune", "income by commune (Filosofi 2021)", vintage: "2021", key: "CODGEO",
            columns: ["MED21", "NBMENFISC21"]),
        FigureTableKind(
            "census_2022", "census 2022 by commune", vintage: "2022", key: "code",
            columns: ["part65plus", "tauxChomage", "partDiplomeSup"]),
        FigureTableKind(
            "filosofi_commune_2021", "standard of living by commune (Filosofi 2021)", vintage: "2021", key: "code",
            columns: ["MED_SL", "PR_MD60"]),
        FigureTableKind(
            "zones", "zones of communes (urban units, attraction areas)", vintage: "2022", key: "CODGEO",
            columns: ["TUU2017", "CATEAAV2020"]),
        FigureTableKind(
            "mednum", "diplomas and households by commune (census 2017)", vintage: "2017", key: "CODE_INSEE",
            columns: ["LIBCOM", "TX_NSCOL15P", "TX_MENSEUL"]),
        FigureTableKind(
            "housing_commune", "housing by commune (census 2016)", vintage: "2016", key: "code_insee",
            columns: ["p16_log", "p16_rp", "p16_maison"]),
        FigureTableKind(
            "filosofi_terribot", "income by age and household, by commune (Filosofi 2021)", vintage: "2021",
            key: "code_insee", columns: ["med21", "tp60_30"]),
        FigureTableKind(
            "bpe_commune", "shops and services by commune (BPE 2024)", vintage: "2024", key: "code_insee",
            columns: ["boulang", "pharma", "resto"]),
        FigureTableKind(
            "social_housing", "social housing by commune (RPLS 2024)", producer: "SDES", vintage: "2024",
            key: "code_insee", columns: ["nb_loues", "nb_ls2024"]),
        FigureTableKind(
            "commuting", "commuting by commune (2019)", vintage: "2019", key: "code_insee",
            columns: ["dur_19", "dist_19"]),
        FigureTableKind(
            "land", "land cover by commune (CORINE Land Cover 2018)", producer: "SDES", vintage: "2018",
            key: "code_insee", columns: ["artif_2018", "agri_2018"]),
        FigureTableKind(
            "job_seekers", "job seekers by commune (2023)", producer: "France Travail", vintage: "2023",
            key: "code_insee", columns: ["defm2023", "defm_50"]),
        FigureTableKind(
            "rsa", "minimum income (RSA) by commune (2023)", producer: "CNAF", vintage: "2023", key: "code_insee",
            columns: ["rsa_2022", "rsa_2023"]),
        FigureTableKind(
            "care", "access to care by commune (APL 2023)", producer: "DREES", vintage: "2023", key: "code_insee",
            columns: ["apl_gen", "apl_inf"]),
        FigureTableKind(
            "energy", "energy classes of homes by commune (DPE)", producer: "ADEME", vintage: "2025",
            key: "code_insee", columns: ["tot_dpe", "tot_ges"]),
        FigureTableKind(
            "schools", "schools and their social index by commune (2024)", producer: "DEPP", vintage: "2024",
            key: "code_insee", columns: ["prim_ips_public", "col_ips_public"]),
        FigureTableKind(
            "tourism", "tourist accommodation by commune (2025)", vintage: "2025", key: "code_insee",
            columns: ["h_total", "c_total"]),
        FigureTableKind(
            "salaries", "net salaries by commune (DADS 2022)", vintage: "2022", key: "code_insee",
            columns: ["sal_cad", "sal_ouv"]),
        FigureTableKind(
            "population", "population and area by commune (2006 to 2022)", vintage: "2022", key: "code_insee",
            columns: ["sup", "pmun2022"]),
        FigureTableKind(
            "jobs", "jobs and workplaces by commune (Flores 2022)", vintage: "2022", key: "code_insee",
            columns: ["sal_2022", "etab_2022"]),
        FigureTableKind(
            "ages", "ages by commune (2020)", vintage: "2020", key: "code_insee",
            columns: ["scale", "Part des pers. âgées de 65 ans ou + 2020"]),
        FigureTableKind(
            "overcrowding", "overcrowded homes by commune (2020)", vintage: "2020", key: "code_insee",
            columns: [
                "scale", "Part des résidences principales (hors studio de 1 personne) suroccupées 2020",
            ]),
        FigureTableKind(
            "remoteness", "people far from shops and services by commune (2021)", vintage: "2021", key: "code_insee",
            columns: ["scale", "Part de la population éloignée des équipements de proximité, 2021"]),
        FigureTableKind(
            "cycling", "streets with a cycle track by commune", producer: "UrbaSanté, OpenStreetMap", vintage: "2023",
            key: "code_insee", columns: ["scale", "Cyclabilité voirie"]),
        FigureTableKind(
            "safety", "recorded offences by commune (2022)", producer: "SSMSI", vintage: "2022", key: "code_insee",
            columns: ["scale", "Cambriolages de logement (taux) 2022"]),
        FigureTableKind(
            "housing_market", "zones of the housing market (ABC 2024)", producer: "Ministry of housing",
            vintage: "2024", key: "CODGEO", columns: ["Zone en vigueur depuis le 5 juillet 2024"],
            levels: ["C", "B2", "B1", "A", "Abis"]),
    ]
}
