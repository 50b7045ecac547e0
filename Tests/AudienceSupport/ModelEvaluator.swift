import Audiences

/// What a rule means, as slowly and as plainly as it can be said: record by record, event by event, value by value.
public struct ModelEvaluator {
    enum Value: Equatable {
        case text(String)
        case number(ExactDecimal)
        case boolean(Bool)
        /// A date is its midnight.
        case instant(Instant)
        case texts([String])
    }

    let schema: ContactSchema
    let clock: RuleClock
    private let eventsByContact: [String: [EventRecord]]

    public init(_ sample: SampleContacts, _ clock: RuleClock) {
        schema = SampleContacts.schema
        self.clock = clock
        eventsByContact = Dictionary(grouping: sample.events, by: \.contact)
    }

    public func isIn(_ rule: Rule, _ contact: ContactRecord) -> Bool {
        // Of equal times the one that came first is first; the sort is stable.
        let events = (eventsByContact[contact.id] ?? []).sorted { $0.at < $1.at }
        return group(rule.root) { node in self.contactNode(node, contact, events) }
    }

    private func group(_ group: RuleGroup, _ isTrue: (RuleNode) -> Bool) -> Bool {
        let truths = group.rules.map { node in
            if case .group(let inner) = node { return self.group(inner, isTrue) }
            return isTrue(node)
        }
        let result: Bool
        switch group.combinator {
        case _ where truths.isEmpty: result = true
        case .and: result = truths.allSatisfy { $0 }
        case .or: result = truths.contains(true)
        case .xor: result = truths.count { $0 } % 2 == 1
        }
        return result != group.isNegated
    }

    // MARK: - Nodes

    private func contactNode(_ node: RuleNode, _ contact: ContactRecord, _ events: [EventRecord]) -> Bool {
        switch node {
        case .group: preconditionFailure("groups are taken apart before")
        case .comparison(let comparison):
            return compare(comparison, isExact: comparison.field == "code") { self.value($0, contact) }
        case .match(let match):
            guard match.field == "events" else {
                var texts: [String] = []
                if case .texts(let held)? = value(match.field, contact) { texts = held }
                let matched = texts.count { text in
                    group(match.condition) { node in
                        guard case .comparison(let comparison) = node else {
                            preconditionFailure("elements are compared")
                        }
                        return compare(comparison, isExact: false) { _ in .text(text) }
                    }
                }
                return enough(match.mode, matched, texts.count)
            }
            return enough(match.mode, events.count { isTrue(match.condition, $0) }, events.count)
        case .aggregate(let aggregate):
            let chosen = events.filter { event in aggregate.condition.map { isTrue($0, event) } ?? true }
            let result = self.aggregate(aggregate.function, aggregate.of, chosen)
            return compare(RuleComparison("", aggregate.operation, aggregate.operand), isExact: false) { _ in result }
        }
    }

    private func isTrue(_ condition: RuleGroup, _ event: EventRecord) -> Bool {
        group(condition) { node in
            guard case .comparison(let comparison) = node else { preconditionFailure("events are compared") }
            return compare(comparison, isExact: false) { self.value($0, event) }
        }
    }

    private func enough(_ mode: RuleMatch.Mode, _ matched: Int, _ total: Int) -> Bool {
        func limit(_ threshold: ExactDecimal) -> Double {
            let value = threshold.double
            return value > 0 && value < 1 ? value * Double(total) : value
        }
        // Shares such as 0.333 of a few elements are far from each other, so a Double tells them apart.
        switch mode {
        case .all: return matched == total
        case .some: return matched > 0
        case .none: return matched == 0
        case .atLeast(let threshold): return Double(matched) >= limit(threshold) - 1e-9
        case .atMost(let threshold): return Double(matched) <= limit(threshold) + 1e-9
        case .exactly(let threshold): return (Double(matched) - limit(threshold)).magnitude < 1e-9
        }
    }

    private func aggregate(_ function: AggregateFunction, _ of: String?, _ events: [EventRecord]) -> Value? {
        guard let of else { return .number(ExactDecimal(Int64(events.count))) }
        let values = events.compactMap { value(of, $0) }
        switch function {
        case .count: return .number(ExactDecimal(Int64(values.count)))
        case .distinct:
            var different: [Value] = []
            for value in values where !different.contains(value) { different.append(value) }
            return .number(ExactDecimal(Int64(different.count)))
        case .first: return values.first
        case .last: return values.last
        case .min: return values.min { order($0, $1) < 0 }
        case .max: return values.max { order($0, $1) < 0 }
        case .sum, .avg:
            guard !values.isEmpty else { return nil }
            var units: Int64 = 0
            for case .number(let number) in values { units += number.units(atScale: 6)! }
            if function == .sum { return .number(ExactDecimal(units: units, scale: 6)) }
            return .average(units, values.count)
        }
    }

    // MARK: - Values

    private func value(_ name: String, _ contact: ContactRecord) -> Value? {
        switch name {
        case "persona": return contact.persona.map(Value.text)
        case "lifecycle": return contact.lifecycle.map { .text($0.rawValue) }
        case "department": return contact.place.department.map(Value.text)
        case "match.score": return contact.place.score.map(Value.number)
        case "created_at": return contact.createdAt.map(Value.instant)
        case "consent.email": return contact.consents["email"].map { .boolean($0.isGiven) }
        case "consent.sms": return contact.consents["sms"].map { .boolean($0.isGiven) }
        case "consent.email.at": return contact.consents["email"]?.at.map(Value.instant)
        case "consent.sms.at": return contact.consents["sms"]?.at.map(Value.instant)
        default: return contact.attributes[name].map(value)
        }
    }

