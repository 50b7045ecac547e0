public import Audiences
import FoundationEssentials

/// What the routes of audiences must know of the settings.
public struct AudienceConfiguration: Sendable {
    /// Which audiences an answer of POST /enrich names.
    public enum InEnrich: String, CaseIterable, Sendable {
        case all, approved, none
    }

    public var computed: [ComputedDeclaration] = []
    public var ruleLimits = RuleLimits()
    public var evaluationLimits = AudienceEvaluation.Limits()
    public var maximumSaved = 1000
    public var maximumSample = 100
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    public var maximumWaiting = 64
    public var overlapMilliseconds = 200
    /// How far a count may have moved before it is approved, as a share.
    public var approvalTolerance = 0.01
    public var inEnrich = InEnrich.all

    public init() {}

    /// The computed indicators by name, as far as they need no computing beforehand.
    var computedByName: [String: ComputedIndicator] {
        Dictionary(computed.map { ($0.name, $0.indicator) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Settings {
    /// What the routes of audiences are told.
    public func audienceConfiguration() throws(SettingsError) -> AudienceConfiguration {
        var configuration = AudienceConfiguration()
        let zone = try contactTimeZone()
        guard let inEnrich = AudienceConfiguration.InEnrich(rawValue: audience.inEnrich) else {
            throw .badValue(
                name: "audience.in_enrich", value: "\"\(audience.inEnrich)\"", file: nil,
                expected: AudienceConfiguration.InEnrich.allCases.map(\.rawValue).joined(separator: ", "))
        }
        configuration.inEnrich = inEnrich
        configuration.ruleLimits.depth = audience.ruleDepth
        configuration.ruleLimits.nodes = audience.ruleParts
        configuration.ruleLimits.values = audience.ruleValues
        configuration.ruleLimits.bytes = audience.ruleBytes
        configuration.evaluationLimits.smallestCount = audience.smallest
        configuration.maximumSaved = audience.saved
        configuration.maximumSample = audience.sample
        if audience.threads > 0 { configuration.threads = audience.threads }
        configuration.maximumWaiting = audience.waiting
        configuration.overlapMilliseconds = audience.overlapMilliseconds
        configuration.approvalTolerance = Double(audience.approvalPercent) / 100
        let schema = try contactSchema()
        do throws(RequestError) {
            configuration.computed = try ComputedDeclaration.read(
                audience.computed, schema: schema, zone: zone, limits: configuration.ruleLimits)
        } catch {
            let place = error.problem.errors.first
            throw .badComputed(place: place?.pointer ?? "", reason: place?.detail ?? error.problem.detail)
        }
        return configuration
    }
}
