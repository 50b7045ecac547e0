import Bytes
import JSON
import Segmentation

/// A migration, for people and for programs.
enum MigrationText {
    /// Moves between personas that are named; the rest are small.
    private static let namedMoves = 20
    private static let columnWidth = 11

    static func text(_ migration: Migration) -> String {
        let moved = migration.personas.moved
        let total = max(migration.personas.total, 1)
        var text = """
            \(migration.neighbourhoods) neighbourhoods in both, \(whole(migration.personas.total)) households
            moved to another persona: \(whole(moved)) households (\(Percent(moved / total))), \
            \(migration.movedNeighbourhoods) neighbourhoods
            moved to another profile: \(whole(migration.profiles.moved)) households \
            (\(Percent(migration.profiles.moved / total)))
            only in the old one: \(whole(migration.onlyInOld)) households; only in the new one: \
            \(whole(migration.onlyInNew))
            agreement (adjusted Rand index): profiles \(thousandths(migration.profileAgreement)), \
            personas \(thousandths(migration.personaAgreement))
            drift (population stability index): profiles \(thousandths(migration.profileDrift)), \
            personas \(thousandths(migration.personaDrift))

            households by profile, from row to column
            \(matrix(migration.profiles))
            """
        let moves = largestMoves(migration.personas)
        if !moves.isEmpty { text += "\nlargest moves between personas\n" }
        for move in moves {
            text += "  \(move.from) → \(move.to)\(right(whole(move.households), columnWidth)) "
            text += "(\(Percent(move.households / total)))\n"
        }
        return text
    }

    private static func matrix(_ table: Migration.Table) -> String {
        var text = right("", 3) + table.new.map { right($0, columnWidth) }.joined() + "\n"
        for (row, code) in table.old.enumerated() {
            let cells = table.households[row].map { right($0 == 0 ? "·" : whole($0), columnWidth) }
            text += right(code, 3) + cells.joined() + "\n"
        }
        return text
    }

    private static func largestMoves(
        _ table: Migration.Table
    ) -> [(from: String, to: String, households: Double)] {
        var moves: [(from: String, to: String, households: Double)] = []
        for (row, from) in table.old.enumerated() {
            for (column, to) in table.new.enumerated() where from != to && table.households[row][column] > 0 {
                moves.append((from, to, table.households[row][column]))
            }
        }
        moves.sort { ($1.households, $0.from, $0.to) < ($0.households, $1.from, $1.to) }
        return Array(moves.prefix(namedMoves))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func whole(_ value: Double) -> String { String(Int(value.rounded())) }

    private static func thousandths(_ value: Double) -> String {
        let units = Int((abs(value) * 1000).rounded())
        let fraction = String(units % 1000)
        return "\(value < 0 ? "-" : "")\(units / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }

    static func json(_ migration: Migration) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        number("neighbourhoods", Double(migration.neighbourhoods), &writer)
        number("moved_neighbourhoods", Double(migration.movedNeighbourhoods), &writer)
        number("households", migration.personas.total, &writer)
        number("only_in_old", migration.onlyInOld, &writer)
        number("only_in_new", migration.onlyInNew, &writer)
        level("profiles", migration.profiles, migration.profileAgreement, migration.profileDrift, &writer)
        level("personas", migration.personas, migration.personaAgreement, migration.personaDrift, &writer)
        writer.endObject()
        return writer.bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } + "\n"
    }

    private static func level(
        _ key: StaticString, _ table: Migration.Table, _ agreement: Double, _ drift: Double,
        _ writer: inout JSONWriter
    ) {
        writer.key(key)
        writer.beginObject()
        number("moved_households", table.moved, &writer)
        number("moved_share", table.total > 0 ? table.moved / table.total : 0, decimals: 6, &writer)
        number("adjusted_rand_index", agreement, decimals: 6, &writer)
        number("population_stability_index", drift, decimals: 6, &writer)
        codes("old", table.old, &writer)
        codes("new", table.new, &writer)
        writer.key("households")
        writer.beginArray()
        for row in table.households {
            writer.beginArray()
            for value in row { writer.number(value, decimals: 1) }
            writer.endArray()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func codes(_ key: StaticString, _ codes: [String], _ writer: inout JSONWriter) {
        writer.key(key)
        writer.beginArray()
        for code in codes { writer.string(code) }
        writer.endArray()
    }

    private static func number(
        _ key: StaticString, _ value: Double, decimals: Int = 1, _ writer: inout JSONWriter
    ) {
        writer.key(key)
        writer.number(value, decimals: decimals)
    }
}
