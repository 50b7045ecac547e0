import JSON
import Store

/// The pages of the reference that are the same for every reader, written once a load.
struct ReferenceDocuments: Sendable {
    private(set) var personas: [UInt8] = []
    private(set) var profiles: [UInt8] = []
    private(set) var personaByCode: [String: [UInt8]] = [:]
    private(set) var profileByCode: [String: [UInt8]] = [:]

    init(_ loaded: ReferenceLoader.Loaded) {
        let catalogue = loaded.catalogue
        personas = Self.document { writer in
            Self.list("personas", catalogue.personas, loaded.dataset, &writer) { Self.write($0, in: catalogue, &$1) }
        }
        profiles = Self.document { writer in
            Self.list("profiles", catalogue.profiles, loaded.dataset, &writer) { Self.write($0, in: catalogue, &$1) }
        }
        for persona in catalogue.personas {
            personaByCode[persona.code] = Self.document { Self.write(persona, in: catalogue, &$0) }
        }
        for profile in catalogue.profiles {
            profileByCode[profile.code] = Self.document { Self.write(profile, in: catalogue, &$0) }
        }
    }

    private static func document(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        write(&writer)
        return writer.bytes.withUnsafeBufferPointer { Array($0) }
    }

    private static func list<Item>(
        _ key: StaticString, _ items: [Item], _ dataset: String, _ writer: inout JSONWriter,
        _ write: (Item, inout JSONWriter) -> Void
    ) {
        writer.beginObject()
        writer.key(key)
        writer.beginArray()
        for item in items { write(item, &writer) }
        writer.endArray()
        writer.key("dataset")
        writer.string(dataset)
        writer.endObject()
    }

    private static func write(
        _ persona: ReferenceCatalogue.Persona, in catalogue: ReferenceCatalogue, _ writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("code")
        writer.string(persona.code)
        writer.key("profile")
        writer.string(persona.profile)
        writeNames(persona.name, persona.englishName, persona.households, persona.share, &writer)
        writer.key("definition")
        writer.rawJSON(persona.definition)
        writer.key("indicators")
        writer.beginObject()
        for average in persona.averages {
            writer.key(average.indicator)
            writer.number(average.value, decimals: 6)
        }
        writer.endObject()
        writer.endObject()
    }

    private static func write(
        _ profile: ReferenceCatalogue.Profile, in catalogue: ReferenceCatalogue, _ writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("code")
        writer.string(profile.code)
        writeNames(profile.name, profile.englishName, profile.households, profile.share, &writer)
        writer.key("definition")
        writer.rawJSON(profile.definition)
        writer.key("personas")
        writer.beginArray()
        for persona in catalogue.personas where persona.profile == profile.code { writer.string(persona.code) }
        writer.endArray()
        writer.endObject()
    }

    private static func writeNames(
        _ name: String, _ englishName: String, _ households: Double, _ share: Double, _ writer: inout JSONWriter
    ) {
        writer.key("name")
        writer.string(name)
        writer.key("name_en")
        writer.string(englishName)
        writer.key("households")
        writer.number(households, decimals: 0)
        writer.key("share")
        writer.number(share, decimals: 6)
    }
}

extension JSONWriter {
    /// A whole value that is JSON already.
    mutating func rawJSON(_ text: String) {
        let bytes = Array(text.utf8)
        raw(bytes.span)
    }
}
