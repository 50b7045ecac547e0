/// What the shell is told.
enum CommandStatus: Int32 {
    case success = 0
    /// The world or the data failed the command.
    case failure = 1
    /// The command was called wrongly.
    case usage = 2
    /// It did its work, but for some lines of its input.
    case incomplete = 3
}
