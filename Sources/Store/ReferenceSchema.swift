/// The layout of `reference.sqlite`, format 3.
///
/// A reference is written once and then only read. It holds no personal data and no time of building: the same
/// input gives the same bytes. Rows are inserted in key order into a fresh file, so that reading a table in key order
/// reads the file forwards.
///
///     meta             dataset, format, kind, attribution, the definitions of the personas, and the checksums (see
///                      `ReferenceChecksum`)
///     source           each file that was used: title, producer, licence, vintage, rows
///     commune          communes of the COG of 2026, and the 45 arrondissements with their `parent`
///     place            every name by which a place is written, with a postal code and the commune of 2026
///     former_code      codes that communes had and none has today, with the commune of 2026
///     iris             the neighbourhoods, with position, households and persona
///     commune_iris     which IRIS cover a commune; a city with arrondissements has the IRIS of all of them
///     profile, persona definitions, with the averages that name them
///     indicator        what each indicator means
///     indicator_column its figures for all IRIS, or for all listed communes
///     indicator_origin where figures are known, lists that columns share
///     persona_indicator its averages by persona, weighted by households
///     street           streets and localities with their house numbers (full reference only)
///     iris_shape       polygons (full reference only)
///
/// **House numbers** (`street.numbers`) are packed as `HouseNumberCodec` of Enrichment says; **polygons**
/// (`iris_shape.shape`) as its `PolygonCodec` says.
///
/// **Figures** (`indicator_column.figures`) are packed as `PackedFigures` of Enrichment says, one for each IRIS in the order
/// of `iris.code`, or, where all IRIS of a commune share it, one for each listed commune: for each run of IRIS whose
/// codes begin with the same five characters. `indicator_origin.origins` has one byte for each: see `IndicatorOrigin`.
public enum ReferenceSchema {
    /// "QRTF": tells a reference apart from any other SQLite file.
    public static let applicationID: Int64 = 0x5152_5446
    /// Raised when a reader of the old layout could not read the new one.
    public static let formatVersion: Int64 = 3
    /// Streets come in runs of a few hundred bytes; 8 KiB pages hold them with little waste.
    public static let pageBytes = 8192

    /// A table with the order in which it is written, read and checksummed.
    public struct Table: Sendable {
        public let name: String
        /// All columns, in the order of the checksum.
        public let columns: [String]
        /// What `ORDER BY` names to read the rows in the order of the checksum.
        public let order: String
        let definition: String

        /// Reads the whole table in the order of the checksum.
        public var selectAll: String { "SELECT \(columns.joined(separator: ", ")) FROM \(name) ORDER BY \(order)" }

        var insert: String {
            let marks = repeatElement("?", count: columns.count).joined(separator: ", ")
            return "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        }
    }

    /// `key` is one of `MetaKey`, or `checksum.` and a table's name, or `rows.` and a table's name.
    public static let meta = Table(
        name: "meta", columns: ["key", "value"], order: "key",
        definition: "(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")

    public static let source = Table(
        name: "source", columns: ["file", "title", "producer", "licence", "vintage", "rows"], order: "file",
        definition: """
            (file TEXT PRIMARY KEY, title TEXT NOT NULL, producer TEXT NOT NULL, licence TEXT NOT NULL, \
            vintage TEXT NOT NULL, rows INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """)

    /// `population` in inhabitants and the position in degrees are NULL where no file gives them.
    public static let commune = Table(
        name: "commune",
        columns: ["code", "name", "department", "region", "epci", "parent", "population", "latitude", "longitude"],
        order: "code",
        definition: """
            (code TEXT PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL, region TEXT NOT NULL, epci TEXT, \
            parent TEXT, population INTEGER, latitude REAL, longitude REAL) STRICT, WITHOUT ROWID
            """)

    /// `kind` is a `Place.Kind`; `iris` is set for a former commune that is still an IRIS of its own.
    public static let place = Table(
        name: "place", columns: ["name", "postcode", "commune", "kind", "iris"], order: "rowid",
        definition: """
            (name TEXT NOT NULL, postcode TEXT, commune TEXT NOT NULL, kind TEXT NOT NULL, iris TEXT) STRICT
            """)

    /// `place` is the rowid of the first `place` that has the name of the former commune, NULL when `commune` bears it today.
    public static let formerCode = Table(
        name: "former_code", columns: ["code", "commune", "place"], order: "code",
        definition: "(code TEXT PRIMARY KEY, commune TEXT NOT NULL, place INTEGER) STRICT, WITHOUT ROWID")

    /// `type` is INSEE's letter (Z, H, A, D); `households` counts main residences; `name` is NULL when embedded;
    /// `estimated` is 1 when the persona was given by rule and not by the IRIS's own figures; `fit` is a `PersonaFit`.
    public static let iris = Table(
        name: "iris",
        columns: [
            "code", "name", "type", "commune", "latitude", "longitude", "area_km2", "households", "persona",
            "estimated", "fit",
        ],
        order: "code",
        definition: """
            (code TEXT PRIMARY KEY, name TEXT, type TEXT NOT NULL, commune TEXT NOT NULL, latitude REAL, longitude REAL, \
            area_km2 REAL, households REAL NOT NULL, persona TEXT, estimated INTEGER NOT NULL, \
            fit INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """)

