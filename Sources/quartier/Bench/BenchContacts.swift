/// Contacts as webhooks post them, of about 110 bytes; the same ones in every run.
enum BenchContacts {
    struct Contact: Codable {
        struct Address: Codable {
            var street: String
            var postcode: String
            var city: String
        }

        var id: String
        var address: Address
    }

    static func bodies(_ count: Int, seed: UInt64) -> [[UInt8]] {
        var state = seed
        return (0..<count).map { body($0, &state) }
    }

    private static func body(_ number: Int, _ state: inout UInt64) -> [UInt8] {
        let street = "\(number % 90 + 1) \(pick(ways, &state)) \(pick(names, &state))"
        let city = pick(cities, &state)
        let address = #"{"street": "\#(street)", "postcode": "69002", "city": "\#(city)"}"#
        return Array(#"{"id": "crm-\#(number)", "address": \#(address)}"#.utf8)
    }

    private static let ways = ["rue", "avenue", "place", "bis boulevard"]
    private static let names = ["Victor Hugo", "de la République", "du Général de Gaulle"]
    private static let cities = ["Lyon", "Évry-Courcouronnes", "Paris", "Saint-Étienne"]

    /// Knuth's linear congruential generator (MMIX); the upper bits are the good ones.
    private static func pick(_ choices: [String], _ state: inout UInt64) -> String {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return choices[Int(state >> 33) % choices.count]
    }
}
