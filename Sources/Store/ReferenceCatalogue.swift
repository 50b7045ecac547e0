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

    /// What an indicator means; see `IndicatorDefinition` of Segmentation.
    public struct Indicator: Sendable {
        public let id: String
        public let labelFrench: String
        public let labelEnglish: String
        public let unit: String
        public let theme: String
        public let kind: String
        public let formula: String
        public let source: String
        public let vintage: String
        public let base: String
        /// `iris` or `commune`.
        public let level: String
        /// The share of IRIS whose figure is known at that level and not filled in, 0–1; then of households.
        public let coverage: Double
        public let householdCoverage: Double
        /// `behaviour` or `demographics`.
        public let domain: String
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
        let codes = try Self.codes(connection)
        personas = try Self.personas(connection, averages: try Self.averages(connection, codes))
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
        var rows = try connection.prepare(ReferenceSchema.indicator.selectAll)
        var indicators: [String: Indicator] = [:]
        while try rows.step() {
            let id = rows.string(0) ?? ""
            indicators[id] = Indicator(
                id: id, labelFrench: rows.string(1) ?? "", labelEnglish: rows.string(2) ?? "",
                unit: rows.string(3) ?? "", theme: rows.string(4) ?? "", kind: rows.string(5) ?? "",
                formula: rows.string(6) ?? "", source: rows.string(7) ?? "", vintage: rows.string(8) ?? "",
                base: rows.string(9) ?? "", level: rows.string(10) ?? "", coverage: rows.double(11),
                householdCoverage: rows.double(12), domain: rows.string(13) ?? "", decimals: Int(rows.integer(14)))
        }
        return indicators
    }

    private static func codes(_ connection: borrowing SQLiteConnection) throws(SQLiteError) -> [String] {
        var rows = try connection.prepare("SELECT code FROM persona ORDER BY code")
        var codes: [String] = []
        while try rows.step() { codes.append(rows.string(0) ?? "") }
        return codes
    }

    private static func averages(
        _ connection: borrowing SQLiteConnection, _ codes: [String]
    ) throws(SQLiteError) -> [String: [(indicator: String, value: Double)]] {
        var rows = try connection.prepare(ReferenceSchema.personaIndicator.selectAll)
        var averages = [[(indicator: String, value: Double)]](repeating: [], count: codes.count)
        while try rows.step() {
            let id = rows.string(0) ?? ""
            for (persona, value) in ReferenceLoader.doubles(rows.bytes(1)).enumerated()
            where persona < codes.count && !value.isNaN {
                averages[persona].append((id, value))
            }
        }
        return Dictionary(uniqueKeysWithValues: zip(codes, averages))
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
