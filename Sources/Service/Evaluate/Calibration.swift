/// How well scores say how often answers are right.
struct Calibration: Sendable {
    /// Answers whose scores lie in one twentieth of 0–1, the upper end belonging to it.
    struct Band: Sendable {
        var answers = 0
        var right = 0
        var scores = 0.0

        var meanScore: Double { answers == 0 ? 0 : scores / Double(answers) }
        var shareRight: Double { answers == 0 ? 0 : Double(right) / Double(answers) }
    }

    static let bandCount = 20

    private(set) var bands = [Band](repeating: Band(), count: Self.bandCount)
    private var squares = 0.0

    var answers: Int { bands.reduce(0) { $0 + $1.answers } }

    /// Mean of (score − right)², right being 1 or 0 (Brier, Verification of forecasts expressed in terms of probability, 1950).
    var brierScore: Double { answers == 0 ? 0 : squares / Double(answers) }

    /// Mean over answers of how far the share of right answers in their band is from the mean score there (Naeini et al.,
    /// Obtaining well calibrated probabilities using Bayesian binning, 2015), in 20 bands of one width. 0–1.
    var expectedError: Double {
        let all = Double(max(answers, 1))
        return bands.reduce(0) { $0 + Double($1.answers) / all * abs($1.shareRight - $1.meanScore) }
    }

    mutating func count(score: Double, isRight: Bool) {
        let band = Self.band(of: score)
        bands[band].answers += 1
        bands[band].right += isRight ? 1 : 0
        bands[band].scores += score
        let error = score - (isRight ? 1 : 0)
        squares += error * error
    }

    mutating func add(_ other: Calibration) {
        for index in bands.indices {
            bands[index].answers += other.bands[index].answers
            bands[index].right += other.bands[index].right
            bands[index].scores += other.bands[index].scores
        }
        squares += other.squares
    }

    /// Scores have three digits: 0.95 and what is a rounding error above it are in the band that ends there.
    private static func band(of score: Double) -> Int {
        let position = (score * Double(bandCount) - 1e-6).rounded(.down)
        return max(0, min(bandCount - 1, Int(position)))
    }

    /// The ends of a band.
    static func bounds(_ band: Int) -> (lower: Double, upper: Double) {
        (Double(band) / Double(bandCount), Double(band + 1) / Double(bandCount))
    }
}
