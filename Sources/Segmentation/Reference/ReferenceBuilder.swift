/// What a build tells whoever watches it. Called from one thread.
public protocol BuildObserver: AnyObject {
    /// Work of `step` that is done, of all its work (bytes of files, mostly).
    func progress(_ step: String, done: Int, of total: Int)
    /// A line that is worth keeping.
    func note(_ line: String)
}

/// Builds a reference from the official files below a folder.
///
///     files ─recognise─▶ territory ─▶ figures ─▶ indicators ─▶ classification ─┐
///                            └──────▶ contours, addresses ─▶ streets ──────────┴─▶ ReferenceData
public struct ReferenceBuilder {
    private let folder: String
    private let dataset: String
    private let catalogue: IndicatorCatalogue
    private let settings: SegmentationSettings
    private let definitions: SegmentationDefinitions?
    private let threads: Int
    private let observer: any BuildObserver

    private var files: [FileKind: [String]] = [:]
    private var sources: [SourceFile] = []

    /// `dataset` is the version that the reference will carry; `definitions` are those that neighbourhoods are assigned to,
    /// nil to make new ones as `settings` say.
    public init(
        folder: String, dataset: String, catalogue: IndicatorCatalogue, settings: SegmentationSettings,
        definitions: SegmentationDefinitions?, threads: Int, observer: any BuildObserver
    ) {
        self.folder = folder
        self.dataset = dataset
        self.catalogue = catalogue
        self.settings = settings
        self.definitions = definitions
        self.threads = threads
        self.observer = observer
    }

    /// Reads everything. Throws when the files at hand do not even give communes and IRIS.
    public mutating func build() throws(InputError) -> ReferenceData {
        let (territoryFiles, territory, columns) = try readTerritoryAndIndicators()
        let classified = try classify(territory, columns)
        let (streets, shapes) = try readStreets(territory)
        var data = ReferenceData()
        data.dataset = dataset
        data.kind = .full
        data.attribution = Attribution.text
        data.sources = sources.sorted { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
        data.communes = territory.communes
        data.places = PlaceNames.collect(territoryFiles, territory)
        data.formerCodes = FormerCode.collect(territoryFiles, territory)
        data.neighbourhoods = classified.neighbourhoods
        data.irisOfCommune = territory.irisOfCommune
        data.profiles = classified.profiles
        data.personas = classified.personas
        data.definitions = classified.definitions
        data.indicators = classified.columns
        PortraitBuilder.describe(&data)
        data.streets = streets
        data.shapes = shapes
        return data
    }

    /// Reads only what neighbourhoods are classified by.
    public mutating func readSegmentationInput() throws(InputError) -> SegmentationInput {
        let (_, territory, columns) = try readTerritoryAndIndicators()
        return SegmentationInput(
            neighbourhoods: territory.neighbourhoods, communes: territory.communes, columns: columns)
    }

    private mutating func readTerritoryAndIndicators() throws(InputError) -> (
        TerritoryFiles, Territory, [IndicatorColumn]
    ) {
        try recognise()
        tellWhatIsMissing()
        var territoryFiles = TerritoryFiles()
        try readAll(TerritoryFiles.kinds) { (path, kind, problems) throws(InputError) in
            try territoryFiles.read(path, kind: kind, problems: &problems)
        }
        var territory = try Territory(territoryFiles)
        let columns = try buildIndicators(&territory, try readFigures())
        return (territoryFiles, territory, columns)
    }
}

// MARK: - Files

extension ReferenceBuilder {
    private mutating func recognise() throws(InputError) {
        let all = try FileFinder.files(below: folder)
        for (index, path) in all.enumerated() {
            observer.progress("looking", done: index, of: all.count)
            let name = short(path)
            do {
                guard let kind = try Self.kind(of: path) else {
                    if Self.mayBeTable(path) { observer.note("not used: \(name) (its columns are not known)") }
                    continue
                }
                files[kind, default: []].append(path)
            } catch {
                observer.note("not used: \(name) (\(error))")
            }
        }
    }

    private static func kind(of path: String) throws(InputError) -> FileKind? {
        if path.contains(".geojson") { return try Contours.recognises(path) ? .irisContours : nil }
        guard mayBeTable(path), let header = try TableReading.header(of: path) else { return nil }
        return FileKind.recognise(header)
    }

    private static func mayBeTable(_ path: String) -> Bool {
        [".csv", ".csv.gz", ".csv.xz", ".txt.gz", ".tsv", ".tsv.gz"].contains { path.lowercased().hasSuffix($0) }
            || path.contains(".geojson")
    }

    private func short(_ path: String) -> String {
        path.hasPrefix(folder) ? String(path.dropFirst(folder.count).drop { $0 == "/" }) : path
    }

    /// Reads all files of these kinds in the order of the kinds given, then of their names.
    private mutating func readAll(
        _ kinds: [FileKind], _ read: (String, FileKind, inout RowProblems) throws(InputError) -> Int
    ) throws(InputError) {
        for kind in kinds {
            for path in files[kind] ?? [] {
                var problems = RowProblems()
                let rows = try read(path, kind, &problems)
                use(path, kind, rows: rows, problems)
            }
        }
    }

    private mutating func use(_ path: String, _ kind: FileKind, rows: Int, _ problems: RowProblems) {
        let name = short(path)
        sources.append(Attribution.source(name, kind, rows: rows))
        observer.note("\(name): \(kind.description), \(rows) rows")
        guard problems.count > 0 else { return }
        observer.note("    \(problems.count) rows left out: \(problems.examples.joined(separator: "; "))")
    }

