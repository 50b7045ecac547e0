import Bytes

/// The indicators of all neighbourhoods, each kept by the areas that it differs between.
///
///     area      figures                      an IRIS's figure
///     iris      one an IRIS                  that of its row
///     commune   one a listed commune         that of the commune its code begins with
///     persona   one a persona                the average of its persona (embedded reference)
///
/// 1,100 indicators of 49,404 IRIS are about 90 MB so; as one Float and one origin each they would be 270. Columns that know and
/// lack the same areas share one list of origins.
struct IndicatorTable: Sendable {
    enum Area: UInt8, Sendable {
        case iris, commune, persona
    }

    struct Column: Sendable {
        var area: Area
        var figures: PackedFigures
        /// Beside each figure, at what level it is known: the bytes of `IndicatorOrigin`.
        var origins: [UInt8]
        /// Whether it is known by IRIS, so that the figure of a commune is an estimate.
        var isByIRIS: Bool
    }

    var ids = TextTable()
    var columns: [Column] = []
    /// Rows sorted by id, to look one up.
    private(set) var rowByID: [String: Int] = [:]

    mutating func append(id: Span<UInt8>, _ column: Column) {
        rowByID[String(id)] = columns.count
        ids.append(id)
        columns.append(column)
    }
}

/// One indicator with what it takes to tell the figure of an IRIS: for loops over IRIS.
struct IndicatorReader {
    let column: IndicatorTable.Column
    let communes: [Int32]
    let personas: [UInt8]

    /// The figure of the IRIS at `row`; NaN when it is not known.
    subscript(row: Int) -> Double { column.figures[position(row)] }

    /// `IndicatorOrigin` of that figure.
    func origin(_ row: Int) -> UInt8 { column.origins[position(row)] }

    private func position(_ row: Int) -> Int {
        switch column.area {
        case .iris: row
        case .commune: Int(communes[row])
        case .persona: Int(personas[row])
        }
    }
}

/// At what level a figure is known.
public enum FigureOrigin: UInt8, Sendable, CaseIterable {
    case unknown = 0
    case iris, commune, epci, department, persona, region, country

    public var name: StaticString {
        switch self {
        case .unknown: "unknown"
        case .iris: "iris"
        case .commune: "commune"
        case .epci: "epci"
        case .department: "department"
        case .persona: "persona"
        case .region: "region"
        case .country: "country"
        }
    }
}
