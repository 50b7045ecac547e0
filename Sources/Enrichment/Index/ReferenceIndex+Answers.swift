import Bytes

/// What is said of a match.
extension ReferenceIndex {
    /// Fills `mix` with the personas of the place that `match` found, largest share first; empty when it found none.
    public func mix(of match: Match, into mix: inout PersonaMix) { self.mix(of: area(of: match), into: &mix) }

    /// As `mix(of:)`, for an area by its row.
    public func mix(ofFigureRow row: Int, into mix: inout PersonaMix) {
        self.mix(of: area(ofFigureRow: row), into: &mix)
    }

    private func mix(of area: Area, into mix: inout PersonaMix) {
        mix.removeAll()
        switch area {
        case .none: return
        case .iris(let row): mix.add(PersonaIndex(Int(iris.personas[row])), weight: 1)
        case .street(let street):
            let weights = irisWeights(of: street)
            for position in 0..<weights.count {
                let (row, weight) = weights[position]
                mix.add(PersonaIndex(Int(iris.personas[row])), weight: weight)
            }
            mix.sort()
        case .commune(let row): copy(communeAreas, row, into: &mix)
        case .postcode(let row): copy(postcodeAreas, row, into: &mix)
        case .department(let row): copy(departmentAreas, row, into: &mix)
        }
    }

    /// How well the persona describes the IRIS that `match` found; nil when it found none or several.
    public func fit(of match: Match) -> PersonaFit? { fit(of: area(of: match)) }

    /// As `fit(of:)`, for an area by its row.
    public func fit(ofFigureRow row: Int) -> PersonaFit? { fit(of: area(ofFigureRow: row)) }

    private func fit(of area: Area) -> PersonaFit? {
        guard case .iris(let row) = area else { return nil }
        return iris.fits[row]
    }

    /// Whether an area is an IRIS.
    public func isIris(figureRow row: Int) -> Bool { row < iris.codes.count }

    /// Whether an area is a commune that is one IRIS.
    public func isUndividedCommune(figureRow row: Int) -> Bool {
        guard case .commune(let row) = area(ofFigureRow: row) else { return false }
        return communeAreas.iris(row).count == 1
    }

    private func copy(_ areas: AreaTable, _ row: Int, into mix: inout PersonaMix) {
        for position in areas.mix(row) {
            let part = areas.part(position)
            mix.add(part.persona, weight: part.share)
        }
    }

    /// The value of an indicator for the place that `match` found: of its IRIS, or the average over what it covers;
    /// NaN when it is not known. `indicator` is a row of those that the index was loaded with.
    public func indicator(_ indicator: Int, of match: Match) -> Double {
        if case .street(let street) = area(of: match) {
            return average(of: reader(ofIndicator: indicator), over: irisWeights(of: street))
        }
        return figureRow(of: match).map { value(ofIndicator: indicator, figureRow: $0) } ?? .nan
    }

    /// Areas that have figures of their own: all IRIS, then all communes, postcodes and départements.
    public var figureRowCount: Int {
        iris.codes.count + communeAreas.count + postcodeAreas.count + departmentAreas.count
    }

    /// Which of these areas `match` found; nil for none, and for a street that runs through several IRIS.
    public func figureRow(of match: Match) -> Int? {
        switch area(of: match) {
        case .none, .street: nil
        case .iris(let row): row
        case .commune(let row): iris.codes.count + row
        case .postcode(let row): iris.codes.count + communeAreas.count + row
        case .department(let row): iris.codes.count + communeAreas.count + postcodeAreas.count + row
        }
    }

    /// The value of an indicator for an area by its row; NaN when it is not known. O(IRIS of the area).
    func value(ofIndicator indicator: Int, figureRow row: Int) -> Double {
        let column = reader(ofIndicator: indicator)
        switch area(ofFigureRow: row) {
        case .none, .street: return .nan
        case .iris(let row): return column[row]
        case .commune(let row): return communeAreas.average(of: column, row, households: iris.households)
        case .postcode(let row): return postcodeAreas.average(of: column, row, households: iris.households)
        case .department(let row): return departmentAreas.average(of: column, row, households: iris.households)
        }
    }

