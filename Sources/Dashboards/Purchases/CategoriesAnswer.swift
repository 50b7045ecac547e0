import Audiences

/// What is bought in the last months, by whom, and what together.
public struct CategoriesAnswer: Sendable {
    /// Buyers of a category among the contacts of a persona.
    public struct Affinity: Sendable {
        public var category: String
        public var persona: String
        public var buyers: Int?
        /// Of the persona's contacts, 0 to 1.
        public var share: Double?
        /// 100 is the share among all contacts of the subject.
        public var index: Double?
    }

    public struct Pair: Sendable {
        public var one: String
        public var other: String
        /// Contacts that bought both.
        public var buyers: Int
        /// How many times more often than by chance: 1 is as by chance.
        public var lift: Double
    }

    public var months: Int
    public var categories: [ChannelsAnswer.Row]
    public var affinities: [Affinity]
    /// Of the most bought categories, the highest lift first.
    public var pairs: [Pair]
}

extension DashboardSubject {
    /// Purchases by category and persona, and pairs of categories. Two passes over the events.
    public func categories(_ disclosure: inout Disclosure) throws(DashboardError) -> CategoriesAnswer {
        let (column, axis, labels) = try eventTexts(EventField.category)
        let personas = try PersonaAxis(self)
        let tally = try eventTally(purchases(months: options.valueMonths), by: [personas.axis], [.column(axis)])
        let cells = CategoryCells(tally, personas: personas.personas.count + 1, categories: labels.count)
        let told = disclosure.groups(
            "categories",
            parts: (0..<cells.count).map { cell in
                let persona = cells.persona(cell)
                let name = persona < personas.personas.count ? personas.personas[persona] : ""
                return (
                    labels[cells.category(cell)] + "\u{1F}" + name, cells.category(cell), tally.contacts(cell),
                    cells.all?[cell]
                )
            },
            groups: labels.indices.map { category in
                (labels[category], cells.buyers(category), cells.all.map { cells.sum($0, category) })
            }, isPartition: false)
        let sales = labels.indices.map { category in
            Sale(
                label: labels[category], buyers: cells.buyers(category), purchases: cells.purchases(category),
                amount: amount(cells.amount(category)), isTold: told.groups[category])
        }
        let mix = try personas.count(self, audience)
        let mixTold = personas.judge(mix, ofAll: audience == nil ? nil : try personas.count(self, nil), &disclosure)
        return CategoriesAnswer(
            months: options.valueMonths, categories: Self.rows(sales),
            affinities: affinities(sales, personas, mix, mixTold.personas, cells, told.parts),
            pairs: try pairs(column, sales, &disclosure))
    }

    private func affinities(
        _ sales: [Sale], _ personas: PersonaAxis, _ mix: PersonaMix, _ isPersonaTold: [Bool], _ cells: CategoryCells,
        _ told: [Bool]
    ) -> [CategoriesAnswer.Affinity] {
        var rows: [CategoriesAnswer.Affinity] = []
        for (category, sale) in sales.enumerated() where sale.purchases > 0 && !sale.label.isEmpty {
            for (persona, people) in mix.personas.enumerated() where people > 0 {
                let cell = persona * cells.categories + category
                var row = CategoriesAnswer.Affinity(category: sale.label, persona: personas.personas[persona])
                if told[cell] { row.buyers = cells.tally.contacts(cell) }
                if let buyers = row.buyers, isPersonaTold[persona] {
                    let share = Double(buyers) / Double(people)
                    row.share = share
                    if sale.isTold, sale.buyers > 0 {
                        row.index = 100 * share * Double(mix.total) / Double(sale.buyers)
                    }
                }
                rows.append(row)
            }
        }
        return rows
    }

    /// Pairs of which neither those who bought both nor those who bought one alone are few.
    private func pairs(
        _ column: EventColumn, _ sales: [Sale], _ disclosure: inout Disclosure
    ) throws(DashboardError) -> [CategoriesAnswer.Pair] {
        let most = sales.filter { $0.isTold && !$0.label.isEmpty && $0.purchases > 0 }
            .sorted { ($1.buyers, $0.label) < ($0.buyers, $1.label) }
            .prefix(GroupPairs.groupLimit).map(\.label)
        let places = Dictionary(uniqueKeysWithValues: most.enumerated().map { ($1, $0) })
        let axis = table.axis(column, groups: most.count) { places[$0] }
        let filter = purchases(months: options.valueMonths)
        let (pairs, all) = try counted { () throws(TallyError) in
            let pairs = try table.tallyPairs(filter, axis, of: audience, threads: options.threads)
            let all = audience == nil ? nil : try table.tallyPairs(filter, axis, threads: options.threads)
            return (pairs, all)
        }
        var rows: [CategoriesAnswer.Pair] = []
        for one in most.indices {
            for other in most.indices where other > one {
                let both = pairs.contacts(one, other)
                let (first, second) = (pairs.contacts(one, one), pairs.contacts(other, other))
                let label = most[one] + "\u{1F}" + most[other]
                let few = [both, first - both, second - both].contains { disclosure.isFew($0) }
                guard both > 0, !few,
                    !disclosure.hides("pairs", label, both, ofAll: all.map { $0.contacts(one, other) })
                else { continue }
                disclosure.note("pairs", label, both)
                let lift = Double(both) * Double(pairs.contacts) / (Double(first) * Double(second))
                rows.append(CategoriesAnswer.Pair(one: most[one], other: most[other], buyers: both, lift: lift))
            }
        }
        return Array(
            rows.sorted { ($1.lift, $0.one, $0.other) < ($0.lift, $1.one, $1.other) }.prefix(options.listLimit))
    }
}

/// The cells of personas (the last one unknown) and categories, summed over personas.
private struct CategoryCells {
    let tally: SubjectTally
    let personas: Int
    let categories: Int
    /// Contacts of all, by cell.
    let all: [Int]?

    init(_ tally: SubjectTally, personas: Int, categories: Int) {
        self.tally = tally
        self.personas = personas
        self.categories = categories
        all = tally.all(0..<personas * categories)
    }

    var count: Int { personas * categories }
    func persona(_ cell: Int) -> Int { cell / categories }
    func category(_ cell: Int) -> Int { cell % categories }

    func sum(_ values: [Int], _ category: Int) -> Int {
        (0..<personas).reduce(0) { $0 + values[$1 * categories + category] }
    }

    /// Nobody has two personas, so the buyers of a category add up.
    func buyers(_ category: Int) -> Int {
        (0..<personas).reduce(0) { $0 + tally.contacts($1 * categories + category) }
    }

    func purchases(_ category: Int) -> Int {
        (0..<personas).reduce(0) { $0 + tally.count($1 * categories + category) }
    }

    func amount(_ category: Int) -> Int64 {
        (0..<personas).reduce(0) { $0 &+ tally.amount($1 * categories + category) }
    }
}
