import Bytes

/// What lies where: from one kind of area to another.
extension ReferenceIndex {
    /// The département of a postcode by its first digits (first three overseas; Corsica is 2A below 20200, 2B from there).
    func department(of postcode: Postcode) -> DepartmentIndex? {
        let row = departmentOfPrefix[Int(postcode.number) / 100]
        return row < 0 ? nil : DepartmentIndex(Int(row))
    }

    /// The communes that have this postcode, by row; none when the postcode is not known.
    func communes(of postcode: Postcode) -> ArraySlice<Int32> {
        let row = Int(postcodeRows[Int(postcode.number)])
        guard row >= 0 else { return [] }
        return postcodeCommunes[Int(postcodeCommuneStarts[row])..<Int(postcodeCommuneStarts[row + 1])]
    }

    /// The places that are written with this postcode; none when it is not known.
    func places(of postcode: Postcode) -> ArraySlice<Int32> {
        let row = Int(postcodeRows[Int(postcode.number)])
        guard row >= 0 else { return [] }
        return places.ofPostcode[Int(places.ofPostcodeStarts[row])..<Int(places.ofPostcodeStarts[row + 1])]
    }

    /// The city that an arrondissement is part of; any other commune itself.
    func wholeCity(_ commune: Int32) -> Int32 {
        let parent = communes[Int(commune)].parent
        return parent >= 0 ? parent : commune
    }

    /// Inhabitants of a commune, at least one: where the figure is missing somebody lives all the same.
    func inhabitants(_ commune: Int32) -> Int { max(1, Int(communes[Int(commune)].population)) }

    /// The share of the inhabitants of these communes, 0–1, who live where the reference has streets.
    func shareWithStreets(_ rows: ArraySlice<Int32>) -> Double {
        var all = 0
        var covered = 0
        for row in rows {
            all += inhabitants(row)
            if communes[Int(row)].hasStreets { covered += inhabitants(row) }
        }
        return all > 0 ? Double(covered) / Double(all) : 0
    }

    /// Inhabitants of all communes that streets are known of.
    static func inhabitantsWithStreets(_ communes: CommuneTable, _ streets: StreetTable) -> Int {
        communes.codes.indices.reduce(0) {
            $0 + (streets.streets(of: $1).isEmpty ? 0 : max(0, Int(communes[$1].population)))
        }
    }

    static let largeCity = 100_000

    /// Whether the name of a place has this word, or is written with it: `5E`, `ARRONDISSEMENT`, `CEDEX`. Hamlets are meant only
    /// beside a postcode.
    func mayBeOfPlace(_ hash: UInt64, isHamletMeant: Bool) -> Bool {
        let entry = lexicon.entry(hash)
        if entry.keyword != .none { return true }
        let meaning = lexicon.meaning(of: entry, hash, at: .withinPlace)
        if meaning.isLinking { return true }
        guard let word = places.words.vocabulary.word(meaning.hash) else { return false }
        return isHamletMeant || largestCityOfWord[Int(word)] > 0
    }

    /// For each word of the names of places how many inhabitants the largest city has that has it in its name; 0 for words of
    /// hamlets.
    static func largestCities(_ places: PlaceTable, _ communes: CommuneTable) -> [Int32] {
        var largest = [Int32](repeating: 0, count: places.words.vocabulary.count)
        for row in places.indices where places[row].kind != .hamlet {
            let commune = Int(places[row].commune)
            let parent = Int(communes[commune].parent)
            let inhabitants = max(1, communes[parent >= 0 ? parent : commune].population)
            for position in places.words.wordRange(row) {
                let word = Int(places.words.word(at: position))
                largest[word] = max(largest[word], inhabitants)
            }
        }
        return largest
    }

