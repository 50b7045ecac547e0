#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Makes variables comparable: transformed, cut at the 1st and 99th percentile, scaled to 0…1 between them, weighted.
///
/// Range standardisation as in the UK's Output Area Classification (Gale and others, 2016, section 3.3); the cut keeps a
/// handful of extreme neighbourhoods from squeezing all others together. Percentiles count by households.
enum Standardisation {
    private static let cut = 0.01

    /// One value for each IRIS, 0…√weight; the middle of France where nothing is known.
    static func column(
        _ values: [Float], _ variable: SegmentationSettings.Variable, weights: [Double]
    ) -> [Float] {
        let transformed = values.map { transform(Double($0), variable.transformation) }
        let order = transformed.indices.filter { !transformed[$0].isNaN && weights[$0] > 0 }.sorted {
            transformed[$0] != transformed[$1] ? transformed[$0] < transformed[$1] : $0 < $1
        }
        guard !order.isEmpty else { return values.map { _ in 0 } }
        let total = order.reduce(0) { $0 + weights[$1] }
        let quantile = { (share: Double) -> Double in
            var rest = share * total
            for index in order {
                rest -= weights[index]
                if rest <= 0 { return transformed[index] }
            }
            return transformed[order[order.count - 1]]
        }
        let (low, middle, high) = (quantile(cut), quantile(0.5), quantile(1 - cut))
        let range = high > low ? high - low : 1
        // Squared distances count, so the root of the weight is what values are multiplied by.
        let factor = variable.weight.squareRoot()
        return transformed.map { value in
            let known = value.isNaN ? middle : value
            return Float((min(max(known, low), high) - low) / range * factor)
        }
    }

    private static func transform(_ value: Double, _ transformation: SegmentationSettings.Variable.Transformation)
        -> Double
    {
        switch transformation {
        case .none: value
        // One is added so that a neighbourhood without any keeps its place.
        case .log: value < 0 ? .nan : log(value + 1)
        case .sqrt: value < 0 ? .nan : value.squareRoot()
        }
    }
}
