/// Where old communes went: the moves of the COG since 1943, followed to the communes of today.
public struct CommuneMoves: Sendable {
    struct Move: Sendable {
        var date: String
        var from: AreaCode
        var to: AreaCode
        /// INSEE's kind of move: 21 makes a commune again, 50 moves the chief town, 32 merges.
        var kind: Int
    }

    /// The communes and arrondissements of today.
    private let current: Set<AreaCode>
    /// For each code, the code that it became in the latest of its moves.
    private var next: [AreaCode: AreaCode] = [:]
    /// For each code whose area went to several communes on that day, all of them.
    private var parts: [AreaCode: [AreaCode]] = [:]
    /// For each code that came out of another, the one that it last came out of.
    private var origin: [AreaCode: AreaCode] = [:]

    /// `parents` gives the commune of each associated and delegated commune of today (COMA, COMD).
    init(current: Set<AreaCode>, moves: [Move], parents: [AreaCode: AreaCode]) {
        self.current = current
        var latest: [AreaCode: String] = [:]
        var latestOrigin: [AreaCode: String] = [:]
        for move in moves where move.from != move.to {
            if !current.contains(move.from), move.date >= latest[move.from, default: ""] {
                // A commune that was split goes to the part that the list names last; they are neighbours.
                parts[move.from] =
                    move.date == latest[move.from] ? parts[move.from, default: []] + [move.to] : [move.to]
                latest[move.from] = move.date
                next[move.from] = move.to
            }
            if move.date >= latestOrigin[move.to, default: ""] {
                latestOrigin[move.to] = move.date
                origin[move.to] = move.from
            }
        }
        for (code, parent) in parents where !current.contains(code) && next[code] == nil { next[code] = parent }
        parts = parts.filter { $1.count > 1 }
    }

    /// The commune of today that `code` is, or is part of; nil when no move tells. O(moves of the code).
    public func commune(of code: AreaCode) -> AreaCode? { current.contains(code) ? code : path(of: code).last }

    /// The codes that the commune `code` had on its way: its own first, that of today last. Empty when no move tells.
    func path(of code: AreaCode) -> [AreaCode] {
        var path = [code]
        while let last = path.last, !current.contains(last) {
            guard let step = next[last], !path.contains(step) else { return [] }
            path.append(step)
        }
        return path
    }

    /// The commune of today that all of `code` is, or is part of: nil also where its area went to several.
    func successor(of code: AreaCode) -> AreaCode? {
        let path = path(of: code)
        guard let today = path.last else { return nil }
        let isWhole = path.allSatisfy { step in (parts[step] ?? []).allSatisfy { commune(of: $0) == today } }
        return isWhole ? today : nil
    }

    /// The codes that no commune has today and that moves tell of, ascending.
    var formerCodes: [AreaCode] { next.keys.sorted() }

    /// The code that a commune of today last came out of, when it was made (again) from another.
    func commune(thatMade code: AreaCode) -> AreaCode? { origin[code] }
}
