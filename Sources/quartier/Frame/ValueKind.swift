import FoundationEssentials

/// What a value on the command line may be.
enum ValueKind: Equatable, Sendable {
    /// Present or not; `=true` and `=false` are understood too.
    case bool
    case text
    case integer(ClosedRange<Int>)
    case choice([String])
    /// A file that must be there. With `orStandardInput`, `-` stands for standard input.
    case inputFile(orStandardInput: Bool = false)
    case inputFolder

    var takesValue: Bool { self != .bool }

    /// Checks a value. `name` is the option or argument as the user wrote it.
    func check(_ value: String, of name: String) throws(CommandFailure) {
        switch self {
        case .text:
            return
        case .bool:
            guard value == "true" || value == "false" else {
                throw .usage("\(name) must be true or false, not \"\(value)\"")
            }
        case .integer(let limits):
            guard let number = Int(value), limits.contains(number) else {
                let expected = "a whole number from \(limits.lowerBound) to \(limits.upperBound)"
                throw .usage("\(name) must be \(expected), not \"\(value)\"")
            }
        case .choice(let choices):
            guard choices.contains(value) else {
                throw .usage("\(name) must be \(choices.joined(separator: " or ")), not \"\(value)\"")
            }
        case .inputFile(let orStandardInput):
            if !(orStandardInput && value == "-") { try checkPath(value, isFolder: false) }
        case .inputFolder:
            try checkPath(value, isFolder: true)
        }
    }

    private func checkPath(_ path: String, isFolder: Bool) throws(CommandFailure) {
        var foundFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &foundFolder) else {
            throw .failure("\(path): there is no such \(isFolder ? "folder" : "file")")
        }
        guard foundFolder == isFolder else {
            throw .failure("\(path) is a \(foundFolder ? "folder, not a file" : "file, not a folder")")
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw .failure("\(path) cannot be read: permission denied")
        }
    }
}
