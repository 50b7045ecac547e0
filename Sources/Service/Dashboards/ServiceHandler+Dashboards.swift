import Bytes
import Dashboards
import HTTP
import Segmentation

/// Questions about contacts: GET /dashboards/{name}, as JSON or CSV.
extension ServiceHandler {
    func sendDashboard(_ request: borrowing Request, _ response: inout Response) {
        var name = request.pathText(0)
        let isNamedCSV = name.hasSuffix(".csv")
        if isNamedCSV { name.removeLast(4) }
        guard let kind = DashboardKind(rawValue: name) else {
            let known = DashboardKind.allCases.map(\.rawValue).joined(separator: ", ")
            return Problem(status: 404, detail: "There is no dashboard \"\(name)\": there are \(known).")
                .send(with: &response)
        }
        let takesJSON = MediaType.json.isAccepted(by: request.header("accept"))
        let takesCSV = MediaType.csv.isAccepted(by: request.header("accept"))
        let isCSV = isNamedCSV || (!takesJSON && takesCSV)
        guard isCSV || takesJSON else {
            return Problem(
                status: 406, detail: "Dashboards are application/json or text/csv; Accept lets neither through."
            ).send(with: &response)
        }
        guard let desk = dashboardDesk(&response) else { return }
        var parameters: [String: String] = [:]
        for name in DashboardQuery.parameters { parameters["\(name)"] = request.queryText(name) }
        var query = DashboardQuery(kind: kind)
        do throws(RequestError) {
            query = try DashboardQuery(
                kind: kind, isCSV: isCSV, zone: contacts.configuration.zone, maximumItems: options.maximumPageItems,
                parameters)
        } catch {
            return error.problem.send(with: &response)
        }
        query.isEnglish = AcceptLanguage.preferred(request.header("accept-language")) == .english
        var known: [UInt8]?
        if let tags = request.header("if-none-match") { known = tags.withUnsafeBufferPointer { Array($0) } }
        answer(query, desk, known, &response)
    }

    private func answer(
        _ query: DashboardQuery, _ desk: AudienceDesk, _ known: [UInt8]?, _ response: inout Response
    ) {
        let (dashboards, reference) = (contacts.dashboards, reference)
        let promise = response.postpone()
        contacts.evaluations.run { hasPlace in
            guard hasPlace else {
                return promise.complete { response in
                    response.addHeader("Retry-After", 1)
                    Problem(status: 503, detail: "Too many evaluations are waiting (audience.waiting). Try again.")
                        .send(with: &response)
                }
            }
            do throws(RequestError) {
                let reply = try dashboards.answer(query, desk, reference, now: ContactRoom.now)
                guard let answer = DashboardAnswer(reply, query, known) else {
                    let names = reply.document.tables.map(\.name).joined(separator: ", ")
                    throw RequestError(parameter: "table", "must be one of \(names)")
                }
                answer.send(promise)
            } catch {
                WriteAnswer(error.problem).send(promise)
            }
        }
    }

    /// The desk of the contacts; nil when the request was refused.
    private func dashboardDesk(_ response: inout Response) -> AudienceDesk? {
        let state = contacts.state
        if state.isRefused(&response) { return nil }
        if case .ready(let room) = state { return room.audiences }
        Problem(
            status: 404, detail: "There are no contacts yet: store some first (PUT /contacts/{id}, quartier import)."
        )
        .send(with: &response)
        return nil
    }
}

/// A reply in the format that was asked for, or word that the client has it.
private struct DashboardAnswer: Sendable {
    let tag: [UInt8]
    let body: [UInt8]
    let isCSV: Bool
    let isKnown: Bool

    /// Nil when the table that is asked for does not exist.
    init?(_ reply: DashboardDesk.Reply, _ query: DashboardQuery, _ known: [UInt8]?) {
        tag = reply.tag
        isCSV = query.isCSV
        let tag = tag
        isKnown = known.map { EntityTag.list($0.span, names: tag.span) } ?? false
        guard let body = query.isCSV ? reply.csv(query.table) : reply.json else { return nil }
        self.body = body
    }

    func send(_ promise: PostponedResponse) {
        promise.complete { response in
            let weakTag = Array("W/".utf8) + tag
            response.addHeader("ETag", weakTag.span)
            response.addHeader("Vary", "Accept, Accept-Language")
            response.addHeader("Cache-Control", "private, no-cache")
            if isKnown { return response.send(status: 304) }
            response.send(
                status: 200, contentType: isCSV ? MediaType.csv.contentType : MediaType.json.contentType,
                body: body.span)
        }
    }
}
