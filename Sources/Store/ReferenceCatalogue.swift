/// The definitions of a reference, for people to read: few rows, kept as values with their texts.
public struct ReferenceCatalogue: Sendable {
    public struct Profile: Sendable {
        public let code: String
        public let name: String
        public let englishName: String
        public let households: Double
        /// 0–1, of the households of France.
        public let share: Double
        /// A JSON object.
        public let definition: String
    }

    public struct Persona: Sendable {
        public let code: String
        public let profile: String
        public let name: String
        public let englishName: String
        public let households: Double
        /// 0–1, of the households of France.
        public let share: Double
        /// A JSON object.
        public let definition: String
        /// Averages over its households, by the indicator's id.
        public let averages: [(indicator: String, value: Double)]
    }

    /// What an indicator is called.
    public struct Indicator: Sendable {
        public let labelFrench: String
        public let labelEnglish: String
        public let unit: String
        /// Digits after the point when shown.
        public let decimals: Int
    }

    public let profiles: [Profile]
    public let personas: [Persona]
    /// By id.
    public let indicators: [String: Indicator]
    /// Each source with its licence: what must be named where the data is shown.
    public let attribution: String

    init(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        profiles = try Self.profiles(connection)
        personas = try Self.personas(connection, averages: try Self.averages(connection))
        indicators = try Self.indicators(connection)
        attribution = try ReferenceChecksum.value(MetaKey.attribution, in: connection) ?? ""
    }

    private static func profiles(_ connection: borrowing SQLiteConnection) throws(SQLiteError) -> [Profile] {
        var rows = try connection.prepare(ReferenceSchema.profile.selectAll)
        var profiles: [Profile] = []
        while try rows.step() {
            profiles.append(
                Profile(
                    code: rows.string(0) ?? "", name: rows.string(1) ?? "", englishName: rows.string(2) ?? "",
                    households: rows.double(3), share: rows.double(4), definition: rows.string(5) ?? "{}"))
        }
        return profiles
    }

    private static func indicators(_ connection: borrowing SQLiteConnection) throws(SQLiteError) -> [String: Indicator]
    {
        var rows = try connection.prepare("SELECT id, label_fr, label_en, unit, decimals FROM indicator")
        var indicators: [String: Indicator] = [:]
        while try rows.step() {
            indicators[rows.string(0) ?? ""] = Indicator(
                labelFrench: rows.string(1) ?? "", labelEnglish: rows.string(2) ?? "", unit: rows.string(3) ?? "",
                decimals: Int(rows.integer(4)))
        }
        return indicators
    }

    private static func averages(
        _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) -> [String: [(indicator: String, value: Double)]] {
        var rows = try connection.prepare(ReferenceSchema.personaIndicator.selectAll)
        var averages: [String: [(indicator: String, value: Double)]] = [:]
        while try rows.step() {
            averages[rows.string(0) ?? "", default: []].append((rows.string(1) ?? "", rows.double(2)))
        }
        return averages
    }

    private static func personas(
        _ connection: borrowing SQLiteConnection, averages: [String: [(indicator: String, value: Double)]]
    ) throws(SQLiteError) -> [Persona] {
        var rows = try connection.prepare(ReferenceSchema.persona.selectAll)
        var personas: [Persona] = []
        while try rows.step() {
            let code = rows.string(0) ?? ""
            personas.append(
                Persona(
                    code: code, profile: rows.string(1) ?? "", name: rows.string(2) ?? "",
                    englishName: rows.string(3) ?? "", households: rows.double(4), share: rows.double(5),
                    definition: rows.string(6) ?? "{}", averages: averages[code] ?? []))
        }
        return personas
    }
}
