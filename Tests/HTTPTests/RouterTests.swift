import Bytes
import Testing

@testable import HTTP

@Suite struct RouterTests {
    private static let router: Router = {
        var router = Router()
        router.add(.get, "/", id: 0)
        router.add(.get, "/personas", id: 1)
        router.add(.get, "/personas/{code}", id: 2)
        router.add(.get, "/personas/best", id: 3)
        router.add(.put, "/audiences/{name}", id: 4)
        router.add(.get, "/audiences/{name}", id: 5)
        router.add(.get, "/audiences/{name}/snapshots/{n}/members", id: 6)
        router.add(.post, "/enrich", id: 7)
        return router
    }()

    private func match(_ method: HTTP.Method, _ path: String) -> (RouteMatch, [String]) {
        let bytes = Array(path.utf8)
        let match = Self.router.match(method, path: Slice(0, bytes.count), in: bytes.span)
        let parameters = (0..<4).map { String(decoding: bytes[match.parameters[$0].range], as: UTF8.self) }
        return (match, parameters.filter { !$0.isEmpty })
    }

    @Test(
        arguments: [
            (HTTP.Method.get, "/", 0, []), (.get, "/personas", 1, []), (.get, "/personas/C3", 2, ["C3"]),
            (.get, "/personas/best", 3, []),
            (.get, "/personas/bes", 2, ["bes"]), (.get, "/p%65rsonas", 1, []), (.head, "/personas", 1, []),
            (.get, "/personas/a%2Fb", 2, ["a%2Fb"]), (.put, "/audiences/x", 4, ["x"]),
            (.get, "/audiences/x/snapshots/3/members", 6, ["x", "3"]), (.post, "/enrich", 7, []),
        ] as [(HTTP.Method, String, Int, [String])])
    func finds(_ method: HTTP.Method, _ path: String, _ id: Int, _ parameters: [String]) {
        let (match, found) = match(method, path)
        #expect(match.outcome == .found)
        #expect(match.id == id)
        #expect(found == parameters)
    }

    @Test(arguments: [
        "/x", "/personas/", "/personas/a/b", "//", "/Personas", "/audiences//snapshots/3/members", "/enrich/",
    ])
    func findsNothing(_ path: String) { #expect(match(.get, path).0.outcome == .notFound) }

    @Test func namesTheMethodsOfAPath() {
        let (wrong, _) = match(.delete, "/audiences/x")
        #expect(wrong.outcome == .methodNotAllowed)
        #expect(wrong.allowed == [MethodSet(.get), MethodSet(.head), MethodSet(.put), MethodSet(.options)])
        #expect(match(.other, "/enrich").0.outcome == .methodNotAllowed)
        #expect(match(.head, "/enrich").0.outcome == .methodNotAllowed)
    }

    @Test func answersOptions() {
        #expect(match(.options, "/enrich").0.outcome == .options)
        #expect(match(.options, "/enrich").0.allowed == [MethodSet(.post), MethodSet(.options)])
        #expect(match(.options, "*").0.outcome == .options)
        #expect(match(.options, "*").0.allowed.contains(.put))
        #expect(match(.options, "/nothing").0.outcome == .notFound)
    }

    @Test func theLabelIsThePattern() {
        #expect(match(.get, "/personas/C3").0.label.description == "/personas/{code}")
        #expect(match(.get, "/secret").0.label.description == "-")
    }

    @Test(arguments: [
        ("a=1&b=2", "b", "2"), ("a=1&a=2", "a", "1"), ("q=rue+de%20l%27Est", "q", "rue de l'Est"), ("a&b", "a", ""),
        ("%61=x", "a", "x"),
        ("a=b=c", "a", "b=c"), ("&&a=1", "a", "1"),
    ])
    func readsQueries(_ query: String, _ name: String, _ value: String) throws {
        // The name must be a literal, so the cases use three.
        let bytes = Array(query.utf8)
        let literal: StaticString = name == "a" ? "a" : name == "b" ? "b" : "q"
        let slice = PercentEncoding.parameter(named: literal, in: bytes.span, within: Slice(0, bytes.count))
        let found = try #require(slice)
        var decoded = ByteBuffer()
        PercentEncoding.decode(bytes.span.extracting(found.range), plusIsSpace: true, into: &decoded)
        let text = String(decoded.bytes)
        #expect(text == value)
    }

    @Test func aMissingQueryParameterIsNil() {
        let bytes = Array("ab=1".utf8)
        let found = PercentEncoding.parameter(named: "a", in: bytes.span, within: Slice(0, bytes.count))
        #expect(found == nil)
    }
}
