import Bytes
import CSV
import TestSupport
import Testing

@Suite struct CSVReaderTests {
    private func texts(_ text: String, format: CSVFormat = CSVFormat()) -> [[String]] {
        read(Array(text.utf8), format: format).compactMap {
            guard case .record(let fields, _) = $0 else { return nil }
            return fields.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\r\n1,5;2\r\n", [["a", "b"], ["1,5", "2"]]),
        ("a\tb\r1\t2", [["a", "b"], ["1", "2"]]),
        ("a|b,c|d\n1|2|3\n", [["a", "b,c", "d"], ["1", "2", "3"]]),
        ("\u{FEFF}a,b\n", [["a", "b"]]),
        ("a,b\n\"x, y\",\"say \"\"no\"\"\"\n", [["a", "b"], ["x, y", "say \"no\""]]),
        ("a,b\n\"two\r\nlines\",2\n", [["a", "b"], ["two\r\nlines", "2"]]),
        ("a,b,c\n1\n1,2,3,4\n,,\n", [["a", "b", "c"], ["1"], ["1", "2", "3", "4"], ["", "", ""]]),
        ("a,b\n\n\r\n1,2\n\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n5\" pipe,2", [["a", "b"], ["5\" pipe", "2"]]),
        ("a,b\n\"\",\"\"", [["a", "b"], ["", ""]]),
        ("a,b\n1,", [["a", "b"], ["1", ""]]),
        ("address\n\"12 rue X, Paris\"\n", [["address"], ["12 rue X, Paris"]]),
        ("", []),
        ("\n\n", []),
    ])
    func readsWhatSpreadsheetsAndOfficesWrite(text: String, expected: [[String]]) {
        #expect(texts(text) == expected)
    }

