import Statistics

/// What costs minutes and can be left out.
public struct QualityEffort: Sendable {
    /// Trainings with other seeds, and with bootstrap samples. Below 2 and 1 stability is not measured.
    public var seeds: Int
    public var samples: Int
    /// Of each number of clusters in the curve; 0 draws none.
    public var curveRestarts: Int

    public init(seeds: Int, samples: Int, curveRestarts: Int) {
        self.seeds = seeds
        self.samples = samples
        self.curveRestarts = curveRestarts
    }

    /// The numbers of clusters of the curve.
    static let curve = [2, 4, 6, 8, 9, 10, 11, 12, 13, 14, 16, 20, 24, 28, 34, 40]
}

extension QualityReport {
    /// Measures everything. `settings` are those that the definitions were trained with; `previous` is an earlier reference
    /// to measure drift against. Minutes with the effort of trainings, seconds without.
    public init(
        _ subject: ClassifiedReference, settings: SegmentationSettings, previous: ReferenceData?, effort: QualityEffort
    ) {
        let data = subject.data
        let byProfiles = subject.classes.explainedByProfiles
        let byPersonas = subject.classes.explainedByPersonas
        dataset = data.dataset
        coverage = Self.coverage(subject)
        explained = Explained(
            profiles: byProfiles.total, personas: byPersonas.total, withinProfiles: byProfiles.withinSumOfSquares,
            withinPersonas: byPersonas.withinSumOfSquares)
        let classes = subject.classes
        silhouette = Levels(
            profiles: Silhouette.simplified(classes.points, classes.profiles, groups: classes.profileCount),
            personas: Silhouette.simplified(classes.points, classes.personas, groups: classes.personaCount))
        let shares = FitShares(subject.assignment, households: subject.matrix.households)
        fit = Fit(typical: shares.typical, usual: shares.usual, borderline: shares.borderline)
        stability = Self.stability(subject, settings, effort)
        curve =
            effort.curveRestarts > 0
            ? ClusterCurve.compute(
                classes.points, clusters: QualityEffort.curve, restarts: effort.curveRestarts, seed: settings.seed
            ).map { CurveStep(clusters: $0.clusters, explained: $0.explained) } : []
        news = Self.news(subject)
        drift = previous.map { Self.drift(data, since: $0) }
        variables = Self.variables(subject, byProfiles, byPersonas)
        profiles = Self.groups(
            subject, labels: classes.profiles,
            of: data.profiles.map { ($0.code, $0.name, $0.nameEnglish, $0.households, $0.share) })
        personas = Self.groups(
            subject, labels: classes.personas,
            of: data.personas.map { ($0.code, $0.name, $0.nameEnglish, $0.households, $0.share) })
    }

    private static func coverage(_ subject: ClassifiedReference) -> Coverage {
        let neighbourhoods = subject.data.neighbourhoods
        let households = neighbourhoods.reduce(0) { $0 + $1.households }
        let known = neighbourhoods.reduce(0) { $0 + ($1.persona == nil ? 0 : $1.households) }
        return Coverage(
            neighbourhoods: neighbourhoods.count, withPersona: neighbourhoods.count { $0.persona != nil },
            trained: subject.matrix.trained.count, households: households,
            shareWithPersona: households > 0 ? known / households : 0,
            shareEstimated: subject.assignment.estimatedShare(households: subject.matrix.households),
            shareOfNeighbourhoodsEstimated: Double(subject.assignment.isEstimated.count { $0 })
                / Double(max(1, neighbourhoods.count)))
    }

    private static func stability(
        _ subject: ClassifiedReference, _ settings: SegmentationSettings, _ effort: QualityEffort
    ) -> Stable? {
        guard effort.seeds >= 2, effort.samples >= 1 else { return nil }
        let points = subject.classes.points
        let stability = Stability(points, settings)
        let seeds = stability.betweenSeeds((0..<effort.seeds).map { settings.seed &+ UInt64($0) })
        let clusters = Clusters(points, settings, order: Array(repeating: 0, count: points.count))
        return Stable(
            restarts: settings.restarts, seeds: agreement(seeds),
            samples: agreement(stability.betweenSamples(effort.samples, clusters: clusters)))
    }

    private static func agreement(_ all: [Stability.Agreement]) -> Agreement {
        let count = Double(max(1, all.count))
        return Agreement(
            comparisons: all.count, meanProfiles: all.reduce(0) { $0 + $1.profiles } / count,
            leastProfiles: all.map(\.profiles).min() ?? 0, meanPersonas: all.reduce(0) { $0 + $1.personas } / count,
            leastPersonas: all.map(\.personas).min() ?? 0)
    }

