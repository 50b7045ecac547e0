import Bytes
import JSON

extension Rule {
    /// Writes the rule as react-querybuilder has it.
    public func write(to writer: inout JSONWriter) { RuleJSONWriter.write(root, &writer) }

    /// The JSON form.
    public var json: String {
        var writer = JSONWriter()
        write(to: &writer)
        return String(writer.bytes)
    }
}

enum RuleJSONWriter {
    static func write(_ group: RuleGroup, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("combinator")
        writer.string(group.combinator.rawValue)
        if group.isNegated {
            writer.key("not")
            writer.bool(true)
        }
        writer.key("rules")
        writer.beginArray()
        for node in group.rules { write(node, &writer) }
        writer.endArray()
        writer.endObject()
    }

    static func write(_ node: RuleNode, _ writer: inout JSONWriter) {
        switch node {
        case .group(let group): write(group, &writer)
        case .comparison(let comparison):
            writer.beginObject()
            field(comparison.field, &writer)
            comparisonPart(comparison.operation, comparison.operand, &writer)
            writer.endObject()
        case .match(let match): write(match, &writer)
        case .aggregate(let aggregate): write(aggregate, &writer)
        }
    }

    private static func write(_ match: RuleMatch, _ writer: inout JSONWriter) {
        writer.beginObject()
        field(match.field, &writer)
        writer.key("match")
        writer.beginObject()
        writer.key("mode")
        writer.string(match.mode.name)
        if let threshold = match.mode.threshold {
            writer.key("threshold")
            number(threshold, &writer)
        }
        writer.endObject()
        writer.key("operator")
        writer.string("=")
        writer.key("value")
        write(match.condition, &writer)
        writer.endObject()
    }

    private static func write(_ aggregate: RuleAggregate, _ writer: inout JSONWriter) {
        writer.beginObject()
        field(ContactField.events, &writer)
        writer.key("aggregate")
        writer.beginObject()
        writer.key("function")
        writer.string(aggregate.function.rawValue)
        if let of = aggregate.of {
            writer.key("of")
            writer.string(of)
        }
        writer.endObject()
        comparisonPart(aggregate.operation, aggregate.operand, &writer)
        if let condition = aggregate.condition {
            writer.key("where")
            write(condition, &writer)
        }
        writer.endObject()
    }

    private static func field(_ name: String, _ writer: inout JSONWriter) {
        writer.key("field")
        writer.string(name)
    }

    private static func comparisonPart(_ operation: RuleOperator, _ operand: RuleOperand, _ writer: inout JSONWriter) {
        writer.key("operator")
        writer.string(operation.rawValue)
        switch operand {
        case .none: return
        case .value(let literal):
            writer.key("value")
            write(literal, &writer)
        case .list(let literals):
            writer.key("value")
            writer.beginArray()
            for literal in literals { write(literal, &writer) }
            writer.endArray()
        case .field(let name):
            fieldSource(&writer)
            writer.string(name)
        case .fields(let names):
            fieldSource(&writer)
            writer.beginArray()
            for name in names { writer.string(name) }
            writer.endArray()
        }
    }

    private static func fieldSource(_ writer: inout JSONWriter) {
        writer.key("valueSource")
        writer.string("field")
        writer.key("value")
    }

    private static func write(_ literal: RuleLiteral, _ writer: inout JSONWriter) {
        switch literal {
        case .text(let text): writer.string(text)
        case .number(let exact): number(exact, &writer)
        case .boolean(let truth): writer.bool(truth)
        case .relative(let date):
            writer.beginObject()
            writer.key("mode")
            writer.string("relative")
            writer.key("anchor")
            writer.string(date.anchor.rawValue)
            writer.key("offset")
            writer.number(date.offset)
            writer.key("unit")
            writer.string(date.unit.rawValue)
            writer.endObject()
        }
    }

    private static func number(_ exact: ExactDecimal, _ writer: inout JSONWriter) {
        var text = exact.description
        text.withUTF8 { writer.raw($0.span) }
    }
}
