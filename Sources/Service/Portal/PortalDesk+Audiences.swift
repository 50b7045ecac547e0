import Audiences
import Bytes
import HTTP
import Portal
import Store

/// "Audiences". What rules mean is asked off the event loops, so these pages are promised.
extension PortalDesk {
    func respondAboutAudiences(
        _ endpoint: Endpoint, _ request: borrowing Request, _ body: Span<UInt8>, _ reference: ServedReference,
        _ context: PageContext, _ response: inout Response
    ) {
        let evaluator: AudienceEvaluator
        switch contacts.state {
        case .absent: evaluator = AudienceEvaluator(configuration: contacts.configuration, desk: nil)
        case .ready(let room):
            evaluator = AudienceEvaluator(configuration: contacts.configuration, desk: room.audiences)
        case .loading: return send(NotePage(.contactsLoading), context, status: 503, request, &response)
        case .failed: return send(NotePage(.contactsUnavailable), context, status: 503, request, &response)
        }
        let pages = AudiencePages(evaluator: evaluator, reference: reference, limits: limits, context: context)
        switch endpoint {
        case .portalAudiences: promise(context, &response) { (200, pages.list()) }
        case .portalNewAudience:
            let rule = request.queryText("rule")
            promise(context, &response) { (200, pages.new(rule: rule)) }
        case .portalAudience:
            let name = request.pathText(0)
            promise(context, &response) {
                guard let page = pages.page(of: name) else { return (404, NotePage(.notFound)) }
                return (200, page)
            }
        case .portalAudienceFigures:
            let bytes = body.withUnsafeBufferPointer { Array($0) }
            promise(context, &response) { (200, pages.figures(asked: bytes)) }
        default: preconditionFailure("not a page about audiences: \(endpoint)")
        }
    }

    /// The fields of neighbourhoods that a reader looks for, `?q=`, or that a rule names, `?names=`.
    func sendRuleFields(
        _ request: borrowing Request, _ reference: ServedReference, _ context: PageContext, _ response: inout Response
    ) {
        let search = RuleFieldSearch(reference: reference, language: context.language)
        let json: String
        if let names = request.queryText("names") {
            json = search.json(named: names.split(separator: ",").map(String.init))
        } else {
            json = search.json(matching: String((request.queryText("q") ?? "").prefix(Self.queryCharacters)))
        }
        response.addHeader("Cache-Control", "private, no-cache")
        response.addHeader("Vary", "Accept-Language, Cookie")
        response.send(status: 200, contentType: MediaType.json.contentType, body: Array(json.utf8).span)
    }

    /// Sends the page that `make` makes off the event loops. It is about people, so it is kept nowhere.
    func promise(
        _ context: PageContext, _ response: inout Response,
        _ make: @escaping @Sendable () -> (status: Int, page: any PortalPage)
    ) {
        let promise = response.postpone()
        contacts.evaluations.run { hasPlace in
            let (status, page) = hasPlace ? make() : (503, NotePage(.busy))
            PortalDesk.complete(promise, page, status, context, retryAfter: !hasPlace)
        }
    }
}

/// Fills the pages about audiences. Off the event loops.
struct AudiencePages: Sendable {
    let evaluator: AudienceEvaluator
    let reference: ServedReference
    let limits: EnrichLimits
    let context: PageContext

    private var configuration: ContactConfiguration { evaluator.configuration }
    /// Saved audiences are counted for so long; the others have no count on the page.
    private static let countedFor = Duration.milliseconds(200)
    private static let listedSnapshots = 20

    // MARK: - All of them

    func list() -> AudiencesPage {
        guard let desk = evaluator.desk else { return AudiencesPage(rows: [], total: 0) }
        let saved = desk.savedNow
        let deadline = ContinuousClock.now + Self.countedFor
        let rows = saved.names.compactMap { name -> AudiencesPage.Row? in
            guard let entry = saved.byName[name] else { return nil }
            var count: Int?
            if let rule = entry.rule, ContinuousClock.now < deadline { count = self.count(name, rule, desk) }
            let review = entry.audience.review
            return AudiencesPage.Row(
                name: name, stage: stage(of: entry, saved), count: count, owner: entry.audience.owner ?? "",
                review: review?.description ?? "", isReviewDue: review.map { $0.day <= today.day } ?? false,
                rule: entry.rule?.text ?? entry.audience.rule)
        }
        return AudiencesPage(rows: rows, total: desk.table.contactCount)
    }

