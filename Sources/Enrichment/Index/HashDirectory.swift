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

    init(_ pairs: [(hash: UInt64, value: UInt32)]) {
        var builder = HashDirectoryBuilder(expected: pairs.count)
        for pair in pairs { builder.count(pair.hash) }
        builder.makeRoom()
        for pair in pairs { builder.put(pair.hash, pair.value) }
        self = builder.finish()
    }

    fileprivate init(starts: [UInt32], entries: [UInt64], shift: UInt64) {
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

/// Makes a directory of what need not be kept beside it: every pair is counted first, and then put where it belongs.
struct HashDirectoryBuilder: ~Copyable {
    private var starts: [UInt32]
    private var entries: [UInt64] = []
    private let shift: UInt64

    /// Buckets never number less: a small directory is compared by 48 bits at least.
    private static let fewestBucketBits: UInt64 = 16

    /// A bucket for each of `count` pairs; more may come.
    init(expected count: Int) {
        var bits = Self.fewestBucketBits
        while 1 << bits < count { bits += 1 }
        shift = 64 - bits
        // Counted one bucket further on than the next begins, and filled from there: then each bucket's own entry is where it begins.
        starts = [UInt32](repeating: 0, count: (1 << Int(bits)) + 2)
    }

    @inline(__always)
    mutating func count(_ hash: UInt64) { starts[Int(truncatingIfNeeded: hash >> shift) &+ 2] &+= 1 }

    /// Once all are counted.
    mutating func makeRoom() {
        for bucket in 2..<starts.count { starts[bucket] += starts[bucket - 1] }
        entries = [UInt64](repeating: 0, count: Int(starts[starts.count - 1]))
    }

    /// Puts each of the pairs that were counted, in the order that they are to be found in.
    @inline(__always)
    mutating func put(_ hash: UInt64, _ value: UInt32) {
        let bucket = Int(truncatingIfNeeded: hash >> shift) &+ 1
        entries[Int(starts[bucket])] = hash << 32 | UInt64(value)
        starts[bucket] &+= 1
    }

    consuming func finish() -> HashDirectory { HashDirectory(starts: starts, entries: entries, shift: shift) }
}

/// Both keys of a name lead to its row; one where they are the same.
extension HashDirectoryBuilder {
    mutating func count(_ key: NameKey) {
        count(key.exact)
        if key.loose != key.exact { count(key.loose) }
    }

    mutating func put(_ key: NameKey, _ row: UInt32) {
        put(key.exact, row)
        if key.loose != key.exact { put(key.loose, row) }
    }
}
