import Bytes

extension ReferenceIndexBuilder {
    /// The outline of an IRIS, packed as `PolygonCodec` says.
    public mutating func addShape(iris: Span<UInt8>, shape: Span<UInt8>) throws(ReferenceError) {
        parts.shapes.append(iris: try irisRow(iris, at: "an outline"), shape: shape)
    }

    /// Makes what depends on all but names, streets and indicators: after `setPlaces` and all outlines. O(rows).
    public mutating func buildAreas() throws(ReferenceError) {
        guard !parts.iris.codes.isEmpty else { throw .noIris }
        guard !personaCodes.isEmpty else { throw .noPersonas }
        findOnlyPostcodes()
        findParts()
        findIrisOfAreas()
        parts.shapes.buildGrid()
        parts.centres = CentreGrid(parts.iris)
        findPlacesOfPostcodes()
    }

    /// Makes the index of all that was given.
    public consuming func build() -> ReferenceIndex { ReferenceIndex(parts) }

    /// Finds the rows of what names one another.
    mutating func resolveCodes() throws(ReferenceError) {
        try resolveCommunes()
        findDividedCities()
        findDepartments()
        writeParentNames()
    }

    private mutating func resolveCommunes() throws(ReferenceError) {
        var last = 0
        for (row, code) in communeCodeOfIris.enumerated() {
            guard let commune = parts.communes.codes.row(of: code, near: last) else {
                throw .unknownCode(
                    kind: "commune", code: code.text(length: CommuneTable.codeLength),
                    at: "IRIS \(parts.iris.codes[row].text(length: IrisTable.codeLength))")
            }
            last = commune
            parts.iris.communes.append(Int32(commune))
        }
        for (row, code) in parentCodeOfCommune.enumerated() {
            guard let code else { continue }
            guard let parent = parts.communes.codes.row(of: code) else {
                throw .unknownCode(
                    kind: "commune", code: code.text(length: CommuneTable.codeLength),
                    at: "its arrondissement \(parts.communes.codes[row].text(length: CommuneTable.codeLength))")
            }
            parts.communes[row].parent = Int32(parent)
        }
        for (row, list) in irisOfCommune.enumerated() {
            if list.isEmpty {
                throw .unknownCode(
                    kind: "IRIS", code: "of any code",
                    at: "commune \(parts.communes.codes[row].text(length: CommuneTable.codeLength))")
            }
        }
    }

    private mutating func findDividedCities() {
        for (row, commune) in parts.communes.rows.enumerated() where commune.parent >= 0 {
            let parent = commune.parent
            if let known = parts.communes.dividedCities.firstIndex(where: { $0.commune == parent }) {
                parts.communes.dividedCities[known].last = Int32(row)
            } else {
                parts.communes.dividedCities.append((commune: parent, first: Int32(row), last: Int32(row)))
            }
        }
    }

    private mutating func findDepartments() {
        parts.departmentOfPrefix = [Int32](repeating: -1, count: 1000)
        for (row, code) in parts.departmentCodes.enumerated() {
            let length = code.number >= 36 * 36 ? 3 : 2
            switch code.text(length: length) {
            // Corsica was one département, 20, when postcodes were given out.
            case "2A": for prefix in [200, 201] { parts.departmentOfPrefix[prefix] = Int32(row) }
            case "2B": for prefix in [202, 206] { parts.departmentOfPrefix[prefix] = Int32(row) }
            case let digits:
                guard let number = Int(digits) else { continue }
                let prefixes = length == 3 ? number..<(number + 1) : (number * 10)..<(number * 10 + 10)
                for prefix in prefixes { parts.departmentOfPrefix[prefix] = Int32(row) }
            }
        }
    }

    private mutating func findOnlyPostcodes() {
        let several: Int32 = -1
        var only = [Int32](repeating: 0, count: parts.communes.count)
        for place in parts.places.rows where place.postcode > 0 {
            let (commune, postcode) = (Int(place.commune), place.postcode)
            only[commune] = only[commune] == 0 || only[commune] == postcode ? postcode : several
        }
        for (row, postcode) in only.enumerated() { parts.communes[row].onlyPostcode = max(postcode, 0) }
    }

