import Glibc

@main struct Quartier {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.prefix(2) == ["bench", "echo"] { exit(BenchEcho.run(arguments: Array(arguments.dropFirst(2)))) }
        exit(2)
    }
}
