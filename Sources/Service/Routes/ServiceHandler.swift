import Audiences
import Bytes
import Enrichment
import HTTP
import JSON
import Store

/// Answers the requests of one loop. Everything in it belongs to that loop's queue.
public final class ServiceHandler: RequestHandler {
    let options: ServiceOptions
    private let keeper: ReferenceKeeper
    let contacts: ContactKeeper
    private(set) var reference: ServedReference
    private var json: JSONEnricher
    private let portal: PortalDesk
    private var text = ByteBuffer(capacity: 256)
    var drafts: ContactDraftReader
    var placer = ContactPlacer()

    init(
        _ reference: ServedReference, _ keeper: ReferenceKeeper, _ contacts: ContactKeeper, _ options: ServiceOptions
    ) {
        self.reference = reference
        self.keeper = keeper
        self.contacts = contacts
        self.options = options
        json = JSONEnricher(options.limits, storesByDefault: contacts.configuration.storesByDefault)
        drafts = ContactDraftReader(contacts.configuration, options.limits)
        portal = PortalDesk(options, contacts)
    }

    /// Answers from another reference from the next request on. Batches that have begun end on the old one.
    func use(_ reference: ServedReference) { self.reference = reference }

    public func plan(for request: borrowing Request) -> BodyPlan {
        guard request.route.outcome == .found, let endpoint = Endpoint(rawValue: request.route.id) else {
            return .ignore
        }
        let plan = plan(for: endpoint, request)
        // A stream is answered from its first byte on, so it is judged here; all else is judged before it is answered.
        if case .stream = plan, RequestGuard.judge(request, hosts: options.hosts) != .admitted { return .ignore }
        return plan
    }

    private func plan(for endpoint: Endpoint, _ request: borrowing Request) -> BodyPlan {
        if endpoint == .bulkContacts || endpoint == .events { return planBulk(request) }
        if endpoint == .snapshotMembers, memberType(request) != .json { return .stream(maximumBytes: 0) }
        guard endpoint == .enrich else { return .collect(maximumBytes: options.maximumBodyBytes) }
        let type = MediaType(contentType: request.header("content-type"))
        guard let type, type.isAccepted(by: request.header("accept")) else { return .ignore }
        switch type {
        case .json: return .collect(maximumBytes: options.maximumBodyBytes)
        case .ndjson, .csv: return .stream(maximumBytes: options.maximumBatchBytes)
        }
    }

