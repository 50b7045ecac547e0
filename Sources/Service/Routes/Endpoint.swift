import HTTP

/// What can be asked of the service.
enum Endpoint: Int, CaseIterable {
    case enrich
    case personas, persona, profiles, profile, indicators, neighbourhood
    case live, ready
    case reload

    var route: (method: Method, pattern: StaticString) {
        switch self {
        case .enrich: (.post, "/enrich")
        case .personas: (.get, "/personas")
        case .persona: (.get, "/personas/{code}")
        case .profiles: (.get, "/profiles")
        case .profile: (.get, "/profiles/{code}")
        case .indicators: (.get, "/indicators")
        case .neighbourhood: (.get, "/neighbourhoods/{iris}")
        case .live: (.get, "/health/live")
        case .ready: (.get, "/health/ready")
        case .reload: (.post, "/admin/reload")
        }
    }

    /// The router of the service. Its numbers are raw values of this type.
    static func makeRouter() -> Router {
        var router = Router()
        for endpoint in allCases { router.add(endpoint.route.method, endpoint.route.pattern, id: endpoint.rawValue) }
        return router
    }
}
