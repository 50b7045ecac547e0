import Bytes

/// Which of 4,096 contacts with numbers in a row are on a frozen list: a bit each. A list of a million takes 245 rows and 125 KB, and a contact is
/// taken off it by one bit.
enum SnapshotChunk {
    static let contacts: Int64 = 4096
    static let bytes = Int(contacts) / 8

    static func number(of key: Int64) -> Int64 { key / contacts }

    private static func place(of key: Int64) -> (byte: Int, bit: UInt8) {
        let index = Int(key % contacts)
        return (index >> 3, 1 << UInt8(index & 7))
    }

    static func contains(_ key: Int64, in members: Span<UInt8>) -> Bool {
        let (byte, bit) = place(of: key)
        return byte < members.count && members[byte] & bit != 0
    }

    static func set(_ key: Int64, in members: inout [UInt8]) {
        let (byte, bit) = place(of: key)
        members[byte] |= bit
    }

    static func clear(_ key: Int64, in members: inout [UInt8]) {
        let (byte, bit) = place(of: key)
        members[byte] &= ~bit
    }
}

extension ContactSession {
    /// Takes a contact off all frozen lists; their counts stay what they were. Returns how many lists it was on.
    mutating func eraseFromSnapshots(_ key: Int64) throws(SQLiteError) -> Int {
        var found: [(snapshot: Int64, members: [UInt8])] = []
        do {
            var select = try database.connection.prepare(
                "SELECT s.key, c.members FROM snapshot s JOIN snapshot_chunk c ON c.snapshot = s.key AND c.chunk = ?")
            try select.bind(SnapshotChunk.number(of: key), at: 1)
            while try select.step() {
                guard SnapshotChunk.contains(key, in: select.bytes(1)) else { continue }
                var members = select.bytes(1).withUnsafeBufferPointer { Array($0) }
                SnapshotChunk.clear(key, in: &members)
                found.append((select.integer(0), members))
            }
        }
        var update = try database.connection.prepare(
            "UPDATE snapshot_chunk SET members = ? WHERE snapshot = ? AND chunk = ?")
        for (snapshot, members) in found {
            try update.bind(blob: members.span, at: 1)
            try update.bind(snapshot, at: 2)
            try update.bind(SnapshotChunk.number(of: key), at: 3)
            try update.run()
        }
        return found.count
    }
}
