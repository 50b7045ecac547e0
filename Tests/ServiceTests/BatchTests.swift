import Bytes
import Testing
import TestSupport

@testable import Service

@Suite struct BatchTests {
    static let contacts = [
        #"{"id":1,"address":"01400 Saint-Denis"}"#, #"{"id":2,"address":{"postcode":"75002","city":"Paris"}}"#,
        #"{"id":3,"address":"#, "", #"{"id":4,"address":7}"#, #"{"id":"5","address":"01400 L'Abergement"}"#,
    ]

    static let table = #"""
        name;street;postcode;city
        "Dupont; Jean";;01400;Saint-Denis
        Durand;"1 rue ""X""";01400;"L'Abergement"

        short;a
        long;a;b;c;d
        open;"quote;01400;Saint-Denis
        last;;75002;PARIS
        """#

    @Test func ndjsonIsAnsweredLineByLineInOrder() throws {
        let answer = try LiveService().enrich(Self.contacts.joined(separator: "\r\n"), type: "application/x-ndjson")
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/x-ndjson")
        let lines = answer.text.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[0].hasPrefix(#"{"id":1,"match":{"level":"commune""#))
        #expect(lines[1].contains(#""citycode":"75102""#))
        #expect(lines[2].hasPrefix(#"{"error":{"line":3,"status":400"#))
        #expect(lines[3].hasPrefix(#"{"error":{"line":5,"status":422,"pointer":"/address""#))
        #expect(lines[4].hasPrefix(#"{"id":"5","match""#))
    }

    @Test func aTableKeepsItsColumnsAndItsBadLinesSpoilThemselves() throws {
        let answer = try LiveService().enrich(Self.table, type: "text/csv")
        #expect(answer.status == 200)
        let lines = answer.text.split(separator: "\n")
        #expect(lines[0].hasPrefix("name;street;postcode;city;result_level;result_score;result_label;"))
        #expect(
            lines[1].hasPrefix(
                #""Dupont; Jean";;01400;Saint-Denis;commune;0.99;01400 Saint-Denis;;;01400;Saint-Denis;01002;;B;B1;0.75;"#
            ))
        #expect(lines[2].hasPrefix(#"Durand;"1 rue ""X""";01400;L'Abergement;commune;"#))
        #expect(lines[3].hasPrefix("short;a;;;none;0;"))
        #expect(lines[4].hasSuffix(";line 6: 5 fields under 4 columns"))
        #expect(lines[5].hasPrefix(#"open;"""quote";01400;Saint-Denis;;;"#))
        #expect(lines[5].hasSuffix("line 7: a quote is not closed"))
        #expect(lines[6].contains("75102"))
    }

    @Test func aTableInLatin1IsAnsweredInUTF8() throws {
        let service = try LiveService()
        let client = TestClient(port: service.port)
        let body: [UInt8] = Array("nom,postcode,city\nH".utf8) + [0xE9] + Array("l,01400,Saint-Denis\n".utf8)
        client.send(
            "POST /enrich HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: \(body.count)\r\n\r\n"
        )
        client.send(body)
        #expect(client.answer()?.text.contains("\nHél,01400,Saint-Denis,commune,") == true)
    }

    @Test func aTableWithoutAnAddressColumnIsRefusedWithItsHeader() throws {
        let answer = try LiveService().enrich("a,b\n1,2\n", type: "text/csv")
        #expect(answer.status == 422)
        #expect(answer.text.contains(#"the header has \"a\", \"b\""#))
    }

    @Test func emptyBatchesAreAnsweredWithNothing() throws {
        let service = try LiveService()
        for type in ["application/x-ndjson", "text/csv"] {
            let answer = service.enrich("", type: type)
            #expect(answer.status == 200 && answer.body.isEmpty)
        }
    }

    @Test func aLineOverTheLimitSpoilsItself() throws {
        let service = try LiveService { $0.limits.maximumLineBytes = 100 }
        let long = #"{"id":1,"address":"\#(String(repeating: "x", count: 40_000))"}"#
        let answer = service.enrich(
            [long, Self.contacts[0], long].joined(separator: "\n"), type: "application/x-ndjson")
        let lines = answer.text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix(#"{"error":{"line":1,"status":413"#))
        #expect(lines[1].hasPrefix(#"{"id":1,"match""#))
        #expect(lines[2].hasPrefix(#"{"error":{"line":3,"status":413"#))
    }

    /// The same bytes cut at every place give the same answers.
    @Test func answersDoNotDependOnWhereTheInputIsCut() throws {
        let reference = try TinyReference().load()
        let lines = Array((Self.contacts.joined(separator: "\n") + "\n").utf8)
        let wholeLines = ndjson(lines, cut: lines.count, reference)
        for cut in 1..<lines.count { #expect(ndjson(lines, cut: cut, reference) == wholeLines) }
        let table = Array(Self.table.utf8)
        let wholeTable = try csv(table, cut: table.count, reference)
        for cut in 1..<table.count { #expect(try csv(table, cut: cut, reference) == wholeTable) }
    }

    /// What the command answers on many cores, in blocks of any size, is what the server answers.
    @Test(arguments: [1, 50, 200, 100_000]) func aFileIsAnsweredAsABodyIs(_ blockBytes: Int) throws {
        let service = try LiveService()
        let reference = try service.keeper.load()
        let lines = (0..<40).map { Self.contacts[$0 % Self.contacts.count] }.joined(separator: "\n")
        let body = service.enrich(lines, type: "application/x-ndjson").text
        #expect(try file(Array(lines.utf8), .ndjson, blockBytes, reference) == body)
        for end in ["\n", "\r\n", "\r"] {
            let rows = Self.table.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let table = ([rows[0]] + (0..<6).flatMap { _ in rows.dropFirst() }).joined(separator: end)
            let answer = service.enrich(table, type: "text/csv").text
            #expect(try file(Array(table.utf8), .csv, blockBytes, reference) == answer)
        }
    }

    @Test func oneContactIsAnsweredAlikeInEveryFormat() throws {
        let service = try LiveService()
        let contact = #"{"id":1,"address":{"street":"x","postcode":"01400","city":"Saint-Denis"}}"#
        let single = service.enrich(contact).text
        #expect(service.enrich("[\(contact)]").text == "[\(single)]")
        #expect(service.enrich(contact, type: "application/x-ndjson").text == single + "\n")
        let table = service.enrich("street,postcode,city\nx,01400,Saint-Denis\n", type: "text/csv").text
        #expect(table.contains(",commune,0.99,01400 Saint-Denis,,,01400,Saint-Denis,01002,,B,B1,0.75,\n"))
    }

    private func ndjson(_ bytes: [UInt8], cut: Int, _ reference: ServedReference) -> String {
        var batch = NDJSONEnricher(reference, AnswerOptions(), EnrichLimits())
        var output = ByteBuffer()
        let (head, tail) = (Array(bytes[..<cut]), Array(bytes[cut...]))
        batch.receive(head.span, into: &output)
        batch.receive(tail.span, into: &output)
        batch.finish(into: &output)
        return String(output.bytes)
    }

    private func csv(_ bytes: [UInt8], cut: Int, _ reference: ServedReference) throws -> String {
        var batch = CSVEnricher(reference, AnswerOptions(), EnrichLimits())
        var output = ByteBuffer()
        let (head, tail) = (Array(bytes[..<cut]), Array(bytes[cut...]))
        try batch.receive(head.span, into: &output)
        try batch.receive(tail.span, into: &output)
        try batch.finish(into: &output)
        return String(output.bytes)
    }

    private func file(
        _ bytes: [UInt8], _ format: FileEnricher.Format, _ blockBytes: Int, _ reference: ServedReference
    ) throws -> String {
        let enricher = FileEnricher(reference, limits: EnrichLimits(), workers: 3, blockBytes: blockBytes)
        var rest = bytes[...]
        var output: [UInt8] = []
        _ = try enricher.run(format) { buffer in
            let piece = Array(rest.prefix(37))
            buffer.append(piece.span)
            rest = rest.dropFirst(37)
        } write: { answer in
            answer.withUnsafeBytes { output.append(contentsOf: $0) }
        } progress: { _, _ in
        }
        return String(decoding: output, as: UTF8.self)
    }
}
