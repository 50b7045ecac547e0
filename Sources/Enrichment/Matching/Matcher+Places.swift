import Bytes

/// From postcode and city to communes.
extension Matcher {
    /// Longest name of a place, in words, that is looked for in a line without separators
    /// (`Saint Remy en Bouzemont Saint Genest et Isson` has eight).
    private static let longestPlaceName = 9

    /// The communes that `read` can be in. For one line it also finds where the street ends and the city begins.
    func findCommunes(
        _ read: inout ReadAddress, citycode: Span<UInt8>, in index: ReferenceIndex
    ) -> CommuneCandidates {
        var found = CommuneCandidates()
        if let postcode = read.postcode {
            if index.postcodeRows[Int(postcode.number)] >= 0 { found.knownPostcode = postcode }
            found.department = index.department(of: postcode)
            found.isInTerritory = found.knownPostcode == nil && postcode.isOfTerritory
        }
        if let given = index.commune(coded: citycode) {
            found.evidence = .citycode
            found.place =
                given.place >= 0 ? PlaceIndex(Int(given.place)) : part(read.city, of: given.commune, in: index)
            _ = found.insert(given.commune)
            return found
        }
        if read.isGuess { findCityInLine(&read, &found, in: index) } else { find(read.city, &found, in: index) }
        if found.count == 0 { fallBackToPostcode(&found, in: index) }
        if found.count == 0, read.city.isEmpty, !read.isGuess, let postcode = read.postcode {
            findOffice(postcode, &found, in: index)
        }
        return found
    }

    /// The former commune that the city's words name inside a commune that is known by its code, where one still is an IRIS.
    private func part(_ words: Range<Int>, of commune: Int32, in index: ReferenceIndex) -> PlaceIndex? {
        guard !words.isEmpty, index.communes[Int(commune)].hasIrisParts else { return nil }
        return findPart(text.placeKey(words, lexicon), of: CommuneIndex(Int(commune)), in: index)
    }

    /// Looks a name up with the postcode, then in the département, then in all of France.
    private func find(_ words: Range<Int>, _ found: inout CommuneCandidates, in index: ReferenceIndex) {
        guard !words.isEmpty else { return }
        let key = text.placeKey(words, lexicon)
        if let postcode = found.knownPostcode {
            collect(key, NameScope.postcode(Int(postcode.number)), .postcodeAndName, &found, in: index)
        }
        if found.count == 0, let department = found.department {
            collect(key, NameScope.department(department.row), .departmentAndName, &found, in: index)
            // The postcode is of the same département and belongs to other communes: it proves nothing finer.
            if found.count > 0 { found.knownPostcode = nil }
        }
        if found.count == 0, found.department == nil, !found.isInTerritory {
            findByNameAlone(key.within(NameScope.france), &found, in: index)
        }
    }

    /// All communes of the best kind of place under `key`: a commune's own name beats a hamlet's.
    private func collect(
        _ key: NameKey, _ scope: UInt32, _ evidence: CommuneCandidates.Evidence, _ found: inout CommuneCandidates,
        in index: ReferenceIndex
    ) {
        let key = key.within(scope)
        collect(hash: key.exact, &found, in: index)
        if found.count == 0, key.loose != key.exact { collect(hash: key.loose, &found, in: index) }
        guard found.count > 0 else { return }
        found.evidence = evidence
        found.dropParents(index.communes)
    }

    private func collect(hash: UInt64, _ found: inout CommuneCandidates, in index: ReferenceIndex) {
        var best = PlaceTable.Kind.hamlet
        index.placeDirectory.forEach(hash) { row in
            let kind = index.places[row].kind
            if kind < best {
                best = kind
                found.removeAll()
            }
            guard kind == best else { return true }
            if found.count == 0 { found.place = PlaceIndex(row) }
            return found.insert(index.places[row].commune)
        }
    }

    /// Of all communes of one name in France the one that most of their inhabitants live in, if there is one.
    private func findByNameAlone(_ key: NameKey, _ found: inout CommuneCandidates, in index: ReferenceIndex) {
        let whole = dominant(key.exact, in: index)
        guard let dominant = whole ?? dominant(key.loose, in: index) else { return }
        found.evidence = whole != nil ? .nameAlone : .looseNameAlone
        found.place = dominant
        _ = found.insert(index.places[dominant.row].commune)
    }

