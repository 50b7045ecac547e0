/// Many values by 64-bit hash, built once and then only read.
///
///     starts   one entry a bucket: where its run begins     (the bucket is the top bits of the hash)
///     hashes   sorted by bucket, in the order of insertion within one
///     values   beside them
///
/// With as many buckets as entries a look-up reads one line of `starts` and one or two of `hashes`; an entry costs
/// 16 bytes in all. Building is a counting sort: O(entries).
struct HashDirectory: Sendable {
    private let starts: [UInt32]
    private let hashes: [UInt64]
    private let values: [UInt32]
    private let shift: UInt64

    init(_ entries: [(hash: UInt64, value: UInt32)]) {
        var bits: UInt64 = 4
        while 1 << bits < entries.count { bits += 1 }
        let shift = 64 - bits
        var starts = [UInt32](repeating: 0, count: (1 << Int(bits)) + 1)
        for entry in entries { starts[Int(entry.hash >> shift) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        var next = starts
        var hashes = [UInt64](repeating: 0, count: entries.count)
        var values = [UInt32](repeating: 0, count: entries.count)
        for entry in entries {
            let bucket = Int(entry.hash >> shift)
            let position = Int(next[bucket])
            next[bucket] += 1
            hashes[position] = entry.hash
            values[position] = entry.value
        }
        self.starts = starts
        self.hashes = hashes
        self.values = values
        self.shift = shift
    }

    /// Calls `body` with each value kept under `hash`, in the order of insertion, until it returns false.
    func forEach(_ hash: UInt64, _ body: (Int) -> Bool) {
        let bucket = Int(truncatingIfNeeded: hash >> shift)
        var position = Int(starts[bucket])
        let end = Int(starts[bucket &+ 1])
        while position < end {
            if hashes[position] == hash, !body(Int(values[position])) { return }
            position &+= 1
        }
    }

    /// The first value kept under `hash`.
    func first(_ hash: UInt64) -> Int? {
        var found: Int?
        forEach(hash) {
            found = $0
            return false
        }
        return found
    }
}
