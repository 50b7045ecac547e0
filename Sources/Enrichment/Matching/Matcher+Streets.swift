import Bytes

/// From a commune and the words before it to a street and a number.
extension Matcher {
    /// The street or hamlet that the words of `read.street` name in one of the communes, with its number; nil when
    /// there is none, or when several communes have one and nothing says which.
    func findStreet(_ read: ReadAddress, among candidates: CommuneCandidates, in index: ReferenceIndex) -> Match? {
        let number = AddressReader.number(text, read.street, lexicon)
        if let match = findStreet(number, number?.street ?? read.street, read, candidates, in: index) { return match }
        // Words in front of the way type (a building, a floor, a repeated number) are not part of the name.
        if let wayType = firstWayType(after: number?.street.lowerBound ?? read.street.lowerBound, read.street) {
            let closer = numberJustBefore(wayType, read.street) ?? number
            if let match = findStreet(closer, wayType..<read.street.upperBound, read, candidates, in: index) {
                return match
            }
        }
        return nil
    }

    private func findStreet(
        _ number: ReadNumber?, _ words: Range<Int>, _ read: ReadAddress, _ candidates: CommuneCandidates,
        in index: ReferenceIndex
    ) -> Match? {
        guard !words.isEmpty else { return nil }
        let key = text.streetKey(words, lexicon)
        if let street = findStreet(key, candidates, in: index) {
            return answer(street, number, read, candidates, in: index)
        }
        let placeKey = text.placeKey(words, lexicon)
        if let commune = candidates.only, let place = findPart(placeKey, of: commune, in: index) {
            return answer(place, of: commune, read, candidates, in: index)
        }
        return nil
    }

    private func firstWayType(after start: Int, _ words: Range<Int>) -> Int? {
        var position = start + 1
        while position + 1 < words.upperBound {
            if lexicon.isWayType(hash: text.hash(position)) { return position }
            position += 1
        }
        return nil
    }

    /// `Bâtiment 2 12 bis rue …`: the number that counts is the one in front of the way type.
    private func numberJustBefore(_ wayType: Int, _ words: Range<Int>) -> ReadNumber? {
        for distance in 1...2 where wayType - distance >= words.lowerBound {
            let run = (wayType - distance)..<words.upperBound
            if let number = AddressReader.number(text, run, lexicon), number.street.lowerBound == wayType {
                return number
            }
        }
        return nil
    }

    private func findStreet(_ key: NameKey, _ candidates: CommuneCandidates, in index: ReferenceIndex) -> StreetIndex? {
        var found: StreetIndex?
        for position in 0..<candidates.count {
            let commune = candidates[position]
            var scope = commune..<(commune + 1)
            if let arrondissements = index.arrondissements(of: commune) { scope = arrondissements }
            for row in scope {
                guard let street = findStreet(key, in: row, candidates, in: index) else { continue }
                // Two communes have this street and nothing tells them apart: the answer must stay coarse.
                if found != nil { return nil }
                found = street
            }
        }
        return found
    }

    /// Of the streets of one name in a commune, the one with the postcode or in the former commune that was named.
    private func findStreet(
        _ key: NameKey, in commune: Int, _ candidates: CommuneCandidates, in index: ReferenceIndex
    ) -> StreetIndex? {
        let scoped = key.within(NameScope.commune(commune))
        return bestStreet(scoped.exact, candidates, in: index)
            ?? (scoped.loose == scoped.exact ? nil : bestStreet(scoped.loose, candidates, in: index))
    }

    private func bestStreet(_ hash: UInt64, _ candidates: CommuneCandidates, in index: ReferenceIndex) -> StreetIndex? {
        var best: StreetIndex?
        var bestRank = -1
        let namedIris = candidates.place.map { index.places[$0.row].iris } ?? -1
        index.streetDirectory.forEach(hash) { row in
            var rank = 0
            if let postcode = candidates.knownPostcode, index.streets[row].postcode == postcode.number { rank += 1 }
            if namedIris >= 0, index.streets[row].iris == namedIris { rank += 2 }
            if rank > bestRank {
                bestRank = rank
                best = StreetIndex(row)
            }
            return true
        }
        return best
    }

    /// A hamlet or former commune inside a commune, by name.
    func findPart(_ key: NameKey, of commune: CommuneIndex, in index: ReferenceIndex) -> PlaceIndex? {
        let scoped = key.within(NameScope.commune(commune.row))
        let row = index.placeDirectory.first(scoped.exact) ?? index.placeDirectory.first(scoped.loose)
        guard let row, index.places[row].kind >= .former else { return nil }
        return PlaceIndex(row)
    }

    private func answer(
        _ street: StreetIndex, _ number: ReadNumber?, _ read: ReadAddress, _ candidates: CommuneCandidates,
        in index: ReferenceIndex
    ) -> Match {
        var match = Match()
        let row = street.row
        let guess = read.isGuess && candidates.evidence != .postcodeAndName ? MatchScore.guess : 1
        match.street = street
        match.commune = CommuneIndex(Int(index.streets[row].commune))
        match.postcode = Postcode(number: Int(index.streets[row].postcode)) ?? candidates.knownPostcode
        match.communeScore = candidates.evidence.score * guess
        match.streetScore = MatchScore.street * guess
        if let number, let house = index.house(number.number, number.suffix, of: street) {
            match.take(house, number.number)
            match.score = MatchScore.housenumber * guess
            return match
        }
        match.level = index.streets[row].isLocality ? .locality : .street
        match.score = MatchScore.street * guess
        if let number {
            index.interpolate(number, on: street, into: &match)
            if match.isInterpolated { return match }
        }
        index.locate(street, into: &match)
        return match
    }

    private func answer(
        _ place: PlaceIndex, of commune: CommuneIndex, _ read: ReadAddress, _ candidates: CommuneCandidates,
        in index: ReferenceIndex
    ) -> Match {
        var match = Match()
        match.level = .locality
        match.score = MatchScore.locality * (read.isGuess ? MatchScore.guess : 1)
        match.communeScore = candidates.evidence.score
        match.commune = commune
        match.place = place
        match.postcode = Postcode(number: Int(index.places[place.row].postcode)) ?? candidates.knownPostcode
        let iris = index.places[place.row].iris
        match.iris = iris >= 0 ? IrisIndex(Int(iris)) : index.onlyIris(of: commune)
        return match
    }
}