    private var today: CivilDate { configuration.zone.local(ContactRoom.now).date }

    private func count(_ name: String, _ rule: Rule, _ desk: AudienceDesk) -> Int? {
        guard let view = try? desk.view(for: [rule]) else { return nil }
        return try? desk.selection(of: name, rule, view).count
    }

    private func stage(of entry: SavedAudiences.Entry, _ saved: SavedAudiences) -> AudienceStage {
        guard entry.rule != nil else { return .unreadable }
        return switch saved.state(entry) {
        case .draft: .draft
        case .approved: .approved
        case .changed: .changed
        }
    }

    // MARK: - One

    /// For a rule to begin with: that of a link, or one that shows how rules are written.
    func new(rule text: String?) -> AudiencePage {
        let usual = Rule(
            RuleGroup(.and, [.comparison(RuleComparison(ContactField.lifecycle, .equal, .value(.text("customer"))))]))
        let rule = text.flatMap { try? Rule(text: $0, limits: configuration.audiences.ruleLimits) } ?? usual
        return AudiencePage(
            name: "", ruleText: rule.text, figures: figures(of: rule, named: nil, channel: nil),
            channels: configuration.schema.channels, fields: fields)
    }

    /// Nil when there is none of that name.
    func page(of name: String) -> AudiencePage? {
        guard let desk = evaluator.desk else { return nil }
        let all = desk.savedNow
        guard let entry = all.byName[name] else { return nil }
        let audience = entry.audience
        var figures = AudienceFigures()
        if let rule = entry.rule {
            figures = self.figures(of: rule, named: name, channel: audience.channel)
        } else {
            figures.complaint = AudienceFigures.Complaint(detail: audience.rule, path: nil, line: nil, column: 0)
        }
        var page = AudiencePage(
            name: name, ruleText: entry.rule?.text ?? audience.rule, figures: figures,
            channels: configuration.schema.channels, fields: fields)
        var shown = AudiencePage.Saved(
            stage: stage(of: entry, all), version: Int(audience.version), tag: audience.tag)
        shown.author = audience.author ?? ""
        shown.note = audience.note ?? ""
        shown.owner = audience.owner ?? ""
        shown.review = audience.review?.description ?? ""
        shown.channel = audience.channel ?? ""
        shown.approval = audience.approval.map { (day(of: $0.at), $0.by ?? "", Int($0.count)) }
        page.saved = shown
        page.snapshots = snapshots(of: name, desk)
        return page
    }

    private func snapshots(of name: String, _ desk: AudienceDesk) -> [AudiencePage.Snapshot] {
        do throws(ContactStoreError) {
            var reader = try desk.makeReader()
            return try reader.snapshots(of: name, limit: Self.listedSnapshots).map { snapshot in
                AudiencePage.Snapshot(
                    number: Int(snapshot.number), at: day(of: snapshot.at), channel: snapshot.channel ?? "",
                    count: Int(snapshot.count), note: snapshot.note ?? "")
            }
        } catch {
            return []
        }
    }

    private func day(of instant: Instant) -> String { configuration.zone.local(instant).date.description }

    // MARK: - What a rule means

    /// What a body as of `POST /audiences/evaluate` asks.
    func figures(asked body: [UInt8]) -> AudienceFigures {
        let request: EvaluationRequest
        do throws(RequestError) {
            request = try EvaluationRequest(body, configuration, limits, reference.index)
        } catch {
            return refused(error, body)
        }
        do throws(RuleError) {
            return try evaluate(request.rule.rule, named: nil, channel: request.channel)
        } catch {
            return refused(request.rule.error(error), body)
        }
    }

