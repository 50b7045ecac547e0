import Audiences
import Segmentation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// An invented contact: where it lives, since when it is known, how it buys.
struct DemonstrationContact: Sendable {
    /// How far the address is known.
    enum Knowledge: Sendable { case neighbourhood, commune, nothing }

    struct Event: Sendable {
        var id: String
        var isPurchase: Bool
        var isOnline: Bool
        /// A number among the categories of the world.
        var category: Int
        var daysAgo: Int
        /// `14:05:00`
        var time: String
        var amount: Double
        /// For what else an event may hold.
        var seed: UInt64
    }

    let id: String
    /// A number among the neighbourhoods of the world.
    let home: Int
    let knowledge: Knowledge
    let daysKnown: Int
    let lifecycle: Lifecycle
    private let habits: DemonstrationWorld.Habits
    private let seed: UInt64

    /// Days without a purchase after which a customer counts as lost.
    private static let lostDays = 365
    /// The mean of the purchases of a customer beside the first.
    private static let meanPurchases = 2.8
    private static let mostPurchases = 24
    /// Visits for each purchase, and for those who never bought.
    private static let visits = 1.2

    init(_ number: Int, _ set: DemonstrationSet, _ random: inout SeededRandom) {
        id = DemonstrationSet.id(number)
        home = set.world.homes.pick(random.unit())
        habits = set.world.habits[set.world.neighbourhoods[home].persona]
        let known = random.unit()
        knowledge = known < 0.85 ? .neighbourhood : known < 0.97 ? .commune : .nothing
        // The company grows: more are known since lately than for long.
        daysKnown = 1 + Int(Double(DemonstrationSet.days - 2) * pow(random.unit(), 1.4))
        let stage = random.unit()
        if stage < 0.28 {
            lifecycle = .prospect
        } else {
            lifecycle = stage < 0.42 && daysKnown > Self.lostDays + 30 ? .churned : .customer
        }
        seed = random.next()
    }

    /// What it did, from its first day on: purchases, and visits of the site.
    func events(in set: DemonstrationSet) -> [Event] {
        var random = SeededRandom(seed: seed)
        let purchases = lifecycle == .prospect ? 0 : min(Self.mostPurchases, 1 + Self.count(loyal, &random))
        let visits = Self.count(Self.visits * Double(max(1, purchases)), &random)
        return (0..<purchases).map { event("p\($0 + 1)", isPurchase: true, &random) }
            + (0..<visits).map { event("v\($0 + 1)", isPurchase: false, &random) }
    }

    private var loyal: Double { Self.meanPurchases * habits.loyalty * Double(daysKnown) / 400 }

    /// A count of exponential distribution: many small ones, a few large.
    private static func count(_ mean: Double, _ random: inout SeededRandom) -> Int {
        Int(-log(1 - random.unit()) * mean)
    }

    private func event(_ number: String, isPurchase: Bool, _ random: inout SeededRandom) -> Event {
        let category = habits.categories.pick(random.unit())
        let price = DemonstrationWorld.categories[category].price
        let isOnline = !isPurchase || random.unit() < habits.webShare
        // Who has been lost did everything before.
        let last = lifecycle == .churned ? Self.lostDays : 1
        let day = last + Int(Double(max(0, daysKnown - last)) * random.unit())
        let time = "\(Self.twoDigits(9 + Int(11 * random.unit()))):\(Self.twoDigits(Int(60 * random.unit()))):00"
        return Event(
            id: "\(id)-\(number)", isPurchase: isPurchase, isOnline: isOnline, category: category, daysAgo: day,
            time: time, amount: price * exp(0.5 * Self.normal(&random)), seed: random.next())
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Standard normal, from twelve uniform numbers: no tail that makes a purchase absurd.
    private static func normal(_ random: inout SeededRandom) -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + random.unit() }
    }
}
