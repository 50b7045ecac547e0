import Bytes
import Enrichment
import HTTP
import JSON
import Store

/// `GET /indicators` and `GET /neighbourhoods/{iris}`.
extension ServiceHandler {
    func sendIndicators(_ request: borrowing Request, _ response: inout Response) {
        guard let query = indicatorQuery(request, &response), !isCached(request, &response) else { return }
        var writer = JSONWriter()
        reference.directory.write(query, dataset: reference.loaded.dataset, to: &writer)
        response.send(status: 200, contentType: "application/json", body: writer.bytes)
    }

    func sendNeighbourhood(_ request: borrowing Request, _ response: inout Response) {
        var code = ByteBuffer(capacity: 16)
        request.appendParameter(0, to: &code)
        guard let iris = reference.index.iris(code: code.bytes) else {
            let code = String(code.bytes)
            return Problem(status: 404, detail: "There is no IRIS \"\(code)\".").send(with: &response)
        }
        guard let asked = requestedIndicators(request, &response) else { return }
        var rows = asked.rows.map { Set($0) }
        if let theme = request.queryText("theme") {
            guard let members = reference.indicatorsByTheme.first(where: { $0.theme == theme })?.rows else {
                return refuse("theme", unknown: theme, among: reference.directory.themes, &response)
            }
            rows = rows.map { $0.intersection(members) } ?? Set(members)
        }
        guard !isCached(request, &response) else { return }
        var writer = JSONWriter()
        reference.writeNeighbourhood(iris, indicators: rows, to: &writer)
        response.send(status: 200, contentType: "application/json", body: writer.bytes)
    }

    /// Nil when the request was refused.
    private func indicatorQuery(
        _ request: borrowing Request, _ response: inout Response
    ) -> IndicatorDirectory.Query? {
        var query = IndicatorDirectory.Query(limit: options.pageItems)
        query.text = request.queryText("q") ?? ""
        query.cursor = request.queryText("cursor") ?? ""
        query.theme = request.queryText("theme") ?? ""
        query.domain = request.queryText("domain") ?? ""
        let choices = [
            ("theme", query.theme, reference.directory.themes), ("domain", query.domain, IndicatorDirectory.domains),
        ]
        for (name, value, known) in choices where !value.isEmpty && !known.contains(value) {
            refuse(name, unknown: value, among: known, &response)
            return nil
        }
        if let limit = request.queryText("limit") {
            guard let number = Int(limit), (1...options.maximumPageItems).contains(number) else {
                refuse(
                    "limit", "must be a whole number from 1 to \(options.maximumPageItems) (pages.maximum_items)",
                    &response)
                return nil
            }
            query.limit = number
        }
        return query
    }

    private func refuse(_ name: String, unknown value: String, among known: [String], _ response: inout Response) {
        let nearest = NearestName.suggestion(for: value, among: known)
        let detail = "\"\(value)\" is none of \(known.joined(separator: ", "))\(nearest)"
        refuse(name, detail, &response)
    }

    private func refuse(_ name: String, _ detail: String, _ response: inout Response) {
        Problem(
            status: 400, detail: "The parameter \(name) cannot be followed.",
            errors: [Problem.Place(parameter: name, detail: detail)]
        ).send(with: &response)
    }

    /// Names the answer by the reference that it is made from, and sends 304 to who has it (RFC 9110, sections 8.8.3 and
    /// 13.1.2). True when that was all.
    private func isCached(_ request: borrowing Request, _ response: inout Response) -> Bool {
        let tag = Array("\"\(reference.loaded.checksum)\"".utf8)
        response.addHeader("ETag", tag.span)
        guard let known = request.header("if-none-match"), EntityTag.list(known, names: tag.span) else { return false }
        response.send(status: 304)
        return true
    }
}
