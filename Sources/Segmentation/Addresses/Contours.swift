import Bytes
import CSV
import Enrichment

/// The shapes of IRIS, from GeoJSON with one feature a line.
///
/// Where two files have a shape for an IRIS, the one with more corners is kept. An IRIS that is no longer listed gives its
/// shape to those that took its place: all of it to each part of one that was divided; to the one IRIS of the commune that
/// its commune was merged into, beside that one's own.
struct Contours {
    typealias Rings = [[PolygonCodec.Point]]

    /// Packed shape by IRIS; empty where there is none. Filled by `finish`.
    private(set) var shapes: [[UInt8]]
    private let territory: Territory
    private var rings: [Rings]
    /// Rings of IRIS that were merged into this one, in the order of the files.
    private var merged: [Int32: Rings] = [:]
    private var seenMerged: Set<AreaCode> = []

    /// A longer line is not a shape.
    private static let maximumLineBytes = 1 << 24

    init(_ territory: Territory) {
        self.territory = territory
        shapes = Array(repeating: [], count: territory.neighbourhoods.count)
        rings = Array(repeating: [], count: shapes.count)
    }

    /// Packs what was read. O(points).
    mutating func finish() {
        var packed = ByteBuffer(capacity: 1 << 16)
        for index in rings.indices {
            let all = rings[index] + (merged[Int32(index)] ?? [])
            guard !all.isEmpty else { continue }
            packed.removeAll()
            PolygonCodec.encode(all, to: &packed)
            shapes[index] = packed.withUnsafeBytes { Array($0) }
        }
        rings = []
        merged = [:]
    }

    /// Whether a file's first line is a feature with the code of an IRIS.
    static func recognises(_ path: String) throws(InputError) -> Bool {
        var file = try InputFile(path: path)
        var buffer = ByteBuffer()
        guard try file.read(into: &buffer, upTo: 1 << 12), buffer.count > 0 else { return false }
        let bytes = buffer.bytes
        return bytes[0] == 0x7B && GeoJSONLine.code(in: bytes) != nil
    }

    /// Takes in a file; returns how many features it used.
    mutating func read(_ path: String, problems: inout RowProblems) throws(InputError) -> Int {
        var file = try InputFile(path: path)
        var buffer = ByteBuffer(capacity: 1 << 20)
        var line = 0
        var used = 0
        var isOver = false
        while !isOver {
            isOver = try !file.read(into: &buffer)
            var start = 0
            while let end = buffer.bytes.firstIndex(of: ASCII.lineFeed, from: start) ?? (isOver ? buffer.count : nil),
                start < end || end < buffer.count
            {
                line += 1
                if let reason = take(buffer.bytes.extracting(start..<end)) {
                    problems.add(line: line, reason: reason)
                } else {
                    used += 1
                }
                start = min(end + 1, buffer.count)
            }
            buffer.removeFirst(start)
            guard buffer.count < Self.maximumLineBytes else {
                problems.add(line: line + 1, reason: "the line is too long")
                return used
            }
        }
        return used
    }

    private mutating func take(_ line: Span<UInt8>) -> String? {
        guard let code = GeoJSONLine.code(in: line) else { return "no code of an IRIS" }
        guard let rings = GeoJSONLine.rings(in: line) else { return "no shape" }
        if let index = territory.irisIndex[code] {
            keepFiner(rings, of: Int32(index))
        } else if let parts = territory.irisSuccessors[code], parts.count > 1 {
            for part in parts { keepFiner(rings, of: part) }
        } else if let whole = territory.irisThatAbsorbed(code) {
            if seenMerged.insert(code).inserted { merged[whole, default: []] += rings }
        } else {
            return "an IRIS that the list has not"
        }
        return nil
    }

    private mutating func keepFiner(_ new: Rings, of iris: Int32) {
        let corners = { (rings: Rings) in rings.reduce(0) { $0 + $1.count } }
        if corners(new) > corners(rings[Int(iris)]) { rings[Int(iris)] = new }
    }
}

/// Finds what is needed in a line of GeoJSON: the code of the IRIS and the numbers of its rings.
enum GeoJSONLine {
    static func code(in line: Span<UInt8>) -> AreaCode? {
        guard var index = find("\"code_iris\"", in: line, from: 0) ?? find("\"CODE_IRIS\"", in: line, from: 0)
        else { return nil }
        while index < line.count, line[index] == ASCII.colon || line[index] == ASCII.space { index += 1 }
        guard index < line.count, line[index] == ASCII.quote,
            let end = line.firstIndex(of: ASCII.quote, from: index + 1)
        else { return nil }
        return AreaCode(line.extracting(index + 1..<end))
    }

    /// All rings of a Polygon or MultiPolygon, in 0.00001°; nil when the coordinates are not well-formed.
    static func rings(in line: Span<UInt8>) -> [[PolygonCodec.Point]]? {
        guard var index = find("\"coordinates\"", in: line, from: 0) else { return nil }
        var rings: [[PolygonCodec.Point]] = []
        var ring: [PolygonCodec.Point] = []
        var depth = 0
        var numbers: [Double] = []
        while index < line.count {
            let byte = line[index]
            switch byte {
            case 0x5B:  // [
                depth += 1
                numbers.removeAll(keepingCapacity: true)
                index += 1
            case 0x5D:  // ]
                depth -= 1
                if numbers.count >= 2 {
                    ring.append(
                        PolygonCodec.Point(
                            latitude: HouseNumberCodec.fixed(numbers[1]), longitude: HouseNumberCodec.fixed(numbers[0])
                        ))
                    numbers.removeAll(keepingCapacity: true)
                } else if !ring.isEmpty {
                    rings.append(ring)
                    ring = []
                }
                index += 1
                if depth == 0 { return rings.isEmpty ? nil : rings }
                if depth < 0 { return nil }
            case ASCII.comma, ASCII.space, ASCII.colon: index += 1
            default:
                guard depth > 0, let number = number(in: line, at: &index) else { return nil }
                numbers.append(number)
            }
        }
        return nil
    }

    /// The index behind the first place where `text` stands.
    private static func find(_ text: StaticString, in line: Span<UInt8>, from start: Int) -> Int? {
        let count = text.utf8CodeUnitCount
        var index = start
        while index + count <= line.count {
            if line[index] == text.utf8Start[0], line.extracting(index..<index + count).elementsEqual(text) {
                return index + count
            }
            index += 1
        }
        return nil
    }

    private static func number(in line: Span<UInt8>, at index: inout Int) -> Double? {
        let start = index
        while index < line.count, isNumberByte(line[index]) { index += 1 }
        guard index > start else { return nil }
        return CSVNumber.parse(line.extracting(start..<index))
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || byte == ASCII.period || byte == ASCII.hyphen || byte == 0x2B
            || ASCII.lowercased(byte) == 0x65
    }
}
