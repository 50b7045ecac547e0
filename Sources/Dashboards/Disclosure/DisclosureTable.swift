/// Which cells of a table may be told.
///
/// A cell of one to `floor - 1` people is hidden (primary suppression). Readers know how cells add up, so others have to be hidden
/// with it (complementary suppression) until nothing below the floor can be worked out. A cell is part of a line, whose total is
/// a cell too; each cell lies in two lines at most:
///
///     personas ─┐                              C1 C2 C3 │ all
///       profile ┴─ all      or        vip      ·  ·  ·  │  ·       rows and columns, with their totals
///                                     not vip  ·  ·  ·  │  ·
///                                     all      ·  ·  ·  │  ·
///
/// Taken as a graph, the lines are its corners and the hidden cells its edges (one that lies in a single line leads outside). What
/// the lines say of the hidden cells leaves exactly those open that lie on a ring: a cell can be worked out if and only if
/// its edge is a bridge (D. Gusfield, "A graph theoretic approach to statistical data security", SIAM Journal on Computing
/// 17, 1988; I. Fellegi, "On the question of statistical confidentiality", JASA 67, 1972). So cells are added until there is no
/// bridge, and until the hidden cells of every line stand for `floor` people together, since their sum is known. Which cells are
/// added follows the usual rule, the smallest that do (Hundepool et al., "Statistical Disclosure Control", 2012, chapter 4).
struct DisclosureTable {
    private struct Cell {
        var people: Int
        /// The second may be missing: then the cell leads outside.
        var lines: (Int, Int?)
        var isHidden: Bool
    }

    /// A cell's place in a line: one of the parts, or their total.
    struct Line {
        var number: Int
        var isTotal = false
    }

    private var cells: [Cell] = []
    /// The cells of each line.
    private var parts: [[Int]] = []
    private var totals: [[Int]] = []

    /// Whether nobody is in two parts of the line: then the people of its hidden cells add up.
    private var isPartition: [Bool] = []
    let floor: Int

    init(floor: Int) { self.floor = floor }

    mutating func addLine(isPartition: Bool = true) -> Int {
        parts.append([])
        totals.append([])
        self.isPartition.append(isPartition)
        return parts.count - 1
    }

    /// Adds a cell with its people; `hides` says that there is a reason beside the floor. Returns its number.
    @discardableResult
    mutating func addCell(_ people: Int, _ one: Line, _ other: Line? = nil, hides: Bool = false) -> Int {
        for line in [one, other].compactMap(\.self) {
            if line.isTotal { totals[line.number].append(cells.count) } else { parts[line.number].append(cells.count) }
        }
        cells.append(
            Cell(
                people: people, lines: (one.number, other?.number),
                isHidden: hides || (people > 0 && people < floor)))
        return cells.count - 1
    }

    func isHidden(_ cell: Int) -> Bool { cells[cell].isHidden }

    /// Hides more cells until no hidden one can be worked out. Ends, since every step hides one.
    mutating func close() {
        while closeLines() || closeBridges() {}
    }

    // MARK: - Sums of lines

    private mutating func closeLines() -> Bool {
        var hasHidden = false
        for line in parts.indices {
            while let next = nextToHide(line) {
                cells[next].isHidden = true
                hasHidden = true
            }
        }
        return hasHidden
    }

    /// The cell of the line that must be hidden next; nil when its hidden cells are safe, or all are hidden.
    private func nextToHide(_ line: Int) -> Int? {
        let hidden = parts[line].filter { cells[$0].isHidden }
        guard !hidden.isEmpty, totals[line].allSatisfy({ !cells[$0].isHidden }) else { return nil }
        let people =
            isPartition[line] ? hidden.reduce(0) { $0 + cells[$1].people } : hidden.map { cells[$0].people }.max() ?? 0
        guard people < floor || hidden.count < 2 else { return nil }
        let visible = parts[line].filter { !cells[$0].isHidden }
        let missing = isPartition[line] ? max(1, floor - people) : floor
        if let smallest = least(visible.filter { cells[$0].people >= missing }) { return smallest }
        return visible.max { cells[$0].people < cells[$1].people } ?? totals[line].first
    }

    private func least(_ some: [Int]) -> Int? { some.min { (cells[$0].people, $0) < (cells[$1].people, $1) } }

    // MARK: - Bridges

    private mutating func closeBridges() -> Bool {
        var helped: Set<Int> = []
        var hasHidden = false
        for bridge in bridges() {
            let lines = [cells[bridge].lines.0] + (cells[bridge].lines.1.map { [$0] } ?? [])
            guard helped.isDisjoint(with: lines) else { continue }
            helped.formUnion(lines)
            // Another cell of the same line makes a ring, or takes the dead end farther until one can be made.
            let visible = lines.flatMap { parts[$0] + totals[$0] }.filter { !cells[$0].isHidden }
            guard let next = least(visible.filter { cells[$0].people > 0 }) ?? visible.first ?? anyVisible() else {
                continue
            }
            cells[next].isHidden = true
            hasHidden = true
        }
        return hasHidden
    }

    private func anyVisible() -> Int? { least(cells.indices.filter { !cells[$0].isHidden }) }

    /// The hidden cells that can be worked out. O(cells + lines).
    ///
    /// R. Tarjan, "A note on finding the bridges of a graph", 1974: an edge is a bridge when nothing behind it leads back before it.
    func bridges() -> [Int] {
        let outside = parts.count
        var edges = [[(edge: Int, to: Int)]](repeating: [], count: parts.count + 1)
        for (index, cell) in cells.enumerated() where cell.isHidden {
            let (one, other) = (cell.lines.0, cell.lines.1 ?? outside)
            edges[one].append((index, other))
            edges[other].append((index, one))
        }
        var search = BridgeSearch(edges)
        for corner in edges.indices { search.visit(corner) }
        return search.bridges
    }
}

/// A walk through a graph in depth, with a stack of its own.
private struct BridgeSearch {
    private let edges: [[(edge: Int, to: Int)]]
    /// When a corner was first seen, 0 for never; and the earliest corner that it or what lies behind it leads back to.
    private var seen: [Int]
    private var back: [Int]
    private var time = 0
    private(set) var bridges: [Int] = []

    init(_ edges: [[(edge: Int, to: Int)]]) {
        self.edges = edges
        seen = [Int](repeating: 0, count: edges.count)
        back = seen
    }

    mutating func visit(_ start: Int) {
        guard seen[start] == 0 else { return }
        var path: [(corner: Int, via: Int, next: Int)] = []
        enter(start, via: -1, &path)
        while let (corner, via, next) = path.last {
            guard next < edges[corner].count else {
                path.removeLast()
                guard let parent = path.last?.corner else { continue }
                back[parent] = min(back[parent], back[corner])
                if back[corner] > seen[parent] { bridges.append(via) }
                continue
            }
            path[path.count - 1].next += 1
            let (edge, to) = edges[corner][next]
            guard edge != via else { continue }
            if seen[to] == 0 { enter(to, via: edge, &path) } else { back[corner] = min(back[corner], seen[to]) }
        }
    }

    private mutating func enter(_ corner: Int, via: Int, _ path: inout [(corner: Int, via: Int, next: Int)]) {
        time += 1
        seen[corner] = time
        back[corner] = time
        path.append((corner, via, 0))
    }
}
