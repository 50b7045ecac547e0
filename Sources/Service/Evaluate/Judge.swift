import Bytes
import CSV
import Enrichment

/// Asks the matcher for the rows of a block and compares. One a task: it owns the scratch.
struct Judge: ~Copyable {
    private let reference: ServedReference
    let held: HeldAddresses
    private let maximumFieldBytes: Int
    let work: BlockToJudge
    var reader: CSVReader
    var enricher = Enricher()
    var folding = NameFolding()
    private var label = ByteBuffer(capacity: 256)
    var tally = EvaluationTally()
    private var misses = ByteBuffer()

    init(_ reference: ServedReference, _ held: HeldAddresses, _ limits: EnrichLimits, _ work: BlockToJudge) {
        self.reference = reference
        self.held = held
        self.work = work
        maximumFieldBytes = limits.maximumFieldBytes
        reader = CSVReader(format: CSVFormat(maximumRecordBytes: limits.maximumLineBytes))
    }

    mutating func judgeAll() {
        let (header, rows) = (work.header, work.block.bytes)
        reader.append(header.span)
        guard reader.next() == .record else { preconditionFailure("the header was read before") }
        reader.append(rows.span)
        reader.finish()
        while true {
            switch reader.next() {
            case .end, .needsMoreBytes: return
            case .malformed: tally.unreadable += 1
            case .record: if judgesTexts { judgeTextRow() } else { judgeRow() }
            }
        }
    }

    consuming func finish() -> JudgedBlock { JudgedBlock(tally, misses) }

    private mutating func judgeRow() {
        guard work.layout.ask.read(reader, maximumFieldBytes, into: &enricher.input) else {
            tally.unreadable += 1
            return
        }
        let expectation = readExpectation()
        guard !expectation.isEmpty else {
            tally.withoutAnswer += 1
            return
        }
        let match = enricher.match(in: reference)
        label.removeAll()
        let parts = reference.index.appendLabel(of: match, to: &label)
        let verdict = judge(match, parts, expectation)
        tally.count(verdict, match.level, score: Double(match.score), group: group(expectation))
        if work.isListed, verdict.isMiss { list(verdict, match, expectation) }
    }
}

// MARK: - What is right

extension Judge {
    /// The first value of a fact that says something.
    borrowing func value(_ fact: ExpectedFact) -> String {
        for column in work.layout.expect[fact] ?? [] {
            let text = reader.text(column)
            if !text.isEmpty { return text }
        }
        return ""
    }

    private mutating func readExpectation() -> Expectation {
        var expectation = Expectation()
        expectation.citycode = expectedCommune()
        expectation.postcode = Self.padded(value(.postcode), 5)
        expectation.iris = Self.padded(value(.iris), 9)
        expectation.city = value(.city)
        expectation.cityKey = folding.key(expectation.city)
        expectation.street = value(.street)
        expectation.streetKey = folding.key(expectation.street)
        expectation.number = NumberText.normal(value(.housenumber))
        if expectation.streetKey == 0 {
            expectation.street = value(.address)
            (expectation.number, expectation.streetKey) = folding.numberAndStreet(expectation.street)
        }
        expectation.irisOfPosition = position().flatMap {
            reference.index.outlinedIris(latitude: $0.latitude, longitude: $0.longitude)
        }
        return expectation
    }

    /// The code of today's commune, empty where none is given or where none of those given is, or was, that of a commune.
    private mutating func expectedCommune() -> String {
        var today = ""
        var isGiven = false
        for column in work.layout.expect[.citycode] ?? [] {
            let code = Self.padded(reader.text(column), 5)
            if held.isCommune(code) { return code }
            if today.isEmpty { today = communeOfToday(code) }
            if !code.isEmpty { isGiven = true }
        }
        if isGiven, today.isEmpty { tally.unknownCommunes += 1 }
        return today
    }

    private func communeOfToday(_ citycode: String) -> String {
        let code = Array(citycode.utf8)
        var match = Match()
        match.commune = reference.index.commune(code: code.span)
        return self.citycode(of: match)
    }