    /// The values of an indicator for all areas, by `figureRow`; NaN where it is not known. O(IRIS), some milliseconds.
    public func figures(ofIndicator indicator: Int) -> [Double] {
        let reader = reader(ofIndicator: indicator)
        let column = iris.codes.indices.map { reader[$0] }
        var figures = column
        figures.reserveCapacity(figureRowCount)
        communeAreas.appendAverages(of: column, households: iris.households, to: &figures)
        postcodeAreas.appendAverages(of: column, households: iris.households, to: &figures)
        departmentAreas.appendAverages(of: column, households: iris.households, to: &figures)
        return figures
    }

    func reader(ofIndicator indicator: Int) -> IndicatorReader {
        IndicatorReader(column: indicators.columns[indicator], communes: iris.listedCommunes, personas: iris.personas)
    }

    private func average(of column: IndicatorReader, over weights: IrisWeights) -> Double {
        var sum = 0.0
        var total = 0.0
        for position in 0..<weights.count {
            let (row, weight) = weights[position]
            let value = column[row]
            guard !value.isNaN else { continue }
            sum += value * Double(weight)
            total += Double(weight)
        }
        return total > 0 ? sum / total : .nan
    }

    private enum Area {
        case none
        case iris(Int)
        case street(StreetIndex)
        case commune(Int)
        case postcode(Int)
        case department(Int)
    }

    /// The other way from `figureRow`.
    private func area(ofFigureRow row: Int) -> Area {
        guard row >= iris.codes.count else { return .iris(row) }
        var row = row - iris.codes.count
        if row < communeAreas.count { return .commune(row) }
        row -= communeAreas.count
        if row < postcodeAreas.count { return .postcode(row) }
        return .department(row - postcodeAreas.count)
    }

    private func area(of match: Match) -> Area {
        if let iris = match.iris, match.irisShare == 1 || match.street == nil { return .iris(iris.row) }
        if let street = match.street { return .street(street) }
        if let commune = match.commune { return .commune(commune.row) }
        if let postcode = match.postcode {
            let row = Int(postcodeRows[Int(postcode.number)])
            return row < 0 ? .none : .postcode(row)
        }
        if let department = match.department { return .department(department.row) }
        return .none
    }
}

/// The label of a match, and where in it its parts are; a part that it does not have is empty.
public struct LabelParts: Sendable {
    /// `12 bis`
    public var housenumber = 0..<0
    /// The name of the street, or of the hamlet or former commune.
    public var street = 0..<0
    /// `69002`: the one given, when it is known there, else the commune's if it has only one.
    public var postcode = 0..<0
    /// The name of the commune; of the city where it is an arrondissement, as people write it.
    public var city = 0..<0
}

/// The texts of an answer, appended to a buffer as UTF-8.
extension ReferenceIndex {
    /// Appends `12 bis Rue Victor Hugo 69002 Lyon`; nothing for level `none`. The parts are offsets into `buffer`.
    @discardableResult
    public func appendLabel(of match: Match, to buffer: inout ByteBuffer) -> LabelParts {
        var parts = LabelParts()
        let start = buffer.count
        if let number = match.number {
            buffer.append(decimal: Int(number))
            if !match.suffix.isEmpty {
                buffer.append(ASCII.space)
                match.suffix.append(to: &buffer)
            }
            parts.housenumber = start..<buffer.count
        }
        if let street = match.street {
            let begin = beginPart(start, &buffer)
            streets.names.append(street.row, to: &buffer)
            parts.street = begin..<buffer.count
        } else if let place = match.place {
            let begin = beginPart(start, &buffer)
            places.names.append(place.row, to: &buffer)
            parts.street = begin..<buffer.count
        }
        if let postcode = postcode(of: match) {
            let begin = beginPart(start, &buffer)
            buffer.append(postcode)
            parts.postcode = begin..<buffer.count
        }
        if let commune = match.commune {
            let begin = beginPart(start, &buffer)
            let parent = Int(communes[commune.row].parent)
            communes.names.append(parent >= 0 ? parent : commune.row, to: &buffer)
            parts.city = begin..<buffer.count
        } else if match.postcode == nil, let department = match.department {
            buffer.append("Département ")
            appendDepartmentCode(department, to: &buffer)
        }
        return parts
    }

