/// Many values by 64-bit hash, built once and then only read.
///
///     starts    one entry a bucket: where its run begins     (the bucket is the top bits of the hash)
///     entries   sorted by bucket, in the order of insertion within one: low half of the hash, then the value
///
/// With as many buckets as entries a look-up reads one cache line of `starts` and one, seldom two, of `entries`; an entry
/// costs 12 bytes in all. The bucket and the low 32 bits of the hash are compared: a name that is not there is taken for one
/// that is once in four thousand million look-ups. Building is a counting sort: O(entries).
struct HashDirectory: Sendable {
    private let starts: [UInt32]
    private let entries: [UInt64]
    private let shift: UInt64

    /// Buckets never number less: a small directory is compared by 48 bits at least.
    private static let fewestBucketBits: UInt64 = 16

    init(_ pairs: [(hash: UInt64, value: UInt32)]) {
        var bits = Self.fewestBucketBits
        while 1 << bits < pairs.count { bits += 1 }
        let shift = 64 - bits
        var starts = [UInt32](repeating: 0, count: (1 << Int(bits)) + 1)
        for pair in pairs { starts[Int(pair.hash >> shift) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        var next = starts
        var entries = [UInt64](repeating: 0, count: pairs.count)
        for pair in pairs {
            let bucket = Int(pair.hash >> shift)
            entries[Int(next[bucket])] = pair.hash << 32 | UInt64(pair.value)
            next[bucket] += 1
        }
        self.starts = starts
        self.entries = entries
        self.shift = shift
    }

    /// Calls `body` with each value kept under `hash`, in the order of insertion, until it returns false.
    func forEach(_ hash: UInt64, _ body: (Int) -> Bool) {
        let bucket = Int(truncatingIfNeeded: hash >> shift)
        let low = hash << 32
        var position = Int(starts[bucket])
        let end = Int(starts[bucket &+ 1])
        while position < end {
            let entry = entries[position]
            if (entry ^ low) >> 32 == 0, !body(Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)) { return }
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
