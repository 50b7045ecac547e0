import Audiences
import Store

/// An audience as PUT /audiences/{name} gives it.
struct AudienceDraft: Sendable {
    var audience: SavedAudience
    var rule: RequestMembers.WrittenRule

    private static let countLimits = 0...Int(Int32.max)

    init(_ name: String, _ body: [UInt8], _ configuration: ContactConfiguration) throws(RequestError) {
        let members = try RequestMembers(body)
        try members.refuseOthers(
            than: "name", "rule", "author", "note", "owner", "review", "channel", "expected")
        if let named = try members.text("name"), named != name {
            throw RequestError(pointer: "/name", "the path names another audience")
        }
        guard let rule = try members.rule("rule", configuration.audiences.ruleLimits) else {
            throw RequestError(pointer: "/rule", "expected a rule, as JSON or as text")
        }
        self.rule = rule
        audience = SavedAudience(name: name, rule: rule.rule.json)
        audience.author = try members.text("author")
        audience.note = try members.text("note")
        audience.owner = try members.text("owner")
        audience.review = try members.date("review")
        audience.channel = try EvaluationRequest.channel(members, configuration.schema)
        if let expected = try members.object("expected") {
            try expected.refuseOthers(than: "least", "most")
            audience.expected.least = try expected.integer("least", Self.countLimits)
            audience.expected.most = try expected.integer("most", Self.countLimits)
            if let least = audience.expected.least, let most = audience.expected.most, least > most {
                throw RequestError(pointer: "/expected/most", "less than \"least\"")
            }
        }
    }
}
