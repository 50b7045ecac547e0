import Audiences

/// A rule over the sample contacts as SQLite has it: a third opinion beside the columns and the model.
///
/// Tables: `c` with a row for each contact, `e` with one for each event. Numbers and money are integers in millionths, texts
/// are as they are compared, dates are the milliseconds of their midnight, sets are JSON arrays.
public struct RuleSQL {
    let clock: RuleClock

    public init(_ clock: RuleClock) { self.clock = clock }

    /// Digits that every number is brought to.
    private static let scale = 6

    // MARK: - Data

    public static let contactColumns = [
        "persona", "score", "created", "email", "sms", "email_at", "sms_at", "city", "code", "tier", "age", "visits",
        "ltv",
        "vip", "since", "tags",
    ]
    public static let eventColumns = [
        "type", "channel", "category", "at", "amount", "quantity", "gift", "brand", "delivered", "price",
    ]

    private static let names = [
        "match.score": "score", "created_at": "created", "consent.email": "email", "consent.sms": "sms",
        "consent.email.at": "email_at", "consent.sms.at": "sms_at",
    ]

    /// Statements that make the tables and fill them.
    public func statements(_ sample: SampleContacts) -> [String] {
        var statements = [
            "create table c(id text primary key, \(Self.contactColumns.joined(separator: ", ")))",
            "create table e(n integer primary key, contact, \(Self.eventColumns.joined(separator: ", ")))",
            "create index ec on e(contact)",
        ]
        for contact in sample.contacts {
            let values = Self.contactColumns.map { value($0, contact) }
            statements.append("insert into c values (\(Self.quoted(contact.id)), \(values.joined(separator: ", ")))")
        }
        for event in sample.events {
            let values = Self.eventColumns.map { value($0, event) }
            statements.append(
                "insert into e values (null, \(Self.quoted(event.contact)), \(values.joined(separator: ", ")))")
        }
        return statements
    }

    private func value(_ column: String, _ contact: ContactRecord) -> String {
        switch column {
        case "persona": return literal(contact.persona.map(AttributeValue.text))
        case "score": return literal(contact.place.score.map(AttributeValue.number))
        case "created": return contact.createdAt.map { "\($0.milliseconds)" } ?? "null"
        case "email", "sms": return literal(contact.consents[column].map { .boolean($0.isGiven) })
        case "email_at", "sms_at":
            return contact.consents[String(column.dropLast(3))]?.at.map { "\($0.milliseconds)" } ?? "null"
        case "code":
            guard case .text(let code)? = contact.attributes["code"] else { return "null" }
            return Self.quoted(code)
        default: return literal(contact.attributes[column])
        }
    }

    private func value(_ column: String, _ event: EventRecord) -> String {
        switch column {
        case "type": return literal(.text(event.type))
        case "channel": return literal(event.channel.map(AttributeValue.text))
        case "category": return literal(event.category.map(AttributeValue.text))
        case "at": return "\(event.at.milliseconds)"
        case "amount": return literal(event.amount.map(AttributeValue.number))
        default: return literal(event.properties[column])
        }
    }

    private func literal(_ value: AttributeValue?) -> String {
        switch value {
        case nil: return "null"
        case .text(let text): return Self.quoted(TextFolding.folded(text))
        case .number(let number): return "\(number.units(atScale: Self.scale)!)"
        case .boolean(let truth): return truth ? "1" : "0"
        case .date(let date): return "\(clock.zone.instant(of: date).milliseconds)"
        case .texts(let texts):
            let elements = texts.map { Self.quoted(TextFolding.folded($0)) }
            return "json_array(\(elements.joined(separator: ", ")))"
        }
    }

    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    // MARK: - Rules

    /// The ids of the contacts that are in.
    public func query(_ rule: Rule) -> String { "select id from c where " + group(rule.root, contactNode) }

