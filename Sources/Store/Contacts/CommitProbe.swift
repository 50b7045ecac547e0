import Dispatch

/// How fast SQLite itself commits on a disk: the yardstick of the writer. Rows of a contact's size, found by a text of their own and changed in
/// groups, each group a transaction with `synchronous=FULL` on a write-ahead log. Nothing of Quartier is on the way.
public enum CommitProbe {
    private static let rows = 10_000
    private static let rowBytes = 200

    /// Rows changed a second, in groups of `group`, measured for `seconds`. The file at `path` is made, and is the caller's to remove.
    public static func rowsPerSecond(path: String, group: Int, seconds: Double) throws(SQLiteError) -> Double {
        let connection = try SQLiteConnection(path: path, mode: .create)
        _ = try connection.text("PRAGMA journal_mode = WAL")
        try connection.execute(
            "PRAGMA synchronous = FULL; CREATE TABLE t (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT; BEGIN"
        )
        var insert = try connection.prepare("INSERT INTO t (id, body) VALUES (?, ?)")
        let body = String(repeating: "x", count: rowBytes)
        for row in 0..<rows {
            try insert.bind("contact-\(row)", at: 1)
            try insert.bind(body, at: 2)
            try insert.run()
        }
        try connection.execute("COMMIT")
        var update = try connection.prepare("UPDATE t SET body = ? WHERE id = ?")
        let start = DispatchTime.now().uptimeNanoseconds
        var changed = 0
        while DispatchTime.now().uptimeNanoseconds - start < UInt64(seconds * 1e9) {
            try connection.execute("BEGIN IMMEDIATE")
            for _ in 0..<group {
                // A step that is prime to the number of rows visits them all, far apart.
                try update.bind(body, at: 1)
                try update.bind("contact-\(changed * 7919 % rows)", at: 2)
                try update.run()
                changed += 1
            }
            try connection.execute("COMMIT")
        }
        return Double(changed) / (Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
    }
}
