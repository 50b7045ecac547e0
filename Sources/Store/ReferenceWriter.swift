import Bytes
import Segmentation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Writes a reference to a file beside the wanted one and renames it at the end, so that a broken build, a full disk or a
/// lost machine never replaces a good file.
public enum ReferenceWriter {
    /// Writes `data` to `path`. O(size); the same data gives the same bytes.
    public static func write(_ data: ReferenceData, to path: String) throws(StoreError) {
        let part = path + ".part"
        unlink(part)
        do throws(StoreError) {
            try fill(part, data)
            try sync(part)
            guard rename(part, path) == 0 else { throw StoreError.system(call: "rename", path: path, errno: errno) }
            try syncFolder(of: path)
        } catch {
            unlink(part)
            throw error
        }
    }

    private static func fill(_ path: String, _ data: ReferenceData) throws(StoreError) {
        do throws(SQLiteError) {
            let connection = try SQLiteConnection(path: path, mode: .create)
            // No journal: a file that was not finished is thrown away.
            try connection.execute(
                """
                PRAGMA page_size = \(ReferenceSchema.pageBytes);
                PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
                PRAGMA application_id = \(ReferenceSchema.applicationID);
                PRAGMA user_version = \(ReferenceSchema.formatVersion);
                BEGIN
                """)
            for table in [ReferenceSchema.meta] + ReferenceSchema.contentTables {
                try connection.execute("CREATE TABLE \(table.name) \(table.definition)")
            }
            try ReferenceTables(data: data).insertAll(connection)
            try writeMeta(connection, data)
            try connection.execute("COMMIT")
        } catch {
            throw .sqlite(error)
        }
    }

    private static func writeMeta(
        _ connection: borrowing SQLiteConnection, _ data: ReferenceData
    ) throws(SQLiteError) {
        var values = [
            MetaKey.dataset: data.dataset, MetaKey.format: "\(ReferenceSchema.formatVersion)",
            MetaKey.kind: data.kind.rawValue, MetaKey.attribution: data.attribution,
        ]
        if let definitions = data.definitions { values[MetaKey.definitions] = definitions.json }
        var checksums: [(table: String, rows: Int64, digits: String)] = []
        for table in ReferenceSchema.contentTables {
            let checksum = try ReferenceChecksum.compute(table, in: connection)
            values["rows." + table.name] = "\(checksum.rows)"
            values["checksum." + table.name] = checksum.digits
            checksums.append((table.name, checksum.rows, checksum.digits))
        }
        values[MetaKey.checksum] = ReferenceChecksum.overall(checksums)
        var insert = try connection.prepare(ReferenceSchema.meta.insert)
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            try insert.bind(key, at: 1)
            try insert.bind(value, at: 2)
            try insert.run()
        }
    }

    private static func sync(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(call: "open", path: path, errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, errno: errno) }
    }

    /// A rename lasts once its folder is on disk.
    private static func syncFolder(of path: String) throws(StoreError) {
        let end = path.lastIndex(of: "/")
        try sync(end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
    }
}
