import Dispatch
import Synchronization

/// Computes the indicators of all IRIS: own figures first, then the next larger area, with the origin of each value.
///
/// What an IRIS lacks comes from its commune (the formula by commune, else the mean of the commune's IRIS), then from the means
/// of the EPCI, the département, the region and France, weighted by households. The origin says which.
struct IndicatorBuilder: Sendable {
    private let source: FigureSource
    private let weights: [Double]
    private let isUndivided: [Bool]
    /// The larger areas, next first, and for each the number of the one that an IRIS lies in; −1 for none.
    private let areas: [(origin: IndicatorOrigin, count: Int, positions: [Int32])]

    /// `weights` are the households of each IRIS: means of larger areas count by them.
    init(_ territory: Territory, _ source: FigureSource, weights: [Double]) {
        self.source = source
        self.weights = weights
        isUndivided = territory.neighbourhoods.map { $0.type == Territory.undivided }
        let communes = territory.neighbourhoods.map { iris in
            territory.communeIndex[iris.commune].map { territory.communes[$0] }
        }
        areas = [
            (.commune, source.listed.count, source.listed.positions),
            Self.area(.epci, communes.map { $0?.epci }), Self.area(.department, communes.map { $0?.department }),
            Self.area(.region, communes.map { $0?.region }), Self.area(.country, communes.map { _ in "" }),
        ]
    }

    private static func area(
        _ origin: IndicatorOrigin, _ names: [String?]
    ) -> (origin: IndicatorOrigin, count: Int, positions: [Int32]) {
        var numbers: [String: Int32] = [:]
        let positions = names.map { name -> Int32 in
            guard let name else { return -1 }
            if let known = numbers[name] { return known }
            numbers[name] = Int32(numbers.count)
            return Int32(numbers.count - 1)
        }
        return (origin, numbers.count, positions)
    }

    /// All entries, on all cores; `progress` is told on the caller's thread how many are done.
    /// Throws when a value has more digits than can be kept, which a formula with a wrong unit would give.
    func build(
        _ entries: [IndicatorCatalogue.Entry], progress: (Int) -> Void
    ) throws(InputError) -> [IndicatorColumn] {
        var columns: [IndicatorColumn] = []
        for start in stride(from: 0, to: entries.count, by: Self.batch) {
            progress(start)
            let part = entries[start..<min(start + Self.batch, entries.count)]
            let built = Mutex([IndicatorColumn?](repeating: nil, count: part.count))
            DispatchQueue.concurrentPerform(iterations: part.count) { index in
                let column = build(part[part.startIndex + index])
                built.withLock { $0[index] = column }
            }
            columns += built.withLock { $0.compactMap(\.self) }
        }
        let wrong = columns.compactMap(Self.fault)
        guard wrong.isEmpty else {
            throw .configuration(file: "indicators.csv", reason: wrong.joined(separator: "; "))
        }
        return columns
    }

    /// Units of the last decimal that a Float tells apart.
    private static let greatestUnits: Float = 0x1p24

    private static func fault(in column: IndicatorColumn) -> String? {
        let greatest = greatestUnits / scale(column.definition.decimals)
        guard let wrong = column.values.first(where: { $0.magnitude > greatest }) else { return nil }
        return "\(column.definition.id) has a value of \(wrong), too much for \(column.definition.decimals) decimals"
    }

    /// Entries between two words of progress.
    private static let batch = 64

    /// O(IRIS × figures of the formulas).
    func build(_ entry: IndicatorCatalogue.Entry) -> IndicatorColumn {
        let count = weights.count
        var values = Array(repeating: Double.nan, count: count)
        var origins = Array(repeating: IndicatorOrigin.missing, count: count)
        let isShare = entry.definition.kind == Self.share
        if let formula = entry.byIRIS { take(ofIRIS(formula), .iris, isShare: isShare, &values, &origins) }
        if let formula = entry.byCommune { take(ofCommunes(formula), .commune, isShare: isShare, &values, &origins) }
        let isOwn = origins.map { $0 == .iris || ($0 == .commune && entry.byIRIS == nil) }
        let measured = values
        for area in areas where values.contains(where: \.isNaN) {
            fill(&values, &origins, from: area, means: means(of: measured, over: area))
        }
        let rounded = values.map { Self.round($0, decimals: entry.definition.decimals) }
        return IndicatorColumn(
            definition: entry.definition, coverage: Double(isOwn.count { $0 }) / Double(max(1, count)),
            householdCoverage: householdShare(isOwn), values: rounded, origins: origins.map(\.rawValue),
            personaAverages: [])
    }

    private func ofIRIS(_ formula: Formula) -> [Double] {
        formula.values(formula.figures.map(source.column), count: weights.count)
    }

    private func ofCommunes(_ formula: Formula) -> [Double] {
        let columns = formula.figures.map(source.listedColumn)
        return source.listed.spread(formula.values(columns, count: source.listed.count))
    }

    /// A part of a whole is from 0 to 1. Official figures of two tables or of few people can say otherwise: a little more is
    /// rounding, a lot more is a figure that cannot be right and counts as missing.
    private static let share = "share"
    private static let shareTolerance = 0.02

    private static func isPossible(_ value: Double, isShare: Bool) -> Bool {
        value.isFinite && (!isShare || (-shareTolerance...1 + shareTolerance).contains(value))
    }

    /// An undivided commune is an IRIS: what is known of it is its own.
    private func take(
        _ known: [Double], _ origin: IndicatorOrigin, isShare: Bool, _ values: inout [Double],
        _ origins: inout [IndicatorOrigin]
    ) {
        for index in values.indices
        where values[index].isNaN && Self.isPossible(known[index], isShare: isShare) {
            values[index] = isShare ? min(max(known[index], 0), 1) : known[index]
            origins[index] = isUndivided[index] ? .iris : origin
        }
    }

    /// The mean of each area weighted by households; NaN where nothing is known of it.
    private func means(
        of values: [Double], over area: (origin: IndicatorOrigin, count: Int, positions: [Int32])
    ) -> [Double] {
        var sums = Array(repeating: 0.0, count: area.count)
        var totals = sums
        for index in values.indices where !values[index].isNaN && weights[index] > 0 && area.positions[index] >= 0 {
            sums[Int(area.positions[index])] += weights[index] * values[index]
            totals[Int(area.positions[index])] += weights[index]
        }
        return zip(sums, totals).map { $1 > 0 ? $0 / $1 : .nan }
    }

    private func fill(
        _ values: inout [Double], _ origins: inout [IndicatorOrigin],
        from area: (origin: IndicatorOrigin, count: Int, positions: [Int32]), means: [Double]
    ) {
        for index in values.indices where values[index].isNaN && area.positions[index] >= 0 {
            let mean = means[Int(area.positions[index])]
            guard !mean.isNaN else { continue }
            values[index] = mean
            origins[index] = area.origin
        }
    }

    private func householdShare(_ isOwn: [Bool]) -> Double {
        let total = weights.reduce(0, +)
        return total > 0 ? zip(weights, isOwn).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } / total : 0
    }

    /// What is served is what is clustered and averaged: values have the digits that the catalogue states.
    private static func round(_ value: Double, decimals: Int) -> Float {
        let scale = Double(scale(decimals))
        return Float((value * scale).rounded() / scale)
    }

    private static func scale(_ decimals: Int) -> Float { (0..<decimals).reduce(1) { scale, _ in scale * 10 } }
}
