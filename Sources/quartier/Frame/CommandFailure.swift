/// Why a command ends early. The text is one line, without the command's name and without a period.
enum CommandFailure: Error, Equatable {
    /// It was called wrongly: exit status 2.
    case usage(String)
    /// The world or the data failed it: exit status 1.
    case failure(String)
    /// It did its work, but for some lines of its input: exit status 3.
    case incomplete(String)

    var text: String {
        switch self {
        case .usage(let text), .failure(let text), .incomplete(let text): text
        }
    }

    var status: CommandStatus {
        switch self {
        case .usage: .usage
        case .failure: .failure
        case .incomplete: .incomplete
        }
    }
}
