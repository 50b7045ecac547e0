import Audiences
import Bytes
import Dispatch
import HTTP
import JSON
import Store

/// Rules asked now, and saved audiences.
extension ServiceHandler {
    /// POST /audiences/evaluate.
    func evaluateRule(_ body: Span<UInt8>, _ response: inout Response) {
        guard let evaluator = evaluator(&response) else { return }
        let bytes = body.withUnsafeBufferPointer { Array($0) }
        let (configuration, limits, index) = (contacts.configuration, options.limits, reference.index)
        contacts.evaluations.answer(&response) { () throws(RequestError) in
            try evaluator.evaluate(try EvaluationRequest(bytes, configuration, limits, index))
        }
    }

    /// What answers about rules; nil when the request was refused, because the contacts are not there yet.
    private func evaluator(_ response: inout Response) -> AudienceEvaluator? {
        let state = contacts.state
        if state.isRefused(&response) { return nil }
        var desk: AudienceDesk?
        if case .ready(let room) = state { desk = room.audiences }
        return AudienceEvaluator(configuration: contacts.configuration, desk: desk)
    }

    /// The room, to read from; nil when the request was refused. Where nothing is stored there is no audience either.
    func audienceRoom(_ name: String?, _ response: inout Response) -> ContactRoom? {
        guard evaluator(&response) != nil else { return nil }
        if case .ready(let room) = contacts.state { return room }
        if let name { AudienceShelf.missing(name).problem.send(with: &response) }
        return nil
    }

    // MARK: - Saved audiences

    /// GET /audiences, by name, in pages.
    func sendAudiences(_ request: borrowing Request, _ response: inout Response) {
        guard let page = pageOfAudiences(request, &response), evaluator(&response) != nil else { return }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("audiences")
        writer.beginArray()
        var next: String?
        if case .ready(let room) = contacts.state {
            let saved = room.audiences.savedNow
            let names = saved.names.drop { $0 <= page.cursor && !page.cursor.isEmpty }
            for name in names.prefix(page.limit) {
                guard let entry = saved.byName[name] else { continue }
                writer.beginObject()
                writer.members(of: entry, saved)
                writer.endObject()
            }
            if names.count > page.limit { next = names.prefix(page.limit).last }
        }
        writer.endArray()
        writer.member("next", next)
        writer.endObject()
        response.send(status: 200, contentType: "application/json", body: writer.bytes)
    }

    private func pageOfAudiences(
        _ request: borrowing Request, _ response: inout Response
    ) -> (cursor: String, limit: Int)? {
        do throws(RequestError) {
            return (request.queryText("cursor") ?? "", try limit(request))
        } catch {
            error.problem.send(with: &response)
            return nil
        }
    }

    /// The items of a page, as `?limit=` asks for them.
    func limit(_ request: borrowing Request) throws(RequestError) -> Int {
        guard let text = request.queryText("limit") else { return options.pageItems }
        guard let limit = Int(text), (1...options.maximumPageItems).contains(limit) else {
            throw RequestError(
                parameter: "limit",
                "must be a whole number from 1 to \(options.maximumPageItems) (pages.maximum_items)")
        }
        return limit
    }

    /// GET /audiences/{name}, with its earlier versions.
    func sendAudience(_ request: borrowing Request, _ response: inout Response) {
        guard let name = audienceName(request, &response), let room = audienceRoom(name, &response) else { return }
        let saved = room.audiences.savedNow
        guard let entry = saved.byName[name] else {
            return AudienceShelf.missing(name).problem.send(with: &response)
        }
        if let known = request.header("if-none-match") {
            let tag = Array(entry.audience.tag.utf8)
            if EntityTag.list(known, names: tag.span) {
                response.addHeader("ETag", tag.span)
                return response.send(status: 304)
            }
        }
        let promise = response.postpone()
        room.read { reader in
            do throws(ContactStoreError) {
                let versions = try reader.versions(of: name)
                var writer = JSONWriter()
                writer.audience(entry, saved, versions)
                WriteAnswer(status: 200, tag: entry.audience.tag, body: writer.byteArray).send(promise)
            } catch {
                WriteAnswer(error).send(promise)
            }
        }
    }

    /// PUT /audiences/{name}.
    func saveAudience(_ request: borrowing Request, _ body: Span<UInt8>, _ response: inout Response) {
        guard let name = audienceName(request, &response) else { return }
        act(request, body, &response) { shelf, body, conditions throws(RequestError) in
            try shelf.save(try AudienceDraft(name, body, shelf.configuration), conditions)
        }
    }

    /// POST /audiences/{name}/approve.
    func approveAudience(_ request: borrowing Request, _ body: Span<UInt8>, _ response: inout Response) {
        guard let name = audienceName(request, &response), audienceRoom(name, &response) != nil else { return }
        act(request, body, &response) { shelf, body, conditions throws(RequestError) in
            try shelf.approve(name, body, conditions)
        }
    }

    /// DELETE /audiences/{name}.
    func deleteAudience(_ request: borrowing Request, _ response: inout Response) {
        guard let name = audienceName(request, &response), audienceRoom(name, &response) != nil else { return }
        act(request, Span(), &response) { shelf, _, conditions throws(RequestError) in
            try shelf.delete(name, conditions)
        }
    }

