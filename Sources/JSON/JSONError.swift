/// Why bytes are not JSON, and where. `offset` counts bytes from the start of the input; at the end of the input it is
/// the count. `JSONPointer.locate` turns it into a pointer, `JSONPosition` into a line and a column.
public struct JSONError: Error, Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        case noValue
        case unexpectedEnd
        case valueExpected
        case keyExpected
        case colonExpected
        case commaOrBraceExpected
        case commaOrBracketExpected
        case trailingContent
        case invalidNumber
        case leadingZero
        case controlCharacter
        case invalidUTF8
        case invalidEscape
        case loneSurrogate
        case tooDeep
        case byteOrderMark
    }

    public var kind: Kind
    public var offset: Int

    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    /// One sentence without the offset, for a person.
    public var message: String {
        switch kind {
        case .noValue: "There is no JSON value here, only white space or nothing."
        case .unexpectedEnd: "The JSON ends before it is complete."
        case .valueExpected: "A JSON value must stand here: an object, array, string, number, true, false or null."
        case .keyExpected: "A key in double quotes must stand here."
        case .colonExpected: "A colon must stand between a key and its value."
        case .commaOrBraceExpected: "A comma or a closing brace must follow this member."
        case .commaOrBracketExpected: "A comma or a closing bracket must follow this element."
        case .trailingContent: "Only white space may follow the JSON value."
        case .invalidNumber: "This is not a number as JSON writes it."
        case .leadingZero: "A JSON number has no leading zero; a code such as a postcode must be a string in quotes."
        case .controlCharacter: "A control character in a string must be written as an escape, such as \\n."
        case .invalidUTF8: "These bytes are not UTF-8; text in another encoding must be converted first."
        case .invalidEscape: "This is not an escape that JSON knows."
        case .loneSurrogate: "This \\u escape is one half of a surrogate pair without its other half."
        case .tooDeep: "Arrays and objects are nested too deeply."
        case .byteOrderMark: "The text begins with a byte order mark; JSON must be sent without one."
        }
    }

    public var description: String { "\(message) (byte \(offset))" }
}
