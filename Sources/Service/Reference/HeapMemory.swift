import CLinux

/// What the C library keeps of memory that the program has given back.
///
/// A reference is tens of megabytes in a few hundred arrays. The allocator's habit of serving large arrays from its heap once
/// some have been freed, and one heap for each thread that ever loaded, made a server grow from 120 to 330 MB over a
/// thousand reloads.
public enum HeapMemory {
    /// Arrays of this size and more are mapped one by one, and unmapped when they are freed.
    private static let mappedBytes: Int32 = 128 * 1024
    /// Requests allocate nothing, so few threads ever want the heap at a time.
    private static let heaps: Int32 = 2

    /// To be called once, after the first load, which is a fifth quicker from the heap and has nothing to follow.
    public static func configure() {
        #if canImport(Glibc)
            _ = mallopt(M_MMAP_THRESHOLD, mappedBytes)
            _ = mallopt(M_ARENA_MAX, heaps)
        #endif
    }

    /// Gives free memory back to the system: after a load, whose scratch is as large as what it made.
    static func giveBack() {
        #if canImport(Glibc)
            _ = malloc_trim(0)
        #endif
    }
}