    /// Does what changes audiences, one request after another, and once for an Idempotency-Key; `remembers` is false where `work`
    /// remembers its answer itself, in the transaction that it is about.
    func act(
        _ request: borrowing Request, _ body: Span<UInt8>, _ response: inout Response, remembers: Bool = true,
        _ work: @escaping @Sendable (AudienceShelf, [UInt8], WriteConditions) throws(RequestError) -> WriteAnswer
    ) {
        let conditions: WriteConditions
        switch WriteConditions.read(request, body) {
        case .failure(let refusal): return refusal.problem.send(with: &response)
        case .success(let read): conditions = read
        }
        let bytes = body.withUnsafeBufferPointer { Array($0) }
        let promise = response.postpone()
        let configuration = contacts.configuration
        contacts.withRoom { room in
            switch room {
            case .failure(let error): WriteAnswer(error).send(promise)
            case .success(let room):
                let shelf = AudienceShelf(desk: room.audiences, configuration: configuration)
                room.audiences.actingQueue.async {
                    room.audiences.once(conditions.key, remembers: remembers) { () throws(RequestError) in
                        try work(shelf, bytes, conditions)
                    }.send(promise)
                }
            }
        }
    }

    // MARK: - Questions

    func countAudience(_ request: borrowing Request, _ response: inout Response) {
        ask(request, &response) { questions, name, asOf throws(RequestError) in
            try questions.count(name, asOf: asOf)
        }
    }

    func explainAudience(_ request: borrowing Request, _ response: inout Response) {
        let id = request.pathText(1)
        ask(request, &response) { questions, name, asOf throws(RequestError) in
            try questions.explain(name, id, asOf: asOf)
        }
    }

    func sendDependents(_ request: borrowing Request, _ response: inout Response) {
        ask(request, &response) { questions, name, _ throws(RequestError) in try questions.dependents(name) }
    }

    func sendOverlap(_ request: borrowing Request, _ response: inout Response) {
        guard let other = request.queryText("with") else {
            return RequestError(parameter: "with", "expected the name of another audience").problem.send(
                with: &response)
        }
        ask(request, &response) { questions, name, asOf throws(RequestError) in
            try questions.overlap(name, with: other, asOf: asOf)
        }
    }

    private func ask(
        _ request: borrowing Request, _ response: inout Response,
        _ question: @escaping @Sendable (AudienceQuestions, String, Instant?) throws(RequestError) -> WriteAnswer
    ) {
        guard let name = audienceName(request, &response), let room = audienceRoom(name, &response) else { return }
        var asOf: Instant?
        if let text = request.queryText("as_of") {
            asOf = RequestMembers.instant(text, contacts.configuration.zone)
            guard asOf != nil else {
                return RequestError(parameter: "as_of", "expected a time such as 2026-06-30T12:00:00Z").problem.send(
                    with: &response)
            }
        }
        let questions = AudienceQuestions(desk: room.audiences)
        contacts.evaluations.answer(&response) { [asOf] () throws(RequestError) in try question(questions, name, asOf) }
    }

    // MARK: - What the request says

    /// The name in the path; nil when the request was refused.
    func audienceName(_ request: borrowing Request, _ response: inout Response) -> String? {
        let name = request.pathText(0)
        guard let reason = AudienceName.refusal(of: name) else { return name }
        Problem(status: 422, detail: "The path names no audience: \(reason).").send(with: &response)
        return nil
    }

}

extension JSONWriter {
    /// An audience with its versions, newest first.
    fileprivate mutating func audience(
        _ entry: SavedAudiences.Entry, _ saved: SavedAudiences, _ versions: [SavedAudience]
    ) {
        beginObject()
        members(of: entry, saved)
        texts("dependents", saved.catalogue.dependents(of: entry.audience.name))
        key("versions")
        beginArray()
        for audience in versions.reversed() {
            beginObject()
            version(audience)
            approval(audience.approval)
            key("rule")
            let json = Array(audience.rule.utf8)
            raw(json.span)
            endObject()
        }
        endArray()
        endObject()
    }
}

extension AudienceDesk {
    /// Does `work` once for an Idempotency-Key: a request that comes again is given the answer of the first time. Problems are not
    /// remembered. On the acting queue, so that no two requests with a key pass each other.
    fileprivate func once(
        _ key: IdempotencyKey?, remembers: Bool, _ work: () throws(RequestError) -> WriteAnswer
    ) -> WriteAnswer {
        do throws(RequestError) {
            guard let key else { return try work() }
            switch try perform({ session throws(SQLiteError) in try session.find(key) }) {
            case .answered(let remembered): return WriteAnswer(remembered)
            case .taken: throw RequestError("This Idempotency-Key was used for another request.")
            case .new: break
            }
            let answer = try work()
            guard remembers else { return answer }
            let remembered = RememberedAnswer(status: answer.status, tag: answer.tag, body: answer.body)
            try perform { session throws(SQLiteError) in try session.remember(remembered, for: key, contact: nil) }
            return answer
        } catch {
            return WriteAnswer(error.problem)
        }
    }

    /// What the writer makes of it, when it is durable.
    func perform<Outcome: Sendable>(
        _ work: @escaping @Sendable (inout ContactSession) throws(SQLiteError) -> Outcome
    ) throws(RequestError) -> Outcome {
        do { return try writer.perform(work) } catch { throw RequestError(Problem(error)) }
    }
}
