/// A connection by slot and generation: an event or a promise that outlived its connection meets another
/// generation in the slot, and means nothing.
struct ConnectionID: Equatable, Sendable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }
    init(slot: Int, generation: UInt32) { rawValue = UInt64(generation) << 32 | UInt64(UInt32(slot)) }

    var slot: Int { Int(UInt32(truncatingIfNeeded: rawValue)) }
    var generation: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }

    // Descriptors of the loop itself, in slots that no connection has.
    static let listener = ConnectionID(rawValue: 0xFFFF_FFFF_FFFF_FFF0)
    static let unixListener = ConnectionID(rawValue: 0xFFFF_FFFF_FFFF_FFF1)
    static let wake = ConnectionID(rawValue: 0xFFFF_FFFF_FFFF_FFF2)
    static let timer = ConnectionID(rawValue: 0xFFFF_FFFF_FFFF_FFF3)

    var isOfLoop: Bool { rawValue >= Self.listener.rawValue }
}
