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

    /// The arrondissements of Paris, Lyon or Marseille, which follow one another; nil for any other commune.
    func arrondissements(of commune: Int) -> Range<Int>? {
        for city in communes.dividedCities where Int(city.commune) == commune {
            return Int(city.first)..<Int(city.last) + 1
        }
        return nil
    }

    /// The IRIS of a commune that is not divided.
    func onlyIris(of commune: CommuneIndex) -> IrisIndex? {
        let range = communeAreas.iris(commune.row)
        return range.count == 1 ? IrisIndex(Int(communeAreas.irisRows[range.lowerBound])) : nil
    }

    /// The IRIS of a street whose numbers all lie in one.
    func onlyIris(of street: StreetIndex) -> IrisIndex? {
        let weights = irisWeights(of: street)
        return weights.count == 1 ? IrisIndex(weights[0].row) : nil
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

extension StreetTable {
    struct House {
        var suffix: NumberSuffix
        var iris: IrisIndex
    }

    func irisWeights(of street: Int, in areas: AreaTable) -> IrisWeights {
        var weights = IrisWeights()
        let rows = areas.iris(Int(communes[street]))
        let bytes = numbers.span.extracting(numberRange(street))
        var cursor = HouseNumberCursor(latitude: 0, longitude: 0)
        while cursor.next(in: bytes), Int(cursor.irisOrdinal) < rows.count {
            weights.add(areas.irisRows[rows.lowerBound + Int(cursor.irisOrdinal)])
        }
        if weights.count == 0, iris[street] >= 0 { weights.add(iris[street]) }
        return weights
    }

    func house(_ number: UInt32, _ suffix: NumberSuffix, of street: Int, in areas: AreaTable) -> House? {
        let rows = areas.iris(Int(communes[street]))
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
            // A number of which only other suffixes are known is evidence for the number, not for those suffixes.
            let row = Int(areas.irisRows[rows.lowerBound + Int(cursor.irisOrdinal)])
            best = House(suffix: rank > 1 ? known : .none, iris: IrisIndex(row))
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
}
