#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What is on the heap, in pages of 2 MB.
///
/// A reference is 200 MB of tables that look-ups read at random: with pages of 4 KB nearly every look-up that misses the cache
/// also waits for the address to be translated, which in a virtual machine is up to 24 more reads.
extension HeapMemory {
    private static let pageBytes = UInt(2) << 20
    private static let smallPageBytes = UInt(4096)
    /// `MADV_COLLAPSE` of madvise(2), since Linux 6.1; older kernels refuse it, and nothing changes.
    private static let collapse: CInt = 25
    /// A page of which less is in memory would grow by being laid together.
    private static let leastResident = 480

    /// Lays runs of 2 MB together that are in memory all but for a little. About 0.3 ms each, on the caller's thread; memory may be
    /// read and written meanwhile.
    public static func layTogether() {
        for mapping in anonymousMappings() {
            var page = (mapping.lowerBound + pageBytes - 1) / pageBytes * pageBytes
            while page + pageBytes <= mapping.upperBound {
                if let start = UnsafeMutableRawPointer(bitPattern: page), residentPages(start) >= leastResident {
                    _ = madvise(start, Int(pageBytes), collapse)
                }
                page += pageBytes
            }
        }
    }

    /// How many of the small pages of a large one are in memory.
    private static func residentPages(_ start: UnsafeMutableRawPointer) -> Int {
        var pages = [UInt8](repeating: 0, count: Int(pageBytes / smallPageBytes))
        guard mincore(start, Int(pageBytes), &pages) == 0 else { return 0 }
        return pages.count { $0 & 1 != 0 }
    }

    /// Writable memory that no file is behind and that has room for a large page (proc(5), maps).
    private static func anonymousMappings() -> [Range<UInt>] {
        guard let file = fopen("/proc/self/maps", "r") else { return [] }
        defer { fclose(file) }
        var mappings: [Range<UInt>] = []
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, CInt(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if let mapping = mapping(text) { mappings.append(mapping) }
        }
        return mappings
    }

    /// `7f5c40000000-7f5c44000000 rw-p 00000000 00:00 0`, with or without `[heap]`.
    private static func mapping(_ line: String) -> Range<UInt>? {
        let fields = line.split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard fields.count >= 5, fields[1] == "rw-p", fields[4] == "0", fields.count == 5 || fields[5] == "[heap]"
        else {
            return nil
        }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[1] - ends[0] >= pageBytes else { return nil }
        return ends[0]..<ends[1]
    }
}
