import Segmentation
import Store
import Synchronization

/// The pages of the reference that are the same for every reader: personas and profiles with their portraits, in each language.
///
/// Written when somebody first asks for a language, about 20 ms for all, so that a start does not wait for them; then kept.
final class ReferenceDocuments: Sendable {
    /// All pages in one language.
    struct Pages: Sendable {
        var personas: [UInt8] = []
        var profiles: [UInt8] = []
        var personaByCode: [String: [UInt8]] = [:]
        var profileByCode: [String: [UInt8]] = [:]
        /// Changes when the reference does: quoted as `ETag` has it (RFC 9110 section 8.8.3).
        var tag: [UInt8] = []
    }

    private let catalogue: ReferenceCatalogue
    private let dataset: String
    private let checksum: String
    private let written = Mutex<[PortraitLanguage: Pages]>([:])

    init(_ loaded: ReferenceLoader.Loaded) {
        catalogue = loaded.catalogue
        dataset = loaded.dataset
        checksum = loaded.checksum
    }

    /// The pages in a language. Waits for another thread that is writing them.
    func pages(_ language: PortraitLanguage) -> Pages {
        written.withLock { written in
            if let pages = written[language] { return pages }
            let pages = write(language)
            written[language] = pages
            return pages
        }
    }

    private func write(_ language: PortraitLanguage) -> Pages {
        let writer = DocumentWriter(catalogue, dataset: dataset, language: language)
        var pages = Pages()
        pages.personas = writer.personas()
        pages.profiles = writer.profiles()
        for persona in catalogue.personas { pages.personaByCode[persona.code] = writer.persona(persona) }
        for profile in catalogue.profiles { pages.profileByCode[profile.code] = writer.profile(profile) }
        pages.tag = Array("\"\(checksum)-\(language.rawValue)\"".utf8)
        return pages
    }
}
