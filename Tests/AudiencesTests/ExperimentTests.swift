import Audiences
import Testing

@Suite struct ExperimentTests {
    @Test func theSameContactIsInTheSameGroupAndGroupsHaveTheirShares() throws {
        let split = ExperimentSplit(
            experiment: "spring", groups: [.init("a"), .init("b", weight: 3)], holdOutShare: 0.1)!
        var counts: [String: Int] = [:]
        for index in 0..<40_000 { counts[split.group(of: "c\(index)"), default: 0] += 1 }
        // Four standard deviations of each share.
        for (name, share) in [("a", 0.225), ("b", 0.675), (ExperimentSplit.holdOut, 0.1)] {
            let expected = 40_000 * share
            #expect(
                (Double(counts[name] ?? 0) - expected).magnitude < 4 * (expected * (1 - share)).squareRoot(), "\(name)")
        }
        // Held, so that no machine and no later version parts contacts in another way.
        #expect((0..<12).map { split.group(of: "c\($0)") } == Self.heldGroups)
    }

    static let heldGroups = ["b", "b", "hold_out", "b", "b", "b", "b", "b", "a", "a", "hold_out", "b"]

    @Test func groupsOfTwoExperimentsHaveNothingToDoWithEachOther() {
        let one = ExperimentSplit(experiment: "one", groups: [.init("a"), .init("b")])!
        let two = ExperimentSplit(experiment: "two", groups: [.init("a"), .init("b")])!
        let same = (0..<20_000).count { one.group(of: "c\($0)") == two.group(of: "c\($0)") }
        #expect((same - 10_000).magnitude < 300)
    }

    @Test func whatIsNoSplitIsRefused() {
        #expect(ExperimentSplit(experiment: "x", groups: []) == nil)
        #expect(ExperimentSplit(experiment: "x", groups: [.init("a"), .init("a")]) == nil)
        #expect(ExperimentSplit(experiment: "x", groups: [.init("a", weight: 0)]) == nil)
        #expect(ExperimentSplit(experiment: "x", groups: [.init("a")], holdOutShare: 1.5) == nil)
    }

    /// Figures of statsmodels: `proportions_ztest`, `confint_proportions_2indep(method="newcomb")`, and the normal power.
    @Test func aDifferenceIsJudged() throws {
        let result = ExperimentEvaluation(
            control: .init("control", contacts: 1000, conversions: 100),
            others: [.init("mail", contacts: 1000, conversions: 140)])
        let comparison = try #require(result.results[1].comparison)
        #expect((comparison.pValue - 0.005_915_851_074).magnitude < 1e-11)
        #expect((comparison.lift! - 0.4).magnitude < 1e-12)
        #expect((comparison.differenceInterval.lowerBound - 0.011_515_339_071).magnitude < 1e-9)
        #expect((comparison.differenceInterval.upperBound - 0.068_563_749_148).magnitude < 1e-9)
        #expect((comparison.power - 0.786_389_061_455).magnitude < 1e-9)
        #expect(comparison.verdict == .better)
        #expect(result.results[0].comparison == nil)
    }

    @Test func silenceOfTooFewIsNotNoDifference() throws {
        let few = ExperimentEvaluation(
            control: .init("control", contacts: 100, conversions: 10),
            others: [.init("mail", contacts: 100, conversions: 12)])
        #expect(few.results[1].comparison?.verdict == .tooFew)
        let many = ExperimentEvaluation(
            control: .init("control", contacts: 100_000, conversions: 10_000),
            others: [.init("mail", contacts: 100_000, conversions: 10_010)])
        #expect(many.results[1].comparison?.verdict == .noDifference)
        let nobody = ExperimentEvaluation(
            control: .init("c", contacts: 0, conversions: 0), others: [.init("m", contacts: 0, conversions: 0)])
        #expect(nobody.results[1].comparison?.verdict == .tooFew)
    }
}
