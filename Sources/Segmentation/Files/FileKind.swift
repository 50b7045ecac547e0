import CSV

/// What a file is, told by its columns: names and folders mean nothing.
public enum FileKind: Hashable, Sendable {
    case irisList
    case irisModifications
    case cogCommunes
    case cogMoves
    case cogHistory
    case communePositions
    case postalPairs
    case laPoste
    case banAddresses
    case banLocalities
    case banoAddresses
    case addressIRIS
    case numberIRIS
    case irisPositions
    case irisContours
    /// A table of figures by IRIS or commune, by its id in `FigureTableKind.all`.
    case figures(String)

    /// Each kind with the columns that tell it; the first that fits counts. A column may have several names.
    static let byColumns: [(kind: FileKind, columns: [[String]])] =
        [
            (.irisList, [["CODE_IRIS"], ["LIB_IRIS"], ["TYP_IRIS"], ["DEPCOM"]]),
            (.irisModifications, [["IRIS_INI"], ["IRIS_FIN"]]),
            (.cogMoves, [["MOD"], ["DATE_EFF"], ["TYPECOM_AV"], ["COM_AV"], ["TYPECOM_AP"], ["COM_AP"]]),
            (.cogHistory, [["TYPECOM"], ["COM"], ["LIBELLE"], ["DATE_DEBUT"], ["DATE_FIN"]]),
            (.cogCommunes, [["TYPECOM"], ["COM"], ["REG"], ["DEP"], ["LIBELLE"], ["COMPARENT"]]),
            (.communePositions, [["code"], ["type"], ["nom"], ["epci"], ["lon"], ["lat"]]),
            (
                .laPoste,
                [
                    LaPosteColumns.commune, LaPosteColumns.name, LaPosteColumns.postcode, LaPosteColumns.delivery,
                    LaPosteColumns.line5,
                ]
            ),
            (
                .banAddresses,
                [["id"], ["numero"], ["rep"], ["nom_voie"], ["code_postal"], ["code_insee"], ["lon"], ["lat"]]
            ),
            (.banLocalities, [["id"], ["nom_lieu_dit"], ["code_postal"], ["code_insee"], ["lon"], ["lat"]]),
            (.banoAddresses, [["id"], ["numero"], ["voie"], ["cp"], ["ville"], ["source"], ["lat"], ["lon"]]),
            (.numberIRIS, [["numero"], ["nom_voie"], ["code_iris"]]),
            (.irisPositions, [["code_iris"], ["lon"], ["lat"]]),
            (.addressIRIS, [["id"], ["code_iris"]]),
        ] + FigureTableKind.all.map { (.figures($0.id), $0.columns.map { [$0] }) } + [
            // Only when there are no others: many tables have these two columns beside what they are about.
            (.postalPairs, [["code_insee", "code_commune_insee"], ["code_postal"]])
        ]

    /// The kind whose columns are all in `header`.
    static func recognise(_ header: CSVHeader) -> FileKind? {
        byColumns.first { kind, columns in
            columns.allSatisfy { header.index(ofAny: $0) != nil }
                && (kind != .postalPairs || header.names.count == columns.count)
        }?.kind
    }

    /// What it is, in plain words.
    public var description: String {
        switch self {
        case .irisList: "list of IRIS"
        case .irisModifications: "changes of IRIS"
        case .cogCommunes: "communes (COG)"
        case .cogMoves: "moves of communes (COG)"
        case .cogHistory: "communes since 1943 (COG)"
        case .communePositions: "positions of communes"
        case .postalPairs: "postal codes of communes"
        case .laPoste: "postal codes with hamlets (La Poste)"
        case .banAddresses: "addresses (BAN)"
        case .banLocalities: "localities (BAN)"
        case .banoAddresses: "addresses (BANO)"
        case .addressIRIS: "IRIS of addresses"
        case .numberIRIS: "IRIS of house numbers"
        case .irisPositions: "positions of IRIS"
        case .irisContours: "contours of IRIS"
        case .figures(let id): FigureTableKind.all.first { $0.id == id }?.title ?? id
        }
    }
}

/// La Poste has published its table with three spellings of its header.
enum LaPosteColumns {
    static let commune = ["code_commune_insee", "#code_commune_insee"]
    static let name = ["nom_de_la_commune", "nom_commune"]
    static let postcode = ["code_postal"]
    static let delivery = ["libelle_d_acheminement", "libellé_d_acheminement"]
    static let line5 = ["ligne_5"]
}