    private mutating func findParts() {
        for place in parts.places.rows where place.kind >= .former {
            parts.communes[Int(place.commune)].hasParts = true
            if place.iris >= 0 { parts.communes[Int(place.commune)].hasIrisParts = true }
        }
    }

    /// `Paris` with postcode 75002 is the 2nd arrondissement: each arrondissement is also written with the name of its city.
    private mutating func writeParentNames() {
        var written: Set<[Int]> = []
        for place in 0..<parts.places.count {
            let commune = Int(parts.places[place].commune)
            let parent = Int(parts.communes[commune].parent)
            let postcode = Int(parts.places[place].postcode)
            guard parent >= 0, postcode > 0, written.insert([commune, postcode]).inserted else { continue }
            let name = Array(parts.communes.names.string(parent).utf8)
            // Only with the postcode: `Paris` alone is all of Paris.
            appendCommuneName(name.span, postcode: postcode, commune: commune)
        }
    }

    private mutating func findPlacesOfPostcodes() {
        let count = parts.postcodeAreas.count
        var starts = [UInt32](repeating: 0, count: count + 1)
        let rows = parts.places.rows.map { parts.postcodeRows[Int($0.postcode)] }
        for row in rows where row >= 0 { starts[Int(row) + 1] += 1 }
        for row in 0..<count { starts[row + 1] += starts[row] }
        var next = starts
        parts.places.ofPostcode = [Int32](repeating: 0, count: Int(starts[count]))
        for (place, row) in rows.enumerated() where row >= 0 {
            parts.places.ofPostcode[Int(next[Int(row)])] = Int32(place)
            next[Int(row)] += 1
        }
        parts.places.ofPostcodeStarts = starts
    }

    private mutating func findIrisOfAreas() {
        for (row, list) in irisOfCommune.enumerated() {
            parts.communeAreas.append(list, of: parts.iris)
            if list.count == 1 { parts.communes[row].onlyIris = list[0] }
        }
        // Postcode and commune of each place in one word: sorted, the communes of a postcode follow one another.
        var pairs = parts.places.rows.map { UInt64($0.postcode) << 32 | UInt64($0.commune) }
        pairs.sort()
        parts.postcodeRows = [Int32](repeating: -1, count: Postcode.limit)
        var position = pairs.firstIndex { $0 >> 32 > 0 } ?? pairs.count
        while position < pairs.count {
            let number = pairs[position] >> 32
            var communes: [Int32] = []
            while position < pairs.count, pairs[position] >> 32 == number {
                let commune = Int32(truncatingIfNeeded: pairs[position])
                // A commune has several names with one postcode.
                if communes.last != commune { communes.append(commune) }
                position += 1
            }
            appendPostcode(Int(number), withoutParents(communes))
        }
        var irisOfDepartment = [[Int32]](repeating: [], count: parts.departmentCodes.count)
        for row in 0..<parts.iris.codes.count {
            let commune = Int(parts.iris.communes[row])
            irisOfDepartment[Int(parts.communes[commune].department)].append(Int32(row))
        }
        for list in irisOfDepartment { parts.departmentAreas.append(list, of: parts.iris) }
    }

    private mutating func appendPostcode(_ number: Int, _ communes: [Int32]) {
        parts.postcodeRows[number] = Int32(parts.postcodeAreas.count)
        parts.postcodeCommunes.append(contentsOf: communes)
        parts.postcodeCommuneStarts.append(UInt32(parts.postcodeCommunes.count))
        parts.postcodeAreas.append(communes.flatMap { irisOfCommune[Int($0)] }, of: parts.iris)
    }

    /// Leaves out a city where one of its arrondissements is there: 75002 is the 2nd, not all of Paris.
    private func withoutParents(_ communes: [Int32]) -> [Int32] {
        let parents = communes.map { parts.communes[Int($0)].parent }
        return communes.filter { !parents.contains($0) }
    }
}