    @Test func saysOnWhichLineAQuoteIsNotClosedAndGoesOn() {
        let found = read(Array("a,b\n1,\"x\n2,y\n3,z\n".utf8))
        #expect(
            found == [
                .record([Array("a".utf8), Array("b".utf8)], line: 1),
                .malformed(
                    CSVError(reason: .unterminatedQuote, line: 2), fields: [Array("1".utf8), Array("\"x".utf8)]),
                .record([Array("2".utf8), Array("y".utf8)], line: 3),
                .record([Array("3".utf8), Array("z".utf8)], line: 4),
            ])
    }

    @Test func refusesTextAfterAClosingQuoteAndGoesOn() {
        let found = read(Array("\"a\"b,c\n1,2\n".utf8))
        #expect(
            found == [
                .malformed(
                    CSVError(reason: .textAfterQuote, line: 1), fields: [Array("\"a\"b".utf8), Array("c".utf8)]),
                .record([Array("1".utf8), Array("2".utf8)], line: 2),
            ])
    }

    @Test func refusesRecordsBeyondTheLimits() {
        let format = CSVFormat(separator: ASCII.comma, maximumRecordBytes: 8, maximumFields: 3)
        let found = read(Array("12345678\n123456789\n1,2,3\n1,2,3,4\n".utf8), format: format)
        #expect(found.count == 4)
        #expect(found[1] == .malformed(CSVError(reason: .recordTooLong, line: 2), fields: [Array("123456789".utf8)]))
        #expect(
            found[3]
                == .malformed(
                    CSVError(reason: .tooManyFields, line: 4), fields: ["1", "2", "3"].map { Array($0.utf8) }))
    }

    @Test func readsTheSameHoweverTheBytesAreCut() {
        let bytes = Array("\u{FEFF}a;b;c\r\n\"x;\"\"y\r\nz\";2;é\r\n\r\n\"bad\"no;1\r\nlast;;\"end\"".utf8)
        let whole = read(bytes)
        #expect(whole.count == 4)
        for cut in 0...bytes.count { #expect(read(bytes, cuts: [cut]) == whole, "cut at \(cut)") }
        #expect(read(bytes, cuts: Array(0..<bytes.count)) == whole)
    }

    @Test(arguments: 0..<40)
    func agreesWithTheSlowReaderOnRandomText(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<100 {
            let alphabet = Array("ab,;\t\"\"\n\r\u{E9}".utf8)
            let bytes = (0..<Int(random.next() % 60)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            let format = CSVFormat(
                separator: random.next() % 2 == 0 ? nil : ASCII.comma, maximumRecordBytes: 6 + Int(random.next() % 40),
                maximumFields: 1 + Int(random.next() % 6))
            let expected = readSlowly(bytes, format: format)
            #expect(read(bytes, format: format) == expected, "\(bytes)")
            let cuts = (0..<3).map { _ in Int(random.next() % UInt64(bytes.count + 1)) }.sorted()
            #expect(read(bytes, format: format, cuts: cuts) == expected, "\(bytes) cut at \(cuts)")
            #expect(read(bytes, format: format, cuts: Array(0..<bytes.count)) == expected, "\(bytes) byte by byte")
        }
    }

    @Test func whatTheWriterWritesTheReaderReads() {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("ab,;\t\"\n\r ".utf8)
        var buffer = ByteBuffer()
        var writer = CSVWriter(separator: ASCII.semicolon)
        var expected: [[[UInt8]]] = []
        for _ in 0..<200 {
            // A line of one empty field is a line without bytes, which readers skip.
            var record: [[UInt8]] = [[0x78]]
            for _ in 0..<random.next() % 5 {
                record.append(
                    (0..<random.next() % 6).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
            }
            for field in record { writer.field(field.span, to: &buffer) }
            writer.endLine(to: &buffer)
            expected.append(record)
        }
        let found = read(
            buffer.withUnsafeBytes { Array($0) }, format: CSVFormat(separator: ASCII.semicolon))
        let records: [[[UInt8]]] = found.compactMap {
            if case .record(let fields, _) = $0 { fields } else { nil }
        }
        #expect(records == expected)
    }

    @Test func readsLatin1WhereItIsNotUTF8() {
        var reader = CSVReader(format: CSVFormat(separator: ASCII.comma))
        let bytes: [UInt8] = [0x53, 0xE8, 0x74, 0x65, 0x2C, 0xC3, 0xA8]
        reader.append(bytes.span)
        reader.finish()
        #expect(reader.next() == .record)
        #expect(reader.text(0) == "S\u{E8}te")
        #expect(reader.text(1) == "è")
        #expect(reader.text(9) == "")
    }

    @Test func findsColumnsByNameWithoutRegardToCase() {
        let header = CSVHeader(names: [" Code_INSEE ", "nom", "NOM"])
        #expect(header.index(of: "code_insee") == 0)
        #expect(header.index(of: "Nom") == 1)
        #expect(header.index(ofAny: ["x", "nom"]) == 1)
        #expect(!header.contains(all: ["nom", "x"]))
    }
}

@Suite struct CSVNumberTests {
    private func parse(_ text: String) -> Double? { CSVNumber.parse(Array(text.utf8).span) }

    @Test(arguments: [
        ("12", 12.0), ("-3,5", -3.5), ("0.25", 0.25), (" 7 ", 7), ("+1", 1), ("1e3", 1000), ("1E-3", 0.001),
        (",5", 0.5), ("5,", 5), ("12345678901234567890", 12_345_678_901_234_567_168), ("1e400", .infinity),
        ("0e999", 0),
        ("48.880199999", 48.880199999), ("353.730434782608", 353.730434782608),
    ])
    func readsNumbersWithPointOrComma(text: String, expected: Double) {
        #expect(parse(text) == expected)
    }

    @Test(arguments: [
        "", " ", "s", "ns", "nd", "N/A - résultat non disponible", "1 000", "1,2,3", "-", ".", "1e", "12a",
    ])
    func takesMarksOfSecrecyAndWordsForNoNumber(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func agreesWithTheStandardLibraryOnRandomNumbers() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<10_000 {
            let value = Double(Int64(random.next() % 20_000_000_000_000) - 10_000_000_000_000) / 1e5
            #expect(parse("\(value)") == value)
        }
        for _ in 0..<10_000 {
            let value = Double(random.next() >> 11) * 0x1p-53
            let parsed = parse("\(value)") ?? .nan
            #expect(abs(parsed - value) <= 2 * value.ulp, "\(value)")
        }
    }
}
