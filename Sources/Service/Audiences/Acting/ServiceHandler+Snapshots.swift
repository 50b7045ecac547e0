import Audiences
import Bytes
import HTTP
import JSON
import Store

/// Frozen lists, and what came of them.
extension ServiceHandler {
    /// POST /audiences/{name}/snapshots.
    func makeSnapshot(_ request: borrowing Request, _ body: Span<UInt8>, _ response: inout Response) {
        guard let name = audienceName(request, &response), audienceRoom(name, &response) != nil else { return }
        act(request, body, &response, remembers: false) { shelf, body, conditions throws(RequestError) in
            let wanted = try SnapshotRequest(body, audience: name, shelf.configuration.schema)
            return try SnapshotMaker(shelf: shelf, name: name, request: wanted, key: conditions.key).make()
        }
    }

    /// GET /audiences/{name}/snapshots: newest first, in pages.
    func sendSnapshots(_ request: borrowing Request, _ response: inout Response) {
        let (limit, before): (Int, Int64)
        do throws(RequestError) {
            (limit, before) = (try self.limit(request), try number("cursor", request) ?? .max)
        } catch {
            return error.problem.send(with: &response)
        }
        readAudience(request, &response) { reader, name throws(ContactStoreError) in
            let snapshots = try reader.snapshots(of: name, before: before, limit: limit + 1)
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("snapshots")
            writer.beginArray()
            for snapshot in snapshots.prefix(limit) { writer.snapshot(snapshot) }
            writer.endArray()
            if snapshots.count > limit { writer.member("next", "\(snapshots[limit - 1].number)") }
            writer.endObject()
            return WriteAnswer(status: 200, body: writer.byteArray)
        }
    }

    /// GET /audiences/{name}/snapshots/{n}.
    func sendSnapshot(_ request: borrowing Request, _ response: inout Response) {
        let number = Int64(request.pathText(1))
        readAudience(request, &response) { reader, name throws(ContactStoreError) in
            guard let number, let snapshot = try reader.snapshot(of: name, number: number) else {
                return WriteAnswer(Self.noSuchSnapshot.problem)
            }
            var writer = JSONWriter()
            writer.snapshot(snapshot)
            return WriteAnswer(status: 200, body: writer.byteArray)
        }
    }

    private static var noSuchSnapshot: RequestError {
        RequestError(status: 404, "The audience has no snapshot of this number.")
    }

    /// Looks something up about an audience that is saved.
    private func readAudience(
        _ request: borrowing Request, _ response: inout Response,
        _ work: @escaping @Sendable (inout Store.ContactReader, String) throws(ContactStoreError) -> WriteAnswer
    ) {
        guard let name = audienceName(request, &response), let room = audienceRoom(name, &response) else { return }
        guard room.audiences.savedNow.byName[name] != nil else {
            return AudienceShelf.missing(name).problem.send(with: &response)
        }
        let promise = response.postpone()
        room.read { reader in
            let answer: WriteAnswer
            do throws(ContactStoreError) { answer = try work(&reader, name) } catch { answer = WriteAnswer(error) }
            answer.send(promise)
        }
    }

    private func number(_ name: StaticString, _ request: borrowing Request) throws(RequestError) -> Int64? {
        guard let text = request.queryText(name) else { return nil }
        guard let number = Int64(text), number >= 0 else {
            throw RequestError(parameter: "\(name)", "expected the value of \"next\" of the page before")
        }
        return number
    }

    // MARK: - Members

    /// The format that `?format=` or else `Accept` asks for. NDJSON and CSV hold the whole list, JSON a page of it.
    func memberType(_ request: borrowing Request) -> MediaType {
        switch request.queryText("format") {
        case "csv": return .csv
        case "ndjson": return .ndjson
        case .some: return .json
        case nil: break
        }
        guard let accept = request.header("accept") else { return .json }
        var start = 0
        while start < accept.count {
            let end = accept.firstIndex(of: ASCII.comma, from: start) ?? accept.count
            var first = start
            while first < end, accept[first] == ASCII.space { first += 1 }
            if first < end, let type = MediaType(contentType: accept.extracting(first..<end)) { return type }
            start = end + 1
        }
        return .json
    }

