#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

@main struct Quartier {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "build": exit(BuildCommand.run(arguments: Array(arguments.dropFirst())))
        default: exit(2)
        }
    }
}
