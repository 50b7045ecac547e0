/// What an answer of each kind is worth: the share of such answers that were right.
///
/// Counted on the development halves of the test sets: libraries, town halls, and geocoder_tester without what it cannot know.
enum MatchScore {
    /// Number found in the street of the commune that postcode and city agree on.
    static let housenumber: Float = 0.98
    /// The street was found and the number was not, or none was given; where the street runs through several IRIS, times the
    /// share of the one that is named.
    static let street: Float = 0.97
    /// A number between two known ones that lie in different IRIS: a coin, a little weighted by distance.
    static let betweenTwoIris: Float = 0.6
    static let locality: Float = 0.9
    static let givenIris: Float = 1
    /// Inside an outline, most of which are drawn on a grid of 13 m: measured 0.998 in Paris (drawn finely), 0.93 in Bondy,
    /// 0.94 for the town halls of undivided communes.
    static let position: Float = 0.94
    /// Nearest centre, where there are no outlines: measured 0.68 in Paris, 0.75 in Bondy, 0.89 for those town halls.
    static let nearestCentre: Float = 0.75
    static let communeByPostcodeAndName: Float = 0.99
    static let communeByDepartmentAndName: Float = 0.95
    static let communeByNameAlone: Float = 0.985
    static let communeByLooseName: Float = 0.9
    /// A text that says so surely where it is wins over a position that is elsewhere; postcode and name together do.
    static let overPosition: Float = 0.987
    static let communeByPostcodeAlone: Float = 0.97
    /// Of 88 postcodes of sorting offices in the test sets 70 lay in the only commune of the postcode that ends in 0 instead.
    static let communeByCedexAlone: Float = 0.79
    /// Of communes that are wrong, the share that is in another département as well.
    static let wrongDepartment: Float = 0.4
    static let postcode: Float = 0.85
    static let department: Float = 0.8
    /// For an address whose city could have been read in more than one way.
    static let guess: Float = 0.97
    /// The same, of a city that was known without its article only: 28 of 41.
    static let looseGuess: Float = 0.76
}
