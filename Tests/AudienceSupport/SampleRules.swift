import Audiences
import TestSupport

/// Made-up rules over the sample contacts: every operator, match mode, aggregate and kind of value.
public struct SampleRules {
    private static let equality: [RuleOperator] = [.equal, .notEqual, .in, .notIn, .null, .notNull]
    private static let ordered: [RuleOperator] =
        equality + [.less, .lessOrEqual, .greater, .greaterOrEqual, .between, .notBetween]
    private static let textual: [RuleOperator] = RuleOperator.allCases

    public static func rule(_ random: inout SeededGenerator) -> Rule { Rule(group(depth: 0, &random, contactNode)) }

    static func group(
        depth: Int, _ random: inout SeededGenerator, _ leaf: (Int, inout SeededGenerator) -> RuleNode
    ) -> RuleGroup {
        let count = random.chance(4) ? 0 : Int.random(in: 1...3, using: &random)
        let rules = (0..<count).map { _ in
            depth < 2 && random.chance(25)
                ? RuleNode.group(group(depth: depth + 1, &random, leaf)) : leaf(depth, &random)
        }
        return RuleGroup(random.pick([.and, .and, .or, .or, .xor]), isNegated: random.chance(20), rules)
    }

    // MARK: - Of contacts

    static func contactNode(_ depth: Int, _ random: inout SeededGenerator) -> RuleNode {
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return text("city", SampleContacts.cities + ["PAR", "éa", "s"], &random)
        case 1: return text("code", SampleContacts.codes, &random)
        case 2:
            return comparison("tier", random.pick(equality), &random) {
                .text($0.pick(SampleContacts.tiers + ["GOLD"]))
            }
        case 3: return random.chance(50) ? number("age", -4...13, 0, &random) : number("ltv", -210...1210, 2, &random)
        case 4:
            return comparison(random.pick(["vip", "consent.email", "consent.sms"]), random.pick(equality), &random) {
                random in
                random.chance(80) ? .boolean(random.chance(50)) : .text("true")
            }
        case 5: return comparison("since", random.pick(ordered), &random, moment)
        case 6:
            return comparison(random.pick(["created_at", "consent.email.at"]), random.pick(ordered), &random, moment)
        case 7: return text("persona", SampleContacts.personas + ["a"], &random)
        case 8: return tags(&random)
        case 9:
            return fields(
                random.pick([
                    ["age", "visits"], ["visits", "ltv"], ["ltv", "match.score"], ["since", "created_at"],
                    ["created_at", "consent.sms.at"], ["city", "persona"], ["vip", "consent.email"],
                ]), &random)
        case 10, 11: return match(&random)
        case 12: return aggregate(&random)
        default: return number("match.score", 0...10000, 4, &random)
        }
    }

    private static func tags(_ random: inout SeededGenerator) -> RuleNode {
        let operators: [RuleOperator] = [
            .contains, .doesNotContain, .in, .notIn, .beginsWith, .doesNotBeginWith, .endsWith, .doesNotEndWith, .null,
            .notNull,
        ]
        guard random.chance(50) else {
            return comparison("tags", random.pick(operators), &random) {
                .text($0.pick(SampleContacts.tags + ["v", "ETE"]))
            }
        }
        let condition = group(depth: 1, &random) { _, random in
            text(random.pick(["", "value"]), SampleContacts.tags + ["P", "o"], &random)
        }
        return .match(RuleMatch("tags", mode(&random), condition))
    }

    // MARK: - Of events

    private static func mode(_ random: inout SeededGenerator) -> RuleMatch.Mode {
        let threshold = random.pick(["0", "1", "2", "3", "0.5", "0.25", "0.333", "1.5", "5"].map { ExactDecimal($0)! })
        return RuleMatch.Mode(name: random.pick(RuleMatch.Mode.names), threshold: threshold)!
    }

    private static func match(_ random: inout SeededGenerator) -> RuleNode {
        .match(RuleMatch("events", mode(&random), group(depth: 1, &random, eventNode)))
    }

    private static func aggregate(_ random: inout SeededGenerator) -> RuleNode {
        let condition = random.chance(80) ? group(depth: 1, &random, eventNode) : nil
        func make(_ function: AggregateFunction, _ of: String?, _ like: RuleNode) -> RuleNode {
            guard case .comparison(let comparison) = like else { preconditionFailure("not a comparison") }
            return .aggregate(
                RuleAggregate(function, of: of, where: condition, comparison.operation, comparison.operand))
        }
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return make(.count, nil, number("", 0...5, 0, &random))
        case 1: return make(.count, random.pick(["amount", "brand", "gift", "at"]), number("", 0...5, 0, &random))
        case 2:
            return make(
                .distinct, random.pick(["type", "category", "quantity", "amount"]), number("", 0...4, 0, &random))
        case 3: return make(random.pick([.sum, .min, .max, .first, .last]), "amount", number("", 0...9000, 2, &random))
        case 4: return make(random.pick([.sum, .min, .max]), "quantity", number("", 0...8, 0, &random))
        case 5: return make(.avg, random.pick(["amount", "price", "quantity"]), number("", 0...4000, 2, &random))
        case 6:
            return make(
                random.pick([.min, .max, .first, .last]), "at", comparison("", random.pick(ordered), &random, moment))
        case 7:
            return make(random.pick([.min, .last]), "delivered", comparison("", random.pick(ordered), &random, moment))
        default: return make(random.pick([.first, .last]), "brand", text("", SampleContacts.brands + ["z"], &random))
        }
    }

    static func eventNode(_ depth: Int, _ random: inout SeededGenerator) -> RuleNode {
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1: return text("type", SampleContacts.types, &random)
        case 2: return text("channel", SampleContacts.channels, &random)
        case 3: return comparison("at", random.pick(ordered), &random, moment)
        case 4: return number("amount", -60...5100, 2, &random)
        case 5: return number(random.pick(["quantity", "price"]), 0...9, 1, &random)
        case 6: return comparison("gift", random.pick(equality), &random) { .boolean($0.chance(50)) }
        case 7:
            return fields(
                random.pick([["quantity", "price"], ["delivered", "at"], ["amount", "price"], ["brand", "type"]]),
                &random)
        default:
            return random.chance(50)
                ? comparison("delivered", random.pick(ordered), &random, moment)
                : text("brand", SampleContacts.brands + ["ac"], &random)
        }
    }

    // MARK: - Leaves

    private static func text(_ field: String, _ values: [String], _ random: inout SeededGenerator) -> RuleNode {
        comparison(field, random.pick(textual), &random) { .text($0.pick(values)) }
    }

    private static func number(
        _ field: String, _ units: ClosedRange<Int64>, _ scale: Int, _ random: inout SeededGenerator
    )
        -> RuleNode
    {
        comparison(field, random.pick(ordered), &random) { random in
            // Sometimes between two values of the column, sometimes as text.
            let finer = random.chance(20)
            let value = ExactDecimal(
                units: Int64.random(in: units, using: &random) * (finer ? 10 : 1) + (finer ? 5 : 0),
                scale: scale + (finer ? 1 : 0))
            return random.chance(15) ? .text(value.description) : .number(value)
        }
    }

    private static func comparison(
        _ field: String, _ operation: RuleOperator, _ random: inout SeededGenerator,
        _ literal: (inout SeededGenerator) -> RuleLiteral
    ) -> RuleNode {
        if operation.takesNothing { return .comparison(RuleComparison(field, operation)) }
        guard operation.takesList else {
            return .comparison(RuleComparison(field, operation, .value(literal(&random))))
        }
        let isBetween = operation == .between || operation == .notBetween
        let count = isBetween ? 2 : Int.random(in: 0...9, using: &random)
        return .comparison(RuleComparison(field, operation, .list((0..<count).map { _ in literal(&random) })))
    }

    private static func fields(_ names: [String], _ random: inout SeededGenerator) -> RuleNode {
        let operators: [RuleOperator] = [
            .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in, .notIn, .between, .notBetween,
        ]
        let operation = random.pick(operators)
        let shuffled = names.shuffled(using: &random)
        guard operation.takesList else {
            return .comparison(RuleComparison(shuffled[0], operation, .field(shuffled[1])))
        }
        return .comparison(RuleComparison(shuffled[0], operation, .fields([shuffled[1], names[0]])))
    }

    static func moment(_ random: inout SeededGenerator) -> RuleLiteral {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .text(SampleContacts.date(&random).description)
        case 1: return .text(SampleContacts.instant(&random).description)
        default:
            return .relative(
                RelativeDate(
                    random.pick(RelativeDate.Anchor.allCases), offset: Int.random(in: -9...1, using: &random),
                    random.pick(RelativeDate.Unit.allCases)))
        }
    }
}