    private static func news(_ subject: ClassifiedReference) -> News {
        let news = NewInformation(subject.input, subject.assignment, subject.matrix, subject.definitions)
        let themes = Set(news.lines.map(\.theme)).sorted().map { theme -> Theme in
            let lines = news.lines.filter { $0.theme == theme }
            let count = Double(lines.count)
            return Theme(
                theme: theme, indicators: lines.count, byPersonas: lines.reduce(0) { $0 + $1.byPersonas } / count,
                byGrid: lines.reduce(0) { $0 + $1.byGrid } / count)
        }
        return News(
            indicators: news.lines.count, byProfiles: news.meanByProfiles, byPersonas: news.meanByPersonas,
            byGrid: news.meanByGrid, gridCells: news.gridCells, shareWon: news.shareWon, themes: themes)
    }

    private static func drift(_ data: ReferenceData, since previous: ReferenceData) -> Drift {
        func stability(_ old: [(String, Double)], _ new: [(String, Double)]) -> Double {
            let codes = Set(old.map(\.0) + new.map(\.0)).sorted()
            let share = { (all: [(String, Double)], code: String) in all.first { $0.0 == code }?.1 ?? 0 }
            return Divergence.stabilityIndex(
                codes.map { share(new, $0) }, codes.map { share(old, $0) }, floor: Migration.leastShare)
        }
        let before = Dictionary(
            previous.neighbourhoods.map { ($0.code, $0.persona.map { previous.personas[$0].code }) },
            uniquingKeysWith: { first, _ in first })
        var (moved, both) = (0.0, 0.0)
        for iris in data.neighbourhoods {
            guard let old = before[iris.code] ?? nil, let new = iris.persona.map({ data.personas[$0].code }) else {
                continue
            }
            both += iris.households
            if old != new { moved += iris.households }
        }
        return Drift(
            previous: previous.dataset,
            profiles: stability(
                previous.profiles.map { ($0.code, $0.share) }, data.profiles.map { ($0.code, $0.share) }),
            personas: stability(
                previous.personas.map { ($0.code, $0.share) }, data.personas.map { ($0.code, $0.share) }),
            shareMoved: both > 0 ? moved / both : 0)
    }

    private static func variables(
        _ subject: ClassifiedReference, _ byProfiles: VarianceExplained, _ byPersonas: VarianceExplained
    ) -> [Variable] {
        let columns = Dictionary(
            subject.input.columns.map { ($0.definition.id, $0) }, uniquingKeysWith: { first, _ in first })
        return subject.definitions.variables.enumerated().map { place, variable in
            let figures = (try? Formula(variable.formula))?.figures.map(\.column) ?? []
            let used = figures.compactMap { columns[$0] }
            // A formula of one indicator is called as that is; another by its own id.
            let label =
                used.count == 1
                ? Bilingual(
                    IndicatorLabel.short(used[0].definition.labelFrench),
                    IndicatorLabel.short(used[0].definition.labelEnglish))
                : Bilingual(variable.id.replacing("_", with: " "), variable.id.replacing("_", with: " "))
            return Variable(
                id: variable.id, label: label, weight: variable.standardisation.weight,
                explainedByProfiles: byProfiles.byVariable[place], explainedByPersonas: byPersonas.byVariable[place],
                coverage: coverage(used, subject.matrix))
        }
    }

    private static func coverage(_ columns: [IndicatorColumn], _ matrix: SegmentationMatrix) -> Double {
        var (own, total) = (0.0, 0.0)
        for row in matrix.trained {
            total += matrix.households[row]
            let isOwn = columns.allSatisfy {
                $0.origins[row] == IndicatorOrigin.iris.rawValue || $0.origins[row] == IndicatorOrigin.commune.rawValue
            }
            if isOwn { own += matrix.households[row] }
        }
        return total > 0 ? own / total : 0
    }

    private static func groups(
        _ subject: ClassifiedReference, labels: [Int32],
        of groups: [(code: String, french: String, english: String, households: Double, share: Double)]
    ) -> [Group] {
        let points = subject.classes.points
        let means = points.means(of: labels, groups: groups.count)
        let france = points.means(of: labels.map { _ in 0 }, groups: 1)[0]
        let total = max(points.weights.reduce(0, +), .leastNonzeroMagnitude)
        let deviations = points.spreadByColumn.map { ($0 / total).squareRoot() }
        let isProfile =
            groups.count == subject.data.profiles.count && groups.first?.code == subject.data.profiles.first?.code
        let rows = subject.definitions.profileOfPersona
        let members = subject.data.neighbourhoods.map { iris in iris.persona.map { isProfile ? rows[$0] : $0 } ?? 0 }
        let figures = GroupFigures.of(
            groups: members, count: groups.count, parents: nil, weights: subject.matrix.households,
            columns: subject.input.columns)
        var counts = Array(repeating: 0, count: groups.count)
        for member in members { counts[member] += 1 }
        return groups.enumerated().map { place, group in
            Group(
                code: group.code, name: Bilingual(group.french, group.english), households: group.households,
                share: group.share, neighbourhoods: counts[place],
                differences: means[place].indices.map { column in
                    deviations[column] > 0 ? (means[place][column] - france[column]) / deviations[column] : 0
                },
                indices: axes.map { axis in
                    let index = figures[place].index(axis.figure)
                    return index.isFinite ? index : nil
                })
        }
    }
}
