import Statistics
import Testing

/// The figures are those of SciPy 1.x (`scipy.stats.norm`) and statsmodels (`proportion_confint(method='wilson')`,
/// `proportions_ztest`, `confint_proportions_2indep(method='newcomb')`, `multipletests(method='holm')`).
@Suite struct StatisticsTests {
    private func isNear(_ one: Double, _ other: Double, relative: Double = 1e-9) -> Bool {
        (one - other).magnitude <= relative * max(one.magnitude, other.magnitude) + 1e-300
    }

    @Test(arguments: [
        (-8, 6.22096057427174e-16), (-3.5, 0.00023262907903552502), (-1.96, 0.024997895148220435),
        (-0.1, 0.460172162722971), (0, 0.5), (0.5, 0.6914624612740131), (2.3, 0.9892758899783242),
        (6, 0.9999999990134123),
    ])
    func theNormalDistribution(z: Double, probability: Double) {
        #expect(isNear(Normal.cumulative(z), probability, relative: 1e-13))
    }

    @Test(arguments: [
        (1e-12, -7.034483825301131), (1e-06, -4.753424308822899), (0.001, -3.090232306167813),
        (0.02425, -1.972961051311885), (0.1, -1.2815515655446004), (0.5, 0), (0.8, 0.8416212335729143),
        (0.975, 1.959963984540054), (0.9999, 3.719016485455709), (0.999999999, 5.997807019601637),
    ])
    func itsQuantiles(probability: Double, z: Double) {
        #expect((Normal.quantile(probability) - z).magnitude < 1e-12 * max(1, z.magnitude))
    }

    @Test(arguments: [
        (0, 10, 0.0, 0.27753279986288926), (1, 10, 0.017876213095072924, 0.40415002679523854),
        (11, 200, 0.030985341703458846, 0.09578699877230842), (140, 1000, 0.11986857462597703, 0.1628866914836227),
        (999, 1000, 0.9943574414020421, 0.9998234536293739), (1000, 1000, 0.996173241514445, 1.0),
        (3, 1_000_000, 1.0202712409681232e-06, 8.821149774312438e-06),
        (500_000, 1_000_000, 0.4990200198900048, 0.5009799801099952),
    ])
    func wilsonsInterval(count: Int, total: Int, lower: Double, upper: Double) {
        let interval = Proportion(count, of: total).interval()
        #expect(isNear(interval.lowerBound, lower))
        #expect(isNear(interval.upperBound, upper))
    }

    @Test(arguments: [
        (14, 100, 0.1, 0.18242243945173564), (11, 200, 0.031, 0.05019255749611326), (140, 1000, 0.14, 1.0),
        (0, 50, 0.02, 0.31242221124269354), (30, 30, 0.9, 0.06788915486182903),
        (2100, 10000, 0.2, 0.012419330651552435),
        (123456, 1_000_000, 0.12, 2.0459854952802068e-26),
    ])
    func aShareAgainstAKnownOne(count: Int, total: Int, share: Double, pValue: Double) {
        #expect(isNear(Proportion(count, of: total).pValue(against: share), pValue))
    }

    @Test(arguments: [
        (14, 100, 80, 1000, 0.04071974259518974), (11, 200, 30, 4000, 2.598212701190698e-11), (5, 10, 5, 10, 1.0),
        (0, 50, 7, 900, 0.5313675148661272), (300, 3000, 9000, 97000, 0.18012209188785422),
        (1200, 10000, 100_000, 990_000, 3.7291555187101587e-10),
    ])
    func twoShares(one: Int, ofOne: Int, other: Int, ofOther: Int, pValue: Double) {
        let pair = ProportionPair(Proportion(one, of: ofOne), Proportion(other, of: ofOther))
        #expect(isNear(pair.pValue, pValue))
        #expect(isNear(ProportionPair(pair.other, pair.one).pValue, pValue))
    }

    @Test(arguments: [
        (14, 100, 80, 1000, 0.002232355566985554, 0.1427889216013462),
        (11, 200, 30, 4000, 0.02327486871575607, 0.08834853645837802),
        (5, 10, 5, 10, -0.3725136238199143, 0.3725136238199143),
        (0, 50, 7, 900, -0.01596701700122867, 0.06368215208708786),
        (300, 3000, 9000, 97000, -0.003176973474760902, 0.018613123344938524), (10, 10, 0, 10, 0.6075093504305241, 1.0),
    ])
    func newcombesInterval(one: Int, ofOne: Int, other: Int, ofOther: Int, lower: Double, upper: Double) {
        let interval = ProportionPair(Proportion(one, of: ofOne), Proportion(other, of: ofOther)).interval()
        #expect(isNear(interval.lowerBound, lower))
        #expect(isNear(interval.upperBound, upper))
    }

    @Test(arguments: [
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]), ([0.5], [0.5]),
        ([0.001, 0.001, 0.001], [0.003, 0.003, 0.003]),
        ([1, 0.2, 0.0, 0.05, 0.05], [1.0, 0.4, 0.0, 0.2, 0.2]), ([], []),
    ])
    func holmsCorrection(pValues: [Double], corrected: [Double]) {
        let found = MultipleTests.holm(pValues)
        #expect(found.count == corrected.count)
        #expect(zip(found, corrected).allSatisfy { isNear($0, $1) })
    }

    @Test func anExperimentThatIsTooSmallCannotTell() throws {
        // Fleiss, Levin and Paik's formula by hand for 10% against 12%: 3,841 in each group.
        #expect(ProportionPair.sampleSize(0.10, 0.12) == 3841)
        #expect(ProportionPair.sampleSize(0.1, 0.1) == nil)
        let wide = try #require(ProportionPair.sampleSize(0.1, 0.2))
        let narrow = try #require(ProportionPair.sampleSize(0.1, 0.11))
        #expect(wide < narrow)
    }

    @Test func nothingToCompareIsNoDifference() {
        #expect(Proportion(0, of: 0).pValue(against: 0.3) == 1)
        #expect(Proportion(0, of: 0).interval() == 0...1)
        let empty = ProportionPair(Proportion(0, of: 0), Proportion(3, of: 10))
        #expect(empty.pValue == 1)
        #expect(ProportionPair(Proportion(3, of: 10), Proportion(0, of: 10)).lift == nil)
    }

    @Test func theStabilityIndexIsSymmetricAndZeroForTheSame() {
        let (one, other) = ([10.0, 20, 70], [0.2, 0.2, 0.6])
        #expect(Divergence.stabilityIndex(one, one) == 0)
        #expect(isNear(Divergence.stabilityIndex(one, other), Divergence.stabilityIndex(other, one)))
        // (0.1 − 0.2)·ln ½ + 0 + (0.7 − 0.6)·ln(7/6)
        #expect(isNear(Divergence.stabilityIndex(one, other), 0.06931471805599453 + 0.01541506798272584))
        #expect(Divergence.stabilityIndex([1, 0], [0, 1]).isFinite)
    }
}
