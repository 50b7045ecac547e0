import Bytes
import HTTP
import Markup
import Portal
import Segmentation
import Store

/// Answers the pages of the portal for one loop: fills them with values of the reference and sends them.
final class PortalDesk {
    let token: FormToken
    let limits: EnrichLimits
    let contacts: ContactKeeper
    var enricher: JSONEnricher

    init(_ options: ServiceOptions, _ contacts: ContactKeeper) {
        self.contacts = contacts
        token = options.formToken
        limits = options.limits
        enricher = JSONEnricher(options.limits)
    }

    func respond(
        _ endpoint: Endpoint, to request: borrowing Request, _ body: Span<UInt8>, _ reference: ServedReference,
        _ response: inout Response
    ) {
        if endpoint == .portalFile { return sendFile(request, &response) }
        let context = context(of: request, reference)
        switch endpoint {
        case .portalOverview: sendOverview(request, reference, context, &response)
        case .portalPersonas: send(personas(reference, context), context, request, &response)
        case .portalPersona: sendPersona(request, reference, context, &response)
        case .portalIndicators: send(indicators(request, reference, context), context, request, &response)
        case .portalIndicator: sendIndicator(request, reference, context, &response)
        case .portalAudiences, .portalAudience, .portalNewAudience, .portalAudienceFigures:
            respondAboutAudiences(endpoint, request, body, reference, context, &response)
        case .portalAddress: send(AddressPage(map: reference.portal.map), context, request, &response)
        case .portalAddressForm: answerAddress(body, reference, context, request, &response)
        case .portalImport: send(ImportPage(), context, request, &response)
        case .portalImportPreview: sendPreview(body, context, request, &response)
        case .portalRuleFields: sendRuleFields(request, reference, context, &response)
        case .portalDemonstration: changeDemonstration(body, reference, context, request, &response)
        default: preconditionFailure("not a page of the portal: \(endpoint)")
        }
    }
}

/// What every page is told.
extension PortalDesk {
    private func context(
        of request: borrowing Request, _ reference: ServedReference
    ) -> PageContext {
        var host = "localhost"
        if let named = request.header("host") { host = String(named) }
        var context = PageContext(
            language: language(of: request), path: String(request.path), token: token.text,
            dataset: reference.loaded.dataset, hasStreets: reference.loaded.kind == "full",
            attribution: reference.loaded.catalogue.attribution,
            origin: "http://\(host)")
        context.query = String(request.query)
        context.keepsLanguage = request.queryText("lang") == context.language.rawValue
        if case .ready(let room) = contacts.state { context.inventedContacts = room.demonstration.count }
        return context
    }

    /// `?lang=` before the cookie that it left before `Accept-Language`.
    private func language(of request: borrowing Request) -> Language {
        if let language = request.queryText("lang").flatMap(Language.init(rawValue:)) { return language }
        if let cookies = request.header("cookie") {
            for language in Language.allCases where String(cookies).contains("quartier_lang=\(language.rawValue)") {
                return language
            }
        }
        return Language(rawValue: AcceptLanguage.preferred(request.header("accept-language")).rawValue) ?? .french
    }
}

/// Sending.
extension PortalDesk {
    func send(
        _ page: some PortalPage, _ context: PageContext, status: Int = 200, _ request: borrowing Request,
        _ response: inout Response
    ) {
        var html = MarkupWriter(capacity: 1 << 16)
        page.write(to: &html, in: context)
        sendMarkup(html, context, status: status, request, &response)
    }

    /// Named by its content (RFC 9110 section 8.8.3).
    private func sendMarkup(
        _ html: borrowing MarkupWriter, _ context: PageContext, status: Int, _ request: borrowing Request,
        _ response: inout Response
    ) {
        Self.addPageHeaders(context, &response)
        // What was typed must not come back out of a cache.
        guard request.method == .get || request.method == .head else {
            response.addHeader("Cache-Control", "no-store")
            return response.send(status: status, contentType: Self.htmlType, body: html.bytes)
        }
        response.addHeader("Cache-Control", "private, no-cache")
        let tag = Array("\"\(Hash64.hash(html.bytes).hexadecimal)\"".utf8)
        response.addHeader("ETag", tag.span)
        if status == 200, let known = request.header("if-none-match"), known.elementsEqual(tag.span) {
            return response.send(status: 304)
        }
        response.send(status: status, contentType: Self.htmlType, body: html.bytes)
    }

    /// What keeps a page from doing more than it was written to do (CSP level 3; Fetch Metadata).
    static func addPageHeaders(_ context: PageContext, _ response: inout Response) {
        response.addHeader(
            "Content-Security-Policy",
            """
            default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
            form-action 'self'; base-uri 'none'; frame-ancestors 'none'
            """)
        response.addHeader("X-Content-Type-Options", "nosniff")
        response.addHeader("Referrer-Policy", "same-origin")
        response.addHeader("Cross-Origin-Opener-Policy", "same-origin")
        response.addHeader("Cross-Origin-Resource-Policy", "same-origin")
        response.addHeader("Vary", "Accept-Language, Cookie")
        guard context.keepsLanguage else { return }
        switch context.language {
        case .french:
            response.addHeader("Set-Cookie", "quartier_lang=fr; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
        case .english:
            response.addHeader("Set-Cookie", "quartier_lang=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
        }
    }

    static let htmlType: StaticString = "text/html; charset=utf-8"

    /// A file whose link carries the hash of its content never changes under that link (RFC 8246).
    private func sendFile(_ request: borrowing Request, _ response: inout Response) {
        guard let file = PortalFile.named(request.pathText(0)) else {
            return Problem(status: 404, detail: "There is no such file.").send(with: &response)
        }
        let tag = Array("\"\(file.hash)\"".utf8)
        response.addHeader("ETag", tag.span)
        response.addHeader("X-Content-Type-Options", "nosniff")
        response.addHeader("Cross-Origin-Resource-Policy", "same-origin")
        if String(request.query) == file.hash {
            response.addHeader("Cache-Control", "public, max-age=31536000, immutable")
        } else {
            response.addHeader("Cache-Control", "no-cache")
        }
        if let known = request.header("if-none-match"), known.elementsEqual(tag.span) {
            return response.send(status: 304)
        }
        response.send(status: 200, contentType: file.contentType, body: file.content.span)
    }
}
