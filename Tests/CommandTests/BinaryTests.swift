import Foundation
import Testing

/// The real binary, as a shell runs it.
@Suite struct BinaryTests {
    @Test(arguments: [
        (["help"], 0, "Usage: quartier <command> [options]", ""), (["check", "--help"], 0, "--open-to-network", ""),
        (["version"], 0, "quartier ", ""), (["check", "--prot", "1"], 2, "", "did you mean --port?"),
        (["check", "--config", "no-such.json"], 1, "", "no-such.json: there is no such file"),
        ([], 2, "", "a command is missing"),
        (["bench", "json", "--rounds", "10"], 0, "JSONWriter", ""),
    ])
    func answersWithTheRightStatusOnTheRightStream(words: [String], status: Int32, output: String, errors: String)
        throws
    {
        let result = try runBinary(words)
        #expect(result.status == status)
        #expect(output.isEmpty ? result.output.isEmpty : result.output.contains(output))
        #expect(errors.isEmpty ? result.errors.isEmpty : result.errors.contains(errors))
        #expect(result.errors.split(separator: "\n").count <= 1)
    }

    @Test func readsTheEnvironment() throws {
        let result = try runBinary(["check"], environment: ["QUARTIER_PORT": "23998"])
        #expect(result.output.contains("port = 23998   (QUARTIER_PORT)\n"))
    }

    @Test func findsTheConfigurationOfItsCheckoutFromAnyFolder() throws {
        let result = try runBinary(["check"])
        #expect(result.status == 0)
        let line = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("reference_directory") })
        #expect(line.contains("/Config/reference "))
    }

    /// Runs the program from the root folder.
    private func runBinary(
        _ words: [String], environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String, errors: String) {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(filePath: tests).deletingLastPathComponent().appending(path: "quartier")
        process.arguments = words
        process.environment = environment
        process.currentDirectoryURL = URL(filePath: "/")
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // The outputs are far smaller than a pipe, so reading one after the other cannot lock.
        let texts = [output, errors].map {
            String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
        process.waitUntilExit()
        return (process.terminationStatus, texts[0], texts[1])
    }
}
