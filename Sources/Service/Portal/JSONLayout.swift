/// JSON spread over lines, for people. Arrays and objects that fit a line stay on one.
enum JSONLayout {
    private static let lineWidth = 88

    static func pretty(_ json: String) -> String {
        var lines = ""
        var rest = Substring(json)
        write(&rest, indent: 0, to: &lines)
        return lines
    }

    /// Writes the value that `rest` begins with, which must be JSON, and takes it off.
    private static func write(_ rest: inout Substring, indent: Int, to output: inout String) {
        let value = takeValue(&rest)
        guard let open = value.first, open == "{" || open == "[", value.count + indent > lineWidth else {
            output += spaced(value)
            return
        }
        var inside = value.dropFirst().dropLast()
        let margin = String(repeating: " ", count: indent + 2)
        output.append(open)
        var isFirst = true
        while !inside.isEmpty {
            output += isFirst ? "\n\(margin)" : ",\n\(margin)"
            isFirst = false
            if open == "{" {
                output += takeValue(&inside) + ": "
                inside = inside.dropFirst()
            }
            write(&inside, indent: indent + 2, to: &output)
            inside = inside.dropFirst()
        }
        output += "\n\(String(repeating: " ", count: indent))"
        output.append(open == "{" ? "}" : "]")
    }

    /// Takes one value, up to the comma, colon or bracket that ends it.
    private static func takeValue(_ rest: inout Substring) -> Substring {
        var depth = 0
        var isInString = false
        var isEscaped = false
        var end = rest.startIndex
        for place in rest.indices {
            let character = rest[place]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isInString = false
                }
            } else if character == "\"" {
                isInString = true
            } else if character == "{" || character == "[" {
                depth += 1
            } else if character == "}" || character == "]" {
                depth -= 1
            } else if depth == 0, character == "," || character == ":" {
                break
            }
            end = rest.index(after: place)
        }
        let value = rest[..<end]
        rest = rest[end...]
        return value
    }

    /// A space behind each comma and colon outside strings.
    private static func spaced(_ value: Substring) -> String {
        var result = ""
        var isInString = false
        var isEscaped = false
        for character in value {
            result.append(character)
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isInString.toggle()
            } else if !isInString, character == "," || character == ":" {
                result.append(" ")
            }
        }
        return result
    }
}
