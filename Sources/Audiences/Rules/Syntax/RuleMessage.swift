/// A sentence for a person, its words apart from what they speak of, so that it can be said in another language.
///
///     "expected a number, got \(text)"   is   the template "expected a number, got {}" and one argument
///
/// It is written as a string with interpolations. The English template is its name, as in the message catalogues of gettext.
public struct RuleMessage: Equatable, Sendable, ExpressibleByStringInterpolation {
    public enum Argument: Equatable, Sendable {
        /// A name or a value: the same in every language.
        case text(String)
        /// Words within words: a hint behind a sentence.
        case message(RuleMessage)
    }

    /// The English words with `{}` for each argument.
    public let template: String
    public let arguments: [Argument]

    public init(stringLiteral value: String) {
        template = value
        arguments = []
    }

    public init(stringInterpolation: StringInterpolation) {
        template = stringInterpolation.template
        arguments = stringInterpolation.arguments
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var template = ""
        fileprivate var arguments: [Argument] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            template.reserveCapacity(literalCapacity + 2 * interpolationCount)
            arguments.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { template += literal }

        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            append(.text(value.description))
        }

        public mutating func appendInterpolation(_ message: RuleMessage) { append(.message(message)) }

        private mutating func append(_ argument: Argument) {
            template += "{}"
            arguments.append(argument)
        }
    }

    /// The sentence in English.
    public var text: String { said { _ in nil } }

    /// The sentence with other words: `words` gives those for a template, with `{}` for the next argument or `{2}` for the second;
    /// nil leaves the English ones.
    public func said(_ words: (_ template: String) -> String?) -> String {
        var rest = (words(template) ?? template)[...]
        var said = ""
        var next = 0
        while let opening = rest.firstIndex(of: "{"), let closing = rest[opening...].firstIndex(of: "}") {
            said += rest[..<opening]
            let number = Int(rest[rest.index(after: opening)..<closing]).map { $0 - 1 } ?? next
            next += 1
            if arguments.indices.contains(number) { said += Self.said(arguments[number], words) }
            rest = rest[rest.index(after: closing)...]
        }
        return said + rest
    }

    private static func said(_ argument: Argument, _ words: (String) -> String?) -> String {
        switch argument {
        case .text(let text): text
        case .message(let message): message.said(words)
        }
    }

    /// Whether `knows` holds for every template of the sentence that has words.
    public func allTemplates(_ knows: (_ template: String) -> Bool) -> Bool {
        guard knows(template) || !template.contains(where: \.isLetter) else { return false }
        return arguments.allSatisfy { argument in
            if case .message(let message) = argument { message.allTemplates(knows) } else { true }
        }
    }
}