    /// A code whose leading zero a spreadsheet has lost.
    static func padded(_ code: String, _ length: Int) -> String {
        guard code.utf8.count == length - 1, code.utf8.allSatisfy({ ASCII.isDigit($0) }) else { return code }
        return "0" + code
    }

    private func position() -> (latitude: Double, longitude: Double)? {
        if let latitude = Double(value(.latitude)), let longitude = Double(value(.longitude)) {
            return (latitude, longitude)
        }
        let parts = value(.position).split { $0 == "," || $0 == ";" || $0 == " " }.map { Double($0) }
        guard parts.count == 2, let latitude = parts[0], let longitude = parts[1] else { return nil }
        return (latitude, longitude)
    }

    private func group(_ expectation: borrowing Expectation) -> String {
        if let column = work.layout.group { return reader.text(column) }
        guard let set = work.layout.set else { return "" }
        return set.group(
            { name in work.layout.header.firstIndex(of: name).map { reader.text($0) } ?? "" }, expectation)
    }
}

// MARK: - Comparing

extension Judge {
    private mutating func judge(
        _ match: Match, _ parts: LabelParts, _ expectation: borrowing Expectation
    ) -> Verdict {
        var verdict = Verdict()
        let citycode = citycode(of: match)
        verdict[.commune] = isRightCommune(citycode, parts, expectation)
        if !expectation.postcode.isEmpty {
            verdict[.postcode] = String(label.bytes.extracting(parts.postcode)) == expectation.postcode
        }
        judgeStreet(match, parts, expectation, &verdict)
        judgeIRIS(match, citycode, expectation, &verdict)
        if match.level <= .street { verdict[.claims] = verdict[.commune] }
        verdict.isRight = isRight(match, expectation, verdict)
        if verdict[.commune] == false { verdict.isContradicted = contradicts(expectation, answered: citycode) }
        return verdict
    }

    private mutating func judgeStreet(
        _ match: Match, _ parts: LabelParts, _ expectation: borrowing Expectation, _ verdict: inout Verdict
    ) {
        guard expectation.streetKey != 0 else { return }
        let street = Self.key(&folding, label, parts.street)
        let isStreet = street == expectation.streetKey && verdict[.commune] != false
        let isHeld = held.holds(expectation)
        verdict[.street] = isStreet
        if isHeld { verdict[.heldStreet] = isStreet }
        guard !expectation.number.isEmpty else { return }
        let number = NumberText.normal(String(label.bytes.extracting(parts.housenumber)))
        let isNumber = isStreet && number == expectation.number
        verdict[.number] = isNumber
        if isHeld { verdict[.heldNumber] = isNumber }
    }

    private mutating func judgeIRIS(
        _ match: Match, _ citycode: String, _ expectation: borrowing Expectation, _ verdict: inout Verdict
    ) {
        if !expectation.iris.isEmpty {
            var code = ByteBuffer(capacity: 16)
            reference.index.appendIrisCode(of: match, to: &code)
            verdict[.iris] = String(code.bytes) == expectation.iris
        }
        guard let iris = expectation.irisOfPosition else { return }
        let commune = expectation.citycode.isEmpty ? citycode : expectation.citycode
        guard held.holdsStreets(in: commune), isDivided(commune) else { return }
        verdict[.irisOfPosition] = match.iris == iris
        if holdsStreetAsked(in: commune) { verdict[.heldIrisOfPosition] = match.iris == iris }
    }

    /// Whether the commune has a street of the name that was asked for, number aside.
    private mutating func holdsStreetAsked(in citycode: String) -> Bool {
        let street = String(enricher.input.street.bytes)
        return held.holds(street: folding.numberAndStreet(street).street, in: citycode)
    }

    /// Whether a commune has several IRIS; one that has not is INSEE's `…0000`.
    private func isDivided(_ citycode: String) -> Bool {
        let code = Array((citycode + "0000").utf8)
        return reference.index.iris(code: code.span) == nil
    }

