import Bytes
import CSV

/// An arithmetic formula over columns of figures: `(population_iris.P16_POP6074 + population_iris.P16_POP75P) / households`.
///
/// Grammar: `+ - * /`, parentheses, numbers, `table.column`, `table.[column with spaces]`, and `name` for a figure of the
/// area itself (`households`, `area_km2`). A missing figure makes the value missing, as does division by zero.
struct Formula: Sendable {
    indirect enum Node: Sendable {
        case number(Double)
        case figure(Int)
        case sum(Node, Node)
        case difference(Node, Node)
        case product(Node, Node)
        case quotient(Node, Node)
    }

    /// `table` is empty for a figure of the area itself.
    struct Figure: Hashable, Sendable {
        var table: String
        var column: String
    }

    let root: Node
    /// What `Node.figure` counts.
    let figures: [Figure]

    init(_ text: String) throws(InputError) {
        var parser = FormulaParser(text)
        root = try parser.parseAll()
        figures = parser.figures
    }

    /// The values for all areas at once, from the columns of `figures` in their order, `count` values each; NaN when
    /// missing. O(count × operations).
    func values(_ columns: [[Double]], count: Int) -> [Double] { Self.values(root, columns, count) }

    private static func values(_ node: Node, _ columns: [[Double]], _ count: Int) -> [Double] {
        switch node {
        case .number(let number): return Array(repeating: number, count: count)
        case .figure(let index): return columns[index]
        case .sum(let a, let b): return combine(values(a, columns, count), values(b, columns, count)) { $0 + $1 }
        case .difference(let a, let b):
            return combine(values(a, columns, count), values(b, columns, count)) { $0 - $1 }
        case .product(let a, let b): return combine(values(a, columns, count), values(b, columns, count)) { $0 * $1 }
        case .quotient(let a, let b):
            return combine(values(a, columns, count), values(b, columns, count)) { $1 == 0 ? .nan : $0 / $1 }
        }
    }

    private static func combine(
        _ a: [Double], _ b: [Double], _ operation: (Double, Double) -> Double
    ) -> [Double] {
        var result = a
        for index in result.indices { result[index] = operation(a[index], b[index]) }
        return result
    }

    /// The value with these figures, in the order of `figures`; NaN when missing.
    func value(_ figures: [Double]) -> Double { values(figures.map { [$0] }, count: 1)[0] }
}

private struct FormulaParser {
    private let text: [UInt8]
    private var position = 0
    private(set) var figures: [Formula.Figure] = []

    init(_ text: String) { self.text = Array(text.utf8) }

    mutating func parseAll() throws(InputError) -> Formula.Node {
        let node = try parseSum()
        guard peek() == nil else { throw error("unexpected text") }
        return node
    }

    private mutating func parseSum() throws(InputError) -> Formula.Node {
        var node = try parseProduct()
        while let next = peek(), next == UInt8(ascii: "+") || next == ASCII.hyphen {
            position += 1
            let right = try parseProduct()
            node = next == ASCII.hyphen ? .difference(node, right) : .sum(node, right)
        }
        return node
    }

    private mutating func parseProduct() throws(InputError) -> Formula.Node {
        var node = try parseAtom()
        while let next = peek(), next == UInt8(ascii: "*") || next == ASCII.slash {
            position += 1
            let right = try parseAtom()
            node = next == ASCII.slash ? .quotient(node, right) : .product(node, right)
        }
        return node
    }

    private mutating func parseAtom() throws(InputError) -> Formula.Node {
        guard let next = peek() else { throw error("an end where a value should be") }
        if next == UInt8(ascii: "(") {
            position += 1
            let node = try parseSum()
            guard peek() == UInt8(ascii: ")") else { throw error("a parenthesis that is not closed") }
            position += 1
            return node
        }
        let word = takeWord()
        guard !word.isEmpty else { throw error("unexpected text") }
        if ASCII.isDigit(word[0]) {
            guard let number = CSVNumber.parse(word.span) else { throw error("a number that is none") }
            return .number(number)
        }
        var table = String(decoding: word, as: UTF8.self)
        var column = table
        if position < text.count, text[position] == ASCII.period {
            position += 1
            column = try takeColumn()
        } else {
            table = ""
        }
        let figure = Formula.Figure(table: table, column: column)
        if let known = figures.firstIndex(of: figure) { return .figure(known) }
        figures.append(figure)
        return .figure(figures.count - 1)
    }

    private mutating func takeColumn() throws(InputError) -> String {
        guard position < text.count, text[position] == UInt8(ascii: "[") else {
            return String(decoding: takeWord(), as: UTF8.self)
        }
        guard let end = text[position...].firstIndex(of: UInt8(ascii: "]")) else {
            throw error("a bracket that is not closed")
        }
        defer { position = end + 1 }
        return String(decoding: text[position + 1..<end], as: UTF8.self)
    }

    /// Letters, digits, `_`; for a number also its point.
    private mutating func takeWord() -> [UInt8] {
        let start = position
        let isNumber = position < text.count && ASCII.isDigit(text[position])
        while position < text.count {
            let byte = text[position]
            guard ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x5F || (isNumber && byte == ASCII.period)
            else { break }
            position += 1
        }
        return Array(text[start..<position])
    }

    private mutating func peek() -> UInt8? {
        while position < text.count, text[position] == ASCII.space { position += 1 }
        return position < text.count ? text[position] : nil
    }

    private func error(_ what: String) -> InputError {
        .configuration(
            file: "indicators.csv",
            reason: "formula \(String(decoding: text, as: UTF8.self)): \(what) at character \(position + 1)")
    }
}
