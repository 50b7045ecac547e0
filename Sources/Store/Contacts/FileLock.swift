#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Keeps other processes away from a database for as long as it lives: `flock` on a file beside it. The kernel lets go of it
/// when the process ends, however it ends. Not on the database itself, because closing another descriptor of a file drops the
/// locks that SQLite holds on it (POSIX, fcntl).
struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Makes the file, readable by its owner alone, when there is none yet. The log that SQLite puts beside it has the same rights.
    func makePrivate(_ path: String) throws(ContactStoreError) {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw .system(call: "open", path: path, errno: errno) }
        close(opened)
    }

    /// Takes the lock of the database at `path`, or says that it is in use.
    init(database path: String) throws(ContactStoreError) {
        let lockPath = path + ".lock"
        let opened = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw .system(call: "open", path: lockPath, errno: errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(opened)
            if number == EWOULDBLOCK { throw .inUse(path: path) }
            throw .system(call: "flock", path: lockPath, errno: number)
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}
