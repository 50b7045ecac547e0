import Audiences
import Bytes
import Dispatch
import HTTP
import JSON
import Store

/// Many contacts, and events: POST /contacts, POST /events; and what POST /enrich stores.
extension ServiceHandler {
    /// Bodies of many records are gathered and then read off the loop; JSON is small and read here.
    func planBulk(_ request: borrowing Request) -> BodyPlan {
        switch MediaType(contentType: request.header("content-type")) {
        case .json: .collect(maximumBytes: options.maximumBodyBytes)
        case .ndjson, .csv: .collect(maximumBytes: contacts.configuration.maximumBulkBytes)
        case nil: .ignore
        }
    }

    private static let bulkQueue = DispatchQueue(label: "quartier.contacts.bulk", qos: .utility)

    func storeContacts(_ request: borrowing Request, _ body: Span<UInt8>, _ response: inout Response) {
        guard let type = bulkType(request, &response), let mode = mode(request, &response) else { return }
        let map = request.queryText("map")
        let namesAllErrors = request.queryText("errors") == "all"
        switch WriteConditions.read(request, body) {
        case .failure(let refusal): refusal.problem.send(with: &response)
        case .success(let conditions):
            let bytes = body.withUnsafeBufferPointer { Array($0) }
            let promise = response.postpone()
            let configuration = contacts.configuration
            let (index, limits) = (reference.index, options.limits)
            inRoom(conditions.key, promise) { room throws(BulkError) in
                var sink = ContactSink(configuration, index, limits, mode: mode) { writes throws(ContactStoreError) in
                    try room.writer.perform { session throws(SQLiteError) in try session.write(writes) }
                }
                sink.map = map
                if namesAllErrors { sink.nameAllErrors() }
                try Bulk.read(bytes, type, limits, &sink)
                try sink.flush()
                var writer = JSONWriter()
                sink.report.writeContacts(to: &writer)
                return WriteAnswer(status: 200, body: writer.byteArray)
            }
        }
    }

    func addEvents(_ request: borrowing Request, _ body: Span<UInt8>, _ response: inout Response) {
        guard let type = bulkType(request, &response) else { return }
        let conditions: WriteConditions
        switch WriteConditions.read(request, body) {
        case .failure(let refusal): return refusal.problem.send(with: &response)
        case .success(let read): conditions = read
        }
        if type == .json { return addJSONEvents(body, conditions, &response) }
        let bytes = body.withUnsafeBufferPointer { Array($0) }
        let promise = response.postpone()
        let (configuration, limits) = (contacts.configuration, options.limits)
        inRoom(conditions.key, promise) { room throws(BulkError) in
            let portion = EventPortion(room.writer)
            var sink = EventSink(configuration) { fields throws(ContactStoreError) in try portion.add(fields.record) }
            try Bulk.read(bytes, type, limits, &sink)
            try portion.flushForBulk()
            sink.finish()
            var report = sink.report
            portion.counts.add(to: &report)
            var writer = JSONWriter()
            report.writeEvents(to: &writer)
            return WriteAnswer(status: 200, body: writer.byteArray)
        }
    }

    /// One event or an array: all of it in one transaction.
    private func addJSONEvents(_ body: Span<UInt8>, _ conditions: WriteConditions, _ response: inout Response) {
        let collected = EventList()
        var sink = EventSink(contacts.configuration) { collected.events.append($0.record) }
        do throws(BulkError) {
            let isOne = try Bulk.readJSON(body, maximumRecords: options.limits.maximumArrayContacts, &sink)
            if isOne, let failure = sink.report.errors.first {
                let place = Problem.Place(pointer: failure.place, detail: failure.detail)
                return Problem(status: 422, detail: "The event cannot be read.", errors: [place]).send(with: &response)
            }
        } catch {
            return Bulk.problem(error).send(with: &response)
        }
        sink.finish()
        let (events, read) = (collected.events, sink.report)
        submit(response.postpone()) { session throws(SQLiteError) in
            try WriteAnswer.once(conditions.key, &session) { session throws(SQLiteError) in
                var counts = EventCounts()
                for event in events { counts.count(try session.add(event)) }
                var report = read
                counts.add(to: &report)
                var writer = JSONWriter()
                report.writeEvents(to: &writer)
                return (WriteAnswer(status: 200, body: writer.byteArray), nil)
            }
        }
    }