    public static let communeIRIS = Table(
        name: "commune_iris", columns: ["commune", "iris"], order: "commune, iris",
        definition: """
            (commune TEXT NOT NULL, iris TEXT NOT NULL, PRIMARY KEY (commune, iris)) STRICT, WITHOUT ROWID
            """)

    /// `share` is of all households, 0 to 1; `definition` is a JSON object.
    public static let profile = Table(
        name: "profile", columns: ["code", "name", "name_en", "households", "share", "definition"], order: "code",
        definition: """
            (code TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT NOT NULL, households REAL NOT NULL, \
            share REAL NOT NULL, definition TEXT NOT NULL) STRICT, WITHOUT ROWID
            """)

    public static let persona = Table(
        name: "persona", columns: ["code", "profile", "name", "name_en", "households", "share", "definition"],
        order: "code",
        definition: """
            (code TEXT PRIMARY KEY, profile TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL, \
            households REAL NOT NULL, share REAL NOT NULL, definition TEXT NOT NULL) STRICT, WITHOUT ROWID
            """)

    /// `domain` is `behaviour` or `demographics`; the coverages are the shares of IRIS and of households with a value of the
    /// indicator's own level.
    public static let indicator = Table(
        name: "indicator",
        columns: [
            "id", "label_fr", "label_en", "unit", "theme", "kind", "formula", "source", "vintage", "base", "level",
            "coverage", "household_coverage", "domain", "decimals",
        ],
        order: "id",
        definition: """
            (id TEXT PRIMARY KEY, label_fr TEXT NOT NULL, label_en TEXT NOT NULL, unit TEXT NOT NULL, theme TEXT NOT NULL, \
            kind TEXT NOT NULL, formula TEXT NOT NULL, source TEXT NOT NULL, vintage TEXT NOT NULL, base TEXT NOT NULL, \
            level TEXT NOT NULL, coverage REAL NOT NULL, household_coverage REAL NOT NULL, domain TEXT NOT NULL, \
            decimals INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """)

    public static let indicatorOrigin = Table(
        name: "indicator_origin", columns: ["id", "origins"], order: "id",
        definition: "(id INTEGER PRIMARY KEY, origins BLOB NOT NULL) STRICT")

    /// `area` is `iris` or `commune`; `base` and `width` are those of `PackedFigures`; `origin` is an id of `indicator_origin`.
    public static let indicatorColumn = Table(
        name: "indicator_column", columns: ["indicator", "area", "base", "width", "figures", "origin"], order: "rowid",
        definition: """
            (indicator TEXT NOT NULL UNIQUE, area TEXT NOT NULL, base INTEGER NOT NULL, width INTEGER NOT NULL, \
            figures BLOB NOT NULL, origin INTEGER NOT NULL) STRICT
            """)

    /// `averages` are little-endian Float64, one for each persona in the order of codes; NaN where one is not known.
    public static let personaIndicator = Table(
        name: "persona_indicator", columns: ["indicator", "averages"], order: "indicator",
        definition: "(indicator TEXT PRIMARY KEY, averages BLOB NOT NULL) STRICT, WITHOUT ROWID")

    /// Ordered by commune, then name, then postcode: `id` counts from 1 in that order.
    public static let street = Table(
        name: "street",
        columns: ["id", "commune", "postcode", "name", "kind", "latitude", "longitude", "iris", "numbers"], order: "id",
        definition: """
            (id INTEGER PRIMARY KEY, commune TEXT NOT NULL, postcode TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, \
            latitude REAL NOT NULL, longitude REAL NOT NULL, iris TEXT, numbers BLOB NOT NULL) STRICT
            """)

    public static let irisShape = Table(
        name: "iris_shape", columns: ["iris", "shape"], order: "rowid",
        definition: "(iris TEXT NOT NULL UNIQUE, shape BLOB NOT NULL) STRICT")

    /// All tables but `meta`, in the order in which they are written and in which their checksums are combined.
    public static let contentTables = [
        source, commune, place, formerCode, iris, communeIRIS, profile, persona, indicator, indicatorOrigin,
        indicatorColumn,
        personaIndicator, street, irisShape,
    ]
}

/// The keys of `meta` that every reference has.
public enum MetaKey {
    /// The version of the data, for example `2026.1`.
    public static let dataset = "dataset"
    /// `ReferenceSchema.formatVersion` in digits.
    public static let format = "format"
    /// `embedded` or `full`.
    public static let kind = "kind"
    /// One checksum over all tables: see `ReferenceChecksum`.
    public static let checksum = "checksum"
    /// Who must be named where the data is shown.
    public static let attribution = "attribution"
    /// What makes the profiles and personas, as `Config/personas.json` has it; a full reference has it.
    public static let definitions = "definitions"
}
