import Audiences
import Bytes
import CSV
import HTTP
import JSON
import Store

/// Members of a frozen list that are wanted.
struct MemberFilter: Sendable {
    private let split: ExperimentSplit?
    /// Nil is all that are to be written to.
    private let group: String?

    /// `group` is one of the list's, `hold_out` or `all`; nil leaves out who is to be left alone. An error names those that there
    /// are.
    init(_ snapshot: SavedSnapshot, group: String?) throws(RequestError) {
        split = SnapshotRequest.split(of: snapshot)
        self.group = group
        guard let group, group != Self.all else { return }
        let names = (split?.groups.map(\.name) ?? []) + [ExperimentSplit.holdOut, Self.all]
        guard names.contains(group) else {
            throw RequestError(parameter: "group", "expected one of \(names.joined(separator: ", "))")
        }
    }

    static let all = "all"

    var hasGroups: Bool { split != nil }

    /// The group of a contact, nil without a split, and whether the contact is wanted.
    func judge(_ id: String) -> (group: String?, isWanted: Bool) {
        guard let split else { return (nil, group != ExperimentSplit.holdOut) }
        let its = split.group(of: id)
        if group == Self.all { return (its, true) }
        return (its, group.map { $0 == its } ?? (its != ExperimentSplit.holdOut))
    }
}

/// The members of a frozen list, written as the client takes them: NDJSON or CSV, in constant memory.
///
/// Each portion is a short look into the database, so that a slow client holds nothing up; it is a fraction of a millisecond of the
/// loop's time.
final class SnapshotMembersStream: BodyStream {
    /// Holds a reader that lives as long as the stream.
    final class ReaderOwner {
        var reader: Store.ContactReader
        init(_ reader: consuming Store.ContactReader) { self.reader = reader }
    }

    private let owner: ReaderOwner
    private let snapshot: SavedSnapshot
    private let filter: MemberFilter
    private let type: MediaType
    private var csv = CSVWriter()
    private var output = ByteBuffer(capacity: 16 * 1024)
    private var last: Int64 = 0
    private var isAtEnd = false

    /// Contacts that are looked up in one go.
    private static let portion = 256

    init(_ owner: ReaderOwner, _ snapshot: SavedSnapshot, _ filter: MemberFilter, _ type: MediaType) {
        self.owner = owner
        self.snapshot = snapshot
        self.filter = filter
        self.type = type
    }

    func receive(_ bytes: Span<UInt8>, with response: inout Response) {}

    func finish(with response: inout Response) {
        let name = Array("attachment; filename=\"members-\(snapshot.number).\(type == .csv ? "csv" : "ndjson")\"".utf8)
        response.addHeader("Content-Disposition", name.span)
        response.start(status: 200, contentType: type.contentType)
        if type == .csv { writeHeader() }
        write(&response)
    }

    func resume(with response: inout Response) { write(&response) }

    func abort() {}

    private func writeHeader() {
        csv.field("id", to: &output)
        if filter.hasGroups { csv.field("group", to: &output) }
        csv.endLine(to: &output)
    }

    /// Writes until enough waits for the client or nothing is left.
    private func write(_ response: inout Response) {
        while !isAtEnd, !response.isFull {
            do throws(ContactStoreError) {
                let page = try owner.reader.page(of: snapshot, after: last, limit: Self.portion)
                (last, isAtEnd) = (page.last, page.isLast)
                for id in page.ids { write(id) }
            } catch {
                // The status has been sent. A stream that neither writes nor ends is cut off, and that the client can see.
                return
            }
            response.write(output)
            output.removeAll()
        }
        if isAtEnd { response.end() }
    }

    private func write(_ id: String) {
        let (group, isWanted) = filter.judge(id)
        guard isWanted else { return }
        if type == .csv {
            csv.field(id, to: &output)
            if let group { csv.field(group, to: &output) }
            csv.endLine(to: &output)
        } else {
            var writer = JSONWriter()
            writer.memberOfSnapshot(id, group)
            writer.newline()
            output.append(writer.bytes)
        }
    }
}

extension JSONWriter {
    mutating func memberOfSnapshot(_ id: String, _ group: String?) {
        beginObject()
        member("id", id)
        member("group", group)
        endObject()
    }
}
