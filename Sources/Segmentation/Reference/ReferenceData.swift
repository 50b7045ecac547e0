import Enrichment
import Bytes

/// Everything that a reference holds, as plain values: what `ReferenceBuilder` makes of official files, what
/// `EmbeddedReference` makes of `Config/reference/`, and what Store writes to SQLite.
public struct ReferenceData: Sendable {
    public enum Kind: String, Sendable {
        /// From `Config/reference/`: communes and neighbourhoods, no streets.
        case embedded
        /// From official files.
        case full
    }

    public var dataset = ""
    public var kind = Kind.full
    public var attribution = ""
    public var sources: [SourceFile] = []
    /// Sorted by code.
    public var communes: [Commune] = []
    /// Sorted by name, postcode, commune, kind.
    public var places: [Place] = []
    /// Sorted by code.
    public var formerCodes: [FormerCode] = []
    /// Sorted by code.
    public var neighbourhoods: [Neighbourhood] = []
    /// Which IRIS cover each commune, by index into `neighbourhoods`, ascending; in the order of `communes`.
    public var irisOfCommune: [[Int32]] = []
    public var profiles: [Profile] = []
    public var personas: [Persona] = []
    /// What makes the profiles and personas; nil when embedded.
    public var definitions: SegmentationDefinitions?
    /// Sorted by id, each with its values for all neighbourhoods (or none, when embedded) and persona averages.
    public var indicators: [IndicatorColumn] = []
    /// Nil when embedded.
    public var streets: StreetTable?
    /// Packed shapes by index into `neighbourhoods`, ascending.
    public var shapes: [(iris: Int32, bytes: [UInt8])] = []

    public init() {}
}

/// A file that went into a reference.
public struct SourceFile: Sendable, Equatable {
    /// Its name below the folder that was built from.
    public var file: String
    public var title: String
    public var producer: String
    public var licence: String
    public var vintage: String
    public var rows: Int

    public init(file: String, title: String, producer: String, licence: String, vintage: String, rows: Int) {
        self.file = file
        self.title = title
        self.producer = producer
        self.licence = licence
        self.vintage = vintage
        self.rows = rows
    }
}

/// A commune of today, or an arrondissement of Paris, Lyon or Marseille.
public struct Commune: Sendable, Equatable {
    public var code: AreaCode
    /// INSEE's name, with its article.
    public var name: String
    public var department: String
    public var region: String
    public var epci: String?
    /// The city of an arrondissement.
    public var parent: AreaCode?
    public var population: Int?
    /// Degrees, WGS 84.
    public var latitude: Double?
    public var longitude: Double?
    /// Sorted. The plain fact that is shipped: see `Config/reference/README.txt`.
    public var postcodes: [String]

    public init(
        code: AreaCode, name: String, department: String, region: String, epci: String? = nil, parent: AreaCode? = nil,
        population: Int? = nil, latitude: Double? = nil, longitude: Double? = nil, postcodes: [String] = []
    ) {
        self.code = code
        self.name = name
        self.department = department
        self.region = region
        self.epci = epci
        self.parent = parent
        self.population = population
        self.latitude = latitude
        self.longitude = longitude
        self.postcodes = postcodes
    }
}

/// A name by which a place is written in addresses.
public struct Place: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The name of a commune of today.
        case commune
        /// What La Poste wants on the last line.
        case delivery
        /// La Poste's `ligne_5`.
        case hamlet
        /// A commune that was merged or renamed.
        case former
    }

    public var name: String
    public var postcode: String?
    /// The commune of today.
    public var commune: AreaCode
    public var kind: Kind
    /// The IRIS of a former commune that is still one of its own.
    public var iris: AreaCode?

    public init(name: String, postcode: String?, commune: AreaCode, kind: Kind, iris: AreaCode? = nil) {
        self.name = name
        self.postcode = postcode
        self.commune = commune
        self.kind = kind
        self.iris = iris
    }

    /// By bytes, so that the order is the same on every machine.
    static func precedes(_ a: Place, _ b: Place) -> Bool {
        if a.name != b.name { return a.name.utf8.lexicographicallyPrecedes(b.name.utf8) }
        let (left, right) = (a.postcode ?? "", b.postcode ?? "")
        if left != right { return left < right }
        if a.commune != b.commune { return a.commune < b.commune }
        if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
        return (a.iris?.rawValue ?? 0) < (b.iris?.rawValue ?? 0)
    }
}

/// An INSEE code that a commune had and none has today.
public struct FormerCode: Sendable, Equatable {
    public var code: AreaCode
    /// The commune of today.
    public var commune: AreaCode
    /// The last name of the commune that had the code, one of the `Place.Kind.former`; nil when the commune of today bears it.
    public var name: String?
    /// The IRIS that the former commune still is.
    public var iris: AreaCode?

    public init(code: AreaCode, commune: AreaCode, name: String? = nil, iris: AreaCode? = nil) {
        self.code = code
        self.commune = commune
        self.name = name
        self.iris = iris
    }
}

