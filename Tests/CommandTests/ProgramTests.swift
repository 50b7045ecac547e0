import Service
import Testing

@testable import quartier

@Suite struct ProgramTests {
    @Test(arguments: [["help"], ["--help"], ["-h"]])
    func helpListsEveryCommand(words: [String]) {
        let result = run(words)
        #expect(result.status == .success)
        for command in Program.commands {
            #expect(result.output.contains("  \(command.descriptor.name) "))
            #expect(result.output.contains(command.descriptor.summary))
        }
        #expect(result.errors.isEmpty)
    }

    @Test func everyCommandExplainsItself() {
        for command in Program.commands {
            let descriptor = command.descriptor
            for words in [
                descriptor.words + ["--help"], ["help"] + descriptor.words, descriptor.words + ["--nonsense", "-h"],
            ] {
                let result = run(words)
                #expect(result.status == .success)
                #expect(result.output.hasPrefix("quartier \(descriptor.name): "))
                for option in descriptor.options { #expect(result.output.contains("  \(option.usage)")) }
                #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 96 })
            }
        }
    }

    @Test func noTwoCommandsOrOptionsShareAName() {
        let descriptors = Program.commands.map { $0.descriptor }
        #expect(Set(descriptors.map(\.name)).count == descriptors.count)
        for descriptor in descriptors {
            #expect(Set(descriptor.options.map(\.name)).count == descriptor.options.count, "\(descriptor.name)")
            #expect(descriptor.summary.last != ".")
            for option in descriptor.options {
                #expect(option.about.hasSuffix("."), "\(descriptor.name) \(option.flag)")
                #expect(option.placeholder.isEmpty == !option.kind.takesValue, "\(descriptor.name) \(option.flag)")
            }
        }
    }

    @Test(arguments: [
        ([], "quartier: a command is missing (quartier --help explains)\n"),
        (["vresion"], "quartier: there is no command \"vresion\"; did you mean version? (quartier --help explains)\n"),
        (["frobnicate"], "quartier: there is no command \"frobnicate\" (quartier --help explains)\n"),
        (["help", "frobnicate"], "quartier: there is no command \"frobnicate\" (quartier --help explains)\n"),
        (["version", "now"], "quartier version: unexpected argument \"now\" (quartier version --help explains)\n"),
        (
            ["check", "--prot=1"],
            "quartier check: there is no option --prot; did you mean --port? (quartier check --help explains)\n"
        ),
        (
            ["bench", "json", "--rounds"],
            "quartier bench json: --rounds needs a value: --rounds N (quartier bench json --help explains)\n"
        ),
    ])
    func aWrongCallGetsOneLineAndStatus2(words: [String], line: String) {
        let result = run(words)
        #expect(result.status == .usage)
        #expect(result.errors == line)
        #expect(result.output.isEmpty)
    }

    @Test func aFamilyOfCommandsNamesItsMembers() {
        let result = run(["bench"])
        #expect(result.status == .usage)
        #expect(result.errors.hasPrefix("quartier: bench needs one more word: "))
        #expect(run(["bench", "--help"]).output.contains("bench json"))
        #expect(run(["help", "bench"]).output.contains("bench json"))
    }

    @Test(arguments: [["version"], ["--version"]])
    func versionIsOneLine(words: [String]) {
        #expect(run(words).output == "quartier \(VersionCommand.version)\n")
    }

    @Test func exportSettingsWritesTheShippedFile() {
        #expect(run(["export", "settings"]).output == SettingsFile.text())
    }
}
