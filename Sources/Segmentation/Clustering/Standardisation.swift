#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Makes a variable comparable with the others: transformed, cut at the 1st and 99th percentile, scaled to 0…1 between
/// them, weighted.
///
/// Range standardisation as in the UK's Output Area Classification (Gale and others, 2016); the cut keeps a
/// handful of extreme neighbourhoods from squeezing all others together. Percentiles count by households.
public struct Standardisation: Sendable, Codable, Equatable {
    public var transformation: SegmentationSettings.Variable.Transformation
    /// The transformed values that become 0 and √weight.
    public var low: Double
    public var high: Double
    /// The transformed value in the middle of France: what stands where nothing is known.
    public var middle: Double
    public var weight: Double

    private static let cut = 0.01

    /// Measures the range of `values`, each counting by its weight.
    init(_ values: [Double], weights: [Double], variable: SegmentationSettings.Variable) {
        transformation = variable.transformation
        weight = variable.weight
        let transformed = values.map { Self.transform($0, variable.transformation) }
        let order = transformed.indices.filter { !transformed[$0].isNaN && weights[$0] > 0 }.sorted {
            transformed[$0] != transformed[$1] ? transformed[$0] < transformed[$1] : $0 < $1
        }
        let total = order.reduce(0) { $0 + weights[$1] }
        let quantile = { (share: Double) -> Double in
            var rest = share * total
            for index in order {
                rest -= weights[index]
                if rest <= 0 { return transformed[index] }
            }
            return order.last.map { transformed[$0] } ?? 0
        }
        // Rounded as they are written, so that a definition read back standardises alike.
        low = SegmentationDefinitions.rounded(quantile(Self.cut))
        high = SegmentationDefinitions.rounded(quantile(1 - Self.cut))
        middle = SegmentationDefinitions.rounded(quantile(0.5))
    }

    /// 0…√weight; NaN for NaN.
    func value(_ value: Double) -> Float {
        let transformed = Self.transform(value, transformation)
        guard !transformed.isNaN else { return .nan }
        return scaled(transformed)
    }

    /// What stands where nothing is known.
    var middleValue: Float { scaled(middle) }

    private func scaled(_ transformed: Double) -> Float {
        let range = high > low ? high - low : 1
        // Squared distances count, so the root of the weight is what values are multiplied by.
        return Float((min(max(transformed, low), high) - low) / range * weight.squareRoot())
    }

    private static func transform(
        _ value: Double, _ transformation: SegmentationSettings.Variable.Transformation
    ) -> Double {
        switch transformation {
        case .none: value
        // One is added so that a neighbourhood without any keeps its place.
        case .log: value < 0 ? .nan : log(value + 1)
        case .sqrt: value < 0 ? .nan : value.squareRoot()
        }
    }
}
