import HTTP

/// What the service must know of the settings.
public struct ServiceOptions: Sendable {
    public var limits = EnrichLimits()
    /// Bytes of a body that is gathered before it is answered: one contact, an array.
    public var maximumBodyBytes = 1 << 20
    /// Bytes of a body that is answered while it arrives: NDJSON, CSV.
    public var maximumBatchBytes = Int.max
    /// Host names that may be used besides the loopback's and addresses; nil for any: see `RequestGuard`.
    public var hosts: [String]? = []
    /// What forms of the portal send back.
    public var formToken = FormToken()

    /// Items of one page of a list, when the request does not say, and the most that it may ask for.
    public var pageItems = 50
    public var maximumPageItems = 500

    public init() {}

    /// The server of the service, not started yet.
    public static func makeServer(_ configuration: ServerConfiguration, accessLog: AccessLog?) -> Server {
        Server(configuration: configuration, router: Endpoint.makeRouter(), accessLog: accessLog)
    }

    /// Starts `server`: it answers from `reference` and, after a reload, from what `keeper` has loaded.
    public func start(
        _ server: Server, _ reference: ServedReference, _ keeper: ReferenceKeeper, _ contacts: ContactKeeper
    ) throws(ServerError) {
        try server.start { _ in ServiceHandler(reference, keeper, contacts, self) }
        keeper.serve(server)
    }
}
