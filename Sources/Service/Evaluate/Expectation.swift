import Enrichment

/// The right answer of one row, as far as the row knows it. Keys are those of `NameFolding`, 0 where nothing is known.
struct Expectation: ~Copyable {
    /// INSEE code of the commune of today: the first of those given that is one, else the one that the first of the others became.
    var citycode = ""
    var postcode = ""
    var cityKey: UInt64 = 0
    var streetKey: UInt64 = 0
    /// As `NumberText.normal` has it.
    var number = ""
    var iris = ""
    /// The IRIS in which the reference finds the position given.
    var irisOfPosition: IrisIndex?
    /// Texts as given: the street and city, for the list of misses.
    var street = ""
    var city = ""

    var isEmpty: Bool {
        citycode.isEmpty && postcode.isEmpty && cityKey == 0 && streetKey == 0 && number.isEmpty && iris.isEmpty
            && irisOfPosition == nil
    }

    var description: String {
        [number, street, postcode, city, citycode, iris].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
