import Bytes

/// Up to 64 events of one contact in one row of `event_page`.
///
/// A row for each event would cost a look at the start of ten million of them; a page costs that once in ten to sixty-four events,
/// and the bytes beside. An event's *slot* is 24 bits of the hash of its id. A page holds the events with slots from its
/// own up to the next page's, in the order of slots; its place is `contact × 2²⁴ + slot`, and a contact's first page has
/// slot 0. So one look-up finds the only page that can hold an id, however many events a contact has.
enum EventPage {
    static let slotBits: Int64 = 24
    /// Events after which a page is cut in two.
    static let maximumEvents = 64

    /// Contacts are numbered below this, so that places fit 63 bits.
    static let keyLimit: Int64 = 1 << 38

    static func place(contact key: Int64, slot: Int64 = 0) -> Int64 { key << slotBits | slot }
    static func contact(ofPlace place: Int64) -> Int64 { place >> slotBits }

    static func slot(of id: Span<UInt8>) -> Int64 { Int64(Hash64.hash(id) >> (64 - UInt64(slotBits))) }

    enum Insertion: Equatable {
        /// An event with this id is there; nothing was written.
        case duplicate
        /// The page is longer by one event.
        case whole
        /// From `offset` on the events belong to a page of their own.
        case cut(offset: Int, slot: Int64)
        /// The bytes are no page.
        case damaged
    }

    /// Writes into `output`, which is empty, what `page` becomes with an event, given as bytes. O(events of the page).
    static func insert(
        _ event: Span<UInt8>, id: Span<UInt8>, into page: Span<UInt8>, output: inout ByteBuffer
    ) -> Insertion {
        let slot = slot(of: id)
        var count = 0
        var insertion = page.count
        var position = 0
        while position < page.count {
            guard let other = EventEncoding.read(page, at: &position) else { return .damaged }
            let otherID = page.extracting(other.id)
            let otherSlot = Self.slot(of: otherID)
            if otherSlot == slot, otherID.elementsEqual(id) { return .duplicate }
            if otherSlot > slot { insertion = min(insertion, other.range.lowerBound) }
            count += 1
        }
        output.append(page.extracting(0..<insertion))
        output.append(event)
        output.append(page.extracting(insertion..<page.count))
        guard count >= maximumEvents else { return .whole }
        return cut(output.bytes)
    }

    /// Where to cut a page in two: as near to its middle as events of one slot stay together.
    static func cut(_ page: Span<UInt8>) -> Insertion {
        var position = 0
        var previous: Int64 = -1
        var best: (distance: Int, offset: Int, slot: Int64)?
        while position < page.count {
            guard let event = EventEncoding.read(page, at: &position) else { return .damaged }
            let slot = slot(of: page.extracting(event.id))
            let distance = abs(event.range.lowerBound * 2 - page.count)
            if event.range.lowerBound > 0, slot != previous, distance < best?.distance ?? .max {
                best = (distance, event.range.lowerBound, slot)
            }
            previous = slot
        }
        guard let best else { return .whole }
        return .cut(offset: best.offset, slot: best.slot)
    }
}
