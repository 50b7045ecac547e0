import Testing

@testable import Segmentation

@Suite struct KMeansTests {
    /// Blobs around `centres`, seeded.
    private func blobs(_ centres: [[Float]], each count: Int, seed: UInt64) -> PointMatrix {
        var random = SeededRandom(seed: seed)
        var rows: [[Float]] = []
        var weights: [Double] = []
        for centre in centres {
            for _ in 0..<count {
                rows.append(centre.map { $0 + Float(random.unit() - 0.5) })
                weights.append(1 + random.unit() * 9)
            }
        }
        return PointMatrix(rows: rows, weights: weights)
    }

    /// The spread of a labelling, computed from its definition.
    private func naiveSpread(_ points: PointMatrix, _ labels: [Int32], k: Int) -> Double {
        var total = 0.0
        for cluster in 0..<k {
            let members = labels.indices.filter { labels[$0] == Int32(cluster) }
            let weight = members.reduce(0) { $0 + points.weights[$1] }
            guard weight > 0 else { continue }
            for column in 0..<points.dimensions {
                let mean = members.reduce(0) { $0 + points.weights[$1] * Double(points.value($1, column)) } / weight
                for member in members {
                    let difference = Double(points.value(member, column)) - mean
                    total += points.weights[member] * difference * difference
                }
            }
        }
        return total
    }

    /// Lloyd's steps as the textbook has them, from given centres, in Double.
    private func naive(_ points: PointMatrix, centres: [[Double]]) -> [Int32] {
        var centres = centres
        var labels = Array(repeating: Int32(-1), count: points.count)
        while true {
            var next = labels
            for row in 0..<points.count {
                let distances = centres.map { centre in
                    (0..<points.dimensions).reduce(0.0) { sum, column in
                        let difference = Double(points.value(row, column)) - centre[column]
                        return sum + difference * difference
                    }
                }
                next[row] = Int32(distances.firstIndex(of: distances.min()!)!)
            }
            if next == labels { return labels }
            labels = next
            for cluster in centres.indices {
                let members = labels.indices.filter { labels[$0] == Int32(cluster) }
                let weight = members.reduce(0) { $0 + points.weights[$1] }
                guard weight > 0 else { continue }
                for column in 0..<points.dimensions {
                    centres[cluster][column] =
                        members.reduce(0) { $0 + points.weights[$1] * Double(points.value($1, column)) } / weight
                }
            }
        }
    }

    private static let corners: [[Float]] = [[0, 0, 0], [9, 0, 0], [0, 9, 0], [0, 0, 9], [9, 9, 9]]

    @Test(arguments: 1...5)
    func findsSeparateGroups(seed: UInt64) {
        let points = blobs(Self.corners, each: 60, seed: seed)
        let result = KMeans.best(points, k: 5, restarts: 8, seed: seed)
        for group in 0..<5 { #expect(Set(result.labels[group * 60..<(group + 1) * 60]).count == 1) }
        #expect(Set(result.labels).count == 5)
    }

    @Test(arguments: 1...5)
    func isNoWorseThanTheTextbookFromTheSameGroups(seed: UInt64) {
        let points = blobs([[0, 0], [0.7, 0.2], [0.3, 0.9]], each: 150, seed: seed)
        let naiveLabels = naive(points, centres: [[0, 0], [0.7, 0.2], [0.3, 0.9]])
        let best = KMeans.best(points, k: 3, restarts: 20, seed: seed)
        #expect(best.spread <= naiveSpread(points, naiveLabels, k: 3) * 1.001)
        #expect(abs(best.spread - naiveSpread(points, best.labels, k: 3)) < 1e-3 * best.spread)
    }

    @Test func givesTheSameAnswerForTheSameSeedAndAnotherForAnother() {
        let points = blobs([[0, 0], [1, 1]], each: 300, seed: 3)
        let first = KMeans.best(points, k: 7, restarts: 6, seed: 11)
        for _ in 0..<5 {
            let again = KMeans.best(points, k: 7, restarts: 6, seed: 11)
            #expect(again.labels == first.labels)
            #expect(again.spread == first.spread)
        }
        #expect(KMeans.run(points, k: 7, seed: 1).labels != KMeans.run(points, k: 7, seed: 2).labels)
    }

    @Test func moreClustersNeverExplainLess() {
        let points = blobs([[0, 0], [1, 1], [2, 0]], each: 80, seed: 5)
        var last = Double.infinity
        for k in 1...6 {
            let spread = KMeans.best(points, k: k, restarts: 10, seed: 1).spread
            #expect(spread <= last)
            last = spread
        }
        #expect(abs(KMeans.best(points, k: 1, restarts: 1, seed: 1).spread - points.spread) < 1e-3 * points.spread)
    }

    @Test func survivesMoreClustersThanPoints() {
        let points = PointMatrix(rows: [[1, 2], [1, 2], [5, 5]], weights: [1, 1, 1])
        let result = KMeans.best(points, k: 5, restarts: 3, seed: 1)
        #expect(result.spread == 0)
        #expect(result.labels[0] == result.labels[1])
        #expect(result.labels[0] != result.labels[2])
    }

    @Test func aHeavyPointPullsItsCentre() {
        let points = PointMatrix(rows: [[0], [1], [100]], weights: [1, 3, 1])
        let result = KMeans.best(points, k: 2, restarts: 5, seed: 1)
        #expect(result.labels[0] == result.labels[1])
        #expect(result.centres[Int(result.labels[0])][0] == 0.75)
    }

    @Test func personasAreNestedAndAsManyAsAsked() throws {
        let settings = try SegmentationSettings(
            json: """
                {"seed": 1, "restarts": 5, "personaRestarts": 4, "personaSamples": 2, "profiles": 3, "personas": 8, "smallestShare": 0.01,
                 "largestShare": 0.4, "smallestHouseholds": 1, "variables": []}
                """)
        let points = blobs([[0, 0], [9, 0], [0, 9]], each: 100, seed: 4)
        let order = (0..<points.count).map { Double(points.value($0, 0)) }
        let result = Clusters(points, settings, order: order)
        #expect(result.profileOfPersona.count == 8)
        #expect(result.profileOfPersona == result.profileOfPersona.sorted())
        for row in 0..<points.count {
            #expect(Int(result.profileOfPoint[row]) == result.profileOfPersona[Int(result.personaOfPoint[row])])
        }
        let profiles = VarianceExplained(points, result.profileOfPoint, groups: 3)
        let personas = VarianceExplained(points, result.personaOfPoint, groups: 8)
        #expect(profiles.total > 0.9)
        #expect(personas.total > profiles.total)
        // The first profile is the one that `order` has highest.
        #expect(result.profileOfPoint[100] == 0)
    }
}
