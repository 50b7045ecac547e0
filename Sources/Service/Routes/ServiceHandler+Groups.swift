import Bytes
import HTTP
import Segmentation

/// Personas and profiles, in the language that is asked for: `?lang=fr|en` before `Accept-Language` before French.
extension ServiceHandler {
    func sendGroups(
        _ request: borrowing Request, _ response: inout Response, _ page: (ReferenceDocuments.Pages) -> [UInt8]
    ) {
        guard let language = language(of: request, &response) else { return }
        let pages = reference.documents.pages(language)
        send(page(pages), pages, language, request, &response)
    }

    func sendGroup(
        _ kind: String, _ request: borrowing Request, _ response: inout Response,
        _ page: (ReferenceDocuments.Pages, String) -> [UInt8]?
    ) {
        guard let language = language(of: request, &response) else { return }
        let code = request.pathText(0)
        let pages = reference.documents.pages(language)
        guard let document = page(pages, code.uppercased()) else {
            return Problem(status: 404, detail: "There is no \(kind) \"\(code)\".").send(with: &response)
        }
        send(document, pages, language, request, &response)
    }

    /// Nil when the request was refused, because there is no such language.
    private func language(of request: borrowing Request, _ response: inout Response) -> PortraitLanguage? {
        guard let wanted = request.queryText("lang") else {
            return AcceptLanguage.preferred(request.header("accept-language"))
        }
        if let language = PortraitLanguage(rawValue: wanted.lowercased()) { return language }
        let known = PortraitLanguage.allCases.map(\.rawValue).joined(separator: " and ")
        Problem(status: 400, detail: "lang: there are \(known), not \"\(wanted)\".").send(with: &response)
        return nil
    }

    private func send(
        _ document: [UInt8], _ pages: ReferenceDocuments.Pages, _ language: PortraitLanguage,
        _ request: borrowing Request, _ response: inout Response
    ) {
        response.addHeader("ETag", pages.tag.span)
        response.addHeader("Vary", "Accept-Language")
        // RFC 9110 section 13.1.2: one of the tags that the client has, compared weakly, or any.
        if let known = request.header("if-none-match"), Self.names(known, pages.tag) {
            return response.send(status: 304)
        }
        switch language {
        case .french: response.addHeader("Content-Language", "fr")
        case .english: response.addHeader("Content-Language", "en")
        }
        response.send(status: 200, contentType: "application/json", body: document.span)
    }

    private static func names(_ field: Span<UInt8>, _ tag: [UInt8]) -> Bool {
        let text = String(field)
        return text == "*"
            || text.split(separator: ",").contains { part in
                let candidate = part.drop { $0 == " " }
                return candidate.hasPrefix("W/")
                    ? candidate.dropFirst(2).utf8.elementsEqual(tag) : candidate.utf8.elementsEqual(tag)
            }
    }
}
