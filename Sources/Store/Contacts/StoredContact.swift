public import Audiences

/// A contact as it lies in the database.
public struct StoredContact: Equatable, Sendable {
    /// Its number, which is never given to another contact.
    public var key: Int64
    /// Counts its changes from 1.
    public var version: Int64
    public var record: ContactRecord
    /// As it was sent, JSON; nil unless the configuration says to keep it.
    public var address: String?

    /// What `ETag` says.
    public var tag: String { "\"\(key)-\(version)\"" }
}