    /// The streets of a commune, or of all arrondissements of a city, or of all of France (−1).
    func streetScope(_ commune: Int32) -> Range<Int> {
        guard commune >= 0 else { return 0..<streets.count }
        guard let parts = arrondissements(of: Int(commune)) else { return streets.streets(of: Int(commune)) }
        return streets.streets(of: parts.lowerBound).lowerBound..<streets.streets(of: parts.upperBound - 1).upperBound
    }

    /// Bytes of the numbers of a street: which of two streets is longer.
    func numberBytes(of street: Int) -> Int { streets.numberRange(street).count }

    /// The arrondissements of Paris, Lyon or Marseille, which follow one another; nil for any other commune.
    func arrondissements(of commune: Int) -> Range<Int>? {
        for city in communes.dividedCities where Int(city.commune) == commune {
            return Int(city.first)..<Int(city.last) + 1
        }
        return nil
    }

    /// The IRIS of a commune that is not divided.
    func onlyIris(of commune: CommuneIndex) -> IrisIndex? {
        let row = communes[commune.row].onlyIris
        return row >= 0 ? IrisIndex(Int(row)) : nil
    }

    /// The IRIS of a street whose numbers all lie in one.
    func onlyIris(of street: StreetIndex) -> IrisIndex? {
        let weights = irisWeights(of: street)
        return weights.count == 1 ? IrisIndex(weights[0].row) : nil
    }

    /// Puts the IRIS of a street into `match` whose street it is: the only one, or the one that more numbers lie in than in all
    /// others; that makes the score as much lower. None when there is no such IRIS.
    func locate(_ street: StreetIndex, into match: inout Match) {
        let weights = irisWeights(of: street)
        guard let (row, share) = weights.majority else { return }
        match.iris = IrisIndex(row)
        match.irisShare = share
        match.score *= share
    }

    /// The IRIS that a street runs through, each weighted by its numbers. O(numbers of the street).
    func irisWeights(of street: StreetIndex) -> IrisWeights {
        streets.irisWeights(of: street.row, in: communeAreas)
    }

    /// The house with this number, and with this suffix or the same written otherwise, or without one. O(numbers of the street).
    func house(_ number: UInt32, _ suffix: NumberSuffix, of street: StreetIndex) -> StreetTable.House? {
        streets.house(number, suffix, of: street.row, in: communeAreas)
    }
}

extension ReferenceIndex {
    /// Puts a number that the street does not have between its neighbours on the same side (odd or even): the IRIS is
    /// theirs when they agree, else that of the nearer one. Nothing when the street has no neighbour that is near enough.
    func interpolate(_ number: ReadNumber, on street: StreetIndex, into match: inout Match) {
        guard let (iris, agree) = streets.neighbours(of: number.number, on: street.row, in: communeAreas) else {
            return
        }
        match.number = number.number
        match.suffix = number.suffix
        match.isInterpolated = true
        match.iris = iris
        if !agree { match.score *= MatchScore.betweenTwoIris }
    }
}

extension StreetTable {
    /// The IRIS between the known numbers around `number` on its side of the street, and whether both are in it.
    func neighbours(of number: UInt32, on street: Int, in areas: AreaTable) -> (iris: IrisIndex, agree: Bool)? {
        let rows = areas.iris(Int(self[street].commune))
        let bytes = numbers.span.extracting(numberRange(street))
        var below: (number: UInt32, ordinal: UInt32)?
        var above: (number: UInt32, ordinal: UInt32)?
        var cursor = HouseNumberCursor(latitude: 0, longitude: 0)
        while above == nil, cursor.next(in: bytes) {
            guard Int(cursor.irisOrdinal) < rows.count, cursor.number % 2 == number % 2 else { continue }
            if cursor.number < number {
                below = (cursor.number, cursor.irisOrdinal)
            } else {
                above = (cursor.number, cursor.irisOrdinal)
            }
        }
        // A number behind the last one lies on the street as long as it is close.
        guard let nearest = Self.nearest(below, above, to: number) else { return nil }
        let row = Int(areas.irisRows[rows.lowerBound + Int(nearest)])
        return (IrisIndex(row), (below?.ordinal ?? nearest) == (above?.ordinal ?? nearest))
    }

