import AudienceSupport
import Audiences
import Testing
import TestSupport

@testable import Dashboards

/// Attacks on what is told: whatever can be added up or subtracted must not tell of fewer people than the floor.
@Suite struct DisclosureTests {
    static let floor = 11

    // MARK: - One table

    /// What a reader knows of the hidden cells: sums of some of them.
    private struct Knowledge {
        var equations: [[Double]] = []

        /// The unknowns that the equations leave one value only: Gauss-Jordan elimination.
        func determined(of count: Int) -> [Int] {
            var rows = equations
            var rank = 0
            for column in 0..<count {
                guard let pivot = (rank..<rows.count).first(where: { rows[$0][column].magnitude > 1e-9 }) else {
                    continue
                }
                rows.swapAt(rank, pivot)
                let head = rows[rank][column]
                rows[rank] = rows[rank].map { $0 / head }
                for other in rows.indices where other != rank && rows[other][column].magnitude > 1e-9 {
                    let factor = rows[other][column]
                    rows[other] = zip(rows[other], rows[rank]).map { $0 - factor * $1 }
                }
                rank += 1
                if rank == rows.count { break }
            }
            return rows.compactMap { row in
                let used = (0..<count).filter { row[$0].magnitude > 1e-9 }
                return used.count == 1 ? used[0] : nil
            }
        }
    }

