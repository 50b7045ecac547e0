import Bytes

/// How an address was read and why it was matched as it was. Made on request, by asking again; texts are allocated.
public struct MatchExplanation: Sendable {
    public struct Word: Sendable {
        /// As it was compared: capital letters without accents.
        public var text: String
        public var use: WordUse
    }

    public struct Commune: Sendable {
        public var name: String
        /// INSEE code, empty for all of France.
        public var code: String
        /// `citycode`, `former_citycode`, `postcode_and_name`, `name`, `misspelt_name` …
        public var evidence: String
        /// 0–1, seen from postcode, city and position alone.
        public var prior: Float
        /// The words that name it.
        public var words: String
    }

    public struct Street: Sendable {
        public var name: String
        public var city: String
        public var citycode: String
        public var postcode: String
        /// 0–1: how well the name fits the words.
        public var similarity: Float
        /// 0–1: name, commune and number together.
        public var total: Float
        /// `known`, `unknown`, `none_given`.
        public var number: String
        public var isChosen: Bool
    }

    public var words: [Word] = []
    /// Most likely first.
    public var communes: [Commune] = []
    /// Best first.
    public var streets: [Street] = []
    /// Why the answer is what it is, in a sentence.
    public var reason = ""
}

extension AddressSearch {
    /// What `match` has found, for people. At most `limit` communes and streets.
    func explanation(limit: Int, in index: ReferenceIndex) -> MatchExplanation {
        var explanation = MatchExplanation()
        let best = winner.map { streets[$0] }
        let cityWords = best.map { communes[$0.hypothesis].cityWords } ?? likeliestCommune?.cityWords ?? 0
        for word in words.indices {
            let bit: UInt64 = 1 << UInt64(word)
            var use = words[word].use
            if use == .other, cityWords & bit != 0 { use = .city }
            if use == .other, let best {
                if best.matched & bit != 0 { use = .street }
                if let number = best.number, number.street.contains(word) {
                    use = word == number.street.lowerBound ? .housenumber : .suffix
                }
            }
            explanation.words.append(.init(text: String(text.bytes.extracting(words[word].range)), use: use))
        }
        for hypothesis in communes.sorted(by: { $0.prior > $1.prior }).prefix(limit) {
            explanation.communes.append(describe(hypothesis, in: index))
        }
        let order = streets.indices.sorted { streets[$0].total > streets[$1].total }
        for position in order.prefix(limit) {
            explanation.streets.append(describe(streets[position], isChosen: position == winner, in: index))
        }
        explanation.reason = reasonOfCommune(in: index) + reason(in: index)
        return explanation
    }

    private var likeliestCommune: CommuneHypothesis? { communes.max { $0.prior < $1.prior } }

    private func describe(_ hypothesis: CommuneHypothesis, in index: ReferenceIndex) -> MatchExplanation.Commune {
        var named: [String] = []
        for word in words.indices where hypothesis.cityWords >> UInt64(word) & 1 != 0 {
            named.append(String(text.bytes.extracting(words[word].range)))
        }
        let row = Int(hypothesis.commune)
        return MatchExplanation.Commune(
            name: row < 0 ? "France" : index.communes.names.string(row),
            code: row < 0 ? "" : index.code(ofCommune: row),
            evidence: hypothesis.evidence.name, prior: hypothesis.prior, words: named.joined(separator: " "))
    }

    private func describe(
        _ street: StreetCandidate, isChosen: Bool, in index: ReferenceIndex
    ) -> MatchExplanation.Street {
        let commune = Int(index.streets[street.row].commune)
        var postcode = ByteBuffer()
        if let known = Postcode(number: Int(index.streets[street.row].postcode)) { postcode.append(known) }
        return MatchExplanation.Street(
            name: index.streets.names.string(street.row), city: index.communes.names.string(commune),
            citycode: index.code(ofCommune: commune), postcode: String(postcode.bytes), similarity: street.similarity,
            total: street.total,
            number: street.number == nil ? "none_given" : street.house == nil ? "unknown" : "known", isChosen: isChosen)
    }

    /// What an old code was the code of, and where that is today; empty for what needs no explanation.
    private func reasonOfCommune(in index: ReferenceIndex) -> String {
        guard let given = communes.first, given.evidence == .formerCitycode else { return "" }
        let today = index.communes.names.string(Int(given.commune))
        if given.place < 0 { return "the citycode is one that \(today) had before; " }
        return "the citycode is that of \(index.places.names.string(Int(given.place))), today in \(today); "
    }

    private func reason(in index: ReferenceIndex) -> String {
        if words.isEmpty { return "no street was given" }
        guard let winner else {
            if streets.isEmpty {
                return communes.contains { $0.commune >= 0 && index.communes[Int($0.commune)].hasStreets }
                    ? "no street of these communes shares a word with the address"
                    : "the reference has no streets of these communes"
            }
            return
                "no street fits well enough: the best has \(percent(streets.map(\.total).max() ?? 0)) of the evidence"
        }
        let best = streets[winner]
        let others = streets.indices.filter { $0 != winner }.map { streets[$0].total }.max() ?? 0
        return "the name fits by \(percent(best.similarity)), with commune and number \(percent(best.total)); "
            + (others > 0 ? "the next candidate has \(percent(others))" : "there is no other candidate")
    }

    private func percent(_ share: Float) -> String { "\(Int((share * 100).rounded())) %" }
}

extension CommuneHypothesis.Evidence {
    /// As it stands in answers.
    var name: String {
        switch self {
        case .citycode: "citycode"
        case .formerCitycode: "former_citycode"
        case .postcodeAndName: "postcode_and_name"
        case .nameInDepartment: "name_in_department"
        case .name: "name"
        case .misspeltName: "misspelt_name"
        case .position: "position"
        case .postcodeAlone: "postcode"
        case .partOfPostcode: "part_of_postcode"
        case .anywhere: "nothing"
        }
    }
}

extension WordUse {
    /// As it stands in answers.
    public var name: StaticString {
        switch self {
        case .other: "other"
        case .housenumber: "housenumber"
        case .suffix: "suffix"
        case .street: "street"
        case .city: "city"
        case .postcode: "postcode"
        case .delivery: "delivery"
        case .country: "country"
        case .area: "area"
        }
    }
}

extension ReferenceIndex {
    fileprivate func code(ofCommune row: Int) -> String {
        var buffer = ByteBuffer(capacity: 8)
        communes.codes[row].append(length: CommuneTable.codeLength, to: &buffer)
        return String(buffer.bytes)
    }
}
