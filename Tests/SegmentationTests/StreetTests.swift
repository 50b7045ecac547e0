import Testing

@testable import Segmentation

@Suite struct StreetCollectorTests {
    private func add(
        _ collector: inout StreetCollector, _ number: Int, _ suffix: String = "", to street: Int32,
        latitude: Double = 48
    ) {
        let bytes = Array(suffix.utf8)
        collector.add(
            street: street, number: number, suffix: bytes.span, latitude: latitude, longitude: 2, iris: 0)
    }

    private func street(_ collector: inout StreetCollector, _ name: String, _ postcode: String = "75001") -> Int32 {
        let (name, postcode) = (Array(name.utf8), Array(postcode.utf8))
        return collector.street(commune: 0, former: 0, name: name.span, postcode: postcode.span)
    }

    @Test func spellingsOfAStreetAreOneStreet() {
        var collector = StreetCollector()
        let first = street(&collector, "Rue de l'Église")
        #expect(street(&collector, "RUE DE L EGLISE") == first)
        #expect(street(&collector, "Rue de l'Église", "75002") != first)
        #expect(street(&collector, "Rue de la Paix") != first)
        #expect(collector.drafts.map(\.name) == ["Rue de l'Église", "Rue de l'Église", "Rue de la Paix"])
    }

    @Test func theFirstSourceOfANumberWinsAndNumbersAreSorted() {
        var collector = StreetCollector()
        let it = street(&collector, "Rue A")
        add(&collector, 12, "ter", to: it)
        add(&collector, 12, "bis", to: it)
        add(&collector, 3, to: it, latitude: 48.5)
        add(&collector, 3, to: it, latitude: 49)
        add(&collector, 12, to: it)
        add(&collector, 9, ";31A", to: it)
        collector.settle()
        let found = collector.numbers.map { number in
            "\(number.number)\(String(decoding: collector.suffixes[Int(number.suffix)], as: UTF8.self))"
        }
        #expect(found == ["3", "9", "12", "12BIS", "12TER"])
        #expect(collector.numbers[0].latitude == 4_850_000)
    }

    @Test func madeUpNumbersGoUnlessTheStreetIsNumberedByMetres() {
        var collector = StreetCollector()
        let (short, long, only) = (
            street(&collector, "Rue A"), street(&collector, "Route B"), street(&collector, "Place C")
        )
        for number in [1, 6000, 12_000, 0] { add(&collector, number, to: short) }
        for number in [10, 4200, 5100] { add(&collector, number, to: long) }
        add(&collector, 6099, "F", to: only, latitude: 47)
        collector.settle()
        #expect(collector.numbers.filter { $0.street == short }.map(\.number) == [1])
        #expect(collector.numbers.filter { $0.street == long }.map(\.number) == [10, 4200, 5100])
        #expect(collector.numbers.filter { $0.street == only }.isEmpty)
        // The street stays, where its made-up number was.
        #expect(collector.drafts[Int(only)].hasPosition)
        #expect(collector.drafts[Int(only)].latitude == 4_700_000)
    }
}
