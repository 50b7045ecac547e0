import Audiences
import Dashboards
import Enrichment
import Portal
import Segmentation
import Store

/// Fills the pages about contacts: all of them or an audience, beside what they are compared with. Off the event loops.
struct CustomerFigures: Sendable {
    let room: ContactRoom
    let configuration: ContactConfiguration
    let desk: DashboardDesk
    let reference: ServedReference
    let context: PageContext

    // MARK: - The overview

    /// The overview of an audience, or of everybody when nil; `base` as the interface writes it. Nil when there is no such audience or base.
    func overview(audience: String?, base: String?) -> CustomersPage? {
        var parameters: [String: String] = [:]
        if let audience { parameters["audience"] = audience }
        // Everybody beside everybody says nothing.
        if let base, audience != nil || base != "all" { parameters["base"] = base }
        do throws(RequestError) {
            let query = try DashboardQuery(
                kind: .overview, isCSV: false, zone: configuration.zone, maximumItems: 1, parameters)
            return try page(query, audience)
        } catch {
            return nil
        }
    }

    private func page(_ query: DashboardQuery, _ audience: String?) throws(RequestError) -> CustomersPage {
        let now = ContactRoom.now
        let portal = reference.portal
        let months = configuration.dashboards.options.valueMonths
        let (reply, told) = try desk.tell(query, room.audiences, reference, now: now) {
            subject, figures, told, baseTold throws(DashboardError) in
            let overview = try subject.overview(&told)
            let personas = try subject.personas(&told, base: &baseTold)
            let map = try subject.map(
                .department, in: nil, households: figures.households(.department, in: nil), &told, base: &baseTold)
            return (overview, personas, map)
        }
        var page = CustomersPage(
            comparison: comparison(query, audience), contacts: room.table.contactCount,
            asOf: configuration.zone.local(now).date.description, floor: configuration.dashboards.floor,
            map: portal.map)
        guard let (overview, personas, map) = told else {
            page.refusal = CustomersPage.Refusal(reply.standing)
            return page
        }
        page.contacts = overview.contacts
        page.set(overview, months: months)
        page.personas = rows(personas.personas)
        page.indexOfDot = indices(map)
        return page
    }

    private func comparison(_ query: DashboardQuery, _ audience: String?) -> CustomersPage.Comparison {
        let language: PortraitLanguage = context.language == .french ? .french : .english
        var comparison = CustomersPage.Comparison(audience: audience)
        comparison.audiences = room.audiences.savedNow.names
        comparison.regions = AreaNames.regions(in: language).map { .init(value: "region:\($0.code)", name: $0.name) }
        comparison.departments = AreaNames.allDepartments.map {
            .init(value: "department:\($0.code)", name: "\($0.code) \($0.name)")
        }
        switch query.base {
        case .usual where audience == nil: break
        case .usual, .contacts(.everybody): (comparison.base, comparison.baseValue) = (.everybody, "all")
        case .contacts(.audience(let name)):
            (comparison.base, comparison.baseValue) = (.audience(name), "audience:\(name)")
        case .contacts(.rule(let rule)): (comparison.base, comparison.baseValue) = (.audience(rule), "rule:\(rule)")
        case .households(.france): break
        case .households(let place):
            let known = (comparison.regions + comparison.departments).first { $0.value == place.name }
            (comparison.base, comparison.baseValue) = (.households(known?.name ?? place.name), place.name)
        }
        return comparison
    }

    /// In the order of the index, the hidden ones last.
    private func rows(_ compared: [ComparedRow]) -> [CustomersPage.GroupRow] {
        let groups = (reference.portal.profiles[context.language] ?? []).flatMap(\.personas)
        let byCode = Dictionary(groups.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        return compared.sorted { ($0.index ?? -1, $1.code) > ($1.index ?? -1, $0.code) }.compactMap { row in
            byCode[row.code].map { group in
                CustomersPage.GroupRow(
                    group: group, count: row.count, share: row.share, baseShare: row.baseShare, index: row.index,
                    interval: row.indexInterval, isCore: row.isCore)
            }
        }
    }

    /// For each dot the index of its département.
    private func indices(_ map: MapAnswer) -> [Double?] {
        let byCode = Dictionary(map.areas.map { ($0.code, $0.index) }, uniquingKeysWith: { first, _ in first })
        return reference.portal.departmentOfDot.map { department in department.flatMap { byCode[$0] ?? nil } }
    }

    // MARK: - One persona

    /// What is told of the contacts of a persona or profile; nil when nothing is.
    func customers(of code: String) -> PersonaPage.Customers? {
        var customers = PersonaPage.Customers(months: configuration.dashboards.options.valueMonths)
        let query = DashboardQuery(kind: .personas)
        let told = try? desk.tell(query, room.audiences, reference, now: ContactRoom.now) {
            subject, _, told, baseTold throws(DashboardError) in
            try subject.personas(&told, base: &baseTold)
        }
        guard let told else { return nil }
        let row = told.answer.flatMap { answer in (answer.personas + answer.profiles).first { $0.code == code } }
        guard let row, !row.isSuppressed else { return customers }
        (customers.count, customers.share, customers.isCore) = (row.count, row.share, row.isCore)
        (customers.index, customers.interval) = (row.index, row.indexInterval)
        (customers.averageValue, customers.averageFrequency) = (row.averageValue, row.averageFrequency)
        return customers
    }
}

extension CustomersPage {
    fileprivate mutating func set(_ overview: OverviewAnswer, months: Int) {
        value = Value(
            months: months, buyers: overview.value.buyers, purchases: overview.value.purchases,
            amount: overview.value.amount?.double, averageBuyer: overview.value.averageBuyer)
        matchLevels = overview.matchLevels.map(Counted.init)
        lifecycles = overview.lifecycles.map(Counted.init)
        activity = overview.activity.map(Counted.init)
        reach = overview.reach.map {
            Reach(channel: $0.channel, given: $0.given, refused: $0.refused, unknown: $0.unknown)
        }
        self.months = overview.months.map {
            Month(month: $0.month, newContacts: $0.newContacts, purchases: $0.purchases, amount: $0.amount?.double)
        }
    }
}

extension CustomersPage.Counted {
    fileprivate init(_ count: LabelledCount) { self.init(label: count.label, count: count.count) }
}

extension CustomersPage.Refusal {
    /// Nil when there is nothing to refuse.
    fileprivate init?(_ standing: DisclosureStanding) {
        switch standing {
        case .open: return nil
        case .tooFew: self = .few
        case .nearlyAll: self = .nearlyAll
        case .tooCloseToBase: self = .tooCloseToBase
        case .tooCloseToEarlier: self = .tooCloseToEarlier
        }
    }
}
