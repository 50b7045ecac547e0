import Audiences

/// How fine the areas of a map are.
public enum MapLevel: String, CaseIterable, Sendable {
    /// All départements, the communes of one, the IRIS of one commune.
    case department, commune, iris
}

/// Contacts by area, beside the households or the contacts of the base.
public struct MapAnswer: Sendable {
    public var level: MapLevel
    /// The département, or the commune, that the areas lie in.
    public var parent: String?
    public var areas: [ComparedRow]
    /// Contacts of the parent whose area is not known.
    public var unknown: Int?
}

extension DashboardSubject {
    /// Counts by area. `households` are those of the areas of the level; areas of contacts that are not among them are told as well.
    /// Of a parent that is hidden, or of nobody, nothing is told. O(contacts).
    public func map(
        _ level: MapLevel, in parent: String?, households: [String: Double], _ disclosure: inout Disclosure,
        base baseDisclosure: inout Disclosure
    ) throws(DashboardError) -> MapAnswer {
        let path = Self.parents(level, parent)
        let people = try areaCounts(level, parent, households.keys, audience)
        let all = audience == nil ? nil : try areaCounts(level, parent, households.keys, nil)
        let isOpen = try path.allSatisfyThrowing { above throws(DashboardError) in
            try isAreaTold(above.level, above.parent, above.code, &disclosure)
        }
        var told = disclosure.line(
            "map " + level.rawValue + " " + (parent ?? ""), people.codes + [""], people.counts, ofAll: all?.counts)
        if !isOpen { told = told.map { _ in false } }
        let base = try mapBase(level, parent, people.codes, households, &baseDisclosure)
        let known = people.counts.dropLast().reduce(0, +)
        let rows = Comparison.rows(
            people.codes.indices.map {
                CountedRow(
                    code: people.codes[$0], count: people.counts[$0], baseCount: base.counts[$0], isTold: told[$0],
                    isBaseTold: base.told[$0])
            }, total: known, baseTotal: base.counts.reduce(0, +), base.method)
        return MapAnswer(
            level: level, parent: parent, areas: rows,
            unknown: told[people.codes.count] ? people.counts[people.codes.count] : nil)
    }

    /// The areas that hold the parent's, and the parent itself, coarsest first, each with the area that it is listed in.
    private static func parents(
        _ level: MapLevel, _ parent: String?
    ) -> [(level: MapLevel, parent: String?, code: String)] {
        guard let parent else { return [] }
        switch level {
        case .department: return []
        case .commune: return [(.department, nil, parent)]
        case .iris:
            let department = departmentOfCommune(parent)
            return [(.department, nil, department), (.commune, department, parent)]
        }
    }

    /// The first two characters of a commune's code, three overseas (INSEE, Code officiel géographique).
    public static func departmentOfCommune(_ code: String) -> String {
        String(code.prefix(code.hasPrefix("97") || code.hasPrefix("98") ? 3 : 2))
    }

    private func isAreaTold(
        _ level: MapLevel, _ parent: String?, _ code: String, _ disclosure: inout Disclosure
    ) throws(DashboardError) -> Bool {
        let people = try areaCounts(level, parent, [], audience)
        let all = audience == nil ? nil : try areaCounts(level, parent, [], nil)
        let told = disclosure.line(
            "map " + level.rawValue + " " + (parent ?? ""), people.codes + [""], people.counts, ofAll: all?.counts)
        return people.codes.firstIndex(of: code).map { told[$0] } ?? true
    }

    private struct AreaCounts {
        var codes: [String]
        /// By code, and of those whose area is not known.
        var counts: [Int]
    }

    /// The codes are those of the contacts of everybody and those given, so that they are the same for every selection.
    private func areaCounts(
        _ level: MapLevel, _ parent: String?, _ given: some Sequence<String>, _ selection: ContactSelection?
    ) throws(DashboardError) -> AreaCounts {
        let field =
            level == .department
            ? ContactField.department : level == .commune ? ContactField.citycode : ContactField.iris
        guard let column = table.contactColumn(field) else { throw .unknownField(parameter: "level", name: field) }
        let held = table.texts(column).filter { code in
            switch level {
            case .department: true
            case .commune: Self.departmentOfCommune(code) == parent
            case .iris: code.hasPrefix(parent ?? "")
            }
        }
        let codes = Set(held).union(given).sorted()
        let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        var axes = [table.axis(column, groups: codes.count) { places[$0] }]
        if let parent {
            let above = level == .commune ? ContactField.department : ContactField.citycode
            guard let column = table.contactColumn(above) else { throw .unknownField(parameter: "in", name: above) }
            axes.insert(table.axis(column, groups: 1) { $0 == parent ? 0 : nil }, at: 0)
        }
        let tally = try counted { () throws(TallyError) in
            try table.tally(axes, of: selection, threads: options.threads)
        }
        return AreaCounts(codes: codes, counts: Array(tally.counts.prefix(codes.count + 1)))
    }

    private struct MapBase {
        var counts: [Double]
        var told: [Bool]
        var method: ComparisonMethod
    }

    private func mapBase(
        _ level: MapLevel, _ parent: String?, _ codes: [String], _ households: [String: Double],
        _ disclosure: inout Disclosure
    ) throws(DashboardError) -> MapBase {
        guard case .contacts(let selection) = base else {
            return MapBase(
                counts: codes.map { households[$0] ?? 0 }, told: codes.map { _ in true }, method: .againstKnownShares)
        }
        let people = try areaCounts(level, parent, codes, selection)
        let all = selection == nil ? nil : try areaCounts(level, parent, codes, nil)
        let told = disclosure.line(
            "map " + level.rawValue + " " + (parent ?? ""), people.codes + [""], people.counts, ofAll: all?.counts)
        var base = MapBase(
            counts: people.counts.dropLast().map(Double.init), told: Array(told.dropLast()), method: .againstTheRest)
        if let selection {
            var both = selection
            if let audience { both.formIntersection(audience) }
            let common = try areaCounts(level, parent, codes, both).counts
            base.method = .againstOthers(
                common: Array(common.dropLast()), baseTotal: people.counts.dropLast().reduce(0, +),
                commonTotal: common.dropLast().reduce(0, +))
        }
        return base
    }
}

extension Array {
    /// Whether all elements pass; the first that does not ends it.
    fileprivate func allSatisfyThrowing<Failure: Error>(
        _ isSatisfied: (Element) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        for element in self where try !isSatisfied(element) { return false }
        return true
    }
}
