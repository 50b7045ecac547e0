/// The colours of the profiles, from dense (plum, blue) to country (green).
///
/// Eleven colours cannot all be far apart for everybody. These are the set whose nearest pair is farthest apart in OKLab
/// (Ottosson 2020) for normal, protan and deutan vision together (matrices of Machado, Oliveira and Fernandes 2009), among
/// colours that stand out from white by 2.2:1 and from the dark page by 2.4:1. A colour never stands alone: the profile's
/// letter is always beside it.
public enum ProfilePalette {
    /// In the order of the profiles' codes.
    public static let colours: [StaticString] = [
        "#912c86", "#fc7cbb", "#b769ab", "#1e56bb", "#7679ed", "#6eb2fe", "#d8a440", "#8a645f", "#8a9877", "#4f950f",
        "#326402",
    ]

    /// The colours that carry white letters with 4.5:1 or more (WCAG 2.2, 1.4.3); the others carry dark ones.
    private static let dark: Set<Int> = [0, 3, 7, 10]

    /// Place of a profile or persona in the palette by its code (`C`, `C3`). A reference with more profiles goes round.
    public static func place(of code: String) -> Int {
        guard let letter = code.utf8.first, letter >= UInt8(ascii: "A") else { return 0 }
        return Int(letter - UInt8(ascii: "A")) % colours.count
    }

    public static func colour(of code: String) -> String { colours[place(of: code)].description }

    /// The class that gives an element its `--profile` and `--on-profile`: `profile-c`.
    public static func className(of code: String) -> String {
        "profile-" + String(UnicodeScalar(UInt8(ascii: "a") + UInt8(place(of: code))))
    }

    /// The rules of a style sheet that define these classes.
    public static var styleSheet: String {
        colours.indices.map { place in
            let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(place)))
            let ink = dark.contains(place) ? "#ffffff" : "#14171c"
            return ".profile-\(letter){--profile:\(colours[place]);--on-profile:\(ink)}"
        }.joined(separator: "\n")
    }
}
