import Bytes
import CSV
import Enrichment

/// Takes in addresses row by row, file by file, and puts them together by street.
///
/// Addresses of one street that come from several files are merged: the first file that names a number wins, so the
/// better source is read first. A street is one commune, postal code and name, however it is spelled; within a commune
/// that was merged, the former communes keep streets of the same name apart.
struct StreetCollector {
    struct Draft {
        var commune: Int32
        /// The former commune within it, or 0.
        var former: UInt64
        var postcode: String
        var name: String
        var kind: StreetTable.Kind
        /// A position that is not of a number.
        var latitude: Int32
        var longitude: Int32
        var hasPosition: Bool
    }

    private struct Key: Hashable {
        var commune: Int32
        var former: UInt64
        var postcode: String
        var name: String
    }

    private(set) var drafts: [Draft] = []
    private(set) var numbers: [StreetTable.Number] = []
    private(set) var suffixes: [[UInt8]] = [[]]
    private var index: [Key: Int32] = [:]
    private var suffixIndex: [[UInt8]: UInt16] = [[]: 0]

    /// The street last asked for: rows of a street follow each other.
    private var lastCommune: Int32 = -1
    private var lastFormer: UInt64 = 0
    private var lastName: [UInt8] = []
    private var lastPostcode: [UInt8] = []
    private var lastStreet: Int32 = -1

    /// Numbers from here up to `firstImpossibleNumber` are often made up: the land registry gives them to parcels
    /// without a number.
    static let firstFictitiousNumber: UInt16 = 5000
    /// A street with a real number this high is numbered by metres and may well reach 5000.
    static let metricNumber: UInt16 = 4000
    /// No street of France has five-digit numbers.
    static let firstImpossibleNumber = 10_000

    /// The number of the street, made when it is new. Cheap when it is that of the row before.
    mutating func street(
        commune: Int32, former: UInt64, name: Span<UInt8>, postcode: Span<UInt8>, kind: StreetTable.Kind = .street
    ) -> Int32 {
        if commune == lastCommune && former == lastFormer && name.elementsEqual(lastName.span)
            && postcode.elementsEqual(lastPostcode.span)
        {
            return lastStreet
        }
        let text = Self.trimmed(name)
        let code = Self.trimmed(postcode)
        let key = Key(commune: commune, former: former, postcode: code, name: PlaceName.key(text))
        let street = index[key] ?? Int32(drafts.count)
        if index.updateValue(street, forKey: key) == nil {
            drafts.append(
                Draft(
                    commune: commune, former: former, postcode: code, name: text, kind: kind, latitude: 0,
                    longitude: 0, hasPosition: false))
        }
        lastCommune = commune
        lastFormer = former
        lastName = name.indices.map { name[$0] }
        lastPostcode = postcode.indices.map { postcode[$0] }
        lastStreet = street
        return street
    }

    /// Adds a house number. `suffix` in any case; only its leading letters and digits count (`bis`, `B`, but not `;31A`).
    mutating func add(
        street: Int32, number: Int, suffix: Span<UInt8>, latitude: Double, longitude: Double, iris: Int32
    ) {
        guard number < Self.firstImpossibleNumber else {
            return setPosition(of: street, latitude: latitude, longitude: longitude)
        }
        numbers.append(
            StreetTable.Number(
                street: street, iris: iris, latitude: HouseNumberCodec.fixed(latitude),
                longitude: HouseNumberCodec.fixed(longitude), number: UInt16(number), suffix: internSuffix(suffix)))
    }

    /// Says where a street is that may have no numbers.
    mutating func setPosition(of street: Int32, latitude: Double, longitude: Double) {
        guard !drafts[Int(street)].hasPosition else { return }
        drafts[Int(street)].latitude = HouseNumberCodec.fixed(latitude)
        drafts[Int(street)].longitude = HouseNumberCodec.fixed(longitude)
        drafts[Int(street)].hasPosition = true
    }

    private mutating func internSuffix(_ suffix: Span<UInt8>) -> UInt16 {
        var letters: [UInt8] = []
        for index in suffix.indices {
            let byte = ASCII.uppercased(suffix[index])
            if byte == ASCII.space && letters.isEmpty { continue }
            guard ASCII.isLetter(byte) || ASCII.isDigit(byte), letters.count < HouseNumberCodec.maximumSuffixBytes
            else { break }
            letters.append(byte)
        }
        if let known = suffixIndex[letters] { return known }
        guard suffixes.count < Int(UInt16.max) else { return 0 }
        let new = UInt16(suffixes.count)
        suffixes.append(letters)
        suffixIndex[letters] = new
        return new
    }

    private static func trimmed(_ bytes: Span<UInt8>) -> String {
        var start = 0
        var end = bytes.count
        while start < end && bytes[start] == ASCII.space { start += 1 }
        while end > start && bytes[end - 1] == ASCII.space { end -= 1 }
        return TextRepair.undoDoubleEncoding(CSVText.decode(bytes.extracting(start..<end)))
    }

    /// Sorts the numbers and keeps, of each, the first that came. Drops made-up ones. O(n log n).
    mutating func settle() {
        // The order of suffixes must not depend on which came first.
        let ranks = suffixRanks()
        var order = Array(numbers.indices)
        order.sort { a, b in
            let (left, right) = (numbers[a], numbers[b])
            if left.street != right.street { return left.street < right.street }
            if left.number != right.number { return left.number < right.number }
            if left.suffix != right.suffix { return ranks[Int(left.suffix)] < ranks[Int(right.suffix)] }
            return a < b
        }
        var settled: [StreetTable.Number] = []
        settled.reserveCapacity(numbers.count)
        var start = 0
        while start < order.count {
            let street = numbers[order[start]].street
            var end = start
            while end < order.count && numbers[order[end]].street == street { end += 1 }
            settle(street, order[start..<end], into: &settled)
            start = end
        }
        numbers = settled
    }

    private func suffixRanks() -> [Int] {
        var ranks = Array(repeating: 0, count: suffixes.count)
        let sorted = suffixes.indices.sorted { suffixes[$0].lexicographicallyPrecedes(suffixes[$1]) }
        for (rank, suffix) in sorted.enumerated() { ranks[suffix] = rank }
        return ranks
    }

    private mutating func settle(_ street: Int32, _ order: ArraySlice<Int>, into settled: inout [StreetTable.Number]) {
        let highestReal = order.reduce(UInt16(0)) { highest, index in
            let number = numbers[index].number
            return number < Self.firstFictitiousNumber ? max(highest, number) : highest
        }
        let keepsHigh = highestReal >= Self.metricNumber
        let first = settled.count
        for index in order {
            let number = numbers[index]
            if number.number == 0 || (number.number >= Self.firstFictitiousNumber && !keepsHigh) {
                let (latitude, longitude) = (number.latitude, number.longitude)
                if !drafts[Int(street)].hasPosition {
                    drafts[Int(street)].latitude = latitude
                    drafts[Int(street)].longitude = longitude
                    drafts[Int(street)].hasPosition = true
                }
                continue
            }
            if settled.count > first, let last = settled.last, last.number == number.number,
                last.suffix == number.suffix
            {
                continue
            }
            settled.append(number)
        }
    }
}
