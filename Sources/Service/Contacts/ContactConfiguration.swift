public import Audiences
public import Store

/// What the routes of contacts must know of the settings.
public struct ContactConfiguration: Sendable {
    public var path: String
    public var schema: ContactSchema
    /// Where days begin and end, and what times without an offset are in.
    public var zone = TimeZoneRules.paris
    public var policy = ContactPolicy()
    public var dropsUndeclared = false
    public var storesByDefault = false
    public var keepsAddress = false
    /// Bytes of a body of many contacts or events.
    public var maximumBulkBytes = 32 << 20
    public var audiences = AudienceConfiguration()
    public var dashboards = DashboardConfiguration()

    public init(path: String, schema: ContactSchema = .empty) {
        self.path = path
        self.schema = schema
    }
}

extension Settings {
    /// What the routes of contacts are told.
    public func contactConfiguration() throws(SettingsError) -> ContactConfiguration {
        var configuration = ContactConfiguration(path: contacts, schema: try contactSchema())
        configuration.zone = try contactTimeZone()
        configuration.policy = contactPolicy
        configuration.dropsUndeclared = contact.dropUndeclared
        configuration.storesByDefault = contact.storeByDefault
        configuration.keepsAddress = contact.keepAddress
        configuration.maximumBulkBytes = contact.bulkBytes
        configuration.audiences = try audienceConfiguration()
        configuration.dashboards = dashboardConfiguration(threads: configuration.audiences.threads)
        return configuration
    }
}
