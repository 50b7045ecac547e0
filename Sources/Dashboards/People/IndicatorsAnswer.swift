import Audiences

/// Sums over neighbourhoods of one indicator: of the contacts that live there, or of the households.
public struct IndicatorMoments: Sendable {
    /// Contacts or households whose neighbourhood's figure is known.
    public var weight: Double
    public var sum: Double
    public var sumOfSquares: Double

    public init(weight: Double = 0, sum: Double = 0, sumOfSquares: Double = 0) {
        self.weight = weight
        self.sum = sum
        self.sumOfSquares = sumOfSquares
    }

    var mean: Double { sum / weight }
    var variance: Double { max(0, sumOfSquares / weight - mean * mean) }
}

/// The indicators that set the subject apart most from the base.
public struct IndicatorsAnswer: Sendable {
    public struct Row: Sendable {
        public var id: String
        public var mean: Double
        public var baseMean: Double
        /// The difference of the means in standard deviations of the base (J. Cohen's d with the base's deviation, G. Glass' Δ):
        /// 0.2 is small, 0.5 medium, 0.8 large.
        public var effect: Double
        public var contacts: Double
    }

    /// Largest effects first, either way.
    public var rows: [Row]
}

extension DashboardSubject {
    /// Ranks indicators by size of effect. The lists go by indicator; one that is known of fewer contacts than the floor, or does not
    /// vary in the base, is left out.
    public static func indicators(
        _ ids: [String], _ subject: [IndicatorMoments], base: [IndicatorMoments], floor: Int, limit: Int
    ) -> IndicatorsAnswer {
        var rows: [IndicatorsAnswer.Row] = []
        for (index, id) in ids.enumerated() {
            let (one, other) = (subject[index], base[index])
            guard one.weight >= Double(floor), other.weight > 0, other.variance > 0 else { continue }
            rows.append(
                IndicatorsAnswer.Row(
                    id: id, mean: one.mean, baseMean: other.mean,
                    effect: (one.mean - other.mean) / other.variance.squareRoot(), contacts: one.weight))
        }
        rows.sort { ($1.effect.magnitude, $0.id) < ($0.effect.magnitude, $1.id) }
        return IndicatorsAnswer(rows: Array(rows.prefix(limit)))
    }
}

extension DashboardSubject {
    /// The contacts of a selection (all, when nil) by IRIS, as far as it is known.
    public func contactsByIRIS(_ selection: ContactSelection?) throws(DashboardError) -> [(iris: String, count: Int)] {
        guard let column = table.contactColumn(ContactField.iris) else {
            throw .unknownField(parameter: "", name: ContactField.iris)
        }
        let axis = table.axis(column)
        let tally = try counted { () throws(TallyError) in
            try table.tally([axis], of: selection, threads: options.threads)
        }
        return zip(table.texts(column), tally.counts.dropLast()).map { ($0, $1) }
    }
}
