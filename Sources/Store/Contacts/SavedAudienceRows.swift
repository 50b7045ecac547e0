import Audiences

/// Saved audiences and frozen lists out of their rows, for the writer and for readers.
enum SavedAudienceRows {
    /// The versions that meet the condition, by name and number. `name` is its parameter, if it has one.
    static func read(
        _ connection: borrowing SQLiteConnection, where condition: String, _ name: String? = nil
    ) throws(SQLiteError) -> [SavedAudience] {
        var select = try connection.prepare(
            """
            SELECT a.name, v.version, v.rule, v.author, v.note, v.owner, v.review, v.channel, v.expected_least,
            v.expected_most, v.at, v.approved_at, v.approved_by, v.approved_count, v.approved_meaning
            FROM audience a JOIN audience_version v ON v.audience = a.key WHERE \(condition) ORDER BY a.name, v.version
            """)
        if let name { try select.bind(name, at: 1) }
        var audiences: [SavedAudience] = []
        while try select.step() { audiences.append(audience(select)) }
        return audiences
    }

    private static func audience(_ row: borrowing SQLiteStatement) -> SavedAudience {
        var audience = SavedAudience(name: row.string(0) ?? "", rule: row.string(2) ?? "")
        audience.version = row.integer(1)
        audience.author = row.string(3)
        audience.note = row.string(4)
        audience.owner = row.string(5)
        audience.review = row.isNull(6) ? nil : CivilDate(day: Int32(clamping: row.integer(6)))
        audience.channel = row.string(7)
        audience.expected = ExpectedSize(
            least: row.isNull(8) ? nil : Int(row.integer(8)), most: row.isNull(9) ? nil : Int(row.integer(9)))
        audience.savedAt = Instant(milliseconds: row.integer(10))
        if !row.isNull(11) {
            audience.approval = SavedAudience.Approval(
                at: Instant(milliseconds: row.integer(11)), by: row.string(12), count: row.integer(13),
                meaning: UInt64(bitPattern: row.integer(14)))
        }
        return audience
    }

    /// What a snapshot's row is selected as.
    static let snapshotColumns =
        "s.key, a.name, s.number, s.version, s.rule, s.channel, s.at, s.count, s.author, s.note, s.settings"

    static func snapshot(_ row: borrowing SQLiteStatement) -> SavedSnapshot {
        var snapshot = SavedSnapshot(
            audience: row.string(1) ?? "", version: row.integer(3), rule: row.string(4) ?? "",
            settings: row.string(10) ?? "{}")
        snapshot.key = row.integer(0)
        snapshot.number = row.integer(2)
        snapshot.channel = row.string(5)
        snapshot.at = Instant(milliseconds: row.integer(6))
        snapshot.count = row.integer(7)
        snapshot.author = row.string(8)
        snapshot.note = row.string(9)
        return snapshot
    }
}
