/// A street line taken apart into the parts that AFNOR NF Z10-011 names: way type, name, and complement.
///
///     RES LES LILAS, 49 av du Gal Leclerc  →  avenue · du general leclerc · residence les lilas 49
///
/// Texts are small letters without accents, digits apart from letters, abbreviated types and titles in full. Allocates: it
/// is for reports and for cleaning lists, not for matching.
public struct StreetLine: Equatable, Sendable {
    /// `rue`, `route nationale`; empty for a hamlet.
    public var type = ""
    /// `de l eglise`, `2 e pont`.
    public var name = ""
    /// What is not the name of the way: `residence les oliviers 49`, `vc 209`.
    public var complement = ""

    public init(reading line: String) {
        let parts = StreetLineReader(line)
        type = parts.type
        name = parts.name
        complement = parts.complement
    }
}