    private func dominant(_ hash: UInt64, in index: ReferenceIndex) -> PlaceIndex? {
        var best: PlaceIndex?
        var largest = -1
        var others = 0
        index.placeDirectory.forEach(hash) { row in
            let commune = index.places[row].commune
            // Each of a commune's postcodes makes a place of it.
            if let best, index.places[best.row].commune == commune { return true }
            let population = Int(index.communes[Int(commune)].population)
            if population > largest {
                others += max(largest, 0)
                largest = population
                best = PlaceIndex(row)
            } else {
                others += population
            }
            return true
        }
        return largest >= others * Self.dominance ? best : nil
    }

    /// How many times more inhabitants a commune must have than all others of its name to be meant by the name alone.
    private static let dominance = 9

    /// A postcode without a city that is known: all its communes, if there is one they are no guess.
    private func fallBackToPostcode(_ found: inout CommuneCandidates, in index: ReferenceIndex) {
        guard let postcode = found.knownPostcode else {
            if found.department != nil { found.evidence = .departmentAlone }
            return
        }
        found.evidence = .postcodeAlone
        for commune in index.communes(of: postcode) {
            if !found.insert(commune) { break }
        }
    }

    /// Where nothing names the city and the postcode is that of a sorting office, `97305`: the commune whose letters it sorts has the
    /// postcode that ends in 0.
    private func findOffice(_ postcode: Postcode, _ found: inout CommuneCandidates, in index: ReferenceIndex) {
        guard let office = Postcode(number: Int(postcode.number) / 10 * 10) else { return }
        let communes = index.communes(of: office)
        guard communes.count == 1, let only = communes.first else { return }
        found.evidence = .cedexAlone
        _ = found.insert(only)
    }

    /// `25 route de Corbeil 91180`: behind a way type, with or without an article, stands the name of a street and not a city.
    private func endsStreet(_ start: Int, _ words: Range<Int>) -> Bool {
        var before = start
        repeat {
            if text.words[before].beginsSegment { return false }
            before -= 1
        } while before >= words.lowerBound
            && lexicon.meaning(ofHash: text.hash(before), at: .withinStreet).isLinking
        guard before >= words.lowerBound, lexicon.isAlwaysWayType(hash: text.hash(before)) else { return false }
        // Of `12 Grande Rue Versailles` the name of the street is whole.
        return before < start - 1 || before == words.lowerBound
            || ASCII.isDigit(text.bytes[Int(text.words[before - 1].start)])
    }

    /// The first of the words up to `end` that can all be of one name of a place: every run before it holds one that is of none.
    private func firstOfPlace(before end: Int, _ read: ReadAddress, in index: ReferenceIndex) -> Int {
        let least = max(read.street.lowerBound, end - Self.longestPlaceName)
        for word in least..<end { index.places.words.vocabulary.prefetch(text.hash(word)) }
        var start = end
        while start > least,
            isNumber(start - 1)
                || index.mayBeOfPlace(text.hash(start - 1), isHamletMeant: read.postcode != nil)
        {
            start -= 1
        }
        return start
    }

    private func isNumber(_ word: Int) -> Bool {
        ASCII.isDigit(text.bytes[Int(text.words[word].start)])
            || OrdinalNumber.read(text.bytes.extracting(text.words[word].range)) != nil
    }

    /// Whether a word behind the city may be left out: `LYON CEDEX 03`, `LYON FRANCE`.
    private func isBehindCity(_ word: Int) -> Bool {
        let bytes = text.bytes.extracting(text.words[word].range)
        return bytes.elementsEqual("CEDEX") || bytes.elementsEqual("FRANCE")
    }

    /// In one line the city is the longest run of words that is a place: behind the postcode, else at the end.
    private func findCityInLine(_ read: inout ReadAddress, _ found: inout CommuneCandidates, in index: ReferenceIndex) {
        if !read.city.isEmpty {
            let first = read.city.lowerBound
            var end = min(read.city.upperBound, first + Self.longestPlaceName)
            while end > first, found.count == 0 {
                // `Saint-Denis Cedex 9` is not in the commune Le Saint.
                if end == read.city.upperBound || lexicon.entry(text.hash(end - 1)).keyword != .saint {
                    find(first..<end, &found, in: index)
                }
                end -= 1
            }
            let next = end + 1
            found.namesAll = next >= read.city.upperBound || isBehindCity(next)
            return
        }
        let end = read.street.upperBound
        var start = firstOfPlace(before: end, read, in: index)
        while start < end, found.count == 0 {
            if !endsStreet(start, read.street) { find(start..<end, &found, in: index) }
            if found.count > 0 {
                read.street = read.street.lowerBound..<start
                read.city = start..<end
            }
            start += 1
        }
    }
}
