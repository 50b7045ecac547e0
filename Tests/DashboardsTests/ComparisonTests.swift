import Statistics
import Testing

@testable import Dashboards

/// Figures of SciPy and statsmodels for the stated methods: `proportion_confint(method='wilson')`, `proportions_ztest` of two
/// samples, the same with `value` and `prop_var` for a known share, `multipletests(method='holm')`.
@Suite struct ComparisonTests {
    private static let counts = [30, 50, 20]

    private func rows(_ base: [Double], _ method: ComparisonMethod, told: [Bool] = [true, true, true]) -> [ComparedRow]
    {
        let counted = zip(Self.counts, base).enumerated().map { place, row in
            CountedRow(code: "p\(place)", count: row.0, baseCount: row.1, isTold: told[place])
        }
        return Comparison.rows(counted, total: 100, baseTotal: base.reduce(0, +), method)
    }

    private func expect(_ values: [Double?], _ expected: [Double]) {
        for (value, expected) in zip(values, expected) {
            #expect(((value ?? .nan) - expected).magnitude <= 1e-9 * expected.magnitude)
        }
    }

    @Test func theSubjectIsTestedAgainstTheRestOfItsBase() {
        let rows = rows([100, 600, 300], .againstTheRest)
        expect(rows.map(\.index), [300, 50.0 / 60 * 100, 20.0 / 30 * 100])
        expect(
            rows.map(\.indexInterval?.lowerBound), [218.94885294932755, 67.30525506099927, 44.4556444436775])
        expect(rows.map(\.indexInterval?.upperBound), [395.84854633346663, 99.3614116056674, 96.27638853105297])
        expect(rows.map(\.pValue), [2.1059292159052074e-12, 0.031424346521782436, 0.021435842474559718])
        expect(
            rows.map(\.correctedPValue),
            [3 * 2.1059292159052074e-12, 2 * 0.021435842474559718, 2 * 0.021435842474559718])
        // A third is what a row has on average: 30 of 100 is less.
        #expect(rows.map(\.isCore) == [false, false, false])
        #expect(rows[0].penetration == 0.3)
    }

    @Test func householdsAreKnownShares() {
        let rows = rows([4000.5, 12000.25, 7999.25], .againstKnownShares)
        expect(rows.map(\.index), [179.9775028121485, 99.99791671006854, 60.00562552739319])
        expect(rows.map(\.pValue), [0.0003475988411276471, 0.9998337740509989, 0.004686461328042747])
        expect(
            rows.map(\.correctedPValue), [3 * 0.0003475988411276471, 0.9998337740509989, 2 * 0.004686461328042747])
    }

    @Test func contactsOfBothAreTakenOutOfTheOthers() {
        let rows = rows([90, 200, 110], .againstOthers(common: [10, 20, 5], baseTotal: 400, commonTotal: 35))
        expect(rows.map(\.pValue), [0.0919948326448246, 0.9033955757068393, 0.07977279815532123])
        expect(rows.map(\.correctedPValue), [3 * 0.07977279815532123, 0.9033955757068393, 3 * 0.07977279815532123])
    }

    @Test func whatIsHiddenHasNoFigures() {
        let rows = rows([100, 600, 300], .againstTheRest, told: [true, false, false])
        #expect(rows[1].count == nil && rows[1].index == nil && rows[1].pValue == nil && rows[1].isSuppressed)
        #expect(rows[1].baseCount == 600)
        // Only the rows that are told were looked at.
        #expect(rows[0].correctedPValue == rows[0].pValue)
    }

    @Test func theCoreTargetIsOverRepresentedAndWeighs() {
        // Over-represented beyond chance, but the smallest part.
        let counted = [
            CountedRow(code: "a", count: 60, baseCount: 20, isTold: true),
            CountedRow(code: "b", count: 500, baseCount: 300, isTold: true),
            CountedRow(code: "c", count: 440, baseCount: 680, isTold: true),
        ]
        let rows = Comparison.rows(counted, total: 1000, baseTotal: 1000, .againstKnownShares)
        #expect(rows.map(\.isCore) == [false, true, false])
    }
}
