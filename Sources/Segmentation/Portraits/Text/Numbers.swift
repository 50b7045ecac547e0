import Bytes

/// Numbers as they stand in a text.
enum Numbers {
    /// Stands for a figure that is not known. Sentences that hold it are left out: see `Bilingual.isKnown`.
    static let unknown = Bilingual("\u{FFFD}", "\u{FFFD}")

    /// Whole number with groups of three: `23 120`, `23,120`.
    static func whole(_ value: Double) -> Bilingual {
        guard value.isFinite, value.magnitude < 1e15 else { return unknown }
        let digits = String(Int(value.rounded().magnitude))
        let sign = value.rounded() < 0 ? "−" : ""
        return Bilingual(
            sign + DigitGroups.separated(digits, by: Typography.narrow), sign + DigitGroups.separated(digits, by: ","))
    }

    /// A small count in words, up to ten.
    static func word(_ count: Int) -> Bilingual {
        guard count >= 0, count < words.count else { return whole(Double(count)) }
        return words[count]
    }

    private static let words = [
        Bilingual("zéro", "no"), Bilingual("une", "one"), Bilingual("deux", "two"), Bilingual("trois", "three"),
        Bilingual("quatre", "four"), Bilingual("cinq", "five"), Bilingual("six", "six"), Bilingual("sept", "seven"),
        Bilingual("huit", "eight"), Bilingual("neuf", "nine"), Bilingual("dix", "ten"),
    ]

    /// Rounded to so many digits that count: 12 622 becomes 12 600.
    static func round(_ value: Double, digits: Int) -> Bilingual {
        guard value.isFinite else { return unknown }
        var step = 1.0
        while value.magnitude / step >= power(digits) { step *= 10 }
        return whole((value / step).rounded() * step)
    }

    private static func power(_ digits: Int) -> Double { (0..<digits).reduce(1) { value, _ in value * 10 } }

    /// With one digit after the point, none when it is zero: `1,4`, `1.4`.
    static func oneDecimal(_ value: Double) -> Bilingual {
        guard value.isFinite, value.magnitude < 1e15 else { return unknown }
        let tenths = Int((value * 10).rounded())
        guard tenths % 10 != 0 else { return whole(Double(tenths / 10)) }
        let (units, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
        let sign = tenths < 0 ? "−" : ""
        return Bilingual("\(sign)\(units),\(rest)", "\(sign)\(units).\(rest)")
    }

    /// A share as a percentage: `58 %`, `58%`; with a decimal below 10%.
    static func percent(_ share: Double) -> Bilingual {
        let number = share.magnitude * 100 < 9.95 ? oneDecimal(share * 100) : whole(share * 100)
        return Bilingual(number.fr + Typography.narrow + "%", number.en + "%")
    }

    /// An amount in euros, to the hundred.
    static func euros(_ value: Double) -> Bilingual {
        let number = whole((value / 100).rounded() * 100)
        return Bilingual(number.fr + Typography.narrow + "€", "€" + number.en)
    }
}

/// A share said in words: `près d'un ménage sur trois`, `nearly one household in three`.
struct Portion {
    /// What is counted, in one and in many.
    enum Noun: Sendable {
        case household, home, inhabitant, worker, family, journey

        var french: (one: String, many: String, isFeminine: Bool) {
            switch self {
            case .household: ("ménage", "ménages", false)
            case .home: ("logement", "logements", false)
            case .inhabitant: ("habitant", "habitants", false)
            case .worker: ("actif", "actifs", false)
            case .family: ("famille", "familles", true)
            case .journey: ("trajet", "trajets", false)
            }
        }

        var english: (one: String, many: String) {
            switch self {
            case .household: ("household", "households")
            case .home: ("home", "homes")
            case .inhabitant: ("resident", "residents")
            case .worker: ("worker", "workers")
            case .family: ("family", "families")
            case .journey: ("journey", "journeys")
            }
        }
    }

    let words: Bilingual
    /// Whether the verb is in the singular, in French and in English.
    let isSingular: Bool

