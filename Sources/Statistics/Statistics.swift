/// How sure a figure is: intervals, p-values and sizes of effect for shares, as the textbooks have them.
///
///     Normal              the standard normal distribution
///     Proportion          a share of a sample, its interval, its test against a known share
///     ProportionPair      two samples: test of a difference, its interval, the sample that would show one
///     MultipleTests       p-values of many rows that were looked at together
///     Divergence          how far one distribution is from another
///
/// All functions are pure, defined for every input that their precondition allows, and agree with SciPy and statsmodels to
/// nine digits or more (the tests hold their figures). Nothing here knows what is counted.
public enum Statistics {}