    public func respond(to request: borrowing Request, body: Span<UInt8>, with response: inout Response) {
        if let problem = RequestGuard.problem(RequestGuard.judge(request, hosts: options.hosts)) {
            return problem.send(with: &response)
        }
        switch request.route.outcome {
        case .found: break
        case .options: return response.sendOptions(request.route)
        case .methodNotAllowed:
            response.addAllow(request.route.allowed)
            return Problem(status: 405, detail: "This path has other methods: see Allow.").send(with: &response)
        case .notFound:
            return Problem(status: 404, detail: "There is nothing at this path.").send(with: &response)
        }
        guard let endpoint = Endpoint(rawValue: request.route.id) else {
            preconditionFailure("the router has routes that the service does not know")
        }
        switch endpoint {
        case .enrich: enrich(request, body, &response)
        case .personas: sendGroups(request, &response) { $0.personas }
        case .profiles: sendGroups(request, &response) { $0.profiles }
        case .persona: sendGroup("persona", request, &response) { $0.personaByCode[$1] }
        case .profile: sendGroup("profile", request, &response) { $0.profileByCode[$1] }
        case .indicators: sendIndicators(request, &response)
        case .neighbourhood: sendNeighbourhood(request, &response)
        case .putContact: writeContact(request, body, .replace, &response)
        case .patchContact: writeContact(request, body, .patch, &response)
        case .getContact: exportContact(request, &response)
        case .deleteContact: eraseContact(request, &response)
        case .bulkContacts: storeContacts(request, body, &response)
        case .events: addEvents(request, body, &response)
        case .evaluateRule: evaluateRule(body, &response)
        case .audiences: sendAudiences(request, &response)
        case .audience: sendAudience(request, &response)
        case .putAudience: saveAudience(request, body, &response)
        case .deleteAudience: deleteAudience(request, &response)
        case .approveAudience: approveAudience(request, body, &response)
        case .makeSnapshot: makeSnapshot(request, body, &response)
        case .snapshots: sendSnapshots(request, &response)
        case .snapshot: sendSnapshot(request, &response)
        case .snapshotMembers: sendMembers(request, &response)
        case .evaluateExperiment: evaluateExperiment(body, &response)
        case .countAudience: countAudience(request, &response)
        case .explainAudience: explainAudience(request, &response)
        case .audienceDependents: sendDependents(request, &response)
        case .audienceOverlap: sendOverlap(request, &response)
        case .dashboard: sendDashboard(request, &response)
        case .live: response.send(status: 200, contentType: "application/json", body: "{\"status\":\"live\"}")
        case .ready: sendReady(&response)
        case .reload: reload(&response)
        case .portalOverview, .portalPersonas, .portalPersona, .portalAddress, .portalAddressForm, .portalImport,
            .portalImportPreview, .portalFile, .portalIndicators, .portalIndicator, .portalAudiences, .portalAudience,
            .portalNewAudience, .portalAudienceFigures, .portalDemonstration, .portalRuleFields:
            portal.respond(endpoint, to: request, body, reference, &response)
        }
    }

    public func open(_ request: borrowing Request, with response: inout Response) -> any BodyStream {
        if request.route.id == Endpoint.snapshotMembers.rawValue { return openMembers(request, &response) }
        guard let answerOptions = answerOptions(request, &response) else { return RefusedStream() }
        switch MediaType(contentType: request.header("content-type")) {
        case .csv:
            guard let map = requestedMap(request, &response) else { return RefusedStream() }
            return BatchStream(
                CSVEnricher(reference, answerOptions, options.limits, map: map), contentType: MediaType.csv.contentType)
        default:
            return BatchStream(
                NDJSONEnricher(reference, answerOptions, options.limits), contentType: MediaType.ndjson.contentType)
        }
    }
}

/// Enrichment.
extension ServiceHandler {
    private func enrich(_ request: borrowing Request, _ body: Span<UInt8>, _ response: inout Response) {
        // A body was collected only if its type fits.
        if body.isEmpty, let problem = typeProblem(request) { return problem.send(with: &response) }
        guard let answerOptions = answerOptions(request, &response) else { return }
        switch json.answer(body, reference, answerOptions) {
        case .answered:
            guard json.toBeStored.isEmpty else {
                return storeEnriched(body, json.toBeStored, json.answerBytes, &response)
            }
            json.send(with: &response)
        case .refused(let problem):
            problem.send(with: &response)
        }
    }

    /// What is wrong with the types that were sent and are accepted.
    private func typeProblem(_ request: borrowing Request) -> Problem? {
        guard let type = MediaType(contentType: request.header("content-type")) else {
            return Problem(
                status: 415,
                detail: "Send contacts as application/json, application/x-ndjson or text/csv (Content-Type).")
        }
        guard type.isAccepted(by: request.header("accept")) else {
            return Problem(
                status: 406,
                detail: "Answers have the type of what was sent, here \(type.contentType); Accept lets none through.")
        }
        return nil
    }

    /// The columns of `?map=street=voie,postcode=CP`. Nil when the request was refused, because the map cannot be read.
    private func requestedMap(_ request: borrowing Request, _ response: inout Response) -> ColumnMap? {
        guard let text = request.queryText("map") else { return ColumnMap() }
        do throws(ColumnMap.Failure) {
            return try ColumnMap(text)
        } catch {
            Problem(status: 400, detail: "map: \(error).").send(with: &response)
            return nil
        }
    }