    private func figures(of rule: Rule, named name: String?, channel: String?) -> AudienceFigures {
        do throws(RuleError) {
            return try evaluate(rule, named: name, channel: channel)
        } catch {
            var figures = AudienceFigures()
            (figures.text, figures.json) = (rule.text, rule.json)
            figures.complaint = complaint(error.message, error.detail)
            figures.complaint?.path = error.path
            return figures
        }
    }

    private func evaluate(_ rule: Rule, named name: String?, channel: String?) throws(RuleError) -> AudienceFigures {
        let view = try evaluator.view(for: [rule], asOf: nil)
        let prepared = try view.prepare(rule, named: name)
        var limits = configuration.audiences.evaluationLimits
        limits.sampleSize = 0
        let evaluation = prepared.evaluate(threads: configuration.audiences.threads, others: [], limits: limits)
        let demanded = prepared.plan.demandedConsents
        var figures = AudienceFigures()
        (figures.count, figures.total) = (evaluation.count, evaluation.total)
        (figures.text, figures.json) = (rule.text, rule.json)
        figures.narrows = rule.root.combinator == .and
        figures.reach = evaluation.reach.map {
            AudienceFigures.Reach(
                channel: $0.channel, reachable: $0.reachable, isDemanded: demanded.contains($0.channel))
        }
        figures.clauses = evaluation.clauses.map {
            AudienceFigures.Clause(path: $0.path, text: $0.text, left: $0.funnel, alone: $0.alone)
        }
        figures.remarks = evaluation.warnings.map(\.remark)
        if let channel, !demanded.contains(channel) { figures.remarks.append(.consentNotDemanded(channel: channel)) }
        return figures
    }

    /// What is wrong, with the line of the text and the place in it where the rule was text.
    private func refused(_ error: RequestError, _ body: [UInt8]) -> AudienceFigures {
        let place = error.problem.errors.first
        var complaint = complaint(place?.message, place?.detail ?? error.problem.detail)
        complaint.path = place?.path
        if let offset = place?.offset, let text = try? RequestMembers(body).text("rule") {
            (complaint.line, complaint.column) = Self.line(at: offset, of: text)
        }
        var figures = AudienceFigures()
        figures.complaint = complaint
        return figures
    }

    /// What is wrong in the language of the page, where there are words for it.
    private func complaint(_ message: RuleMessage?, _ detail: String) -> AudienceFigures.Complaint {
        var complaint = AudienceFigures.Complaint(detail: detail, path: nil, line: nil, column: 0)
        guard context.language == .french else { return complaint }
        complaint.isEnglish = true
        if let message, message.allTemplates({ RuleSentences.french($0) != nil }) {
            (complaint.detail, complaint.isEnglish) = (message.said(RuleSentences.french), false)
        }
        return complaint
    }

    /// The line that holds a byte, and the characters before it on that line.
    static func line(at offset: Int, of text: String) -> (String, Int) {
        let bytes = Array(text.utf8)
        let place = min(max(offset, 0), bytes.count)
        let start = bytes[..<place].lastIndex(of: ASCII.lineFeed).map { $0 + 1 } ?? 0
        let end = bytes[place...].firstIndex(of: ASCII.lineFeed) ?? bytes.count
        return (
            String(decoding: bytes[start..<end], as: UTF8.self),
            String(decoding: bytes[start..<place], as: UTF8.self).count
        )
    }

    private var fields: String {
        RuleFields(
            schema: configuration.schema, reference: reference, language: context.language,
            computed: configuration.audiences.computed.map(\.indicator), audiences: evaluator.desk?.savedNow.names ?? []
        ).json
    }
}

extension AudienceEvaluation.Warning {
    fileprivate var remark: AudienceFigures.Remark {
        switch self {
        case .nobody: .nobody
        case .tooSmall(let count, let floor): .tooSmall(count: count, floor: floor)
        case .nearlyEverybody(let share): .nearlyEverybody(share: share)
        case .equalTo(let audience): .equalTo(audience: audience)
        case .clauseChangesNothing(let path): .changesNothing(path: path)
        case .mostlyUnknown(let field, let share): .mostlyUnknown(field: field, knownShare: share)
        }
    }
}
