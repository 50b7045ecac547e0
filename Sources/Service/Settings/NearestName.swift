/// The name that someone who mistyped probably meant.
public enum NearestName {
    /// The one of `names` that takes the fewest changes of a letter to reach, when these are at most a third of it; the
    /// first of equals. Nil when all are too far. O(names × letters²).
    public static func find(_ name: String, among names: [String]) -> String? {
        var best: (name: String, distance: Int)?
        for candidate in names {
            let distance = distance(Array(name.utf8), Array(candidate.utf8))
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(1, best.name.utf8.count / 3) else { return nil }
        return best.name
    }

    /// `; did you mean "postcode"?`, for the end of an error; nothing when no name is near.
    static func suggestion(for name: String, among names: [String]) -> String {
        find(name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// Insertions, deletions, replacements and exchanges of neighbours that lead from one to the other (optimal string
    /// alignment; Damerau 1964).
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var older: [Int] = []
        var above = Array(0...b.count)
        for row in 0..<a.count {
            var current = [row + 1]
            for column in 0..<b.count {
                let replaced = above[column] + (a[row] == b[column] ? 0 : 1)
                var least = min(replaced, above[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
                    least = min(least, older[column - 1] + 1)
                }
                current.append(least)
            }
            (older, above) = (above, current)
        }
        return above[b.count]
    }
}