    private func beginPart(_ start: Int, _ buffer: inout ByteBuffer) -> Int {
        if buffer.count > start { buffer.append(ASCII.space) }
        return buffer.count
    }

    private func postcode(of match: Match) -> Postcode? {
        if let postcode = match.postcode { return postcode }
        guard let commune = match.commune else { return nil }
        return Postcode(number: Int(communes[commune.row].onlyPostcode))
    }

    /// The INSEE code of the commune or arrondissement.
    public func appendCityCode(of match: Match, to buffer: inout ByteBuffer) {
        guard let commune = match.commune else { return }
        buffer.append(communes[commune.row].code.span)
    }

    public func appendIrisCode(of match: Match, to buffer: inout ByteBuffer) {
        if let row = match.iris?.row { appendIrisCode(row, to: &buffer) }
    }

    /// The code of an IRIS by its row.
    public func appendIrisCode(_ row: Int, to buffer: inout ByteBuffer) {
        iris.codes[row].append(length: IrisTable.codeLength, to: &buffer)
    }

    /// The code of the département: of the commune, or of what else was matched.
    public func appendDepartmentCode(of match: Match, to buffer: inout ByteBuffer) {
        if let commune = match.commune {
            // Overseas codes have three digits (97x, 98x), the others two characters (INSEE, code officiel géographique).
            let code = communes[commune.row].code
            let isOverseas = code[0] == ASCII.nine && (code[1] == 0x37 || code[1] == 0x38)
            buffer.append(code.span.extracting(first: isOverseas ? 3 : 2))
        } else if let department = match.department ?? match.postcode.flatMap({ self.department(of: $0) }) {
            appendDepartmentCode(department, to: &buffer)
        }
    }

    private func appendDepartmentCode(_ department: DepartmentIndex, to buffer: inout ByteBuffer) {
        let code = departmentCodes[department.row]
        code.append(length: code.number >= 36 * 36 ? 3 : 2, to: &buffer)
    }
}

extension ByteBuffer {
    /// The five digits of a postcode.
    public mutating func append(_ postcode: Postcode) { append(decimal: UInt64(postcode.number), width: 5) }
}

/// Codes and names of personas and profiles.
extension ReferenceIndex {
    public var personaCount: Int { personas.codes.count }
    public var profileCount: Int { personas.profileCodes.count }
    public var indicatorCount: Int { indicators.ids.count }

    public func appendPersonaCode(_ persona: PersonaIndex, to buffer: inout ByteBuffer) {
        personas.codes.append(persona.row, to: &buffer)
    }

    public func appendPersonaName(_ persona: PersonaIndex, to buffer: inout ByteBuffer) {
        personas.names.append(persona.row, to: &buffer)
    }

    /// Row of the profile of a persona.
    public func profile(of persona: PersonaIndex) -> Int { Int(personas.profiles[persona.row]) }

    public func appendProfileCode(_ profile: Int, to buffer: inout ByteBuffer) {
        personas.profileCodes.append(profile, to: &buffer)
    }

    public func appendProfileName(_ profile: Int, to buffer: inout ByteBuffer) {
        personas.profileNames.append(profile, to: &buffer)
    }

    /// The id of an indicator. Allocates.
    public func indicatorID(_ indicator: Int) -> String { indicators.ids.string(indicator) }

    /// Row of the indicator with this id, or nil.
    public func indicator(named id: String) -> Int? { indicators.rowByID[id] }

    /// Digits after the point that the indicator deserves.
    public func decimals(ofIndicator indicator: Int) -> Int { indicators.columns[indicator].figures.decimals }
}