    private func people(_ random: inout SeededGenerator) -> Int {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3: 0
        case 3..<6: Int.random(in: 1..<Self.floor, using: &random)
        default: Int.random(in: Self.floor...80, using: &random)
        }
    }

    @Test(arguments: 0..<300) func noHiddenCellOfATableCanBeWorkedOut(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let (height, width) = (Int.random(in: 1...7, using: &random), Int.random(in: 1...7, using: &random))
        var table = (0..<height).map { _ in (0..<width).map { _ in people(&random) } }
        for row in table.indices { table[row].append(table[row].reduce(0, +)) }
        table.append((0...width).map { column in table.reduce(0) { $0 + $1[column] } })
        guard table[height][width] >= Self.floor else { return }
        var disclosure = Disclosure(floor: Self.floor)
        let told = disclosure.crossing(
            "t", rows: (0..<height).map { "r\($0)" }, columns: (0..<width).map { "c\($0)" }, table)
        var hidden: [Int] = []
        for row in 0...height {
            for column in 0...width {
                if !told[row][column] {
                    hidden.append(row * (width + 1) + column)
                } else {
                    #expect(table[row][column] == 0 || table[row][column] >= Self.floor)
                }
            }
        }
        var knowledge = Knowledge()
        func learn(_ parts: [Int], total: Int) {
            let unknown = (parts + [total]).filter(hidden.contains)
            guard !unknown.isEmpty else { return }
            knowledge.equations.append(
                hidden.map { cell in cell == total && unknown.contains(total) ? -1 : parts.contains(cell) ? 1 : 0 })
            if !hidden.contains(total) {
                let sum = unknown.reduce(0) { $0 + table[$1 / (width + 1)][$1 % (width + 1)] }
                #expect(sum >= Self.floor, "the hidden cells of a line are \(sum) people")
            }
        }
        for row in 0...height {
            learn((0..<width).map { row * (width + 1) + $0 }, total: row * (width + 1) + width)
        }
        for column in 0...width {
            learn((0..<height).map { $0 * (width + 1) + column }, total: height * (width + 1) + column)
        }
        #expect(knowledge.determined(of: hidden.count).isEmpty)
    }

    @Test(arguments: 0..<300) func noHiddenPersonaCanBeWorkedOutFromItsProfile(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(1000 + seed))
        let groups = Int.random(in: 1...5, using: &random)
        var parts: [(label: String, group: Int, people: Int, ofAll: Int?)] = []
        for group in 0..<groups {
            for part in 0..<Int.random(in: 0...4, using: &random) {
                parts.append(("\(group).\(part)", group, people(&random), nil))
            }
        }
        let sums = (0..<groups).map { group in
            let mine = parts.filter { $0.group == group }
            return mine.isEmpty ? people(&random) : mine.reduce(0) { $0 + $1.people }
        }
        guard sums.reduce(0, +) >= Self.floor else { return }
        var disclosure = Disclosure(floor: Self.floor)
        let told = disclosure.groups("t", parts: parts, groups: sums.enumerated().map { ("g\($0)", $1, nil) })
        let unknown =
            parts.indices.filter { !told.parts[$0] } + sums.indices.filter { !told.groups[$0] }.map { parts.count + $0 }
        var knowledge = Knowledge()
        for group in 0..<groups where parts.contains(where: { $0.group == group }) {
            let members = parts.indices.filter { parts[$0].group == group }
            knowledge.equations.append(
                unknown.map { $0 == parts.count + group ? -1 : members.contains($0) ? 1 : 0 })
        }
        knowledge.equations.append(unknown.map { $0 >= parts.count ? 1 : 0 })
        #expect(knowledge.determined(of: unknown.count).isEmpty)
        for (part, isTold) in zip(parts, told.parts) where isTold {
            #expect(part.people == 0 || part.people >= Self.floor)
        }
    }

    @Test func aSingleSmallCellTakesTheNextWithIt() {
        var disclosure = Disclosure(floor: Self.floor)
        #expect(disclosure.line("t", ["a", "b", "c", "d"], [3, 40, 0, 12]) == [false, true, true, false])
        // Two small ones whose sum is small need a third.
        #expect(disclosure.line("t", ["a", "b", "c", "d"], [3, 40, 4, 12]) == [false, true, false, false])
        // One contact may be in several cells: their people do not add up, one of the hidden must be large.
        #expect(disclosure.line("t", ["a", "b", "c"], [9, 9, 60], isPartition: false) == [false, false, false])
        #expect(disclosure.line("t", ["a", "b"], [40, 0]) == [true, true])
        #expect(disclosure.line("t", ["a", "b"], [40, 12]) == [true, true])
    }

    @Test func aCellWhoseRestIsSmallIsHidden() {
        var disclosure = Disclosure(floor: Self.floor, isAudience: true)
        // 100 of 105: the five others must not be had.
        #expect(
            disclosure.line("t", ["a", "b", "c", "d"], [100, 50, 70, 30], ofAll: [105, 50, 200, 41])
                == [false, true, true, false])
    }

    // MARK: - Many answers

    /// Asks about many audiences that differ by little, the way an attacker would, and subtracts all answers from each other.
    @Test(arguments: 0..<6) func subtractingAnswersTellsOfNoFewPeople(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var sample = SampleContacts(900, &random)
        // Few values, so that audiences lie in each other.
        for index in sample.contacts.indices {
            sample.contacts[index].attributes["age"] = .number(ExactDecimal(Int64(index % 40)))
        }
        let table = sample.table(&random)
        let clock = RuleClock(asOf: SampleContacts.asOf)
        var ledger = AnswerLedger()
        let everybody = DashboardSubject(table, clock)
        var open = Disclosure(floor: Self.floor)
        try ask(everybody, &open)
        var answers: [(audience: ContactSelection?, told: [String: [String: Int]])] = [(nil, open.told)]
        var refused = 0
        for _ in 0..<40 {
            let text = rule(&random)
            let plan = try Planner(table: table, context: PlanningContext(clock: clock)).plan(Rule(text: text))
            let audience = PreparedPlan(plan, table).select()
            let subject = DashboardSubject(table, clock, audience: audience)
            guard subject.standing(floor: Self.floor) == .open,
                case .clear(let earlier) = ledger.compare(text, audience, floor: Self.floor)
            else {
                refused += 1
                continue
            }
            var disclosure = Disclosure(floor: Self.floor, isAudience: true, earlier: earlier)
            try ask(subject, &disclosure)
            ledger.note(text, audience, disclosure.told)
            answers.append((audience, disclosure.told))
        }
        #expect(answers.count > 5)
        #expect(refused > 0)
        for (place, one) in answers.enumerated() {
            for (_, cells) in one.told {
                for (_, people) in cells { #expect(people == 0 || people >= Self.floor) }
            }
            for other in answers[(place + 1)...] where isNested(one.audience, other.audience) {
                try expectNothing(one.told, other.told)
            }
        }
    }

    private func rule(_ random: inout SeededGenerator) -> String {
        let from = Int.random(in: 0...8, using: &random)
        let rules = [
            "age >= \(from)", "age >= \(from) and age != \(Int.random(in: 0...39, using: &random))",
            "age >= \(from) and not (age = 17 and vip)", "not (age = \(from) and persona = \"A1\" and tier = \"gold\")",
            "age <= \(39 - from)", "age >= \(from) and vip", "consent.email = true and age >= \(from)",
        ]
        return random.pick(rules)
    }

    private func ask(_ subject: DashboardSubject, _ disclosure: inout Disclosure) throws {
        var base = Disclosure(floor: Self.floor)
        _ = try subject.personas(&disclosure, base: &base)
        _ = try subject.overview(&disclosure)
        _ = try subject.rfm(&disclosure)
        _ = try subject.channels(&disclosure)
        _ = try subject.categories(&disclosure)
        _ = try subject.crosstab(rows: "tier", columns: "vip", measure: .contacts, &disclosure)
        _ = try subject.crosstab(rows: "tier", columns: "events.channel", measure: .amount, &disclosure)
        _ = try subject.quality([], &disclosure)
        _ = try subject.map(.department, in: nil, households: [:], &disclosure, base: &base)
    }

    private func isNested(_ one: ContactSelection?, _ other: ContactSelection?) -> Bool {
        guard let one, let other else { return true }
        let common = one.commonCount(other)
        return common == one.count || common == other.count
    }

    private func expectNothing(_ one: [String: [String: Int]], _ other: [String: [String: Int]]) throws {
        for (table, cells) in one {
            for (label, people) in cells {
                guard let beside = other[table]?[label] else { continue }
                let difference = (people - beside).magnitude
                #expect(difference == 0 || difference >= UInt(Self.floor), "\(table) \(label): \(people) and \(beside)")
            }
        }
    }

    @Test func audiencesOfAFewOrOfAllButAFewAreNotToldOf() throws {
        var random = SeededGenerator(seed: 77)
        var sample = SampleContacts(200, &random)
        for index in sample.contacts.indices {
            sample.contacts[index].attributes["age"] = .number(ExactDecimal(Int64(index)))
        }
        let table = sample.table(&random)
        let clock = RuleClock(asOf: SampleContacts.asOf)
        func audience(_ text: String) throws -> ContactSelection {
            let plan = try Planner(table: table, context: PlanningContext(clock: clock)).plan(Rule(text: text))
            return PreparedPlan(plan, table).select()
        }
        func standing(_ text: String, base: String? = nil) throws -> DisclosureStanding {
            var subject = DashboardSubject(table, clock, audience: try audience(text))
            if let base { subject.base = .contacts(try audience(base)) }
            return subject.standing(floor: Self.floor)
        }
        #expect(try standing("age = 5") == .tooFew)
        #expect(try standing("age < 11") == .open)
        #expect(try standing("age != 5") == .nearlyAll)
        #expect(try standing("age >= 10") == .nearlyAll)
        #expect(try standing("age >= 11") == .open)
        #expect(try standing("age < 100", base: "age < 105") == .tooCloseToBase)
        #expect(try standing("age < 100", base: "age > 195") == .tooCloseToBase)
        #expect(try standing("age < 100", base: "age < 150") == .open)
        #expect(DashboardSubject(ContactTable(schema: SampleContacts.schema), clock).standing(floor: 11) == .tooFew)
        // One by one: the second differs from the first by a single contact.
        var ledger = AnswerLedger(limit: 2)
        ledger.note("a", try audience("age < 100"), [:])
        func isClose(_ text: String) throws -> Bool {
            if case .tooClose = ledger.compare(text, try audience(text), floor: Self.floor) { true } else { false }
        }
        #expect(try isClose("age < 100 and age != 50"))
        #expect(try isClose("age < 101"))
        #expect(try !isClose("age < 120"))
        #expect(try !isClose("age < 100"))
        // The same question may change by a few from day to day.
        ledger.note("age < 101", try audience("age < 120"), [:])
        #expect(try !isClose("age < 101") || isClose("age < 101 and age >= 0"))
    }

    // MARK: - Averages

    /// A table of one cell with so many contacts, of whose points so many are known; every second one is a VIP.
    private func points(_ count: Int, known: Int) throws -> ContactTable {
        let schema = try ContactSchema(
            attributes: [
                Attribute("points", .integer), Attribute("tier", .enumeration(["gold"])), Attribute("vip", .boolean),
            ], channels: [])
        let table = ContactTable(schema: schema)
        table.apply(
            (0..<count).map { index in
                var record = ContactRecord(id: "c\(index)")
                record.persona = "A1"
                record.attributes["tier"] = .text("gold")
                record.attributes["vip"] = .boolean(index % 2 == 0)
                if index < known { record.attributes["points"] = .number(ExactDecimal(Int64(index))) }
                return .put(record)
            })
        return table
    }

    private func average(_ subject: DashboardSubject, _ disclosure: inout Disclosure) throws -> CrosstabAnswer.Cell? {
        try subject.crosstab(rows: "persona", columns: "tier", measure: .average("points"), &disclosure).cells.first
    }

    @Test(arguments: [(4, 5, false), (5, 5, true), (29, 30, false), (30, 30, true), (12, 11, true), (10, 11, false)])
    func anAverageOfFewIsNotTold(known: Int, floor: Int, isTold: Bool) throws {
        var own = Disclosure(floor: floor)
        let subject = DashboardSubject(try points(60, known: known), RuleClock(asOf: SampleContacts.asOf))
        let cell = try #require(try average(subject, &own))
        #expect(cell.contacts == 60)
        #expect(cell.average == (isTold ? Double(known - 1) / 2 : nil))
    }

    /// Of 60 contacts 15 have points; of the 30 VIPs it is 8 of them: seven are left.
    @Test(arguments: [(7, true), (8, false)]) func anAverageThatLeavesFewIsNotTold(floor: Int, isTold: Bool) throws {
        let table = try points(60, known: 15)
        let clock = RuleClock(asOf: SampleContacts.asOf)
        let plan = try Planner(table: table, context: PlanningContext(clock: clock)).plan(Rule(text: "vip"))
        let subject = DashboardSubject(table, clock, audience: PreparedPlan(plan, table).select())
        var own = Disclosure(floor: floor, isAudience: true)
        let cell = try #require(try average(subject, &own))
        #expect(cell.contacts == 30 && cell.average == (isTold ? 7 : nil))
    }

    // MARK: - Audiences that are alike

    @Test func howAlikeTwoAudiencesAreIsNotToldWhenAFewDiffer() throws {
        let table = try points(400, known: 400)
        let clock = RuleClock(asOf: SampleContacts.asOf)
        func audience(_ name: String, _ rule: String, isUsed: Bool) throws -> NamedAudience {
            let plan = try Planner(table: table, context: PlanningContext(clock: clock)).plan(Rule(text: rule))
            return NamedAudience(name: name, contacts: PreparedPlan(plan, table).select(), isUsed: isUsed)
        }
        let audiences = [
            try audience("all", "points >= 0", isUsed: true), try audience("most", "points >= 12", isUsed: false),
            try audience("nearly", "points >= 3", isUsed: true), try audience("same", "points >= 0", isUsed: true),
            try audience("half", "points < 200", isUsed: true), try audience("one", "points = 7", isUsed: true),
            try audience("seventh", "points = 7", isUsed: false),
        ]
        var own = Disclosure(floor: Self.floor)
        let remarks = try DashboardSubject(table, clock).quality(audiences, &own).remarks
        func alike(_ one: String, _ other: String, _ likeness: Double?) -> QualityAnswer.Remark {
            QualityAnswer.Remark(audience: one, kind: "nearly_equal", other: other, likeness: likeness)
        }
        #expect(
            remarks == [
                QualityAnswer.Remark(audience: "most", kind: "never_used"),
                QualityAnswer.Remark(audience: "seventh", kind: "never_used"),
                alike("all", "most", 388.0 / 400), alike("all", "nearly", nil), alike("all", "same", 1),
                alike("most", "nearly", nil), alike("most", "same", 388.0 / 400), alike("nearly", "same", nil),
            ])
    }
}
