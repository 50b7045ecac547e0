import Bytes
import Enrichment

/// What the reference holds at all: nobody can find a street that it does not have, and a measure should say which it is.
final class HeldAddresses: Sendable {
    /// Keys of streets within communes, by code and by the city's name.
    private let streets: Set<UInt64>
    /// Communes of which any street is known.
    private let communesWithStreets: Set<String>
    private let communesOfPostcode: [String: Set<String>]
    private let communes: Set<String>
    /// Keys of all names and of all postcodes of communes; an arrondissement counts for its city.
    private let namesOfCommunes: Set<UInt64>
    private let postcodesOfCommunes: Set<UInt64>

    init(_ index: ReferenceIndex) {
        var folding = NameFolding()
        var streets: Set<UInt64> = []
        var communesWithStreets: Set<String> = []
        streets.reserveCapacity(index.streetCount * 2)
        var label = ByteBuffer(capacity: 128)
        for row in 0..<index.streetCount {
            let sample = index.sampleAddress(ofStreet: row)
            var match = Match()
            match.street = StreetIndex(row)
            label.removeAll()
            let name = index.appendLabel(of: match, to: &label).street
            let key = folding.key(label.bytes.extracting(name))
            streets.insert(Self.key(sample.citycode, key))
            streets.insert(Self.key(folding.key(sample.city), key))
            if let city = Self.city(ofArrondissement: sample.citycode) { streets.insert(Self.key(city, key)) }
            communesWithStreets.insert(sample.citycode)
        }
        var communesOfPostcode: [String: Set<String>] = [:]
        var communes: Set<String> = []
        var names: Set<UInt64> = []
        var postcodes: Set<UInt64> = []
        for row in 0..<index.placeCount {
            let (name, postcode, citycode) = index.placeName(row)
            let city = Self.city(ofArrondissement: citycode) ?? citycode
            names.insert(Self.key(city, folding.key(name)))
            if !postcode.isEmpty { postcodes.insert(Self.key(city, Self.hash(postcode))) }
            guard let place = index.sampleAddress(ofPlace: row) else { continue }
            communesOfPostcode[place.postcode, default: []].insert(place.citycode)
            communes.insert(place.citycode)
        }
        self.streets = streets
        self.communesWithStreets = communesWithStreets
        self.communesOfPostcode = communesOfPostcode
        self.communes = communes
        namesOfCommunes = names
        postcodesOfCommunes = postcodes
    }

    /// Whether the code is that of a commune or arrondissement of today.
    func isCommune(_ citycode: String) -> Bool { communes.contains(citycode) }

    /// Whether the commune has this postcode.
    func has(_ citycode: String, postcode: String) -> Bool { communesOfPostcode[postcode]?.contains(citycode) == true }

    /// Whether places of the commune or of its city, of whatever kind, are written with this postcode and this name.
    func knows(_ citycode: String, postcode: String, name: UInt64) -> Bool {
        let city = Self.city(ofArrondissement: citycode) ?? citycode
        return postcodesOfCommunes.contains(Self.key(city, Self.hash(postcode)))
            && namesOfCommunes.contains(Self.key(city, name))
    }

    func holdsStreets(in citycode: String) -> Bool { communesWithStreets.contains(citycode) }

    /// Whether the commune has a street of this name.
    func holds(street: UInt64, in citycode: String) -> Bool {
        street != 0 && streets.contains(Self.key(citycode, street))
    }

    /// Whether a street of this name is in the commune, or in a commune of this postcode, or of this city; the finest of
    /// them that is known.
    func holds(_ expectation: borrowing Expectation) -> Bool {
        let street = expectation.streetKey
        guard street != 0 else { return false }
        if !expectation.citycode.isEmpty { return streets.contains(Self.key(expectation.citycode, street)) }
        if let communes = communesOfPostcode[expectation.postcode] {
            return communes.contains { streets.contains(Self.key($0, street)) }
        }
        return expectation.cityKey != 0 && streets.contains(Self.key(expectation.cityKey, street))
    }

    /// INSEE, Code officiel géographique: the arrondissements of Paris, Lyon and Marseille.
    static func city(ofArrondissement code: String) -> String? {
        guard let number = Int(code) else { return nil }
        return switch number {
        case 75101...75120: "75056"
        case 69381...69389: "69123"
        case 13201...13216: "13055"
        default: nil
        }
    }

    private static func key(_ citycode: String, _ street: UInt64) -> UInt64 {
        key(hash(citycode), street)
    }

    private static func hash(_ text: String) -> UInt64 { Hash64.hash(Array(text.utf8).span) }

    private static func key(_ scope: UInt64, _ street: UInt64) -> UInt64 {
        var hash = Hash64(seed: scope)
        hash.combine(street)
        return hash.finalize()
    }
}
