import Audiences
import Bytes
import Enrichment
import Store

/// From an address to what is stored of it: where it matched, and the persona of most of the households there.
struct ContactPlacer: ~Copyable {
    var input = AddressInput()
    private var matcher = Matcher()
    private var mix = PersonaMix()
    private var text = ByteBuffer(capacity: 256)

    /// Puts into the draft what the address in `input` says; nothing when there was none.
    mutating func place(_ draft: inout ContactDraft, _ index: ReferenceIndex) {
        if draft.forgetsAddress {
            draft.patch.place = .forget
            draft.patch.profile = .forget
            draft.patch.persona = .forget
        }
        guard draft.hasAddress else { return }
        let match = matcher.match(input, in: index)
        draft.patch.place = .set(place(of: match, index))
        let persona = persona(of: match, index)
        draft.patch.profile = persona.map { .set($0.profile) } ?? .forget
        draft.patch.persona = persona.map { .set($0.persona) } ?? .forget
    }

    /// The persona of a stored place: of its IRIS, or else of its commune, or postcode. Nil where nobody lives.
    mutating func persona(
        of place: ContactRecord.Place, _ index: ReferenceIndex
    ) -> (profile: String, persona: String)? {
        input.removeAll()
        if let iris = place.iris {
            input.iris.append(iris)
        } else if let citycode = place.citycode {
            input.citycode.append(citycode)
        } else if let postcode = place.postcode {
            input.postcode.append(postcode)
        } else {
            return nil
        }
        return persona(of: matcher.match(input, in: index), index)
    }

    private mutating func persona(
        of match: Match, _ index: ReferenceIndex
    ) -> (profile: String, persona: String)? {
        index.mix(of: match, into: &mix)
        guard !mix.isEmpty else { return nil }
        let persona = mix[0].persona
        let profile = written { index.appendProfileCode(index.profile(of: persona), to: &$0) }
        return (profile ?? "", written { index.appendPersonaCode(persona, to: &$0) } ?? "")
    }

    private mutating func place(of match: Match, _ index: ReferenceIndex) -> ContactRecord.Place {
        var place = ContactRecord.Place(level: "\(match.level.name)")
        let scale = ContactRecord.Place.scoreScale
        place.score = ExactDecimal(units: Int64((Double(match.score) * 10_000).rounded()), scale: scale)
        place.iris = written { index.appendIrisCode(of: match, to: &$0) }
        place.citycode = written { index.appendCityCode(of: match, to: &$0) }
        place.department = written { index.appendDepartmentCode(of: match, to: &$0) }
        text.removeAll()
        let parts = index.appendLabel(of: match, to: &text)
        if !parts.postcode.isEmpty { place.postcode = String(text.bytes.extracting(parts.postcode)) }
        return place
    }

    /// What `append` writes; nil when it is nothing.
    private mutating func written(_ append: (inout ByteBuffer) -> Void) -> String? {
        text.removeAll()
        append(&text)
        return text.isEmpty ? nil : String(text.bytes)
    }
}
