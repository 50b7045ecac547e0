import HTTP

/// What can be asked of the service.
enum Endpoint: Int, CaseIterable {
    case enrich
    case personas, persona, profiles, profile, indicators, neighbourhood
    case putContact, getContact, patchContact, deleteContact
    case bulkContacts, events
    case live, ready
    case reload
    case portalOverview, portalPersonas, portalPersona, portalAddress, portalAddressForm, portalImport
    case portalImportPreview, portalFile

    var route: (method: Method, pattern: StaticString) {
        switch self {
        case .enrich: (.post, "/enrich")
        case .personas: (.get, "/personas")
        case .persona: (.get, "/personas/{code}")
        case .profiles: (.get, "/profiles")
        case .profile: (.get, "/profiles/{code}")
        case .indicators: (.get, "/indicators")
        case .neighbourhood: (.get, "/neighbourhoods/{iris}")
        case .putContact: (.put, "/contacts/{id}")
        case .getContact: (.get, "/contacts/{id}")
        case .patchContact: (.patch, "/contacts/{id}")
        case .deleteContact: (.delete, "/contacts/{id}")
        case .bulkContacts: (.post, "/contacts")
        case .events: (.post, "/events")
        case .live: (.get, "/health/live")
        case .ready: (.get, "/health/ready")
        case .reload: (.post, "/admin/reload")
        case .portalOverview: (.get, "/")
        case .portalPersonas: (.get, "/portal/personas")
        case .portalPersona: (.get, "/portal/personas/{code}")
        case .portalAddress: (.get, "/portal/address")
        case .portalAddressForm: (.post, "/portal/address")
        case .portalImport: (.get, "/portal/import")
        case .portalImportPreview: (.post, "/portal/import/preview")
        case .portalFile: (.get, "/portal/files/{name}")
        }
    }

    /// The router of the service. Its numbers are raw values of this type.
    static func makeRouter() -> Router {
        var router = Router()
        for endpoint in allCases { router.add(endpoint.route.method, endpoint.route.pattern, id: endpoint.rawValue) }
        return router
    }
}
