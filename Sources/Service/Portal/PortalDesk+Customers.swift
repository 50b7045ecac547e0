import Audiences
import HTTP
import Portal

/// The first page: the stored contacts or an audience of them, or how to begin while there are none.
extension PortalDesk {
    func sendOverview(
        _ request: borrowing Request, _ reference: ServedReference, _ context: PageContext, _ response: inout Response
    ) {
        switch contacts.state {
        case .ready(let room) where room.table.contactCount > 0:
            let figures = CustomerFigures(
                room: room, configuration: contacts.configuration, desk: contacts.dashboards, reference: reference,
                context: context)
            let (audience, base) = (chosen("audience", request), chosen("base", request))
            promise(context, &response) {
                guard let page = figures.overview(audience: audience, base: base) else {
                    return (404, NotePage(.notFound))
                }
                return (200, page)
            }
        case .absent, .ready: send(overview(reference, context), context, request, &response)
        case .loading: send(NotePage(.contactsLoading), context, status: 503, request, &response)
        case .failed: send(NotePage(.contactsUnavailable), context, status: 503, request, &response)
        }
    }

    /// What a form has chosen; nil for nothing.
    private func chosen(_ name: StaticString, _ request: borrowing Request) -> String? {
        request.queryText(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
