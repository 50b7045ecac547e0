import Audiences
import Bytes
import HTTP
import JSON
import Store

/// One contact: PUT, PATCH, GET, DELETE.
extension ServiceHandler {
    /// PUT and PATCH. The address is matched here, on the loop; the rest is the writer's, and the answer comes when it is durable.
    func writeContact(
        _ request: borrowing Request, _ body: Span<UInt8>, _ mode: ContactWrite.Mode, _ response: inout Response
    ) {
        guard let id = contactID(request, &response), isJSON(request, &response) else { return }
        let conditions: WriteConditions
        switch WriteConditions.read(request, body) {
        case .success(let read): conditions = read
        case .failure(let refusal): return refusal.problem.send(with: &response)
        }
        var draft: ContactDraft
        var json = JSONReader(body)
        do throws(ContactError) {
            let first = try ContactReader.next(&json)
            draft = try drafts.read(&json, first, into: &placer.input)
            _ = try ContactReader.next(&json)
        } catch {
            return Problem(error, in: body).send(with: &response)
        }
        if let named = draft.id, named != id {
            let place = Problem.Place(pointer: "/id", detail: "the path names another contact")
            return Problem(status: 422, detail: "The contact cannot be read.", errors: [place]).send(with: &response)
        }
        placer.place(&draft, reference.index)
        var write = draft.write(id: id, mode)
        write.precondition = conditions.precondition
        let warnings = draft.warnings
        let schema = contacts.configuration.schema
        submit(response.postpone()) { [write] session throws(SQLiteError) in
            try WriteAnswer.once(conditions.key, &session) { session throws(SQLiteError) in
                Self.answer(try session.write(write), schema, warnings)
            }
        }
    }

    private static func answer(
        _ outcome: ContactWrite.Outcome, _ schema: ContactSchema, _ warnings: [String]
    ) -> (answer: WriteAnswer, contact: Int64?) {
        let contact: StoredContact
        let status: Int
        switch outcome {
        case .missing: return (WriteAnswer(noSuchContact), nil)
        case .refused:
            return (
                WriteAnswer(Problem(status: 412, detail: "The contact is not the one that the condition names.")), nil
            )
        case .created(let made): (contact, status) = (made, 201)
        case .updated(let changed): (contact, status) = (changed, 200)
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.members(of: contact, schema)
        writer.warnings(warnings)
        writer.endObject()
        return (WriteAnswer(status: status, tag: contact.tag, body: writer.byteArray), contact.key)
    }

    private static var noSuchContact: Problem { Problem(status: 404, detail: "There is no such contact.") }

    /// GET: everything that is stored of the person.
    func exportContact(_ request: borrowing Request, _ response: inout Response) {
        guard let id = contactID(request, &response) else { return }
        let state = contacts.state
        if state.isRefused(&response) { return }
        guard case .ready(let room) = state else { return Self.noSuchContact.send(with: &response) }
        let promise = response.postpone()
        room.read { reader in
            do throws(ContactStoreError) {
                guard let export = try reader.export(id) else { return WriteAnswer(Self.noSuchContact).send(promise) }
                var writer = JSONWriter()
                writer.export(export, room.schema)
                WriteAnswer(status: 200, tag: export.contact.tag, body: writer.byteArray).send(promise)
            } catch {
                WriteAnswer(error).send(promise)
            }
        }
    }

    /// DELETE: erases everything of the person. Answered when the bytes are gone from the file and its log.
    func eraseContact(_ request: borrowing Request, _ response: inout Response) {
        guard let id = contactID(request, &response) else { return }
        let conditions: WriteConditions
        switch WriteConditions.read(request, Span()) {
        case .success(let read): conditions = read
        case .failure(let refusal): return refusal.problem.send(with: &response)
        }
        if case .absent = contacts.state { return Self.noSuchContact.send(with: &response) }
        submit(response.postpone()) { session throws(SQLiteError) in
            try WriteAnswer.once(conditions.key, &session) { session throws(SQLiteError) in
                let erasure = try session.erase(id)
                return (erasure == nil ? WriteAnswer(Self.noSuchContact) : WriteAnswer(status: 204), nil)
            }
        }
    }

    /// Gives work to the writer, and its answer to the client when it is durable.
    func submit(
        _ promise: PostponedResponse,
        _ work: @escaping @Sendable (inout ContactSession) throws(SQLiteError) -> WriteAnswer
    ) {
        contacts.withRoom { room in
            switch room {
            case .success(let room): room.writer.submit(work) { WriteAnswer.send($0, promise) }
            case .failure(let error): WriteAnswer(error).send(promise)
            }
        }
    }

    /// The id in the path; nil when the request was refused.
    private func contactID(_ request: borrowing Request, _ response: inout Response) -> String? {
        let id = request.pathText(0)
        guard let reason = ContactDraftReader.refusal(ofID: id) else { return id }
        Problem(status: 422, detail: "The path names no contact: \(reason).").send(with: &response)
        return nil
    }

    private func isJSON(_ request: borrowing Request, _ response: inout Response) -> Bool {
        if MediaType(contentType: request.header("content-type")) == .json { return true }
        if request.header("content-type")?.equalsIgnoringCase("application/merge-patch+json") == true { return true }
        Problem(status: 415, detail: "Send a contact as application/json (Content-Type).").send(with: &response)
        return false
    }
}

extension ContactKeeper.State {
    /// Answers 503 and returns true while contacts are not there yet, and when they cannot be served.
    func isRefused(_ response: inout Response) -> Bool {
        switch self {
        case .absent, .ready: return false
        case .loading:
            response.addHeader("Retry-After", 1)
            Problem(status: 503, detail: "The contacts are being loaded.").send(with: &response)
        case .failed(let error):
            Problem(status: 503, detail: "The contacts cannot be served: \(error)").send(with: &response)
        }
        return true
    }
}