    private static func nearest(
        _ below: (number: UInt32, ordinal: UInt32)?, _ above: (number: UInt32, ordinal: UInt32)?, to number: UInt32
    ) -> UInt32? {
        guard let above else {
            guard let below, number - below.number <= farthestBehind else { return nil }
            return below.ordinal
        }
        guard let below, number - below.number < above.number - number else { return above.ordinal }
        return below.ordinal
    }

    /// How far a number may lie behind the last known one of its side.
    private static let farthestBehind: UInt32 = 20

    struct House {
        var suffix: NumberSuffix
        var iris: IrisIndex
        /// Whether it was found with its suffix; of `19 bis` only `19` may be known.
        var isSuffixKnown = true
    }

    func irisWeights(of street: Int, in areas: AreaTable) -> IrisWeights {
        var weights = IrisWeights()
        let rows = areas.iris(Int(self[street].commune))
        let bytes = numbers.span.extracting(numberRange(street))
        var cursor = HouseNumberCursor(latitude: 0, longitude: 0)
        while cursor.next(in: bytes), Int(cursor.irisOrdinal) < rows.count {
            weights.add(areas.irisRows[rows.lowerBound + Int(cursor.irisOrdinal)])
        }
        if weights.count == 0, self[street].iris >= 0 { weights.add(self[street].iris) }
        return weights
    }

    func house(_ number: UInt32, _ suffix: NumberSuffix, of street: Int, in areas: AreaTable) -> House? {
        let rows = areas.iris(Int(self[street].commune))
        let bytes = numbers.span.extracting(numberRange(street))
        let synonym = suffix.synonym
        var best: House?
        var bestRank = 0
        var cursor = HouseNumberCursor(latitude: 0, longitude: 0)
        cursor.skip(to: number, in: bytes)
        while cursor.next(in: bytes), cursor.number == number {
            guard Int(cursor.irisOrdinal) < rows.count else { continue }
            let known = NumberSuffix(bytes.extracting(cursor.suffix)) ?? .none
            let rank = known == suffix ? 4 : known == synonym ? 3 : known.isEmpty ? 2 : 1
            guard rank > bestRank else { continue }
            bestRank = rank
            // A number of which only other suffixes are known is evidence for the number, not for those suffixes, and lies where
            // they do.
            let row = Int(areas.irisRows[rows.lowerBound + Int(cursor.irisOrdinal)])
            best =
                rank > 2 || suffix.isEmpty
                ? House(suffix: rank > 2 ? known : .none, iris: IrisIndex(row))
                : House(suffix: suffix, iris: IrisIndex(row), isSuffixKnown: false)
        }
        return best
    }
}

/// The IRIS of a street with how many of its numbers each has. A value of fixed size.
struct IrisWeights {
    private var rows = InlineArray<48, Int32>(repeating: 0)
    private var weights = InlineArray<48, Float>(repeating: 0)
    private(set) var count = 0

    /// Counts one more number. The longest street of France touches fewer IRIS than there is room for; more are left out.
    mutating func add(_ row: Int32) {
        for position in 0..<count where rows[position] == row {
            weights[position] += 1
            return
        }
        guard count < 48 else { return }
        rows[count] = row
        weights[count] = 1
        count += 1
    }

    subscript(position: Int) -> (row: Int, weight: Float) { (Int(rows[position]), weights[position]) }

    /// The IRIS that has more than half of the numbers, and its share of them.
    var majority: (row: Int, share: Float)? {
        var sum: Float = 0
        var heaviest = 0
        for position in 0..<count {
            sum += weights[position]
            if weights[position] > weights[heaviest] { heaviest = position }
        }
        guard count > 0, weights[heaviest] * 2 > sum else { return nil }
        return (Int(rows[heaviest]), weights[heaviest] / sum)
    }
}
