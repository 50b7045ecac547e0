extension ReferenceTexts {
    /// The files with their bytes. O(size).
    public static func write(_ data: ReferenceData) -> [(name: String, bytes: [UInt8])] {
        [
            (reference, referenceBytes(data)), (sources, sourceBytes(data)), (profiles, profileBytes(data)),
            (personas, personaBytes(data)), (indicators, indicatorBytes(data)), (averages, averageBytes(data)),
            (communes, communeBytes(data)), (iris, irisBytes(data)), (former, formerBytes(data)),
        ]
    }

    private static func referenceBytes(_ data: ReferenceData) -> [UInt8] {
        var table = TextTable(["key", "value"])
        table.line(["dataset", data.dataset])
        return table.bytes()
    }

    /// Addresses do not go in, so their files are not named.
    private static func sourceBytes(_ data: ReferenceData) -> [UInt8] {
        var table = TextTable(["file", "title", "producer", "licence", "vintage", "rows"])
        for source in data.sources where !Attribution.isOfAddresses(source) {
            table.line([
                source.file, source.title, source.producer, source.licence, source.vintage, String(source.rows),
            ])
        }
        return table.bytes()
    }

    private static func profileBytes(_ data: ReferenceData) -> [UInt8] {
        var table = TextTable(["code", "name", "name_en", "households", "share", "definition"])
        for profile in data.profiles {
            table.line([
                profile.code, profile.name, profile.nameEnglish, TextTable.number(profile.households, decimals: 0),
                TextTable.number(profile.share, decimals: shareDecimals), profile.definition,
            ])
        }
        return table.bytes()
    }

    private static func personaBytes(_ data: ReferenceData) -> [UInt8] {
        var table = TextTable(["code", "profile", "name", "name_en", "households", "share", "definition"])
        for persona in data.personas {
            table.line([
                persona.code, persona.profile, persona.name, persona.nameEnglish,
                TextTable.number(persona.households, decimals: 0),
                TextTable.number(persona.share, decimals: shareDecimals), persona.definition,
            ])
        }
        return table.bytes()
    }

    private static func indicatorBytes(_ data: ReferenceData) -> [UInt8] {
        var table = TextTable([
            "id", "label_fr", "label_en", "unit", "theme", "kind", "formula", "source", "vintage", "base", "level",
            "coverage", "household_coverage", "domain", "decimals",
        ])
        for column in data.indicators {
            let it = column.definition
            table.line([
                it.id, it.labelFrench, it.labelEnglish, it.unit, it.theme, it.kind, it.formula, it.source, it.vintage,
                it.base, it.level, TextTable.number(column.coverage, decimals: coverageDecimals),
                TextTable.number(column.householdCoverage, decimals: coverageDecimals), it.domain, String(it.decimals),
            ])
        }
        return table.bytes()
    }

    private static func averageBytes(_ data: ReferenceData) -> [UInt8] {
        var table = TextTable(["indicator"] + data.personas.map(\.code))
        for column in data.indicators {
            let decimals = column.definition.decimals + averageExtraDecimals
            table.line(
                [column.definition.id]
                    + column.personaAverages.map { TextTable.number($0, decimals: decimals) })
        }
        return table.bytes()
    }

    private static func communeBytes(_ data: ReferenceData) -> [UInt8] {
        var table = TextTable([
            "code", "name", "region", "city", "population", "latitude", "longitude", "postcodes", "iris",
        ])
        var own: [AreaCode: [Int32]] = [:]
        for (index, iris) in data.neighbourhoods.enumerated() { own[iris.commune, default: []].append(Int32(index)) }
        var cities: [AreaCode: [Int32]] = [:]
        for (commune, iris) in zip(data.communes, data.irisOfCommune) {
            if let parent = commune.parent { cities[parent, default: []] += iris }
        }
        for (commune, iris) in zip(data.communes, data.irisOfCommune) {
            let isOne = iris.count == 1
            let expected = cities[commune.code]?.sorted() ?? own[commune.code] ?? []
            let cover = iris == expected ? [] : iris.map { data.neighbourhoods[Int($0)].code.text }
            table.line([
                commune.code.text, commune.name, commune.region, commune.parent?.text ?? "",
                commune.population.map { String($0) } ?? "",
                isOne ? "" : TextTable.number(commune.latitude, decimals: positionDecimals),
                isOne ? "" : TextTable.number(commune.longitude, decimals: positionDecimals),
                commune.postcodes.joined(separator: " "), cover.joined(separator: " "),
            ])
        }
        return table.bytes()
    }

    private static func irisBytes(_ data: ReferenceData) -> [UInt8] {
        var table = TextTable([
            "code", "type", "commune", "persona", "households", "latitude", "longitude", "area_km2", "estimated",
            "fit",
        ])
        for iris in data.neighbourhoods {
            table.line([
                iris.code.text, iris.type == Territory.undivided ? "" : String(UnicodeScalar(iris.type)),
                iris.commune == iris.code.commune ? "" : iris.commune.text,
                iris.persona.map { data.personas[$0].code } ?? "", TextTable.number(iris.households, decimals: 0),
                TextTable.number(iris.latitude, decimals: positionDecimals),
                TextTable.number(iris.longitude, decimals: positionDecimals),
                TextTable.number(iris.areaKm2, decimals: areaDecimals), iris.isEstimated ? "1" : "",
                letter(iris.fit),
            ])
        }
        return table.bytes()
    }

    private static func formerBytes(_ data: ReferenceData) -> [UInt8] {
        var codes: [FormerName: [String]] = [:]
        // Each name once: it is a place with each of its postal codes.
        for place in data.places where place.kind == .former { codes[FormerName(place)] = [] }
        for code in data.formerCodes { codes[FormerName(code), default: []].append(code.code.text) }
        var table = TextTable(["name", "commune", "iris", "code"])
        for (former, codes) in codes.sorted(by: { $0.key < $1.key }) {
            for code in codes.isEmpty ? [""] : codes { table.line([former.name, former.commune, former.iris, code]) }
        }
        return table.bytes()
    }
}

/// A former commune as the texts have it, in their order.
private struct FormerName: Hashable, Comparable {
    let name: String
    let commune: String
    let iris: String

    init(_ place: Place) {
        (name, commune, iris) = (place.name, place.commune.text, place.iris?.text ?? "")
    }

    init(_ code: FormerCode) {
        (name, commune, iris) = (code.name ?? "", code.commune.text, code.iris?.text ?? "")
    }

    static func < (one: FormerName, other: FormerName) -> Bool {
        if one.name != other.name { return one.name.utf8.lexicographicallyPrecedes(other.name.utf8) }
        return (one.commune, one.iris) < (other.commune, other.iris)
    }
}
