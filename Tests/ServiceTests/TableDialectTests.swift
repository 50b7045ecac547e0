import Bytes
import TestSupport
import Testing

@testable import Service

/// Tables as people have them.
@Suite struct TableDialectTests {
    private static let answer = "|01400 Saint-Denis|||01400|Saint-Denis|01002||B|B1|0.75|"

    @Test(arguments: [";", ",", "\t", "|"], ["\n", "\r\n"]) func theDialectStays(separator: String, end: String) throws
    {
        for mark in ["", "\u{FEFF}"] {
            let rows = [["nom", "cp", "ville"], ["\"a\(separator)b\"", "01400", "\"Saint-Denis\""]]
            let table = mark + rows.map { $0.joined(separator: separator) + end }.joined()
            let (output, _, summary) = try enrich(Array(table.utf8))
            let text = String(decoding: output, as: UTF8.self)
            #expect(text.hasPrefix("\(mark)nom\(separator)cp\(separator)ville\(separator)result_level"))
            let answer = Self.answer.split(separator: "|", omittingEmptySubsequences: false).joined(
                separator: separator)
            #expect(text.hasSuffix("\(answer)\(end)"))
            let columns = ["\"a\(separator)b\"", "01400", "Saint-Denis", "commune", ""].joined(separator: separator)
            #expect(text.contains(end + columns))
            #expect(summary.contacts == 1 && summary.rejected == 0)
        }
    }

    @Test func windows1252IsReadAndCounted() throws {
        // L’Abergement with the curly apostrophe of that code page, and a euro sign.
        let table: [UInt8] =
            Array("note;cp;ville\n".utf8) + [0x80, 0x3B] + Array("01400;L".utf8) + [0x92] + Array("Abergement\n".utf8)
            + Array("é;01400;L’Abergement\n".utf8)
        let (output, _, summary) = try enrich(table)
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(lines[1].hasPrefix("€;01400;L’Abergement;commune;"))
        #expect(lines[1].contains(";01001;010010000;") && lines[2].contains(";01001;010010000;"))
        #expect(summary.legacyLines == 1)
    }

    @Test(arguments: [
        ("Code Postal;COMMUNE;Nom de voie", "street = \"Nom de voie\", postcode = \"Code Postal\", city = \"COMMUNE\""),
        (
            "ADR1,adr2,ADR3,CP,Localité",
            "street = \"ADR1\" + \"adr2\" + \"ADR3\", postcode = \"CP\", city = \"Localité\""
        ),
        ("adresse;cp", "street = \"adresse\", postcode = \"cp\""),
        ("Adresse complète;nom", "address = \"Adresse complète\""),
        ("id,lat,lon", "lat = \"lat\", lon = \"lon\""), ("lat,insee", "citycode = \"insee\""),
    ])
    func columnsAreFoundByTheNamesThatPeopleUse(header: String, columns: String) throws {
        var described: TableDescription?
        _ = try enrich(Array("\(header)\n".utf8)) { described = $0 }
        #expect(described?.columns == columns)
    }

    @Test func aMapNamesColumnsAndJoinsThem() throws {
        let table = Array("a,b,c,d\n3,rue de l'Eglise,01410,St Denis\n".utf8)
        var map = try ColumnMap("street=a+b, postcode = C ,city=4")
        let (output, _, _) = try enrich(table, map: map)
        #expect(String(decoding: output, as: UTF8.self).contains(",01002,010020101,"))
        map = try ColumnMap("street=a,street=b,postcode=c,city=d")
        #expect(try enrich(table, map: map).output == output)
        #expect(throws: BatchError.unknownColumn("x", found: ["a", "b", "c", "d"])) {
            try enrich(table, map: ColumnMap("street=x"))
        }
        let service = try LiveService { _ in }
        let answer = service.enrich("a,b\n01400,Saint-Denis\n", type: "text/csv", query: "?map=postcode=a,city=b")
        #expect(answer.text.contains(",01002,"))
        #expect(service.enrich("a,b\n1,2\n", type: "text/csv", query: "?map=zip=a").status == 400)
        #expect(service.enrich("a,b\n1,2\n", type: "text/csv", query: "?map=city=q").status == 422)
    }

    /// Broken lines among many: each spoils itself, comes back as far as it can be taken apart, and is listed.
    @Test(arguments: [1, 300, 1 << 19]) func brokenLinesSpoilThemselves(_ blockBytes: Int) throws {
        var lines = ["name,cp,ville"]
        let broken = [7: "\"open,01400,Saint-Denis", 500: "a,b,c,d", 501: "\"x\"y,01400,Saint-Denis"]
        for line in 2...900 { lines.append(broken[line] ?? "n\(line),01400,Saint-Denis") }
        let (output, rejects, summary) = try enrich(Array(lines.joined(separator: "\n").utf8), blockBytes: blockBytes)
        let answers = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(answers.count == 901)
        for line in 2...900 where broken[line] == nil {
            #expect(answers[line - 1].hasPrefix("n\(line),01400,Saint-Denis,commune,"))
        }
        #expect(answers[6] == "\"\"\"open\",01400,Saint-Denis,,,,,,,,,,,,,line 7: text follows a closing quote")
        #expect(answers[499] == "a,b,c,,,,,,,,,,,,,line 500: 4 fields under 3 columns")
        #expect(
            String(decoding: rejects, as: UTF8.self) == #"""
                name,cp,ville,rejected_line,rejected_error
                """open",01400,Saint-Denis,7,text follows a closing quote
                a,b,c,500,4 fields under 3 columns
                """x""y",01400,Saint-Denis,501,text follows a closing quote

                """#)
        #expect(summary.contacts == 899 && summary.rejected == 3)
        #expect(summary.rejections.map(\.line) == [7, 500, 501])
    }

    @Test func onlyTheFirstRejectionsAreKeptAndAllAreCounted() throws {
        let table = "cp;a\n" + (0..<100).map { "\($0);x;y\n" }.joined()
        let (_, rejects, summary) = try enrich(Array(table.utf8), blockBytes: 40)
        #expect(summary.rejected == 100)
        #expect(summary.rejections.map(\.line) == Array(2...21))
        #expect(rejects.count { $0 == UInt8(ascii: "\n") } == 101)
    }

    private func enrich(
        _ table: [UInt8], map: ColumnMap = ColumnMap(), blockBytes: Int = 1 << 19,
        describe: (TableDescription) -> Void = { _ in }
    ) throws -> (output: [UInt8], rejects: [UInt8], summary: BatchSummary) {
        let reference = try TinyReference(hasStreets: true).load()
        var enricher = FileEnricher(reference, limits: EnrichLimits(), workers: 2, blockBytes: blockBytes)
        enricher.map = map
        var rest = table[...]
        var output: [UInt8] = []
        var rejects: [UInt8] = []
        let summary = try enricher.run(.csv) { buffer in
            let piece = Array(rest.prefix(997))
            buffer.append(piece.span)
            rest = rest.dropFirst(997)
        } write: { answers in
            answers.withUnsafeBytes { output += $0 }
        } writeRejects: { lines in
            lines.withUnsafeBytes { rejects += $0 }
        } describe: { table in
            describe(table)
        } progress: { _, _ in
        }
        return (output, rejects, summary)
    }
}
