import Bytes
import FoundationEssentials
import JSON

/// Reads seeded contacts and writes answers, with the reader and writer and with Foundation.
struct BenchJSON {
    let rounds: Int
    let console: Console

    private static let contacts = 512

    func run() {
        let bodies = BenchContacts.bodies(Self.contacts, seed: 1)
        let bytes = bodies.reduce(0) { $0 + $1.count }
        console.line("\(Self.contacts) contacts of \(bytes / Self.contacts) bytes, \(rounds) rounds")
        report("read, tokens counted", bytes) { bodies.reduce(0) { $0 + checked($1, BenchJSON.countTokens) } }
        report("read, fields found", bytes) { bodies.reduce(0) { $0 + checked($1, BenchJSON.readFields) } }
        report("read, value skipped", bytes) { bodies.reduce(0) { $0 + checked($1, BenchJSON.skip) } }
        let data = bodies.map { Data($0) }
        let decoder = JSONDecoder()
        report("read, JSONDecoder", bytes) { data.reduce(0) { $0 + decode($1, decoder) } }
        runWriter()
    }

    private func runWriter() {
        var writer = JSONWriter()
        let answer = BenchAnswer(medianIncome: 23_120)
        let bytesOfAnswer = BenchAnswerBytes(answer)
        bytesOfAnswer.write(to: &writer)
        let bytes = writer.bytes.count * Self.contacts
        console.line("answers of \(writer.bytes.count) bytes")
        report("written, JSONWriter", bytes) {
            (0..<Self.contacts).reduce(0) { sum, _ in
                writer.removeAll()
                bytesOfAnswer.write(to: &writer)
                return sum + writer.bytes.count
            }
        }
        let encoder = JSONEncoder()
        report("written, JSONEncoder", bytes) {
            (0..<Self.contacts).reduce(0) { sum, _ in sum + ((try? encoder.encode(answer).count) ?? 0) }
        }
    }

    private func report(_ name: String, _ bytes: Int, _ work: () -> Int) {
        console.line(Rounds(rounds, work).line(name, items: Self.contacts, bytes: bytes))
    }

    /// The bodies are ours: an error in them is a mistake of ours.
    private func checked(_ body: [UInt8], _ read: (inout JSONReader) throws(JSONError) -> Int) -> Int {
        var reader = JSONReader(body.span)
        do throws(JSONError) { return try read(&reader) } catch { preconditionFailure("\(error)") }
    }

    private static func countTokens(_ reader: inout JSONReader) throws(JSONError) -> Int {
        var count = 0
        while try reader.next() != .end { count += 1 }
        return count
    }

    private static func skip(_ reader: inout JSONReader) throws(JSONError) -> Int {
        let range = try reader.skipValue()
        try reader.finish()
        return range.count
    }

    /// Finds the fields by their names, as a service would.
    private static func readFields(_ reader: inout JSONReader) throws(JSONError) -> Int {
        var bytes = 0
        _ = try reader.next()
        while let key = try reader.nextKey() {
            if reader.text(key, equals: "address") {
                bytes += try readAddress(&reader)
            } else if case .string(let text) = try reader.next() {
                bytes += text.range.count
            }
        }
        try reader.finish()
        return bytes
    }

    private static func readAddress(_ reader: inout JSONReader) throws(JSONError) -> Int {
        var bytes = 0
        _ = try reader.next()
        while let key = try reader.nextKey() {
            let isField =
                reader.text(key, equals: "street") || reader.text(key, equals: "postcode")
                || reader.text(key, equals: "city")
            if case .string(let text) = try reader.next(), isField { bytes += text.range.count }
        }
        return bytes
    }

    private func decode(_ data: Data, _ decoder: JSONDecoder) -> Int {
        (try? decoder.decode(BenchContacts.Contact.self, from: data).address.city.utf8.count) ?? 0
    }
}