    private func tellWhatIsMissing() {
        for (kind, cost) in Self.costs where files[kind] == nil {
            observer.note("missing: \(kind.description): \(cost)")
        }
        for (kind, cost) in catalogue.costs(ofMissing: Set(files.keys)) {
            observer.note("missing: \(kind.title): \(cost)")
        }
        if AddressFiles.kinds.suffix(3).allSatisfy({ files[$0] == nil }) {
            observer.note("missing: addresses (BAN, BANO): matches go no further than communes and hamlets")
        }
    }

    private static let costs: [(FileKind, String)] = [
        (.cogMoves, "addresses with old codes and names of communes will not match"),
        (.cogHistory, "old names of communes will not match"),
        (.communePositions, "communes have no position, population or EPCI"),
        (.laPoste, "hamlets and delivery names will not match"),
        (.irisModifications, "IRIS that changed lose their shape"),
        (.irisPositions, "IRIS are where their commune is"),
        (.irisContours, "positions find the nearest IRIS only"),
        (.figures("comparateur"), "households are estimated from inhabitants"),
    ]
}

// MARK: - Parts

extension ReferenceBuilder {
    private mutating func readFigures() throws(InputError) -> [FigureTable] {
        let figures = catalogue.figures.union(HouseholdEstimate.figures)
        var tables: [FigureTable] = []
        for kind in FigureTableKind.all {
            let names = figures.filter { $0.table == kind.id }.map(\.column).sorted()
            var table = FigureTable(kind, names: names)
            if !names.isEmpty {
                try readAll([.figures(kind.id)]) { (path, _, problems) throws(InputError) in
                    try table.read(path, problems: &problems)
                }
            }
            tables.append(table)
        }
        let known = Set(FigureTableKind.all.map(\.id))
        for figure in figures where !figure.table.isEmpty && !known.contains(figure.table) {
            throw .configuration(file: "indicators.csv", reason: "no table \(figure.table)")
        }
        return tables
    }

    private func buildIndicators(
        _ territory: inout Territory, _ tables: [FigureTable]
    ) throws(InputError) -> [IndicatorColumn] {
        var source = FigureSource(territory, tables)
        let estimate = HouseholdEstimate(territory, source)
        for index in territory.neighbourhoods.indices {
            territory.neighbourhoods[index].households = (estimate.households[index] * 10).rounded() / 10
        }
        source.own = [
            "households": estimate.households, "population": estimate.population,
            "inhabitants": estimate.rateBase(territory),
            "area_km2": territory.neighbourhoods.map { $0.areaKm2 ?? .nan },
        ]
        let builder = IndicatorBuilder(territory, source, weights: estimate.households)
        let columns = try builder.build(catalogue.entries) { done in
            observer.progress("indicators", done: done, of: catalogue.entries.count)
        }
        observer.note(Self.summary(columns))
        return columns
    }

    private func classify(
        _ territory: Territory, _ columns: [IndicatorColumn]
    ) throws(InputError) -> Classifier.Outcome {
        observer.progress("personas", done: 0, of: 1)
        let input = SegmentationInput(
            neighbourhoods: territory.neighbourhoods, communes: territory.communes, columns: columns)
        let outcome = try Classifier(settings, definitions, input).classify()
        let percent = { (share: Double) in
            "\(Int((share * 1000).rounded()) / 10).\(Int((share * 1000).rounded()) % 10)%"
        }
        observer.note(
            "\(outcome.profiles.count) profiles explain \(percent(outcome.explainedByProfiles)) of the variance, "
                + "\(outcome.personas.count) personas \(percent(outcome.explainedByPersonas)); "
                + "\(percent(outcome.estimatedShare)) of households have theirs by rule"
                + (outcome.isNew ? "; the definitions are new" : ""))
        return outcome
    }

    private static func summary(_ columns: [IndicatorColumn]) -> String {
        let byIRIS = columns.count { $0.definition.level == "iris" }
        let unknown = columns.count { $0.coverage == 0 }
        return "\(columns.count) indicators: \(byIRIS) known by IRIS, \(columns.count - byIRIS) by commune"
            + (unknown > 0 ? "; \(unknown) of them without any value" : "")
    }

    private mutating func readStreets(
        _ territory: Territory
    ) throws(InputError) -> (StreetTable?, [(iris: Int32, bytes: [UInt8])]) {
        var contours = Contours(territory)
        try readAll([.irisContours]) { (path, _, problems) throws(InputError) in
            try contours.read(path, problems: &problems)
        }
        contours.finish()
        let shapes = contours.shapes.enumerated().filter { !$1.isEmpty }.map { (iris: Int32($0), bytes: $1) }
        guard AddressFiles.kinds.suffix(3).contains(where: { files[$0] != nil }) else { return (nil, shapes) }
        var addresses = AddressFiles(territory)
        try readAll(AddressFiles.kinds) { (path, kind, problems) throws(InputError) in
            try addresses.read(path, kind: kind, problems: &problems)
        }
        observer.progress("streets", done: 0, of: 1)
        let streets = StreetBuilder(territory, contours).build(addresses.collector, threads: threads)
        observer.note("\(streets.streets.count) streets and localities, \(streets.numberCount) house numbers")
        return (streets, shapes)
    }
}