    private func citycode(of match: Match) -> String {
        var code = ByteBuffer(capacity: 16)
        reference.index.appendCityCode(of: match, to: &code)
        return String(code.bytes)
    }

    /// Nil when the row knows nothing of the commune.
    private mutating func isRightCommune(
        _ citycode: String, _ parts: LabelParts, _ expectation: borrowing Expectation
    ) -> Bool? {
        if !expectation.citycode.isEmpty {
            return citycode == expectation.citycode
                || HeldAddresses.city(ofArrondissement: citycode) == expectation.citycode
        }
        if !expectation.iris.isEmpty { return !citycode.isEmpty && expectation.iris.hasPrefix(citycode) }
        if !expectation.postcode.isEmpty {
            return held.has(citycode, postcode: expectation.postcode)
                || String(label.bytes.extracting(parts.postcode)) == expectation.postcode
        }
        guard expectation.cityKey != 0 else { return nil }
        return Self.key(&folding, label, parts.city) == expectation.cityKey
    }

    private static func key(
        _ folding: inout NameFolding, _ label: borrowing ByteBuffer, _ part: Range<Int>
    ) -> UInt64 {
        folding.key(label.bytes.extracting(part))
    }

    /// Whether all is right that the answer claims.
    private func isRight(_ match: Match, _ expectation: borrowing Expectation, _ verdict: Verdict) -> Bool? {
        var claims: [Bool?] = [verdict[.commune]]
        switch match.level {
        case .none: return nil
        case .housenumber: claims += [verdict[.number] ?? verdict[.street]]
        case .street: claims += [verdict[.street]]
        case .locality, .iris, .commune: break
        case .postcode, .department: return isRightArea(match, expectation)
        }
        if match.iris != nil { claims += [verdict[.iris], verdict[.irisOfPosition]] }
        let known = claims.compactMap(\.self)
        return known.isEmpty ? nil : known.allSatisfy(\.self)
    }

    private func isRightArea(_ match: Match, _ expectation: borrowing Expectation) -> Bool? {
        if match.level == .department {
            let code = expectation.citycode.isEmpty ? expectation.postcode : expectation.citycode
            guard code.count >= 3 else { return nil }
            let department = String(label.bytes).split(separator: " ").last.map(String.init) ?? ""
            // Postcodes begin with the number of the département, those of Corsica with 20.
            return code.hasPrefix(department) || (department.hasPrefix("2") && code.hasPrefix("20"))
        }
        let postcode = String(label.bytes)
        if !expectation.postcode.isEmpty { return postcode == expectation.postcode }
        guard !expectation.citycode.isEmpty else { return nil }
        return held.has(expectation.citycode, postcode: postcode)
    }
}

// MARK: - Misses

extension Judge {
    private mutating func list(_ verdict: Verdict, _ match: Match, _ expectation: borrowing Expectation) {
        list(
            verdict, level: match.level.name.description, score: scoreText(match), expected: expectation.description,
            got: String(label.bytes) + " " + citycode(of: match))
    }

    mutating func list(_ verdict: Verdict, level: String, score: String, expected: String, got: String) {
        var writer = CSVWriter()
        let missed = Measure.allCases.filter { verdict[$0] == false }.map(\.id).joined(separator: " ")
        let line = "\(reader.line + work.skippedLines)"
        let contradicted = verdict.isContradicted ? "yes" : ""
        for field in [work.name, line, missed, level, score, asked(), expected, got, contradicted] {
            writer.field(field, to: &misses)
        }
        writer.endLine(to: &misses)
    }

    private func scoreText(_ match: Match) -> String {
        var text = ByteBuffer(capacity: 8)
        text.append(Double(match.score), decimals: 3)
        return String(text.bytes)
    }

    func asked() -> String {
        work.layout.ask.sources.map { reader.text($0.column) }.filter { !$0.isEmpty }.joined(separator: " | ")
    }
}
