/// The layout of `contacts.sqlite`, as the steps that lead to it. A file of version n has had the first n steps.
///
///     contact          one row a contact: where it matched, its persona, consents and attributes, a column each
///     consent_change   what a consent was before it changed
///     event_page       events of one contact, up to 64 a row (see EventPage)
///     event_word       the texts of types, channels and categories of events, and how many events use each
///     pending_event    events of contacts that are not known yet
///     declared         attributes and event properties by name, and what their values are stored as
///     idempotency      answers to requests that carried an Idempotency-Key
///     tombstone        that somebody was erased, and when; not who
///     meta             facts of the file
///     audience, audience_version, snapshot, snapshot_chunk   saved rules and frozen lists
///
/// The columns of `contact` for consents and attributes are added when they are declared: see ContactDeclarations.
/// Times are milliseconds since 1970 (UTC), dates are days since then, scores are ten-thousandths.
enum ContactMigrations {
    /// `QTRC` in ASCII.
    static let applicationID: Int64 = 0x5154_5243

    static var currentVersion: Int64 { Int64(steps.count) }

    /// Each runs in a transaction of its own, which also notes the version that it leads to.
    static let steps = [contactsAndEvents, audiencesAndSnapshots]

    private static let contactsAndEvents = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE declared (
            code INTEGER PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, UNIQUE (owner, name)
        ) STRICT;
        CREATE TABLE contact (
            key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, level TEXT, score INTEGER, iris TEXT,
            citycode TEXT, postcode TEXT, department TEXT, profile TEXT, persona TEXT, lifecycle TEXT, address TEXT
        ) STRICT;
        CREATE TABLE consent_change (
            contact INTEGER NOT NULL, number INTEGER NOT NULL, channel TEXT NOT NULL, given INTEGER NOT NULL,
            at INTEGER, source TEXT, replaced_at INTEGER NOT NULL, PRIMARY KEY (contact, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE event_page (place INTEGER PRIMARY KEY, events BLOB NOT NULL) STRICT;
        CREATE TABLE event_word (code INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, uses INTEGER NOT NULL) STRICT;
        CREATE TABLE pending_event (
            contact TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, channel TEXT, category TEXT,
            at INTEGER NOT NULL, amount TEXT, properties BLOB, received_at INTEGER NOT NULL,
            PRIMARY KEY (contact, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pending_event_age ON pending_event (received_at);
        CREATE TABLE idempotency (
            key BLOB PRIMARY KEY, request INTEGER NOT NULL, contact INTEGER, status INTEGER NOT NULL, etag TEXT,
            body BLOB NOT NULL, at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_age ON idempotency (at);
        CREATE INDEX idempotency_contact ON idempotency (contact) WHERE contact IS NOT NULL;
        CREATE TABLE tombstone (
            number INTEGER PRIMARY KEY, at INTEGER NOT NULL, events INTEGER NOT NULL, snapshots INTEGER NOT NULL
        ) STRICT;
        """

    private static let audiencesAndSnapshots = """
        CREATE TABLE audience (
            key INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE audience_version (
            audience INTEGER NOT NULL, version INTEGER NOT NULL, rule TEXT NOT NULL, author TEXT, note TEXT, owner TEXT,
            review INTEGER, channel TEXT, expected_least INTEGER, expected_most INTEGER, at INTEGER NOT NULL,
            approved_at INTEGER, approved_by TEXT, approved_count INTEGER, approved_meaning INTEGER,
            PRIMARY KEY (audience, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE snapshot (
            key INTEGER PRIMARY KEY AUTOINCREMENT, audience INTEGER NOT NULL, number INTEGER NOT NULL,
            version INTEGER NOT NULL, rule TEXT NOT NULL, channel TEXT, at INTEGER NOT NULL, count INTEGER NOT NULL,
            author TEXT, note TEXT, settings TEXT NOT NULL, UNIQUE (audience, number)
        ) STRICT;
        CREATE INDEX snapshot_age ON snapshot (at);
        CREATE TABLE snapshot_chunk (
            snapshot INTEGER NOT NULL, chunk INTEGER NOT NULL, members BLOB NOT NULL, PRIMARY KEY (snapshot, chunk)
        ) STRICT, WITHOUT ROWID;
        """
}