    /// A page of members as JSON.
    func sendMembers(_ request: borrowing Request, _ response: inout Response) {
        let number = Int64(request.pathText(1))
        let group = request.queryText("group")
        let (limit, after): (Int, Int64)
        do throws(RequestError) {
            (limit, after) = (try self.limit(request), try self.number("cursor", request) ?? 0)
        } catch {
            return error.problem.send(with: &response)
        }
        readAudience(request, &response) { reader, name throws(ContactStoreError) in
            guard let number, let snapshot = try reader.snapshot(of: name, number: number) else {
                return WriteAnswer(Self.noSuchSnapshot.problem)
            }
            let filter: MemberFilter
            do throws(RequestError) { filter = try MemberFilter(snapshot, group: group) } catch {
                return WriteAnswer(error.problem)
            }
            return try Self.pageOfMembers(snapshot, filter, after: after, limit: limit, &reader)
        }
    }

    private static func pageOfMembers(
        _ snapshot: SavedSnapshot, _ filter: MemberFilter, after: Int64, limit: Int, _ reader: inout Store.ContactReader
    ) throws(ContactStoreError) -> WriteAnswer {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("members")
        writer.beginArray()
        var (last, isLast, wanted, withdrawn) = (after, false, 0, 0)
        // A page is filled one look at a time, because those who are passed over are not known before.
        while wanted < limit, !isLast {
            let page = try reader.page(of: snapshot, after: last, limit: limit - wanted)
            (last, isLast) = (page.last, page.isLast)
            withdrawn += page.withdrawn
            for id in page.ids {
                let (group, isWanted) = filter.judge(id)
                guard isWanted else { continue }
                wanted += 1
                writer.memberOfSnapshot(id, group)
            }
        }
        writer.endArray()
        if withdrawn > 0 { writer.member("withdrawn", withdrawn) }
        if !isLast { writer.member("next", "\(last)") }
        writer.endObject()
        return WriteAnswer(status: 200, body: writer.byteArray)
    }

    /// The whole list, as NDJSON or CSV.
    func openMembers(_ request: borrowing Request, _ response: inout Response) -> any BodyStream {
        guard let name = audienceName(request, &response), let room = audienceRoom(name, &response) else {
            return RefusedStream()
        }
        let type = memberType(request)
        do throws(RequestError) {
            let owner: SnapshotMembersStream.ReaderOwner
            let snapshot: SavedSnapshot?
            do throws(ContactStoreError) {
                owner = SnapshotMembersStream.ReaderOwner(try room.audiences.makeReader())
                snapshot = try Int64(request.pathText(1)).flatMap { number throws(ContactStoreError) in
                    try owner.reader.snapshot(of: name, number: number)
                }
            } catch {
                throw RequestError(Problem(error))
            }
            guard let snapshot else { throw Self.noSuchSnapshot }
            let filter = try MemberFilter(snapshot, group: request.queryText("group"))
            return SnapshotMembersStream(owner, snapshot, filter, type)
        } catch {
            error.problem.send(with: &response)
            return RefusedStream()
        }
    }

    // MARK: - Experiments

    /// POST /experiments/evaluate.
    func evaluateExperiment(_ body: Span<UInt8>, _ response: inout Response) {
        let bytes = body.withUnsafeBufferPointer { Array($0) }
        var room: ContactRoom?
        if case .ready(let ready) = contacts.state { room = ready }
        let (desk, configuration) = (room?.audiences, contacts.configuration)
        contacts.evaluations.answer(&response) { () throws(RequestError) in
            try ExperimentQuestion(bytes, configuration).answer(desk)
        }
    }
}
