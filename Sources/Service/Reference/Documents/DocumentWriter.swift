import JSON
import Segmentation
import Store

/// Writes the pages of personas and profiles in one language.
///
/// Names come in both languages, because whoever keeps a persona beside a customer wants to show it in either; texts in the one
/// that was asked for.
struct DocumentWriter {
    private let catalogue: ReferenceCatalogue
    private let dataset: String
    private let language: PortraitLanguage
    private let portraits: [String: Portrait]
    private let averages: [String: [String: Double]]

    init(_ catalogue: ReferenceCatalogue, dataset: String, language: PortraitLanguage) {
        self.catalogue = catalogue
        self.dataset = dataset
        self.language = language
        var portraits: [String: Portrait] = [:]
        for profile in catalogue.profiles { portraits[profile.code] = Portrait(json: profile.definition) }
        for persona in catalogue.personas { portraits[persona.code] = Portrait(json: persona.definition) }
        self.portraits = portraits
        averages = Dictionary(
            catalogue.personas.map { persona in
                (persona.code, Dictionary(persona.averages.map { ($0.indicator, $0.value) }) { first, _ in first })
            }, uniquingKeysWith: { first, _ in first })
    }

    func personas() -> [UInt8] {
        list("personas", catalogue.personas) { persona, writer in
            head(Group(persona), &writer)
        }
    }

    func profiles() -> [UInt8] {
        list("profiles", catalogue.profiles) { profile, writer in
            head(Group(profile), &writer)
            members(profile, &writer)
        }
    }

    func persona(_ persona: ReferenceCatalogue.Persona) -> [UInt8] {
        document { writer in
            head(Group(persona), &writer)
            body(persona.code, &writer) { code in catalogue.personas.first { $0.code == code }.map(Group.init) }
            writer.key("indicators")
            writer.beginObject()
            for average in persona.averages {
                writer.key(average.indicator)
                writer.number(average.value, decimals: 6)
            }
            writer.endObject()
        }
    }

    func profile(_ profile: ReferenceCatalogue.Profile) -> [UInt8] {
        document { writer in
            head(Group(profile), &writer)
            members(profile, &writer)
            body(profile.code, &writer) { code in catalogue.profiles.first { $0.code == code }.map(Group.init) }
        }
    }
}

/// What personas and profiles have in common.
private struct Group {
    let code: String
    /// Nil of a profile.
    let profile: String?
    let names: Bilingual
    let households: Double
    let share: Double

    init(_ persona: ReferenceCatalogue.Persona) {
        code = persona.code
        profile = persona.profile
        names = Bilingual(persona.name, persona.englishName)
        households = persona.households
        share = persona.share
    }

    init(_ profile: ReferenceCatalogue.Profile) {
        code = profile.code
        self.profile = nil
        names = Bilingual(profile.name, profile.englishName)
        households = profile.households
        share = profile.share
    }
}

/// Parts.
extension DocumentWriter {
    private func document(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        write(&writer)
        writer.key("language")
        writer.string(language.rawValue)
        writer.key("dataset")
        writer.string(dataset)
        writer.endObject()
        return writer.bytes.withUnsafeBufferPointer { Array($0) }
    }

    private func list<Item>(
        _ key: StaticString, _ items: [Item], _ write: (Item, inout JSONWriter) -> Void
    ) -> [UInt8] {
        document { writer in
            writer.key(key)
            writer.beginArray()
            for item in items {
                writer.beginObject()
                write(item, &writer)
                writer.endObject()
            }
            writer.endArray()
        }
    }

    private func head(_ group: Group, _ writer: inout JSONWriter) {
        writer.key("code")
        writer.string(group.code)
        if let profile = group.profile {
            writer.key("profile")
            writer.string(profile)
        }
        writer.key("name")
        writer.string(group.names[language])
        writer.key("names")
        writer.beginObject()
        for language in PortraitLanguage.allCases {
            writer.key(language.rawValue)
            writer.string(group.names[language])
        }
        writer.endObject()
        writer.key("households")
        writer.number(group.households, decimals: 0)
        writer.key("share")
        writer.number(group.share, decimals: 6)
        if let portrait = portraits[group.code] {
            writer.key("sentence")
            writer.string(portrait.sentence[language])
        }
    }

