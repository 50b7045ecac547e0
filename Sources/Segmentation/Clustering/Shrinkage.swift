/// Draws the figures of small neighbourhoods towards those of the area around them, so that twelve households do not make a
/// persona.
///
/// Empirical Bayes in the form of Bühlmann and Straub (1970), towards a local mean as in Marshall (1991): a figure counted
/// from n households is replaced by z × figure + (1 − z) × mean of the area, z = n / (n + κ). κ is the number of households
/// at which the figure says as much as the area does. It is estimated from the data: the squared difference from the
/// area's mean is about τ² + σ² / n, a line in 1/n, and κ = σ² / τ².
///
/// The area is the commune when it has several residential IRIS, the intercommunal body (EPCI) when the commune is one.
struct Shrinkage {
    /// The area of each neighbourhood; −1 where there is none with two neighbourhoods or more.
    private let areas: [Int32]
    /// Communes that are one IRIS: from a dozen households to thousands, so that what size does can be seen in them.
    private let isUndivided: [Bool]
    private let areaCount: Int
    private let households: [Double]

    /// A figure of this many households is always trusted more than its area.
    static let largestKappa = 200.0
    /// κ of figures that too few small communes have to tell it from the data.
    static let usualKappa = 30.0
    private static let smallHouseholds = 200.0
    private static let leastSmall = 200
    /// A neighbourhood that is most of its area tells nothing of how neighbourhoods differ.
    private static let leastRest = 0.1
    /// Keeps neighbourhoods of hardly any households from ruling the estimate: where their weight levels off.
    private static let levelHouseholds = 200.0

    init(_ input: SegmentationInput) {
        households = input.households
        var communes: [AreaCode: (area: Int32, count: Int)] = [:]
        var bodies: [String: Int32] = [:]
        var count: Int32 = 0
        for iris in input.neighbourhoods where iris.isResidential {
            if communes[iris.commune] == nil {
                communes[iris.commune] = (count, 0)
                count += 1
            }
            communes[iris.commune]!.count += 1
        }
        for body in input.epci {
            guard let body, bodies[body] == nil else { continue }
            bodies[body] = count
            count += 1
        }
        areas = input.neighbourhoods.enumerated().map { index, iris in
            guard iris.isResidential else { return -1 }
            if let commune = communes[iris.commune], commune.count > 1 { return commune.area }
            return input.epci[index].flatMap { bodies[$0] } ?? -1
        }
        areaCount = Int(count)
        isUndivided = input.neighbourhoods.map { $0.type == Territory.undivided }
    }

    /// κ of a variable in households, for undivided communes and for the IRIS of a divided one, which differ more from each
    /// other. 0 when small communes differ no more than large ones.
    func kappa(_ variable: Variable) -> (undivided: Double, divided: Double) {
        let means = means(variable)
        guard let (noise, signal) = line(variable, means) else { return (Self.usualKappa, Self.usualKappa) }
        guard noise > 0 else { return (0, 0) }
        let among = differences(variable, means, undivided: false)
        let square = among.reduce(0) { $0 + $1.square } / Double(max(1, among.count))
        let inverse = among.reduce(0) { $0 + $1.inverse } / Double(max(1, among.count))
        return (Self.ratio(noise, signal), Self.ratio(noise, among.isEmpty ? signal : square - noise * inverse))
    }

    private static func ratio(_ noise: Double, _ signal: Double) -> Double {
        signal > 0 ? min(noise / signal, largestKappa) : largestKappa
    }

    /// The line through the squared differences of undivided communes, σ² and τ², by weighted least squares; nil when there
    /// are too few small ones to draw it.
    private func line(
        _ variable: Variable, _ means: [(weight: Double, mean: Double)]
    ) -> (noise: Double, signal: Double)? {
        let differences = differences(variable, means, undivided: true)
        guard differences.count(where: { $0.inverse > 1 / Self.smallHouseholds }) >= Self.leastSmall else { return nil }
        var (sum, sumX, sumY, sumXX, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for (x, y) in differences {
            let scale = 1 / (1 / Self.levelHouseholds + x)
            let weight = scale * scale
            sum += weight
            sumX += weight * x
            sumY += weight * y
            sumXX += weight * x * x
            sumXY += weight * x * y
        }
        let determinant = sum * sumXX - sumX * sumX
        guard determinant > 0 else { return nil }
        let noise = (sum * sumXY - sumX * sumY) / determinant
        return (noise, (sumY - noise * sumX) / sum)
    }

    /// The squared difference of each figure from the mean of its area, with 1/n.
    private func differences(
        _ variable: Variable, _ means: [(weight: Double, mean: Double)], undivided: Bool
    ) -> [(inverse: Double, square: Double)] {
        var differences: [(inverse: Double, square: Double)] = []
        for index in areas.indices where counts(index, variable) && isUndivided[index] == undivided {
            let area = means[Int(areas[index])]
            // The mean holds the figure itself, which makes the difference smaller by its share of the area.
            let rest = 1 - households[index] / area.weight
            guard rest > Self.leastRest else { continue }
            let difference = variable.values[index] - area.mean
            differences.append((1 / households[index], difference * difference / rest))
        }
        return differences
    }

    /// The variable with each of its own figures drawn towards its area.
    func applied(to variable: Variable, kappa: (undivided: Double, divided: Double)) -> [Double] {
        guard kappa != (0, 0) else { return variable.values }
        let means = means(variable)
        return variable.values.indices.map { index in
            let value = variable.values[index]
            guard areas[index] >= 0, variable.isOwn(index) else { return value }
            let area = means[Int(areas[index])]
            guard area.weight > households[index] else { return value }
            let kappa = isUndivided[index] ? kappa.undivided : kappa.divided
            let credibility = households[index] / (households[index] + kappa)
            return credibility * value + (1 - credibility) * area.mean
        }
    }

    private func counts(_ index: Int, _ variable: Variable) -> Bool {
        areas[index] >= 0 && households[index] > 0 && variable.isOwn(index)
    }

    /// The mean of each area over the neighbourhoods with figures of their own, weighted by households.
    private func means(_ variable: Variable) -> [(weight: Double, mean: Double)] {
        var means = Array(repeating: (weight: 0.0, mean: 0.0), count: areaCount)
        for index in areas.indices where counts(index, variable) {
            means[Int(areas[index])].weight += households[index]
            means[Int(areas[index])].mean += households[index] * variable.values[index]
        }
        return means.map { $0.weight > 0 ? ($0.weight, $0.mean / $0.weight) : (0, 0) }
    }
}
