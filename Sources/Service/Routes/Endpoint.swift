import HTTP

/// What can be asked of the service.
enum Endpoint: Int, CaseIterable {
    case enrich
    case personas, persona, profiles, profile, indicators, neighbourhood
    case putContact, getContact, patchContact, deleteContact
    case bulkContacts, events
    case evaluateRule, audiences, audience, putAudience, deleteAudience, approveAudience
    case makeSnapshot, snapshots, snapshot, snapshotMembers, evaluateExperiment
    case countAudience, explainAudience, audienceDependents, audienceOverlap
    case dashboard
    case live, ready
    case reload
    case portalOverview, portalPersonas, portalPersona, portalAddress, portalAddressForm, portalImport
    case portalImportPreview, portalFile, portalIndicators, portalIndicator
    case portalAudiences, portalAudience, portalNewAudience, portalAudienceFigures
    case portalDemonstration, portalRuleFields

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
        case .evaluateRule: (.post, "/audiences/evaluate")
        case .audiences: (.get, "/audiences")
        case .audience: (.get, "/audiences/{name}")
        case .putAudience: (.put, "/audiences/{name}")
        case .deleteAudience: (.delete, "/audiences/{name}")
        case .approveAudience: (.post, "/audiences/{name}/approve")
        case .makeSnapshot: (.post, "/audiences/{name}/snapshots")
        case .snapshots: (.get, "/audiences/{name}/snapshots")
        case .snapshot: (.get, "/audiences/{name}/snapshots/{number}")
        case .snapshotMembers: (.get, "/audiences/{name}/snapshots/{number}/members")
        case .evaluateExperiment: (.post, "/experiments/evaluate")
        case .countAudience: (.get, "/audiences/{name}/count")
        case .explainAudience: (.get, "/audiences/{name}/explain/{contact}")
        case .audienceDependents: (.get, "/audiences/{name}/dependents")
        case .audienceOverlap: (.get, "/audiences/{name}/overlap")
        case .dashboard: (.get, "/dashboards/{name}")
        case .live: (.get, "/health/live")
        case .ready: (.get, "/health/ready")
        case .reload: (.post, "/admin/reload")
        case .portalOverview: (.get, "/")
        case .portalPersonas: (.get, "/portal/personas")
        case .portalPersona: (.get, "/portal/personas/{code}")
        case .portalIndicators: (.get, "/portal/indicators")
        case .portalIndicator: (.get, "/portal/indicators/{id}")
        case .portalAudiences: (.get, "/portal/audiences")
        case .portalAudience: (.get, "/portal/audiences/{name}")
        case .portalNewAudience: (.get, "/portal/audience-new")
        case .portalAudienceFigures: (.post, "/portal/audience-figures")
        case .portalAddress: (.get, "/portal/address")
        case .portalAddressForm: (.post, "/portal/address")
        case .portalImport: (.get, "/portal/import")
        case .portalImportPreview: (.post, "/portal/import/preview")
        case .portalFile: (.get, "/portal/files/{name}")
        case .portalDemonstration: (.post, "/portal/demonstration")
        case .portalRuleFields: (.get, "/portal/rule-fields")
        }
    }

    /// The router of the service. Its numbers are raw values of this type.
    static func makeRouter() -> Router {
        var router = Router()
        for endpoint in allCases { router.add(endpoint.route.method, endpoint.route.pattern, id: endpoint.rawValue) }
        return router
    }
}
