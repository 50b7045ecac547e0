import HTTP
import Testing

@testable import quartier

@Suite struct HTTPLoadTests {
    @Test func countsTheAnswersOfARunningServer() throws {
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.loops = 1
        let server = Server(configuration: configuration)
        try server.start { _ in EchoHandler() }
        defer { server.drain(deadlineMilliseconds: 0) {} }
        let result = run(["bench", "http", "--port", "\(server.port)", "--connections", "3", "--seconds", "1"])
        #expect(result.status == .success)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first?.contains("answers over 3 connections") == true)
        #expect(lines.last?.hasSuffix("× 200") == true)
    }

    @Test(arguments: [
        ("HTTP/1.1 204 No Content\r\n\r\n", "answers without a Content-Length"),
        ("SSH-2.0-OpenSSH\r\n\r\n", "answers without a Content-Length"),
        ("HTTP/1.1 200 OK\r\nContent-Le", "it closed the connection"),
    ])
    func saysWhyAnAnswerCannotBeCounted(answer: String, text: String) throws {
        let listener = try OneAnswer(answer)
        let result = run(["bench", "http", "--port", "\(listener.port)", "--connections", "1"])
        #expect(result.status == .failure)
        #expect(result.errors.contains(text))
    }
}
