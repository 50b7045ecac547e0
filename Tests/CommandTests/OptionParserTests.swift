import Testing

@testable import quartier

@Suite struct OptionParserTests {
    private static let descriptor = CommandDescriptor(
        name: "try", summary: "try things",
        arguments: [
            ArgumentDescriptor(name: "FIRST", about: "What comes first."),
            ArgumentDescriptor(
                name: "SECOND", about: "What comes next.", kind: .inputFile(orStandardInput: true), isOptional: true),
        ],
        options: [
            OptionDescriptor(
                name: "count", kind: .integer(1...10), placeholder: "N", about: "How many.", isRequired: true),
            OptionDescriptor(name: "name", kind: .text, placeholder: "NAME", about: "Whose."),
            OptionDescriptor(name: "format", kind: .choice(["csv", "ndjson"]), placeholder: "FORMAT", about: "Which."),
            OptionDescriptor(name: "from", kind: .inputFolder, placeholder: "DIR", about: "Where."),
            OptionDescriptor(name: "fast", kind: .bool, placeholder: "", about: "Whether."),
        ])

    private func parse(_ words: [String]) throws(CommandFailure) -> ParsedOptions {
        try OptionParser.parse(words[...], for: Self.descriptor)
    }

    @Test func readsOptionsInEitherFormAndArgumentsInOrder() throws {
        let options = try parse(["--count", "3", "one", "--name=a=b", "--fast", "-"])
        #expect(options.integer("count") == 3)
        #expect(options.text("name") == "a=b")
        #expect(options.bool("fast"))
        #expect(options.argument(0) == "one")
        #expect(options.argument(1) == "-")
        #expect(options.text("format", default: "csv") == "csv")
    }

    @Test func theLastOfTwoValuesCounts() throws {
        let options = try parse(["--count=3", "one", "--count", "4", "--fast", "--fast=false", "--name="])
        #expect(options.integer("count", default: 0) == 4)
        #expect(!options.bool("fast"))
        #expect(options.text("name") == "")
        #expect(options.argument(1) == nil)
    }

    @Test func wordsBehindTwoHyphensAreArguments() throws {
        #expect(try parse(["--count=1", "--", "--name"]).argument(0) == "--name")
    }

    @Test func aNegativeNumberIsAValue() {
        #expect(throws: CommandFailure.usage("--count must be a whole number from 1 to 10, not \"-5\"")) {
            try parse(["--count", "-5", "x"])
        }
    }

    @Test(arguments: [
        (["x"], "--count N is missing"), (["--count=1"], "FIRST is missing: What comes first."),
        (["--count"], "--count needs a value: --count N"), (["--count", "--fast"], "--count needs a value: --count N"),
        (["--count=ten", "x"], "--count must be a whole number from 1 to 10, not \"ten\""),
        (["--count=11", "x"], "--count must be a whole number from 1 to 10, not \"11\""),
        (["--count=", "x"], "--count must be a whole number from 1 to 10, not \"\""),
        (["--cuont=1", "x"], "there is no option --cuont; did you mean --count?"),
        (["--qqqqqq"], "there is no option --qqqqqq"),
        (["-x"], "there is no option -x"), (["-count=1"], "there is no option -count; did you mean --count?"),
        (["--format=xml"], "--format must be csv or ndjson, not \"xml\""),
        (["--fast=maybe"], "--fast must be true or false, not \"maybe\""),
        (["--count=1", "a", "-", "c"], "unexpected argument \"c\""),
        (["--helpp"], "there is no option --helpp; did you mean --help?"),
    ])
    func saysWhatIsWrongWithACall(words: [String], text: String) {
        #expect(throws: CommandFailure.usage(text)) { try parse(words) }
    }

    @Test func saysWhichFileIsMissing() {
        #expect(throws: CommandFailure.failure("no/such/file: there is no such file")) {
            try parse(["--count=1", "a", "no/such/file"])
        }
        #expect(throws: CommandFailure.failure("no/such: there is no such folder")) { try parse(["--from=no/such"]) }
        #expect(throws: CommandFailure.failure("/ is a folder, not a file")) { try parse(["--count=1", "a", "/"]) }
        #expect(throws: CommandFailure.failure("/proc/self/status is a file, not a folder")) {
            try parse(["--from", "/proc/self/status"])
        }
    }
}
