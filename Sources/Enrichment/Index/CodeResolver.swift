import Bytes

/// What a place or a street belongs to, by code until all rows are known.
struct NameOwner: Sendable {
    let commune: PackedCode
    private let packedIris: PackedCode

    /// Nil where it is not known.
    var iris: PackedCode? { packedIris.number == 0 ? nil : packedIris }

    /// `iris` is empty where none is known; `kind` and `name` are for the error.
    init(commune: Span<UInt8>, iris: Span<UInt8>, _ kind: String, _ name: Span<UInt8>) throws(ReferenceError) {
        self.commune = try Self.pack(commune, "commune", kind, name)
        packedIris = iris.isEmpty ? PackedCode(number: 0) : try Self.pack(iris, "IRIS", kind, name)
    }

    private static func pack(
        _ code: Span<UInt8>, _ what: String, _ kind: String, _ name: Span<UInt8>
    ) throws(ReferenceError) -> PackedCode {
        guard let packed = PackedCode(code) else {
            throw .unknownCode(kind: what, code: String(code), at: "\(kind) \(String(name))")
        }
        return packed
    }
}

/// Finds the rows of codes. Rows that follow one another name communes and IRIS that are near one another.
struct CodeResolver {
    let communes: [PackedCode]
    let iris: [PackedCode]
    private var lastCommune = 0
    private var lastIris = 0

    init(communes: [PackedCode], iris: [PackedCode]) {
        self.communes = communes
        self.iris = iris
    }

    /// The rows of a place's or street's commune and IRIS, −1 where it names no IRIS; `name` is for the error.
    mutating func rows(
        of owner: NameOwner, _ kind: String, name: () -> String
    ) throws(ReferenceError) -> (commune: Int32, iris: Int32) {
        guard let commune = communes.row(of: owner.commune, near: lastCommune) else {
            let code = owner.commune.text(length: CommuneTable.codeLength)
            throw .unknownCode(kind: "commune", code: code, at: "\(kind) \(name())")
        }
        lastCommune = commune
        guard let code = owner.iris else { return (Int32(commune), -1) }
        guard let row = iris.row(of: code, near: lastIris) else {
            throw .unknownCode(
                kind: "IRIS", code: code.text(length: IrisTable.codeLength), at: "\(kind) \(name())")
        }
        lastIris = row
        return (Int32(commune), Int32(row))
    }
}

/// Where a name is looked up: names are unique (nearly) inside a commune, a postcode or a département, not in France.
enum NameScope {
    static func postcode(_ number: Int) -> UInt32 { UInt32(number) }
    static func department(_ row: Int) -> UInt32 { 1_000_000 + UInt32(row) }
    static let france: UInt32 = 2_000_000
    static func commune(_ row: Int) -> UInt32 { 3_000_000 + UInt32(row) }
}
