import Audiences
import JSON

/// Evaluations as answers write them.
extension JSONWriter {
    mutating func evaluation(
        _ evaluation: AudienceEvaluation, _ request: EvaluationRequest, _ view: AudienceView, demanded: Set<String>,
        notCompared: [String], _ started: ContinuousClock.Instant
    ) {
        beginObject()
        key("count")
        number(evaluation.count)
        key("share")
        number(evaluation.share, decimals: 6)
        key("total")
        number(evaluation.total)
        member("as_of", view.clock.asOf.description)
        reach(evaluation, demanded)
        funnel(evaluation)
        overlap(evaluation, notCompared)
        warnings(evaluation, channel: request.channel, demanded)
        key("sample")
        beginArray()
        for id in evaluation.sample { string(id) }
        endArray()
        frozen(view.frozen(in: request.rule.rule))
        forms(of: request.rule.rule)
        milliseconds(since: started)
        endObject()
    }

    /// Both forms of a rule: a screen that shows one can offer the other.
    mutating func forms(of rule: Rule) {
        member("text", rule.text)
        key("rule")
        rule.write(to: &self)
    }

    /// Who may be written to, by channel; `demanded` says that the rule itself sees to it.
    private mutating func reach(_ evaluation: AudienceEvaluation, _ demanded: Set<String>) {
        key("reach")
        beginArray()
        for reach in evaluation.reach {
            beginObject()
            member("channel", reach.channel)
            member("reachable", reach.reachable)
            member("excluded", reach.excluded)
            key("demanded")
            bool(demanded.contains(reach.channel))
            endObject()
        }
        endArray()
    }

    private mutating func funnel(_ evaluation: AudienceEvaluation) {
        key("funnel")
        beginArray()
        for clause in evaluation.clauses {
            beginObject()
            place(clause.path)
            member("text", clause.text)
            member("count", clause.funnel)
            member("alone", clause.alone)
            member("without", clause.without)
            endObject()
        }
        endArray()
    }

    /// The place of a part within its rule, in both ways that errors use.
    private mutating func place(_ path: String) {
        member("path", path)
        member("pointer", RuleError(path: path, "").pointer)
    }

    private mutating func overlap(_ evaluation: AudienceEvaluation, _ notCompared: [String]) {
        key("overlap")
        beginArray()
        for overlap in evaluation.overlaps {
            beginObject()
            member("audience", overlap.audience)
            member("count", overlap.count)
            member("common", overlap.common)
            key("share")
            number(evaluation.count == 0 ? 0 : Double(overlap.common) / Double(evaluation.count), decimals: 6)
            endObject()
        }
        endArray()
        guard !notCompared.isEmpty else { return }
        key("overlap_left_out")
        beginArray()
        for name in notCompared { string(name) }
        endArray()
    }

    private mutating func warnings(_ evaluation: AudienceEvaluation, channel: String?, _ demanded: Set<String>) {
        key("warnings")
        beginArray()
        for warning in evaluation.warnings { self.warning(warning.code, warning.detail, path: warning.path) }
        if let channel, !demanded.contains(channel) {
            let refusal = ActingRefusal.consentNotDemanded(channel: channel)
            warning(refusal.code, refusal.detail, path: nil)
        }
        endArray()
    }

    private mutating func warning(_ code: String, _ detail: String, path: String?) {
        beginObject()
        member("code", code)
        member("detail", detail)
        if let path { place(path) }
        endObject()
    }

    /// When the values were computed that the rule asks and that are kept for a period; nothing when there are none.
    mutating func frozen(_ indicators: [(name: String, computedAt: Instant)]) {
        guard !indicators.isEmpty else { return }
        key("computed")
        beginArray()
        for indicator in indicators {
            beginObject()
            member("indicator", indicator.name)
            member("computed_at", indicator.computedAt.description)
            endObject()
        }
        endArray()
    }

    mutating func milliseconds(since started: ContinuousClock.Instant) {
        key("milliseconds")
        number((ContinuousClock.now - started) / .milliseconds(1), decimals: 3)
    }

    mutating func explanation(_ explanation: Explanation) {
        beginObject()
        place(explanation.path)
        member("text", explanation.text)
        key("holds")
        bool(explanation.holds)
        if !explanation.seen.isEmpty {
            key("seen")
            beginArray()
            for seen in explanation.seen {
                beginObject()
                member("field", seen.field)
                key("value")
                if let value = seen.value { string(value) } else { null() }
                endObject()
            }
            endArray()
        }
        if !explanation.parts.isEmpty {
            key("parts")
            beginArray()
            for part in explanation.parts { self.explanation(part) }
            endArray()
        }
        endObject()
    }
}
