import Testing

@testable import quartier

/// Against a server that answers one connection with prepared bytes.
@Suite struct HealthCommandTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n\r\n", CommandStatus.success, " is ready\n"),
        ("HTTP/1.1 503 Service Unavailable\r\n\r\n", .failure, "answers 503"),
        ("SSH-2.0-OpenSSH_9.2\r\n", .failure, "does not speak HTTP"), ("", .failure, "it closed the connection"),
        ("HTTP/1.1 2", .failure, "it closed the connection"),
    ])
    func tellsReadyFromNot(answer: String, status: CommandStatus, text: String) throws {
        let listener = try OneAnswer(answer)
        let result = run(["health", "--host", "127.0.0.1", "--port", "\(listener.port)"])
        #expect(result.status == status)
        #expect((result.output + result.errors).contains(text))
    }

    @Test func aServerThatListensEverywhereIsAskedOnLoopback() throws {
        let listener = try OneAnswer("HTTP/1.1 200 OK\r\n\r\n")
        let result = run(["health"], environment: ["QUARTIER_HOST": "0.0.0.0", "QUARTIER_PORT": "\(listener.port)"])
        #expect(result.output == "127.0.0.1:\(listener.port) is ready\n")
    }

    @Test func nobodyListeningIsAFailure() throws {
        let port = try OneAnswer("").port
        let result = run(["health", "--port", "\(port)", "--host", "127.0.0.2"])
        #expect(result.status == .failure)
        #expect(result.errors == "quartier health: connecting to 127.0.0.2:\(port): Connection refused\n")
    }

    @Test func aMissingUnixSocketIsAFailure() {
        let result = run(["health", "--host=", "--unix-socket", "/no/such/socket"])
        #expect(result.status == .failure)
        #expect(result.errors == "quartier health: connecting to /no/such/socket: No such file or directory\n")
        #expect(run(["health", "--host="]).status == .usage)
    }
}
