import HTTP

/// The settings as the rooms below want them.
extension Settings {
    /// What the HTTP engine is told. What has no setting keeps the engine's own default.
    public var serverConfiguration: ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.host = host
        configuration.port = port
        configuration.unixSocketPath = unixSocket
        configuration.loops = loops
        configuration.backlogConnections = http.backlog
        configuration.maximumRequestLineBytes = http.requestLineBytes
        configuration.maximumHeaderBytes = http.headerBytes
        configuration.maximumHeaderFields = http.headerFields
        configuration.maximumConnections = http.connections
        configuration.retryAfterSeconds = http.retryAfterSeconds
        configuration.maximumRequestsPerConnection = http.requestsPerConnection
        configuration.headerDeadlineMilliseconds = milliseconds(http.headerDeadlineSeconds)
        configuration.bodyProgressMilliseconds = milliseconds(http.bodyProgressSeconds)
        configuration.idleMilliseconds = milliseconds(http.idleSeconds)
        configuration.writeProgressMilliseconds = milliseconds(http.writeProgressSeconds)
        configuration.receiveBytes = http.sliceBytes
        configuration.highWaterBytes = http.unsentBytes
        return configuration
    }

    /// How long a drain may take, for `Server.drain`.
    public var drainMilliseconds: Int { milliseconds(http.drainSeconds) }

    /// What the routes are told.
    public var serviceOptions: ServiceOptions {
        var options = ServiceOptions()
        options.maximumBodyBytes = http.bodyBytes
        options.hosts = openToNetwork ? nil : allowedHosts
        options.limits.maximumArrayContacts = enrich.arrayContacts
        options.limits.maximumLineBytes = enrich.lineBytes
        options.limits.maximumFieldBytes = enrich.fieldBytes
        options.limits.maximumMixParts = enrich.mixPersonas
        options.limits.maximumFields = enrich.fields
        options.pageItems = min(pages.items, pages.maximumItems)
        options.maximumPageItems = pages.maximumItems
        return options
    }

    private func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
}