    private func group(_ group: RuleGroup, _ node: (RuleNode) -> String) -> String {
        let parts = group.rules.map { rule in
            if case .group(let inner) = rule { return self.group(inner, node) }
            return node(rule)
        }
        let joined: String
        switch group.combinator {
        case _ where parts.isEmpty: joined = "1"
        case .and: joined = parts.joined(separator: " and ")
        case .or: joined = parts.joined(separator: " or ")
        case .xor: joined = "(" + parts.joined(separator: " + ") + ") % 2 = 1"
        }
        return (group.isNegated ? "(not (" : "((") + joined + "))"
    }

    private func contactNode(_ node: RuleNode) -> String {
        switch node {
        case .group: preconditionFailure("groups are taken apart before")
        case .comparison(let comparison):
            if comparison.field == "tags" { return set(comparison) }
            return compare(column(comparison.field), comparison, isExact: comparison.field == "code")
        case .match(let match):
            guard match.field == "tags" else {
                let condition = group(match.condition, eventNode)
                let all = "(select count(*) from e where contact = c.id)"
                return enough(match.mode, "(select count(*) from e where contact = c.id and \(condition))", all)
            }
            let condition = group(match.condition) { node in
                guard case .comparison(let comparison) = node else { preconditionFailure("elements are compared") }
                return compare("value", comparison, isExact: false)
            }
            let all = "(select count(*) from json_each(c.tags))"
            return enough(match.mode, "(select count(*) from json_each(c.tags) where \(condition))", all)
        case .aggregate(let aggregate): return self.aggregate(aggregate)
        }
    }

    private func eventNode(_ node: RuleNode) -> String {
        guard case .comparison(let comparison) = node else { preconditionFailure("events are compared") }
        return compare("e." + comparison.field, comparison, isExact: false)
    }

    private func enough(_ mode: RuleMatch.Mode, _ matched: String, _ all: String) -> String {
        guard let threshold = mode.threshold else {
            switch mode {
            case .all: return "(\(matched) = \(all))"
            case .some: return "(\(matched) > 0)"
            default: return "(\(matched) = 0)"
            }
        }
        let sign =
            switch mode {
            case .atLeast: ">="
            case .atMost: "<="
            default: "="
            }
        let units = threshold.units(atScale: Self.scale)!
        let isShare = units > 0 && units < 1_000_000
        return "(\(matched) * 1000000 \(sign) \(units)\(isShare ? " * " + all : ""))"
    }

    private func aggregate(_ aggregate: RuleAggregate) -> String {
        let condition = aggregate.condition.map { " and " + group($0, eventNode) } ?? ""
        let comparison = RuleComparison("", aggregate.operation, aggregate.operand)
        let from = "from e where contact = c.id\(condition)"
        guard let of = aggregate.of else {
            return compare("(select count(*) * 1000000 \(from))", comparison, isExact: false)
        }
        let column = "e.\(of)"
        switch aggregate.function {
        case .count: return compare("(select count(\(column)) * 1000000 \(from))", comparison, isExact: false)
        case .distinct:
            return compare("(select count(distinct \(column)) * 1000000 \(from))", comparison, isExact: false)
        case .sum, .min, .max:
            return compare("(select \(aggregate.function.rawValue)(\(column)) \(from))", comparison, isExact: false)
        case .first:
            return compare(
                "(select \(column) \(from) and \(column) is not null order by e.at, n limit 1)", comparison,
                isExact: false)
        case .last:
            return compare(
                "(select \(column) \(from) and \(column) is not null order by e.at desc, n desc limit 1)", comparison,
                isExact: false)
        case .avg: return average(comparison, "(select sum(\(column)) \(from))", "(select count(\(column)) \(from))")
        }
    }

    /// Without dividing: the sum beside the constant times the count.
    private func average(_ comparison: RuleComparison, _ sum: String, _ count: String) -> String {
        switch comparison.operation {
        case .null: return "(\(count) = 0)"
        case .notNull: return "(\(count) > 0)"
        default: break
        }
        let values = constants(comparison, isExact: false).map { "\($0) * \(count)" }
        return "(\(count) > 0 and \(operation(comparison.operation, sum, values)))"
    }

