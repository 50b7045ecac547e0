import Audiences
import Dashboards
import Enrichment
import HTTP
import Portal
import Store

/// The first page: the stored contacts, or how to begin while there are none.
extension PortalDesk {
    func sendOverview(
        _ request: borrowing Request, _ reference: ServedReference, _ context: PageContext, _ response: inout Response
    ) {
        switch contacts.state {
        case .ready(let room) where room.table.contactCount > 0:
            let figures = CustomerFigures(
                table: room.table, configuration: contacts.configuration, desk: contacts.dashboards,
                reference: reference, context: context)
            promise(context, &response) { (200, figures.page) }
        case .absent, .ready: send(overview(reference, context), context, request, &response)
        case .loading: send(NotePage(.contactsLoading), context, status: 503, request, &response)
        case .failed: send(NotePage(.contactsUnavailable), context, status: 503, request, &response)
        }
    }
}

/// All contacts beside the households of France. Off the event loops.
struct CustomerFigures: Sendable {
    let table: ContactTable
    let configuration: ContactConfiguration
    let desk: DashboardDesk
    let reference: ServedReference
    let context: PageContext

    private var clock: RuleClock { RuleClock(asOf: ContactRoom.now, zone: configuration.zone) }

    var page: any PortalPage {
        do throws(DashboardError) { return try customers } catch { return NotePage(.contactsUnavailable) }
    }

    private var customers: CustomersPage {
        get throws(DashboardError) {
            let portal = reference.portal
            let clock = self.clock
            let options = configuration.dashboards.options
            let floor = configuration.dashboards.floor
            let households = desk.householdFigures(reference)
            guard let france = households.base(.france) else { throw .notForThisBase("france") }
            let subject = DashboardSubject(
                table, clock, base: .households(france), catalogue: households.catalogue, options: options)
            let today = clock.zone.local(clock.asOf).date.description
            guard subject.standing(floor: floor) == .open else {
                return CustomersPage(
                    contacts: table.contactCount, asOf: today, floor: floor, value: nil, map: portal.map)
            }
            var disclosure = Disclosure(floor: floor)
            var baseDisclosure = Disclosure(floor: floor)
            let overview = try subject.overview(&disclosure)
            let personas = try subject.personas(&disclosure, base: &baseDisclosure)
            let map = try subject.map(
                .department, in: nil, households: france.byDepartment, &disclosure, base: &baseDisclosure)
            var page = CustomersPage(
                contacts: overview.contacts, asOf: today, floor: floor,
                value: Self.value(overview.value, months: options.valueMonths),
                map: portal.map)
            page.matchLevels = overview.matchLevels.map(Self.counted)
            page.lifecycles = overview.lifecycles.map(Self.counted)
            page.activity = overview.activity.map(Self.counted)
            page.reach = overview.reach.map {
                CustomersPage.Reach(channel: $0.channel, given: $0.given, refused: $0.refused, unknown: $0.unknown)
            }
            page.months = overview.months.map {
                CustomersPage.Month(
                    month: $0.month, newContacts: $0.newContacts, purchases: $0.purchases, amount: $0.amount?.double)
            }
            page.personas = rows(personas.personas)
            page.indexOfDot = indices(map)
            return page
        }
    }

    private static func counted(_ count: LabelledCount) -> CustomersPage.Counted {
        CustomersPage.Counted(label: count.label, count: count.count)
    }

    private static func value(_ value: OverviewAnswer.Value, months: Int) -> CustomersPage.Value {
        CustomersPage.Value(
            months: months, buyers: value.buyers, purchases: value.purchases, amount: value.amount?.double,
            averageBuyer: value.averageBuyer)
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
}
