/// From evidence to probability.
///
/// The evidence for a street is not a probability: it only puts candidates in order. How often an answer with so much
/// evidence was right was counted on addresses with known answers; the counts, made to rise (isotonic regression by pooling
/// of neighbours), are the tables here, and between two entries the line is straight. `Tests/Calibration/fit.py` fits them.
enum Calibration {
    /// Evidence, and the share of answers with that much that were right.
    typealias Table = InlineArray<6, (evidence: Float, share: Float)>

    private static let known: Table = [(0.35, 0.5), (0.4, 0.78), (0.45, 0.88), (0.6, 0.94), (0.88, 0.965), (1, 0.975)]
    private static let weak: Table = [(0.2, 0.2), (0.3, 0.5), (0.38, 0.72), (0.42, 0.76), (0.5, 0.8), (1, 0.85)]

    /// The probability that a street is the one meant.
    static func street(total: Float, isWeak: Bool) -> Float {
        let table = isWeak ? weak : known
        if total <= table[0].evidence { return table[0].share }
        for position in 1..<6 where total <= table[position].evidence {
            let low = table[position - 1]
            let high = table[position]
            return low.share + (high.share - low.share) * (total - low.evidence) / (high.evidence - low.evidence)
        }
        return table[5].share
    }
}