/// An IRIS.
public struct Neighbourhood: Sendable, Equatable {
    public var code: AreaCode
    public var name: String?
    /// INSEE's letter: Z commune that is not divided, H residential, A business, D other.
    public var type: UInt8
    /// The commune of today.
    public var commune: AreaCode
    /// Degrees, WGS 84.
    public var latitude: Double?
    public var longitude: Double?
    public var areaKm2: Double?
    /// Main residences.
    public var households: Double
    /// Index into `ReferenceData.personas`.
    public var persona: Int?
    /// Whether the persona was given by rule and not by the IRIS's own figures.
    public var isEstimated = false
    /// How well the persona describes it.
    public var fit = PersonaFit.borderline

    public init(
        code: AreaCode, name: String?, type: UInt8, commune: AreaCode, latitude: Double? = nil,
        longitude: Double? = nil,
        areaKm2: Double? = nil, households: Double = 0, persona: Int? = nil, isEstimated: Bool = false,
        fit: PersonaFit = .borderline
    ) {
        self.code = code
        self.name = name
        self.type = type
        self.commune = commune
        self.latitude = latitude
        self.longitude = longitude
        self.areaKm2 = areaKm2
        self.households = households
        self.persona = persona
        self.isEstimated = isEstimated
        self.fit = fit
    }
}

/// One of the 11 kinds of neighbourhood.
public struct Profile: Sendable, Equatable {
    /// `A` to `K`.
    public var code: String
    public var name: String
    public var nameEnglish: String
    public var households: Double
    /// Of all households, 0 to 1.
    public var share: Double
    /// A JSON object.
    public var definition: String

    public init(
        code: String, name: String, nameEnglish: String, households: Double, share: Double, definition: String
    ) {
        self.code = code
        self.name = name
        self.nameEnglish = nameEnglish
        self.households = households
        self.share = share
        self.definition = definition
    }
}

/// One of the 34 kinds of neighbourhood within the profiles.
public struct Persona: Sendable, Equatable {
    /// `A1`, `A2`, …
    public var code: String
    /// The profile's code.
    public var profile: String
    public var name: String
    public var nameEnglish: String
    public var households: Double
    public var share: Double
    /// A JSON object.
    public var definition: String

    public init(
        code: String, profile: String, name: String, nameEnglish: String, households: Double, share: Double,
        definition: String
    ) {
        self.code = code
        self.profile = profile
        self.name = name
        self.nameEnglish = nameEnglish
        self.households = households
        self.share = share
        self.definition = definition
    }
}

/// Where a value of an indicator comes from. Stored as one byte.
public enum IndicatorOrigin: UInt8, Sendable {
    case missing = 0
    /// The IRIS itself, or its commune when that is one IRIS.
    case iris = 1
    case commune = 2
    case epci = 3
    case department = 4
    /// The average of the IRIS's persona.
    case persona = 5
    case region = 6
    /// All of France.
    case country = 7
}

/// An indicator with its values.
public struct IndicatorColumn: Sendable {
    public var definition: IndicatorDefinition
    /// The share of neighbourhoods whose value is known at the indicator's own level and not filled in, 0 to 1.
    public var coverage: Double
    /// The same share of households.
    public var householdCoverage: Double
    /// In the order of the neighbourhoods; NaN where nothing is known. Empty when only averages are known.
    public var values: [Float]
    /// `IndicatorOrigin` for each value.
    public var origins: [UInt8]
    /// Averages weighted by households, in the order of the personas; NaN where nothing is known.
    public var personaAverages: [Double]

    public init(
        definition: IndicatorDefinition, coverage: Double, householdCoverage: Double = 0, values: [Float],
        origins: [UInt8], personaAverages: [Double]
    ) {
        self.definition = definition
        self.coverage = coverage
        self.householdCoverage = householdCoverage
        self.values = values
        self.origins = origins
        self.personaAverages = personaAverages
    }
}

/// What an indicator means.
public struct IndicatorDefinition: Sendable, Equatable {
    public var id: String
    public var labelFrench: String
    public var labelEnglish: String
    public var unit: String
    public var theme: String
    /// `share`, `rate`, `density`, `mean`, `median`, `count`, …
    public var kind: String
    /// How it is computed, finest level first, `; ` between levels.
    public var formula: String
    public var source: String
    public var vintage: String
    /// Whom it is a share or mean of.
    public var base: String
    /// The finest level it is known at: `iris` or `commune`.
    public var level: String
    /// `behaviour` or `demographics`.
    public var domain: String
    /// Digits after the point when shown.
    public var decimals: Int

    public init(
        id: String, labelFrench: String, labelEnglish: String, unit: String, theme: String, kind: String,
        formula: String, source: String, vintage: String, base: String, level: String, domain: String, decimals: Int
    ) {
        self.id = id
        self.labelFrench = labelFrench
        self.labelEnglish = labelEnglish
        self.unit = unit
        self.theme = theme
        self.kind = kind
        self.formula = formula
        self.source = source
        self.vintage = vintage
        self.base = base
        self.level = level
        self.domain = domain
        self.decimals = decimals
    }
}