    private func set(_ comparison: RuleComparison) -> String {
        let isNegated = [.doesNotContain, .notIn, .doesNotBeginWith, .doesNotEndWith].contains(comparison.operation)
        let positive: RuleOperator
        switch comparison.operation {
        case .null: return "(c.tags is null)"
        case .notNull: return "(c.tags is not null)"
        case .contains, .doesNotContain, .in, .notIn: positive = .in
        case .beginsWith, .doesNotBeginWith: positive = .beginsWith
        default: positive = .endsWith
        }
        let condition = operation(positive, "value", constants(comparison, isExact: false))
        return
            "(c.tags is not null and \(isNegated ? "not " : "")exists (select 1 from json_each(c.tags) where \(condition)))"
    }

    // MARK: - Comparisons

    private func column(_ field: String) -> String { "c." + (Self.names[field] ?? field) }

    private func compare(_ column: String, _ comparison: RuleComparison, isExact: Bool) -> String {
        switch comparison.operation {
        case .null: return "(\(column) is null)"
        case .notNull: return "(\(column) is not null)"
        default:
            return
                "coalesce(\(operation(comparison.operation, column, others(comparison, column, isExact: isExact))), 0)"
        }
    }

    private func others(_ comparison: RuleComparison, _ column: String, isExact: Bool) -> [String] {
        let prefix = column.hasPrefix("e.") ? "e." : nil
        let name = { (field: String) in prefix.map { $0 + field } ?? self.column(field) }
        switch comparison.operand {
        case .field(let field): return [name(field)]
        case .fields(let fields): return fields.map(name)
        case .none, .value, .list: return constants(comparison, isExact: isExact)
        }
    }

    private func constants(_ comparison: RuleComparison, isExact: Bool) -> [String] {
        let literals: [RuleLiteral]
        switch comparison.operand {
        case .value(let literal): literals = [literal]
        case .list(let list): literals = list
        case .none, .field, .fields: literals = []
        }
        return literals.map { constant($0, comparison.field, isExact: isExact) }
    }

    /// A text is a date when it reads as one, and a number when it reads as one: the sample has no texts of these kinds.
    private func constant(_ literal: RuleLiteral, _ field: String, isExact: Bool) -> String {
        switch literal {
        case .number(let number): return "\(number.units(atScale: Self.scale)!)"
        case .boolean(let truth): return truth ? "1" : "0"
        case .relative(let date): return "\(clock.instant(date).milliseconds)"
        case .text(let text):
            if text == "true" { return "1" }
            if let time = ISOTime(text) { return "\(clock.instant(time).milliseconds)" }
            if let number = ExactDecimal(text) { return "\(number.units(atScale: Self.scale)!)" }
            return Self.quoted(isExact ? text : TextFolding.folded(text))
        }
    }

    private func operation(_ operation: RuleOperator, _ column: String, _ others: [String]) -> String {
        switch operation {
        case .in: return "(\(column) in (\(others.joined(separator: ", "))))"
        case .notIn: return "(\(column) is not null and \(column) not in (\(others.joined(separator: ", "))))"
        case .between, .notBetween:
            let isWithin = "(\(column) between min(\(others[0]), \(others[1])) and max(\(others[0]), \(others[1])))"
            return operation == .between ? isWithin : "(not \(isWithin))"
        case .contains: return "(instr(\(column), \(others[0])) > 0)"
        case .doesNotContain: return "(instr(\(column), \(others[0])) = 0)"
        case .beginsWith: return "(substr(\(column), 1, length(\(others[0]))) = \(others[0]))"
        case .doesNotBeginWith: return "(substr(\(column), 1, length(\(others[0]))) != \(others[0]))"
        case .endsWith: return Self.ends(column, others[0])
        case .doesNotEndWith: return "(not \(Self.ends(column, others[0])))"
        default: return "(\(column) \(operation.rawValue) \(others[0]))"
        }
    }

    private static func ends(_ column: String, _ other: String) -> String {
        "(substr(\(column), length(\(column)) - length(\(other)) + 1) = \(other) and length(\(column)) >= length(\(other)))"
    }
}