    /// What `?fields=`, `?min_score=` and `?explain=` ask for; nil when the request was refused.
    private func answerOptions(_ request: borrowing Request, _ response: inout Response) -> AnswerOptions? {
        guard !request.query.isEmpty else { return AnswerOptions(membership: contacts.membership) }
        guard let indicators = requestedIndicators(request, &response) else { return nil }
        var answer = AnswerOptions(indicators: indicators.rows, membership: contacts.membership)
        if let value = request.queryText("min_score") {
            guard let score = Float(value), score >= 0, score <= 1 else {
                refuse("min_score", value, "a number from 0 to 1", &response)
                return nil
            }
            answer.minimumScore = score
        }
        if let value = request.queryText("explain") {
            guard let explains = Bool(value) else {
                refuse("explain", value, "true or false", &response)
                return nil
            }
            answer.explains = explains
        }
        return answer
    }

    private func refuse(_ name: String, _ value: String, _ expected: String, _ response: inout Response) {
        Problem(
            status: 400, detail: "\(name): expected \(expected), not \"\(value)\".",
            errors: [Problem.Place(pointer: "", detail: "\(name) must be \(expected)")]
        ).send(with: &response)
    }

    /// The indicators of `?fields=a,b`; no rows when the request leaves the choice to the service. Nil when the request was
    /// refused, because one of them is unknown.
    func requestedIndicators(
        _ request: borrowing Request, _ response: inout Response
    ) -> (rows: [Int]?, Void)? {
        text.removeAll()
        guard !request.query.isEmpty, request.appendQueryValue("fields", to: &text) else { return (nil, ()) }
        do throws(RequestedFields.Failure) {
            let limit = options.limits.maximumFields
            return (try RequestedFields.rows(String(text.bytes), in: reference, limit: limit), ())
        } catch {
            Problem(
                status: 400, detail: "The parameter fields cannot be followed.",
                errors: [Problem.Place(parameter: "fields", detail: error.description)]
            ).send(with: &response)
            return nil
        }
    }
}

/// Operations.
extension ServiceHandler {
    private func sendReady(_ response: inout Response) {
        let state = contacts.state
        if state.isRefused(&response) { return }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("status")
        writer.string("ready")
        writer.key("dataset")
        writer.string(reference.loaded.dataset)
        writer.key("reference")
        writer.string(reference.loaded.kind)
        writer.key("checksum")
        writer.string(reference.loaded.checksum)
        if case .ready(let room) = state {
            writer.key("contacts")
            writer.number(room.table.contactCount)
            writer.key("events")
            writer.number(room.table.eventCount)
            let progress = contacts.reassignment.progress
            if progress.isRunning {
                writer.key("personas_renewed")
                writer.number(progress.lookedAt)
            }
        }
        writer.endObject()
        response.send(status: 200, contentType: "application/json", body: writer.bytes)
    }

    private func reload(_ response: inout Response) {
        let promise = response.postpone()
        let contacts = contacts
        keeper.reload { outcome in
            if case .success(let reference) = outcome { contacts.follow(reference) }
            var writer = JSONWriter()
            switch outcome {
            case .success(let reference):
                writer.beginObject()
                writer.key("dataset")
                writer.string(reference.loaded.dataset)
                writer.key("reference")
                writer.string(reference.loaded.kind)
                writer.key("checksum")
                writer.string(reference.loaded.checksum)
                writer.endObject()
                let body = writer.bytes.withUnsafeBufferPointer { Array($0) }
                promise.send(status: 200, contentType: "application/json", body: body)
            case .failure(let failure):
                let problem = Problem(
                    status: 409, detail: "The new reference was refused and the old one stays: \(failure).")
                problem.write(to: &writer)
                let body = writer.bytes.withUnsafeBufferPointer { Array($0) }
                promise.send(status: 409, contentType: Problem.contentType, body: body)
            }
        }
    }
}
