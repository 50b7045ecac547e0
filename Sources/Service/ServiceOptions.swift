import HTTP

/// What the service must know of the settings.
public struct ServiceOptions: Sendable {
    public var limits = EnrichLimits()
    /// Bytes of a body that is gathered before it is answered: one contact, an array.
    public var maximumBodyBytes = 1 << 20
    /// Bytes of a body that is answered while it arrives: NDJSON, CSV.
    public var maximumBatchBytes = Int.max

    public init() {}

    /// A server that answers from `reference` and, after a reload, from what `keeper` has loaded. Not started yet.
    public func makeServer(
        _ configuration: ServerConfiguration, _ reference: ServedReference, _ keeper: ReferenceKeeper,
        accessLog: (any AccessLogWriter)?
    ) -> Server {
        let options = self
        let server = Server(configuration: configuration, router: Endpoint.makeRouter(), accessLog: accessLog) { _ in
            ServiceHandler(reference, keeper, options)
        }
        keeper.serve(server)
        return server
    }
}
