// quartier: the command. It turns words into a call of one room below, and what happens there into lines and an exit status.
//
//     arguments ──OptionParser──▶ ParsedOptions ──Command.run──▶ lines, CommandStatus
//
//     Frame      what every command shares: the table, options and arguments, help, failures
//     Settings   the configuration: where its file is found, its flags
//     Commands   one file each
//     Bench      the measurements behind `quartier bench …`
//
// To add a command: a struct in Commands that conforms to Command, and one line in Program+Commands.swift. Its
// descriptor is all that help, parsing and error lines need.
//
// Exit status: 0 done; 1 the world or the data failed it (a missing file, a busy port); 2 it was called wrongly;
// 3 it did its work, but for some lines of its input.
// Every failure is one line on standard error that names what was wrong. Nothing below this room prints or exits.

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif
import FoundationEssentials

@main enum Quartier {
    static func main() {
        let program = Program(
            commands: Program.commands, console: .standard, environment: ProcessInfo.processInfo.environment)
        exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
}
