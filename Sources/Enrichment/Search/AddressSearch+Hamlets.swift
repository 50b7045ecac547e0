/// Hamlets and quarters by their whole name, where the postcode is that of a sorting office: `84014 Montfavet` is in Avignon.
extension AddressSearch {
    /// Names looked at, at most.
    private static let maximumHamlets = 200

    /// Adds the commune of the places of this name in the département of the postcode, if they all lie in one.
    mutating func findNamedHamlets(in index: ReferenceIndex) {
        let (mask, isField) = cityWords
        guard isField, let department = department(in: index), selectWords(mask, .place), !selected.isEmpty else {
            return
        }
        var commune: Int32 = -1
        var place: Int32 = -1
        var isOne = true
        index.places.words.forEachName(of: selected, limit: Self.maximumHamlets) { row in
            let own = index.wholeCity(index.places[row].commune)
            guard index.communes[Int(own)].department == department else { return true }
            isOne = commune < 0 || own == commune
            commune = own
            place = Int32(row)
            return isOne
        }
        guard isOne, commune >= 0 else { return }
        add(
            CommuneHypothesis(
                commune: commune, place: place, evidence: .nameInDepartment,
                prior: CityPrior.nameInDepartment * CityPrior.hamlet, cityWords: mask))
    }

    /// The département of the postcodes, when none of them is known.
    private func department(in index: ReferenceIndex) -> Int32? {
        guard let first = postcodes.first, !postcodes.contains(where: { $0.isKnown }) else { return nil }
        return index.department(of: first.postcode)?.value
    }
}
