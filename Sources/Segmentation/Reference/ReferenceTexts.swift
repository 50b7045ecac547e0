import Bytes
import CSV
import Enrichment

/// The text files of `Config/reference/`: what Quartier computed itself, and plain facts.
///
///     communes.csv            code, INSEE's name, region, city of an arrondissement, inhabitants, position (blank when the
///                             commune is one IRIS), postal codes, IRIS (only where they are not those with its code)
///     former.csv              old names and codes of communes, with the commune of today; a line without a name for a code
///                             whose commune bears the name today
///     iris.csv                code, type (blank: Z), commune (blank: that of the code), persona, households, position,
///                             km², 1 when estimated, fit
///     profiles.csv, personas.csv
///     indicators.csv          what each indicator means
///     persona_indicators.csv  averages: a row for each indicator, a column for each persona
///     reference.csv           the version
///     sources.csv             the files that went in
///
/// Sorted, one thing a line, so that two versions can be compared line by line. Numbers are rounded so that writing what
/// was read gives the same bytes. Names of IRIS, hamlets and addresses are never written: see README.txt there.
public enum ReferenceTexts {
    static let communes = "communes.csv"
    static let former = "former.csv"
    static let iris = "iris.csv"
    static let profiles = "profiles.csv"
    static let personas = "personas.csv"
    static let indicators = "indicators.csv"
    static let averages = "persona_indicators.csv"
    static let reference = "reference.csv"
    static let sources = "sources.csv"

    /// All of them, in the order in which they are read.
    public static let names = [
        reference, sources, profiles, personas, indicators, averages, communes, iris, former,
    ]

    /// Digits after the point: of a position (about 11 m), of km², of a share.
    static let positionDecimals = 4
    static let areaDecimals = 3
    static let shareDecimals = 6
    static let coverageDecimals = 4
    /// How the fit of an IRIS is written; most are usual.
    static func letter(_ fit: PersonaFit) -> String {
        switch fit {
        case .typical: "t"
        case .usual: ""
        case .borderline: "b"
        }
    }

    /// Averages have so many digits more than the indicator is shown with.
    static let averageExtraDecimals = 2
}

/// Writes lines of fields.
struct TextTable: ~Copyable {
    private var writer = CSVWriter()
    private(set) var buffer = ByteBuffer(capacity: 1 << 16)

    init(_ columns: [String]) { line(columns) }

    mutating func line(_ fields: [String]) {
        for field in fields { writer.field(field, to: &buffer) }
        writer.endLine(to: &buffer)
    }

    consuming func bytes() -> [UInt8] { buffer.withUnsafeBytes { Array($0) } }

    /// A number with at most so many digits after the point, without zeros at the end; nothing for nil and NaN.
    static func number(_ value: Double?, decimals: Int) -> String {
        guard let value, value.isFinite else { return "" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let units = Int64((value * scale).rounded())
        var digits = String(units.magnitude)
        guard decimals > 0 else { return units < 0 ? "-" + digits : digits }
        while digits.utf8.count <= decimals { digits = "0" + digits }
        let whole = digits.dropLast(decimals)
        var fraction = digits.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        let sign = units < 0 ? "-" : ""
        return fraction.isEmpty ? sign + whole : "\(sign)\(whole).\(fraction)"
    }
}