    private func members(_ profile: ReferenceCatalogue.Profile, _ writer: inout JSONWriter) {
        writer.key("personas")
        writer.beginArray()
        for persona in catalogue.personas where persona.profile == profile.code { writer.string(persona.code) }
        writer.endArray()
    }

    /// Nothing when the reference was made without portraits.
    private func body(_ code: String, _ writer: inout JSONWriter, _ named: (String) -> Group?) {
        guard let portrait = portraits[code] else { return }
        for (key, text) in [
            ("paragraph", portrait.paragraph), ("life_stage", portrait.lifeStage), ("housing", portrait.housing),
            ("where", portrait.whereabouts),
        ] {
            writer.key(key)
            writer.string(text[language])
        }
        levers(portrait, code, &writer)
        indices("highest", portrait.highest, &writer)
        indices("lowest", portrait.lowest, &writer)
        concentrations("regions", portrait.regions, &writer)
        concentrations("departments", portrait.departments, &writer)
        concentrations("communes", portrait.communes, &writer)
        writer.key("nearest")
        writer.beginArray()
        for neighbour in portrait.nearest {
            guard let group = named(neighbour.code) else { continue }
            writer.beginObject()
            writer.key("code")
            writer.string(group.code)
            writer.key("name")
            writer.string(group.names[language])
            writer.key("distance")
            writer.number(neighbour.distance, decimals: 3)
            writer.endObject()
        }
        writer.endArray()
    }

    private func levers(_ portrait: Portrait, _ code: String, _ writer: inout JSONWriter) {
        writer.key("levers")
        writer.beginArray()
        for lever in portrait.levers {
            writer.beginObject()
            writer.key("kind")
            writer.string(lever.kind.rawValue)
            writer.key("text")
            writer.string(lever.text[language])
            writer.key("because")
            writer.beginArray()
            for indicator in lever.because {
                writer.beginObject()
                label(indicator, &writer)
                if let value = averages[code]?[indicator] {
                    writer.key("value")
                    writer.number(value, decimals: decimals(indicator))
                }
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    private func indices(_ key: StaticString, _ indices: [Portrait.TellingIndex], _ writer: inout JSONWriter) {
        writer.key(key)
        writer.beginArray()
        for index in indices {
            writer.beginObject()
            label(index.indicator, &writer)
            writer.key("value")
            writer.number(index.value, decimals: decimals(index.indicator))
            writer.key("france")
            writer.number(index.france, decimals: decimals(index.indicator))
            writer.key("index")
            writer.number(index.index)
            writer.endObject()
        }
        writer.endArray()
    }

    private func label(_ indicator: String, _ writer: inout JSONWriter) {
        writer.key("indicator")
        writer.string(indicator)
        guard let known = catalogue.indicators[indicator] else { return }
        writer.key("label")
        writer.string(IndicatorLabel.short(language == .french ? known.labelFrench : known.labelEnglish))
        writer.key("unit")
        writer.string(known.unit)
    }

    /// One more than the indicator is shown with: averages vary less than the figures of one place.
    private func decimals(_ indicator: String) -> Int { min((catalogue.indicators[indicator]?.decimals ?? 2) + 1, 6) }

    private func concentrations(
        _ key: StaticString, _ places: [Portrait.Concentration], _ writer: inout JSONWriter
    ) {
        writer.key(key)
        writer.beginArray()
        for place in places {
            writer.beginObject()
            writer.key("code")
            writer.string(place.code)
            writer.key("name")
            writer.string(place.name)
            writer.key("households")
            writer.number(place.households)
            writer.key("share")
            writer.number(place.share, decimals: 4)
            writer.key("penetration")
            writer.number(place.penetration, decimals: 4)
            writer.key("index")
            writer.number(place.index)
            if let latitude = place.latitude, let longitude = place.longitude {
                writer.key("lat")
                writer.number(latitude, decimals: 3)
                writer.key("lon")
                writer.number(longitude, decimals: 3)
            }
            writer.endObject()
        }
        writer.endArray()
    }
}