    /// `verb` is given in the singular and the plural of each language and follows the words.
    func with(_ french: (String, String), _ english: (String, String)) -> Bilingual {
        Bilingual(
            words.fr + " " + (isSingular ? french.0 : french.1), words.en + " " + (isSingular ? english.0 : english.1))
    }

    private struct Step {
        let value: Double
        let french: (String, String)
        let english: (String, String)
    }

    private static let steps = [
        Step(value: 0.1, french: ("un", "dix"), english: ("one", "ten")),
        Step(value: 0.125, french: ("un", "huit"), english: ("one", "eight")),
        Step(value: 1 / 6.0, french: ("un", "six"), english: ("one", "six")),
        Step(value: 0.2, french: ("un", "cinq"), english: ("one", "five")),
        Step(value: 0.25, french: ("un", "quatre"), english: ("one", "four")),
        Step(value: 1 / 3.0, french: ("un", "trois"), english: ("one", "three")),
        Step(value: 0.4, french: ("deux", "cinq"), english: ("two", "five")),
        Step(value: 0.5, french: ("un", "deux"), english: ("one", "two")),
        Step(value: 0.6, french: ("trois", "cinq"), english: ("three", "five")),
        Step(value: 2 / 3.0, french: ("deux", "trois"), english: ("two", "three")),
        Step(value: 0.75, french: ("trois", "quatre"), english: ("three", "four")),
        Step(value: 0.8, french: ("quatre", "cinq"), english: ("four", "five")),
        Step(value: 0.9, french: ("neuf", "dix"), english: ("nine", "ten")),
    ]
    /// Nearer than this to a fraction, and it is called that without "nearly" or "more than".
    private static let tolerance = 0.008
    private static let nearlyAll = 0.945
    private static let fewest = 0.09

    init(_ share: Double, _ noun: Noun) {
        let (french, english) = (noun.french, noun.english)
        if share.isNaN {
            words = Numbers.unknown
            isSingular = true
        } else if share >= Self.nearlyAll {
            let all = french.isFeminine ? "toutes" : "tous"
            words = Bilingual("presque \(all) les \(french.many)", "almost all \(english.many)")
            isSingular = false
        } else if share < Self.fewest {
            let percent = Numbers.percent(share)
            words = Bilingual("\(percent.fr) des \(french.many)", "\(percent.en) of \(english.many)")
            isSingular = false
        } else {
            let step = Self.steps.min { abs($0.value - share) < abs($1.value - share) }!
            let isOne = step.french.0 == "un"
            let number = isOne && french.isFeminine ? "une" : step.french.0
            let fraction = "\(number) \(isOne ? french.one : french.many) sur \(step.french.1)"
            let inEnglish = "\(step.english.0) \(isOne ? english.one : english.many) in \(step.english.1)"
            isSingular = isOne
            if abs(share - step.value) <= Self.tolerance {
                words = Bilingual(fraction, inEnglish)
            } else if share > step.value {
                words = Bilingual((isOne ? "plus d'" : "plus de ") + fraction, "more than " + inEnglish)
            } else {
                words = Bilingual((isOne ? "près d'" : "près de ") + fraction, "nearly " + inEnglish)
            }
        }
    }
}

extension Bilingual {
    /// Whether no figure in it is unknown.
    var isKnown: Bool { !fr.contains(Numbers.unknown.fr) && !en.contains(Numbers.unknown.en) }

    /// Both with a capital at the beginning.
    var capitalised: Bilingual { Bilingual(Self.capitalised(fr), Self.capitalised(en)) }

    private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// One text after the other in each language.
    static func + (a: Bilingual, b: Bilingual) -> Bilingual { Bilingual(a.fr + b.fr, a.en + b.en) }

    /// `a, b et c`; `a, b and c`.
    static func list(_ parts: [Bilingual]) -> Bilingual {
        guard let last = parts.last else { return Bilingual("", "") }
        let others = parts.dropLast()
        guard !others.isEmpty else { return last }
        return Bilingual(
            others.map(\.fr).joined(separator: ", ") + " et " + last.fr,
            others.map(\.en).joined(separator: ", ") + " and " + last.en)
    }
}