    private func value(_ name: String, _ event: EventRecord) -> Value? {
        switch name {
        case "type": return .text(event.type)
        case "channel": return event.channel.map(Value.text)
        case "category": return event.category.map(Value.text)
        case "at": return .instant(event.at)
        case "amount": return event.amount.map(Value.number)
        default: return event.properties[name].map(value)
        }
    }

    private func value(_ value: AttributeValue) -> Value {
        switch value {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .boolean(let truth): .boolean(truth)
        case .date(let date): .instant(clock.zone.instant(of: date))
        case .texts(let texts): .texts(texts)
        }
    }

    // MARK: - Comparisons

    private func compare(_ comparison: RuleComparison, isExact: Bool, _ value: (String) -> Value?) -> Bool {
        let held = value(comparison.field)
        if comparison.operation == .null { return held == nil }
        if comparison.operation == .notNull { return held != nil }
        guard let held else { return false }
        var others: [Value] = []
        switch comparison.operand {
        case .none: return false
        case .value(let literal): others = [constant(literal, like: held)]
        case .list(let literals): others = literals.map { constant($0, like: held) }
        case .field(let name):
            guard let other = value(name) else { return false }
            others = [other]
        case .fields(let names):
            let known = names.compactMap(value)
            guard known.count == names.count || comparison.operation == .in else { return false }
            others = known
        }
        if case .texts(let texts) = held { return compareSet(texts, comparison.operation, others) }
        return compare(held, comparison.operation, others, isExact: isExact)
    }

    private func compareSet(_ texts: [String], _ operation: RuleOperator, _ others: [Value]) -> Bool {
        func any(_ operation: RuleOperator) -> Bool {
            texts.contains { compare(.text($0), operation, others, isExact: false) }
        }
        switch operation {
        case .contains, .in: return any(.in)
        case .doesNotContain, .notIn: return !any(.in)
        case .doesNotBeginWith: return !any(.beginsWith)
        case .doesNotEndWith: return !any(.endsWith)
        default: return any(operation)
        }
    }

    private func compare(_ held: Value, _ operation: RuleOperator, _ others: [Value], isExact: Bool) -> Bool {
        let held = isExact ? held : folded(held)
        let others = isExact ? others : others.map(folded)
        func text(_ value: Value) -> String { if case .text(let text) = value { text } else { "" } }
        func bytes(_ value: Value) -> [UInt8] { Array(text(value).utf8) }
        switch operation {
        case .in: return others.contains { order(held, $0) == 0 }
        case .notIn: return !others.contains { order(held, $0) == 0 }
        case .equal: return order(held, others[0]) == 0
        case .notEqual: return order(held, others[0]) != 0
        case .less: return order(held, others[0]) < 0
        case .lessOrEqual: return order(held, others[0]) <= 0
        case .greater: return order(held, others[0]) > 0
        case .greaterOrEqual: return order(held, others[0]) >= 0
        case .between, .notBetween:
            let (low, high) = order(others[0], others[1]) <= 0 ? (others[0], others[1]) : (others[1], others[0])
            return (order(held, low) >= 0 && order(held, high) <= 0) == (operation == .between)
        case .contains: return contains(bytes(held), bytes(others[0]))
        case .doesNotContain: return !contains(bytes(held), bytes(others[0]))
        case .beginsWith: return bytes(held).starts(with: bytes(others[0]))
        case .doesNotBeginWith: return !bytes(held).starts(with: bytes(others[0]))
        case .endsWith: return bytes(held).reversed().starts(with: bytes(others[0]).reversed())
        case .doesNotEndWith: return !bytes(held).reversed().starts(with: bytes(others[0]).reversed())
        case .null, .notNull: return false
        }
    }

    private func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        part.isEmpty || text.indices.contains { text[$0...].starts(with: part) }
    }

    private func folded(_ value: Value) -> Value {
        if case .text(let text) = value { .text(TextFolding.folded(text)) } else { value }
    }

    private func constant(_ literal: RuleLiteral, like held: Value) -> Value {
        switch (held, literal) {
        case (.number, .text(let text)): return .number(ExactDecimal(text)!)
        case (.boolean, .text(let text)): return .boolean(text == "true")
        case (.instant, .text(let text)): return .instant(clock.instant(ISOTime(text)!))
        case (.instant, .relative(let date)): return .instant(clock.instant(date))
        case (_, .number(let number)): return .number(number)
        case (_, .boolean(let truth)): return .boolean(truth)
        case (_, .text(let text)): return .text(text)
        case (_, .relative): preconditionFailure("relative dates are for dates")
        }
    }

    /// Negative, zero or positive.
    private func order(_ one: Value, _ other: Value) -> Int {
        switch (one, other) {
        case (.text(let a), .text(let b)):
            return a == b && Array(a.utf8) == Array(b.utf8) ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
        case (.number(let a), .number(let b)): return a == b ? 0 : a < b ? -1 : 1
        case (.boolean(let a), .boolean(let b)): return a == b ? 0 : a ? 1 : -1
        case (.instant(let a), .instant(let b)): return a == b ? 0 : a < b ? -1 : 1
        default: preconditionFailure("values of different kinds have no order")
        }
    }
}

extension ModelEvaluator.Value {
    /// A fraction of so many millionths as a decimal fine enough to be told from every constant of the sample rules, and equal
    /// to one only when it is.
    static func average(_ millionths: Int64, _ count: Int) -> Self {
        // Twelve digits: with counts below 1,000 only an average that is a constant of three digits comes so close to it. A
        // fraction that is cut lies beside its constants on the side on which it is, zero alone excepted, and no sum of the
        // sample's amounts is between zero and a millionth of a unit.
        let scaled = Int128(millionths) * 1_000_000
        return .number(ExactDecimal(units: Int64(scaled / Int128(count)), scale: 12))
    }
}