    /// Stores contacts that POST /enrich has answered, and sends the answer when they are durable.
    func storeEnriched(
        _ body: Span<UInt8>, _ toBeStored: [JSONEnricher.ToBeStored], _ answer: [UInt8], _ response: inout Response
    ) {
        var writes: [ContactWrite] = []
        for contact in toBeStored {
            let text = body.extracting(contact.contact)
            var json = JSONReader(text)
            do throws(ContactError) {
                let first = try ContactReader.next(&json)
                var draft = try drafts.read(&json, first, into: &placer.input)
                guard let id = draft.id else { continue }
                placer.place(&draft, reference.index)
                writes.append(draft.write(id: id, .merge))
            } catch {
                var problem = Problem(error, in: text)
                problem.detail = "The contact cannot be stored."
                return problem.send(with: &response)
            }
        }
        let places = toBeStored.map { contact in
            AudienceMembership.Place(
                id: body.extracting(contact.id).withUnsafeBufferPointer { Array($0) }, before: contact.audiencesBefore)
        }
        let promise = response.postpone()
        contacts.withRoom { [writes] room in
            guard case .success(let room) = room else {
                if case .failure(let error) = room { WriteAnswer(error).send(promise) }
                return
            }
            room.writer.submit { session throws(SQLiteError) in
                _ = try session.write(writes)
            } completion: { result in
                switch result {
                case .failure(let error): WriteAnswer(error).send(promise)
                case .success:
                    // Stored and in the table: now it can be asked which audiences it is in.
                    let body = room.audiences.membership()?.inserted(into: answer, at: places) ?? answer
                    WriteAnswer(status: 200, body: body).send(promise)
                }
            }
        }
    }

    // MARK: What the request says

    private func bulkType(_ request: borrowing Request, _ response: inout Response) -> MediaType? {
        if let type = MediaType(contentType: request.header("content-type")) { return type }
        Problem(status: 415, detail: "Send application/json, application/x-ndjson or text/csv (Content-Type).").send(
            with: &response)
        return nil
    }

    private func mode(_ request: borrowing Request, _ response: inout Response) -> ContactWrite.Mode? {
        if let mode = request.queryValue("mode") {
            if mode.elementsEqual("replace") { return .replace }
            if mode.elementsEqual("merge") { return .merge }
        }
        Problem(
            status: 400,
            detail: "Say ?mode=replace, which forgets what a contact does not name, or ?mode=merge, which keeps it."
        ).send(with: &response)
        return nil
    }

    /// Does a bulk off the loops, one after another; each portion of it is a transaction. The answer to an Idempotency-Key is remembered at the
    /// end: a bulk that is sent again half-way does again what it has done, which changes nothing.
    private func inRoom(
        _ key: IdempotencyKey?, _ promise: PostponedResponse,
        _ work: @escaping @Sendable (ContactRoom) throws(BulkError) -> WriteAnswer
    ) {
        contacts.withRoom { room in
            guard case .success(let room) = room else {
                if case .failure(let error) = room { WriteAnswer(error).send(promise) }
                return
            }
            Self.bulkQueue.async {
                do throws(BulkError) {
                    try Bulk.once(key, room, work).send(promise)
                } catch {
                    WriteAnswer(Bulk.problem(error)).send(promise)
                }
            }
        }
    }
}

/// Events read from JSON, gathered by a closure that cannot change what is around it.
private final class EventList {
    var events: [EventRecord] = []
}
