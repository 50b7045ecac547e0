import AudienceSupport
import Audiences
import Store
import TestSupport
import Testing

@testable import Dashboards

/// Every count of the dashboards against SQL over the same contacts and events. The floor is 1: all is told.
///
/// Texts in the tables are folded and numbers are millionths (see `RuleSQL`).
@Suite struct DashboardSQLTests {
    private static let clock = RuleClock(asOf: SampleContacts.asOf)
    private static let bought = "type = 'purchase' and at <= \(SampleContacts.asOf.milliseconds)"

    /// The same contacts as columns and as tables; `where` is the audience.
    private final class Stage {
        let subject: DashboardSubject
        let connection: SQLiteConnection
        /// The contacts of the audience.
        let inside: String

        init(seed: UInt64, audience: Bool) throws {
            var random = SeededGenerator(seed: seed)
            var sample = SampleContacts(400, &random)
            let table = sample.table(&random)
            connection = try SQLiteConnection(path: ":memory:", mode: .create)
            try connection.execute("begin")
            for statement in RuleSQL(DashboardSQLTests.clock).statements(sample) { try connection.execute(statement) }
            try connection.execute("commit")
            guard audience else {
                subject = DashboardSubject(table, DashboardSQLTests.clock)
                inside = "1"
                return
            }
            let context = PlanningContext(clock: DashboardSQLTests.clock)
            let plan = try Planner(table: table, context: context).plan(Rule(text: "vip"))
            subject = DashboardSubject(table, DashboardSQLTests.clock, audience: PreparedPlan(plan, table).select())
            inside = "c.vip = 1"
        }

        func rows(_ sql: String) throws -> [[String?]] {
            var statement = try connection.prepare(sql)
            var rows: [[String?]] = []
            while try statement.step() { rows.append((0..<statement.columnCount()).map { statement.string($0) }) }
            return rows
        }

        /// First column to the second.
        func counts(_ sql: String) throws -> [String: Int] {
            Dictionary(uniqueKeysWithValues: try rows(sql).map { ($0[0] ?? "", Int($0[1] ?? "") ?? 0) })
        }

        func number(_ sql: String) throws -> Int { Int(try rows(sql)[0][0] ?? "") ?? 0 }
    }

    private static let open = Disclosure(floor: 1)
    private static let cases: [(seed: UInt64, audience: Bool)] = [(1, false), (2, false), (3, true), (4, true)]

    private func milliseconds(_ date: CivilDate) -> Int64 { Self.clock.zone.instant(of: date).milliseconds }

