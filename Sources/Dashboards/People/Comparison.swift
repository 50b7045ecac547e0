import Statistics

/// One row of a distribution beside its base: a persona, a département, a category.
public struct ComparedRow: Sendable {
    public var code: String
    /// The profile of a persona.
    public var profile: String?
    /// Nil when it is hidden.
    public var count: Int?
    /// Of those whose group is known, 0 to 1.
    public var share: Double?
    /// Contacts or households of the base; nil when hidden.
    public var baseCount: Double?
    public var baseShare: Double?
    /// Contacts of the subject for each of the base.
    public var penetration: Double?
    /// 100 is as in the base.
    public var index: Double?
    /// Where the index lies with 95% confidence: Wilson's interval of the share, beside the share of the base as it is.
    public var indexInterval: ClosedRange<Double>?
    public var pValue: Double?
    /// Corrected for the number of rows by Holm's method.
    public var correctedPValue: Double?
    /// Average amount of purchases of a contact in the last months, and their number; buyers or not.
    public var averageValue: Double?
    public var averageFrequency: Double?
    public var isSuppressed: Bool
    /// Over-represented beyond chance, and no small part of the subject.
    public var isCore = false
}

/// A row before its figures: what was counted, and what may be told.
struct CountedRow {
    var code: String
    var profile: String?
    var count: Int
    var baseCount: Double
    var isTold: Bool
    var isBaseTold = true
}

/// How the test of a row is made.
enum ComparisonMethod {
    /// The base is known as it is (households): the score test of one share against a given one.
    case againstKnownShares
    /// The base holds the subject: the z test of two samples, the subject and the rest of the base.
    case againstTheRest
    /// The base is other contacts, of which some may be in both: two samples, those of the base that are not in the subject.
    case againstOthers(common: [Int], baseTotal: Int, commonTotal: Int)
}

enum Comparison {
    static let confidence = 0.95
    static let significance = 0.05

    /// Shares, indices, intervals and p-values of counts. `total` and `baseTotal` are the sums over all rows, hidden ones too:
    /// the totals of the lines are told.
    static func rows(
        _ counted: [CountedRow], total: Int, baseTotal: Double, _ method: ComparisonMethod
    ) -> [ComparedRow] {
        var rows = counted.enumerated().map { place, row in
            figures(row, place, total: total, baseTotal: baseTotal, method)
        }
        let tested = rows.indices.filter { rows[$0].pValue != nil }
        let corrected = MultipleTests.holm(tested.compactMap { rows[$0].pValue })
        for (place, row) in tested.enumerated() { rows[row].correctedPValue = corrected[place] }
        markCore(&rows)
        return rows
    }

    private static func figures(
        _ row: CountedRow, _ place: Int, total: Int, baseTotal: Double, _ method: ComparisonMethod
    ) -> ComparedRow {
        var result = ComparedRow(code: row.code, profile: row.profile, isSuppressed: !row.isTold)
        if row.isBaseTold {
            result.baseCount = row.baseCount
            result.baseShare = baseTotal > 0 ? row.baseCount / baseTotal : nil
        }
        guard row.isTold else { return result }
        let share = Proportion(row.count, of: total)
        result.count = row.count
        result.share = total > 0 ? share.share : nil
        guard row.isBaseTold, let baseShare = result.baseShare, total > 0 else { return result }
        result.penetration = row.baseCount > 0 ? Double(row.count) / row.baseCount : nil
        guard baseShare > 0 else { return result }
        result.index = 100 * share.share / baseShare
        let interval = share.interval(confidence: confidence)
        result.indexInterval = (100 * interval.lowerBound / baseShare)...(100 * interval.upperBound / baseShare)
        result.pValue = pValue(share, row, place, baseTotal: baseTotal, method)
        return result
    }

    private static func pValue(
        _ share: Proportion, _ row: CountedRow, _ place: Int, baseTotal: Double, _ method: ComparisonMethod
    ) -> Double? {
        switch method {
        case .againstKnownShares: return share.pValue(against: row.baseCount / baseTotal)
        case .againstTheRest:
            let rest = (Int(row.baseCount) - share.count, Int(baseTotal) - share.total)
            return rest.1 > 0 ? ProportionPair(share, Proportion(rest.0, of: rest.1)).pValue : nil
        case .againstOthers(let common, let baseTotal, let commonTotal):
            let others = (Int(row.baseCount) - common[place], baseTotal - commonTotal)
            return others.1 > 0 ? ProportionPair(share, Proportion(others.0, of: others.1)).pValue : nil
        }
    }

    /// The core target: over-represented beyond chance, and at least as large as the rows are on average.
    private static func markCore(_ rows: inout [ComparedRow]) {
        let filled = rows.count { ($0.baseCount ?? 0) > 0 }
        for row in rows.indices {
            guard let interval = rows[row].indexInterval, let p = rows[row].correctedPValue, let share = rows[row].share
            else { continue }
            rows[row].isCore =
                interval.lowerBound > 100 && p < significance && share >= 1 / Double(max(1, filled))
        }
    }
}
