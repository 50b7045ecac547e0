/// Who made the files, and under which licence they may be used.
enum Attribution {
    static let text =
        "INSEE, La Poste, IGN, Base Adresse Nationale (Licence Ouverte 2.0); BANO, © les contributeurs d'OpenStreetMap (ODbL)"

    /// Of a reference without addresses.
    static let embeddedText = "INSEE, La Poste, IGN (Licence Ouverte 2.0)"

    /// Whether a file is of addresses, of which nothing is shipped.
    static func isOfAddresses(_ source: SourceFile) -> Bool {
        [FileKind.banAddresses, .banLocalities, .banoAddresses, .addressIRIS, .numberIRIS].contains {
            $0.description == source.title
        }
    }

    private static let open = "Licence Ouverte 2.0"

    static func source(_ file: String, _ kind: FileKind, rows: Int) -> SourceFile {
        let (producer, licence, vintage) = terms(kind)
        return SourceFile(
            file: file, title: kind.description, producer: producer, licence: licence, vintage: vintage, rows: rows)
    }

    private static func terms(_ kind: FileKind) -> (producer: String, licence: String, vintage: String) {
        switch kind {
        case .irisList, .irisModifications: ("INSEE", open, "2023")
        case .cogCommunes, .cogMoves, .cogHistory: ("INSEE", open, "2026")
        case .communePositions: ("INSEE, IGN", open, "")
        case .postalPairs, .laPoste: ("La Poste", open, "")
        case .banAddresses, .banLocalities, .addressIRIS, .numberIRIS: ("Base Adresse Nationale", open, "")
        case .banoAddresses: ("BANO, OpenStreetMap France", "ODbL 1.0", "")
        case .irisPositions, .irisContours: ("IGN, INSEE", open, "2020")
        case .figures(let id):
            FigureTableKind.all.first { $0.id == id }.map { ($0.producer, open, $0.vintage) } ?? ("", open, "")
        }
    }
}