    @Test(arguments: 0..<4) func personas(_ number: Int) throws {
        let stage = try Stage(seed: Self.cases[number].seed, audience: Self.cases[number].audience)
        var (own, base) = (Self.open, Self.open)
        let answer = try stage.subject.personas(&own, base: &base)
        let counts = try stage.counts("select persona, count(*) from c where \(stage.inside) group by 1")
        let all = try stage.counts("select persona, count(*) from c group by 1")
        let from = milliseconds(CivilDate("2024-10-25")!)
        let sales = try stage.rows(
            """
            select persona, count(*), sum(amount) from e join c on c.id = e.contact
            where \(stage.inside) and \(Self.bought) and at >= \(from) group by 1
            """)
        #expect(Set(answer.personas.map { $0.code.lowercased() }) == Set(all.keys).subtracting([""]))
        for row in answer.personas {
            let code = row.code.lowercased()
            #expect(row.count == counts[code] ?? 0)
            #expect(row.baseCount == Double(all[code] ?? 0))
            let sale = sales.first { $0[0] == code }
            let people = Double(max(1, counts[code] ?? 0))
            #expect(row.averageFrequency == (Double(sale?[1] ?? "0") ?? 0) / people)
            let amount = (Double(sale?[2] ?? "0") ?? 0) / 1_000_000
            #expect(((row.averageValue ?? -1) - amount / people).magnitude < 1e-9)
        }
        let profiles = try stage.counts(
            "select substr(persona, 1, 1), count(*) from c where \(stage.inside) group by 1")
        for row in answer.profiles { #expect(row.count == profiles[row.code.lowercased()] ?? 0) }
        #expect(answer.known == counts.filter { !$0.key.isEmpty }.values.reduce(0, +))
    }

    @Test(arguments: 0..<4) func overview(_ number: Int) throws {
        let stage = try Stage(seed: Self.cases[number].seed, audience: Self.cases[number].audience)
        var own = Self.open
        let answer = try stage.subject.overview(&own)
        #expect(try answer.contacts == stage.number("select count(*) from c where \(stage.inside)"))
        for reach in answer.reach {
            let counts = try stage.counts("select \(reach.channel), count(*) from c where \(stage.inside) group by 1")
            #expect(reach.given == counts["1"] ?? 0)
            #expect(reach.refused == counts["0"] ?? 0)
            #expect(reach.unknown == counts[""] ?? 0)
        }
        for month in answer.months {
            let first = CivilDate(month.month + "-01")!
            let period = { (field: String) in
                "\(field) >= \(self.milliseconds(first)) and \(field) < \(self.milliseconds(first.adding(months: 1)))"
            }
            #expect(
                try month.newContacts
                    == stage.number("select count(*) from c where \(stage.inside) and \(period("created"))"))
            let sale = try stage.rows(
                """
                select count(distinct contact), count(*), coalesce(sum(e.amount), 0) from e join c on c.id = e.contact
                where \(stage.inside) and \(Self.bought) and \(period("at"))
                """)[0]
            #expect("\(month.buyers ?? -1)" == sale[0])
            #expect("\(month.purchases ?? -1)" == sale[1])
            #expect("\(month.amount?.units(atScale: 6) ?? -1)" == sale[2])
        }
        let unknown = try stage.number("select count(*) from c where \(stage.inside) and created is null")
        #expect(answer.contactsOfUnknownDate == unknown)
        func days(_ count: Int64) -> Int64 {
            Self.clock.zone.instant(of: CivilDate(day: CivilDate("2025-10-26")!.day - Int32(count))).milliseconds
        }
        let status = try stage.counts(
            """
            select case when f is null then 'never' when f >= \(days(90)) then 'new' when l >= \(days(365)) then 'active'
              when l >= \(days(730)) then 'dormant' else 'lapsed' end, count(*)
            from c left join (select contact, min(at) f, max(at) l from e where \(Self.bought) group by 1) p
              on p.contact = c.id where \(stage.inside) group by 1
            """)
        for row in answer.activity { #expect(row.count == status[row.label] ?? 0, "\(row.label)") }
    }

    @Test(arguments: 0..<4) func recencyFrequencyAndValue(_ number: Int) throws {
        let stage = try Stage(seed: Self.cases[number].seed, audience: Self.cases[number].audience)
        var own = Self.open
        let earlier = CivilDate("2025-06-30")!
        let answer = try stage.subject.rfm(since: earlier, &own)
        // Local days: the sample's events lie within a year and a day of one offset change; both are written out.
        let local = "(at + case when at >= 1743296400000 then 7200000 else 3600000 end) / 86400000"
        func scores(_ until: Int64) -> String {
            """
            (with p as (select contact, max(\(local)) r, count(*) f, coalesce(sum(e.amount), 0) m from e
                where type = 'purchase' and at < \(until) group by 1),
              n as (select count(*) n from p),
              b as (select
                \((1...4).map { k in ["r", "f", "m"].map { v in
                    "(select \(v) from p order by \(v) limit 1 offset (select n * \(k) / 5 from n)) \(v)\(k)"
                }.joined(separator: ", ") }.joined(separator: ", ")))
              select contact, \(["r", "f", "m"].map { v in
                  "1 + " + (1...4).map { "(p.\(v) >= \(v)\($0))" }.joined(separator: " + ") + " \(v)s"
              }.joined(separator: ", ")), m from p, b)
            """
        }
        let now = scores(SampleContacts.asOf.milliseconds + 1)
        let cells = try stage.counts(
            "select rs || '' || fs || ms, count(*) from \(now) s join c on c.id = s.contact where \(stage.inside) group by 1"
        )
        for cell in answer.cells {
            #expect(cell.count == cells["\(cell.recency)\(cell.frequency)\(cell.monetary)"] ?? 0)
        }
        var segments: [String: Int] = [:]
        for (score, count) in cells {
            let digits = score.compactMap(\.wholeNumberValue)
            segments[
                RFMSegment.of(recency: digits[0], frequency: digits[1], monetary: digits[2]).rawValue, default: 0] +=
                count
        }
        for segment in answer.segments { #expect(segment.count == segments[segment.name] ?? 0) }
        let then = scores(milliseconds(CivilDate(day: earlier.day + 1)))
        let moves = try stage.rows(
            """
            select coalesce(t.rs || '' || t.fs || t.ms, ''), s.rs || '' || s.fs || s.ms, count(*)
            from \(now) s left join \(then) t on t.contact = s.contact join c on c.id = s.contact
            where \(stage.inside) group by 1, 2
            """)
        var moved: [String: Int] = [:]
        for row in moves {
            let names = [row[0]!, row[1]!].map { score in
                let digits = score.compactMap(\.wholeNumberValue)
                return digits.isEmpty
                    ? "none" : RFMSegment.of(recency: digits[0], frequency: digits[1], monetary: digits[2]).rawValue
            }
            moved[names.joined(separator: ">"), default: 0] += Int(row[2]!)!
        }
        for move in answer.moves { #expect(move.count == moved[move.from + ">" + move.to] ?? 0) }
    }

    @Test(arguments: 0..<4) func channelsAndCategories(_ number: Int) throws {
        let stage = try Stage(seed: Self.cases[number].seed, audience: Self.cases[number].audience)
        var own = Self.open
        let from = milliseconds(CivilDate("2024-10-25")!)
        let source = "from e join c on c.id = e.contact where \(stage.inside) and \(Self.bought) and at >= \(from)"
        let channels = try stage.subject.channels(&own)
        let sales = try stage.rows(
            "select channel, count(distinct contact), count(*), coalesce(sum(e.amount), 0) \(source) group by 1")
        #expect(channels.channels.count == sales.count)
        for row in channels.channels {
            let sale = sales.first { ($0[0] ?? "") == row.label }
            #expect(sale?[1] == "\(row.buyers!)" && sale?[2] == "\(row.purchases!)")
            #expect(sale?[3] == "\(row.amount!.units(atScale: 6)!)")
        }
        let all = try stage.number("select count(*) \(source)")
        #expect(channels.hours.reduce(0) { $0 + ($1.purchases ?? 0) } == all)
        let categories = try stage.subject.categories(&own)
        let byCategory = try stage.rows(
            "select category, count(distinct contact), count(*), coalesce(sum(e.amount), 0) \(source) group by 1")
        #expect(categories.categories.count == byCategory.count)
        for row in categories.categories {
            let sale = byCategory.first { ($0[0] ?? "") == row.label }
            #expect(sale?[1] == "\(row.buyers!)" && sale?[2] == "\(row.purchases!)")
            #expect(sale?[3] == "\(row.amount!.units(atScale: 6)!)")
        }
        let affinity = try stage.counts(
            "select category || ' ' || persona, count(distinct contact) \(source) and category is not null and persona is not null group by 1"
        )
        for row in categories.affinities {
            #expect(row.buyers == affinity[row.category + " " + row.persona.lowercased()] ?? 0)
        }
        // Pairs of the most bought categories: all that are among them.
        let pairs = try stage.rows(
            """
            with b as (select distinct contact, category \(source) and category is not null)
            select one.category, other.category, count(*) from b one join b other using (contact)
            where one.category < other.category group by 1, 2
            """)
        for pair in categories.pairs {
            let names = [pair.one, pair.other].sorted()
            let row = pairs.first { $0[0] == names[0] && $0[1] == names[1] }
            #expect(row?[2] == "\(pair.buyers)")
        }
        #expect(!categories.pairs.isEmpty)
    }

    @Test(arguments: 0..<4) func anyTwoFields(_ number: Int) throws {
        let stage = try Stage(seed: Self.cases[number].seed, audience: Self.cases[number].audience)
        var own = Self.open
        func check(_ answer: CrosstabAnswer, _ sql: String) throws {
            let rows = try stage.rows(sql)
            #expect(answer.cells.count == rows.count)
            for cell in answer.cells {
                let row = rows.first { ($0[0] ?? "") == cell.row && ($0[1] ?? "") == cell.column }
                #expect(row?[2] == "\(cell.contacts!)", "\(cell.row) \(cell.column)")
                if let value = cell.value { #expect(row?[3] == "\(value.units(atScale: 6)!)") }
                if let average = cell.average {
                    let expected = (Double(row?[3] ?? "") ?? .nan) / 1_000_000
                    #expect((average - expected).magnitude < 1e-9)
                }
            }
        }
        let vip = "case vip when 1 then 'true' when 0 then 'false' end"
        try check(
            stage.subject.crosstab(rows: "tier", columns: "vip", measure: .contacts, &own),
            "select tier, \(vip), count(*) from c where \(stage.inside) group by 1, 2")
        try check(
            stage.subject.crosstab(rows: "vip", columns: "tier", measure: .average("ltv"), &own),
            "select \(vip), tier, count(*), avg(ltv) from c where \(stage.inside) group by 1, 2")
        let source = "from e join c on c.id = e.contact where \(stage.inside) and \(Self.bought) group by 1, 2"
        try check(
            stage.subject.crosstab(rows: "events.channel", columns: "tier", measure: .amount, &own),
            "select channel, tier, count(distinct contact), coalesce(sum(e.amount), 0) \(source)")
        try check(
            stage.subject.crosstab(rows: "tier", columns: "events.gift", measure: .purchases, &own),
            """
            select tier, case gift when 1 then 'true' when 0 then 'false' end, count(distinct contact), count(*) * 1000000
            \(source)
            """)
        try check(
            stage.subject.crosstab(rows: "events.channel", columns: "events.category", measure: .contacts, &own),
            "select channel, category, count(distinct contact) \(source)")
        #expect(throws: DashboardError.unknownField(parameter: "columns", name: "tear")) {
            var own = Self.open
            _ = try stage.subject.crosstab(rows: "tier", columns: "tear", measure: .contacts, &own)
        }
    }

    @Test(arguments: 0..<4) func mapAndQuality(_ number: Int) throws {
        let stage = try Stage(seed: Self.cases[number].seed, audience: Self.cases[number].audience)
        var own = Self.open
        let answer = try stage.subject.quality([], &own)
        for field in ["persona", "tier", "age", "ltv", "vip", "since", "tags"] {
            let known = try stage.number("select count(\(field)) from c where \(stage.inside)")
            let row = answer.fields.first { $0.name == field }
            #expect(row?.known == known)
            #expect(row?.unknown == answer.contacts - known)
        }
        let scores = try stage.counts(
            """
            select case when score is null then '' when score < 500000 then '< 0.5' when score < 800000 then '0.5 – 0.8'
              when score < 900000 then '0.8 – 0.9' when score < 950000 then '0.9 – 0.95'
              when score < 990000 then '0.95 – 0.99' else '≥ 0.99' end, count(*)
            from c where \(stage.inside) group by 1
            """)
        for row in answer.scores { #expect(row.count == scores[row.label] ?? 0) }
        var base = Self.open
        let households = ["01": 1000.0, "75": 5000, "2A": 400, "69": 70]
        let map = try stage.subject.map(.department, in: nil, households: households, &own, base: &base)
        #expect(map.areas.map(\.code) == ["01", "2A", "69", "75"])
        #expect(map.areas.first { $0.code == "69" }?.count == 0)
        #expect(map.areas.reduce(map.unknown ?? 0) { $0 + ($1.count ?? 0) } == answer.contacts)
    }
}
