extension FormerCode {
    /// The codes that no commune has today: of communes that were merged, that changed départements, or whose code changed with
    /// their chief town. One whose area went to several communes is not among them.
    static func collect(_ files: TerritoryFiles, _ territory: Territory) -> [FormerCode] {
        let names = lastNames(files)
        return territory.moves.formerCodes.compactMap { code in
            guard let successor = territory.moves.successor(of: code), let index = territory.communeIndex[successor]
            else { return nil }
            let own = PlaceName.key(territory.communes[index].name)
            guard let name = names[code], PlaceName.key(name) != own else {
                return FormerCode(code: code, commune: successor)
            }
            return FormerCode(code: code, commune: successor, name: name, iris: territory.irisApart(code))
        }
    }

    /// The name that each code had last.
    private static func lastNames(_ files: TerritoryFiles) -> [AreaCode: String] {
        var last: [AreaCode: TerritoryFiles.PastName] = [:]
        for past in files.pastNames where past.since >= last[past.code]?.since ?? "" { last[past.code] = past }
        var names = last.mapValues(\.name)
        for row in files.cog where row.type == "COMD" || row.type == "COMA" {
            if names[row.code] == nil { names[row.code] = row.name }
        }
        return names
    }
}
