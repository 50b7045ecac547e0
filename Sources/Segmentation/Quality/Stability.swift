/// Whether other chances would have given the same classification: other seeds, and other samples of neighbourhoods.
public struct Stability: Sendable {
    /// Adjusted Rand indices of one comparison, every neighbourhood counting by its households.
    public struct Agreement: Sendable, Equatable {
        public let profiles: Double
        public let personas: Double
    }

    private let points: PointMatrix
    private let settings: SegmentationSettings
    private let order: [Double]

    /// `points` are what was clustered. Codes play no part, so the order of clusters is left as it comes.
    public init(_ points: PointMatrix, _ settings: SegmentationSettings) {
        self.points = points
        self.settings = settings
        order = Array(repeating: 0, count: points.count)
    }

    /// Clusters with each of the seeds and compares every two of the results. O(seeds × one training).
    public func betweenSeeds(_ seeds: [UInt64]) -> [Agreement] {
        let runs = seeds.map { seed in Clusters(points, settings.with(seed: seed), order: order) }
        var agreements: [Agreement] = []
        for (position, one) in runs.enumerated() {
            for other in runs[(position + 1)...] {
                agreements.append(agreement(one, other.profileOfPoint, other.personaOfPoint))
            }
        }
        return agreements
    }

    /// Clusters `samples` bootstrap samples, gives all neighbourhoods the nearest of the centres that came out, and compares
    /// each result with `clusters`. Every sample is clustered from starts of its own; only how many personas each profile has
    /// is kept. O(samples × one training).
    public func betweenSamples(_ samples: Int, clusters: Clusters) -> [Agreement] {
        let centres = points.means(of: clusters.profileOfPoint, groups: settings.profiles)
        return (0..<samples).map { sample in
            let drawn = BootstrapSample(of: points.count, seed: settings.seed &+ UInt64(sample + 1) &* 0x9E37_79B9)
                .points(points, among: Array(0..<points.count))
            let found = Clusters(
                drawn, settings.with(seed: settings.seed &+ UInt64(sample + 1)), like: clusters, centres: centres)
            let (profiles, personas) = found.assign(points, trainedOn: drawn)
            return agreement(clusters, profiles, personas)
        }
    }

    private func agreement(_ one: Clusters, _ profiles: [Int32], _ personas: [Int32]) -> Agreement {
        Agreement(
            profiles: RandIndex.adjusted(one.profileOfPoint, profiles, weights: points.weights),
            personas: RandIndex.adjusted(one.personaOfPoint, personas, weights: points.weights))
    }
}

extension Clusters {
    /// The profile of the nearest centre, and the nearest persona within it, for each of `points`.
    func assign(
        _ points: PointMatrix, trainedOn drawn: PointMatrix
    ) -> (profiles: [Int32], personas: [Int32]) {
        let profileCentres = drawn.means(of: profileOfPoint, groups: (profileOfPersona.max() ?? 0) + 1)
        let personaCentres = drawn.means(of: personaOfPoint, groups: profileOfPersona.count)
        let space = CentreSpace(
            profiles: profileCentres, personas: personaCentres, profileOfPersona: profileOfPersona,
            weights: Array(repeating: 1, count: points.dimensions))
        var profiles: [Int32] = []
        var personas: [Int32] = []
        for row in 0..<points.count {
            let persona = space.nearest(points.row(row).map(Double.init)).persona
            personas.append(Int32(persona))
            profiles.append(Int32(profileOfPersona[persona]))
        }
        return (profiles, personas)
    }
}
