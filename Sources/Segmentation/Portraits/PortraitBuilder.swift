/// Writes the portraits of all profiles and personas of a reference: names, texts in French and English, indices, places,
/// levers, nearest.
///
///     ReferenceData ─▶ GroupFigures  means beside France and the profile
///                   ├▶ Whereabouts   regions, départements, communes
///                   └▶ TellingIndices
///     GroupFigures + Whereabouts ─▶ NameAssignment (names) ─▶ Subject (sentences) ─▶ Portrait ─▶ `definition`
///
/// All of it follows from figures by rule, so that a new training or a new census rewrites what is no longer true. The same
/// data gives the same texts.
public enum PortraitBuilder {
    /// Sets names and definitions of all profiles and personas. Neighbourhoods must have their persona, indicators their
    /// values. O(indicators × neighbourhoods).
    public static func describe(_ data: inout ReferenceData) {
        guard !data.personas.isEmpty, !data.profiles.isEmpty else { return }
        let profileRows = Dictionary(uniqueKeysWithValues: data.profiles.enumerated().map { ($1.code, $0) })
        let profileOfPersona = data.personas.map { profileRows[$0.profile] ?? 0 }
        let personas = data.neighbourhoods.map { $0.persona ?? 0 }
        let profiles = personas.map { profileOfPersona[$0] }
        let ofProfiles = Level(data, groups: profiles, count: data.profiles.count, parents: nil, personas: personas)
        let ofPersonas = Level(
            data, groups: personas, count: data.personas.count,
            parents: (profiles, data.profiles.count, profileOfPersona),
            personas: personas)
        let profileNames = ofProfiles.names(NameLexicon.profiles, taken: [])
        let personaNames = ofPersonas.names(
            NameLexicon.personas, taken: Set(profileNames.flatMap { [$0.fr, $0.en] }))
        let distances = centres(data)
        var sentences: [Bilingual] = []
        for row in data.profiles.indices {
            let members = data.personas.indices.filter { profileOfPersona[$0] == row }.map { personaNames[$0] }
            let subject = ofProfiles.subjects[row]
            sentences.append(subject.sentence(besides: sentences))
            let portrait = ofProfiles.portrait(
                row, sentence: sentences[row], apart: subject.members(members),
                nearest: nearest(row, distances.profiles)
            )
            data.profiles[row].name = Typography.french(profileNames[row].fr)
            data.profiles[row].nameEnglish = Typography.english(profileNames[row].en)
            data.profiles[row].definition = portrait.json
        }
        for row in data.personas.indices {
            let profile = profileOfPersona[row]
            let apart = ofPersonas.subjects[row].apart(
                in: profileNames[profile], siblings: profileOfPersona.count { $0 == profile })
            let sentence = ofPersonas.subjects[row].sentence(besides: sentences)
            sentences.append(sentence)
            let portrait = ofPersonas.portrait(
                row, sentence: sentence, apart: apart,
                nearest: nearest(row, distances.personas))
            data.personas[row].name = Typography.french(personaNames[row].fr)
            data.personas[row].nameEnglish = Typography.english(personaNames[row].en)
            data.personas[row].definition = portrait.json
        }
    }

    private static let keptNearest = 5

    private static func nearest(_ row: Int, _ centres: [(code: String, centre: [Double])]) -> [Portrait.Neighbour] {
        guard row < centres.count else { return [] }
        let own = centres[row]
        let others = centres.filter { $0.code != own.code }.map { other in
            let squares = zip(own.centre, other.centre).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            return Portrait.Neighbour(code: other.code, distance: (squares.squareRoot() * 1000).rounded() / 1000)
        }
        return Array(
            others.sorted { $0.distance != $1.distance ? $0.distance < $1.distance : $0.code < $1.code }
                .prefix(keptNearest))
    }

    /// The centres of the definitions, scaled so that a distance is the root mean square difference over the variables, each
    /// by its weight: 0 the same, 1 opposite ends of France in everything. Empty when there are no definitions.
    private static func centres(_ data: ReferenceData) -> (
        personas: [(code: String, centre: [Double])], profiles: [(code: String, centre: [Double])]
    ) {
        guard let definitions = data.definitions else { return ([], []) }
        let scale = 1 / max(definitions.totalWeight, .leastNonzeroMagnitude).squareRoot()
        return (
            definitions.personas.map { ($0.code, $0.centre.map { $0 * scale }) },
            definitions.profiles.map { ($0.code, $0.centre.map { $0 * scale }) }
        )
    }
}

/// All groups of one level: the profiles, or the personas.
private struct Level {
    let subjects: [Subject]
    private let indices: TellingIndices

    init(
        _ data: ReferenceData, groups: [Int], count: Int, parents: (groups: [Int], count: Int, ofGroup: [Int])?,
        personas: [Int]
    ) {
        let weights = data.neighbourhoods.map(\.households)
        let figures = GroupFigures.of(
            groups: groups, count: count, parents: parents, weights: weights, columns: data.indicators)
        let places = Whereabouts.of(data, groups: groups, count: count)
        subjects = (0..<count).map { group in
            Subject(
                figures: figures[group], setting: Setting(figures[group]), places: places[group], ordinal: group)
        }
        indices = TellingIndices(
            data.indicators, groups: groups, count: count, personas: personas, personaCount: data.personas.count,
            weights: weights)
    }

    func names(_ rules: [NameRule], taken: Set<String>) -> [Bilingual] {
        NameAssignment.names(
            subjects.map {
                NameAssignment.Candidate(
                    figures: $0.figures, overseas: $0.places.overseasShare, setting: $0.setting)
            }, from: rules, taken: taken)
    }

    func portrait(_ row: Int, sentence: Bilingual, apart: Bilingual?, nearest: [Portrait.Neighbour]) -> Portrait {
        let subject = subjects[row]
        let told = indices.ofGroup(row)
        return Portrait(
            sentence: Typography.set(sentence), paragraph: Typography.set(subject.paragraph(apart: apart)),
            lifeStage: Typography.set(subject.lifeStage), housing: Typography.set(subject.housing),
            whereabouts: Typography.set(subject.whereabouts), levers: subject.levers, highest: told.highest,
            lowest: told.lowest, regions: subject.places.regions, departments: subject.places.departments,
            communes: subject.places.communes, nearest: nearest)
    }
}
