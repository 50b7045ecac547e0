/// What the name of a file says of what is in it.
enum NDJSONFile {
    private static let endings = [".ndjson", ".jsonl", ".json"]

    /// Whether a file of this name holds NDJSON, compressed or not.
    static func isNamed(_ path: String) -> Bool {
        var name = path.lowercased()
        for ending in [".gz", ".xz"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
        return endings.contains { name.hasSuffix($0) }
    }
}
