import Bytes
import HTTP
import Markup
import Portal
import Store

/// The demonstration set, put in place and taken away by a form.
extension PortalDesk {
    /// Answers when it is done, with the way to the first page (RFC 9110 section 15.4.4).
    func changeDemonstration(
        _ body: Span<UInt8>, _ reference: ServedReference, _ context: PageContext, _ request: borrowing Request,
        _ response: inout Response
    ) {
        let fields = FormFields(body)
        guard token.matches(fields["token"] ?? "") else {
            return send(NotePage(.staleForm), context, status: 403, request, &response)
        }
        let action = fields["action"] ?? ""
        guard action == "add" || action == "remove" else {
            return send(NotePage(.notFound), context, status: 400, request, &response)
        }
        let promise = response.postpone()
        let (contacts, limits) = (contacts, limits)
        contacts.withRoom { room in
            guard case .success(let room) = room else {
                return PortalDesk.complete(promise, NotePage(.contactsUnavailable), 503, context)
            }
            room.demonstration.run { demonstration in
                do throws(Demonstration.Refusal) {
                    if action == "add" {
                        let set = DemonstrationSet(
                            contacts.dashboards.householdFigures(reference), reference.loaded.catalogue,
                            contacts.configuration, now: ContactRoom.now)
                        try demonstration.add(set, contacts.configuration, reference, limits)
                    } else {
                        try demonstration.remove()
                    }
                    promise.complete { response in
                        response.addHeader("Location", "/")
                        response.addHeader("Cache-Control", "no-store")
                        response.send(status: 303)
                    }
                } catch {
                    switch error {
                    case .hasContacts:
                        PortalDesk.complete(promise, NotePage(.demonstrationRefused), 409, context)
                    case .failed: PortalDesk.complete(promise, NotePage(.contactsUnavailable), 503, context)
                    }
                }
            }
        }
    }

    /// Keeps a promise with a page, from any thread. It is about people, so it is kept nowhere.
    static func complete(
        _ promise: PostponedResponse, _ page: any PortalPage, _ status: Int, _ context: PageContext,
        retryAfter: Bool = false
    ) {
        var html = MarkupWriter(capacity: 1 << 16)
        page.write(to: &html, in: context)
        let bytes = html.bytes.withUnsafeBufferPointer { Array($0) }
        promise.complete { response in
            PortalDesk.addPageHeaders(context, &response)
            response.addHeader("Cache-Control", "no-store")
            if retryAfter { response.addHeader("Retry-After", 1) }
            response.send(status: status, contentType: PortalDesk.htmlType, body: bytes.span)
        }
    }
}
