/// Computes the indicators of all IRIS: own figures first, then the next larger area, with the origin of each value.
struct IndicatorBuilder {
    private let territory: Territory
    private let source: FigureSource
    private let weights: [Double]

    /// `weights` are the households of each IRIS: means of larger areas count by them.
    init(_ territory: Territory, _ source: FigureSource, weights: [Double]) {
        self.territory = territory
        self.source = source
        self.weights = weights
    }

    /// O(IRIS × figures of the formulas).
    func build(_ entry: IndicatorCatalogue.Entry) -> IndicatorColumn {
        let count = territory.neighbourhoods.count
        var values = Array(repeating: Double.nan, count: count)
        var origins = Array(repeating: IndicatorOrigin.missing, count: count)
        if let formula = entry.byIRIS { fill(&values, &origins, formula, isByIRIS: true) }
        if let formula = entry.byCommune { fill(&values, &origins, formula, isByIRIS: false) }
        let own = origins.count { $0 == .iris }
        fill(&values, &origins, from: .epci) { $0.epci }
        fill(&values, &origins, from: .department) { $0.department }
        return IndicatorColumn(
            definition: entry.definition, coverage: Double(own) / Double(max(1, count)),
            values: values.map { Float($0) },
            origins: origins.map(\.rawValue), personaAverages: [])
    }

    private func fill(
        _ values: inout [Double], _ origins: inout [IndicatorOrigin], _ formula: Formula, isByIRIS: Bool
    ) {
        let columns = formula.figures.map(source.column)
        var figures = Array(repeating: 0.0, count: columns.count)
        for index in values.indices where values[index].isNaN {
            for column in columns.indices { figures[column] = columns[column][index] }
            let value = formula.value(figures)
            guard value.isFinite else { continue }
            values[index] = value
            let isOwn = isByIRIS || territory.neighbourhoods[index].type == Territory.undivided
            origins[index] = isOwn ? .iris : .commune
        }
    }

    /// Gives what is missing the mean of the area, weighted by households, over the values that were not filled so.
    private func fill(
        _ values: inout [Double], _ origins: inout [IndicatorOrigin], from origin: IndicatorOrigin,
        area: (Commune) -> String?
    ) {
        guard values.contains(where: \.isNaN) else { return }
        let areas = territory.neighbourhoods.map { iris in
            territory.communeIndex[iris.commune].flatMap { area(territory.communes[$0]) }
        }
        var sums: [String: (weight: Double, sum: Double)] = [:]
        for index in values.indices where origins[index] == .iris || origins[index] == .commune {
            guard let area = areas[index], weights[index] > 0 else { continue }
            sums[area, default: (0, 0)].weight += weights[index]
            sums[area, default: (0, 0)].sum += weights[index] * values[index]
        }
        for index in values.indices where values[index].isNaN {
            guard let area = areas[index], let known = sums[area], known.weight > 0 else { continue }
            values[index] = known.sum / known.weight
            origins[index] = origin
        }
    }
}
