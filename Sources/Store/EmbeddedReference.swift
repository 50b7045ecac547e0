import Bytes
import Segmentation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Between the text files of `Config/reference/` and a reference.
public enum EmbeddedReference {
    /// Builds the reference of kind `embedded` from the text files in `directory`, and puts it at `path` when it is
    /// complete. The same texts give the same bytes. About half a second.
    public static func build(from directory: String, to path: String) throws(StoreError) {
        do throws(InputError) {
            let data = try ReferenceTexts.read { name throws(InputError) in
                try bytes(directory + "/" + name)
            }
            try write(data, to: path)
        } catch {
            throw .content(path: directory, reason: error.description)
        }
    }

    /// Whether the file at `path` was built from such texts by an older version, in a format that this one does not read. A file that
    /// cannot be read is not.
    public static func isOutdated(_ path: String) -> Bool {
        do {
            let connection = try SQLiteConnection(path: path, mode: .readOnly)
            guard try connection.integer("PRAGMA application_id") == ReferenceSchema.applicationID,
                let format = try connection.integer("PRAGMA user_version"), format < ReferenceSchema.formatVersion
            else { return false }
            return try ReferenceChecksum.value(MetaKey.kind, in: connection) == ReferenceData.Kind.embedded.rawValue
        } catch {
            return false
        }
    }

    /// Writes the text files of the reference at `path` into `directory`, which is made when it is missing. Returns their
    /// names and sizes in bytes.
    public static func export(
        from path: String, to directory: String
    ) throws(StoreError) -> [(name: String, byteCount: Int)] {
        let data = try ReferenceReader.read(path)
        if mkdir(directory, 0o755) != 0 && errno != EEXIST {
            throw .system(call: "mkdir", path: directory, errno: errno)
        }
        var written: [(name: String, byteCount: Int)] = []
        for (name, bytes) in ReferenceTexts.write(data) + [ReferenceTexts.readMe] {
            try replace(directory + "/" + name, with: bytes)
            written.append((name, bytes.count))
        }
        return written
    }

    private static func write(_ data: ReferenceData, to path: String) throws(InputError) {
        do throws(StoreError) {
            try ReferenceWriter.write(data, to: path)
        } catch {
            throw .configuration(file: path, reason: error.description)
        }
    }

    private static func bytes(_ path: String) throws(InputError) -> [UInt8] {
        var file = try InputFile(path: path)
        var buffer = ByteBuffer()
        while try file.read(into: &buffer) {}
        return buffer.withUnsafeBytes { Array($0) }
    }

    /// Writes beside and renames, so that a reader sees the old file or the new one.
    private static func replace(_ path: String, with bytes: [UInt8]) throws(StoreError) {
        let part = path + ".part"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(call: "open", path: part, errno: errno) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw .system(call: "write", path: part, errno: errno) }
            rest = rest.dropFirst(max(0, count))
        }
        guard rename(part, path) == 0 else { throw .system(call: "rename", path: path, errno: errno) }
    }
}
