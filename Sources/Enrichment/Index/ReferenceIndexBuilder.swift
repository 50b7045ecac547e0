import Bytes

/// Takes the rows of a reference one by one and makes the index of them.
///
/// The order is: dataset, profiles, personas, IRIS and communes (each sorted by code, IRIS may name communes that come
/// later), former codes, outlines, places; then `buildAreas`, and streets and indicators, which are most of it and read beside. A row that
/// names something unknown is an error: a reference is whole or it is refused.
public struct ReferenceIndexBuilder: ~Copyable {
    struct Parts: ~Copyable {
        var dataset = ""
        var iris = IrisTable()
        var communes = CommuneTable()
        var formerCodes = FormerCodeTable()
        var departmentCodes: [PackedCode] = []
        var departmentOfPrefix: [Int32] = []
        var places = PlaceTable()
        var streets = StreetTable()
        var personas = PersonaTable()
        var indicators = IndicatorTable()
        var shapes = ShapeTable()
        var centres = CentreGrid()
        var communeAreas = AreaTable()
        var postcodeAreas = AreaTable()
        var departmentAreas = AreaTable()
        var postcodeRows: [Int32] = []
        var postcodeCommunes: [Int32] = []
        var postcodeCommuneStarts: [UInt32] = [0]
        var placeDirectory = HashDirectory([])
        var streetDirectory = HashDirectory([])
    }

    var parts = Parts()
    var profileCodes: [PackedCode] = []
    var personaCodes: [PackedCode] = []
    /// The commune of each IRIS, by code until all communes are known.
    var communeCodeOfIris: [PackedCode] = []
    var parentCodeOfCommune: [PackedCode?] = []
    private var lastListedCommune: PackedCode?
    private var listedCommuneCount: Int32 = 0
    /// Rows come in the order of codes, nearly: each is looked for near the one before.
    private var lastCommuneRow = 0
    private var lastIrisRow = 0
    var irisOfCommune: [[Int32]] = []
    var placeKeys: [(row: Int, key: NameKey)] = []
    var text = FoldedText()

    public init(dataset: String) { parts.dataset = dataset }

    public mutating func addProfile(code: Span<UInt8>, name: Span<UInt8>) throws(ReferenceError) {
        profileCodes.append(try Self.pack(code, "profile"))
        parts.personas.profileCodes.append(code)
        parts.personas.profileNames.append(name)
    }

    public mutating func addPersona(
        code: Span<UInt8>, profile: Span<UInt8>, name: Span<UInt8>
    ) throws(ReferenceError) {
        let profileCode = try Self.pack(profile, "profile")
        guard let row = profileCodes.firstIndex(of: profileCode) else {
            throw .unknownCode(kind: "profile", code: String(profile), at: "persona \(String(code))")
        }
        personaCodes.append(try Self.pack(code, "persona"))
        parts.personas.codes.append(code)
        parts.personas.names.append(name)
        parts.personas.profiles.append(UInt8(row))
        if personaCodes.count > PersonaMix.maximumPersonas { throw .tooManyPersonas(personaCodes.count) }
    }

    /// One IRIS; they come sorted by code. Position in degrees, area in km².
    public mutating func addIris(
        code: Span<UInt8>, name: Span<UInt8>, type: UInt8, commune: Span<UInt8>, latitude: Double, longitude: Double,
        area: Double, households: Double, persona: Span<UInt8>, estimated: Bool,
        fit: PersonaFit
    ) throws(ReferenceError) {
        let packed = try Self.pack(code, "IRIS")
        if let last = parts.iris.codes.last, last >= packed { throw .notInOrder(kind: "IRIS", code: String(code)) }
        let personaCode = try Self.pack(persona, "persona")
        guard let personaRow = personaCodes.firstIndex(of: personaCode) else {
            throw .unknownCode(kind: "persona", code: String(persona), at: "IRIS \(String(code))")
        }
        let listedCommune = try Self.pack(code.extracting(0..<min(CommuneTable.codeLength, code.count)), "IRIS")
        if listedCommune != lastListedCommune {
            lastListedCommune = listedCommune
            listedCommuneCount += 1
        }
        parts.iris.listedCommunes.append(listedCommuneCount - 1)
        communeCodeOfIris.append(try Self.pack(commune, "commune"))
        parts.iris.codes.append(packed)
        parts.iris.names.append(name)
        parts.iris.types.append(type)
        parts.iris.personas.append(UInt8(personaRow))
        parts.iris.households.append(Float(households))
        parts.iris.latitudes.append(Float(latitude))
        parts.iris.longitudes.append(Float(longitude))
        parts.iris.areas.append(Float(area))
        parts.iris.estimated.append(estimated)
        parts.iris.fits.append(fit)
    }

    /// One commune or arrondissement; they come sorted by code. `parent` is empty for a commune.
    public mutating func addCommune(
        code: Span<UInt8>, name: Span<UInt8>, department: Span<UInt8>, parent: Span<UInt8>, population: Int
    ) throws(ReferenceError) {
        let packed = try Self.pack(code, "commune")
        if let last = parts.communes.codes.last, last >= packed {
            throw .notInOrder(kind: "commune", code: String(code))
        }
        parts.communes.codes.append(packed)
        parts.communes.names.append(name)
        let departmentRow = departmentRow(try Self.pack(department, "département"))
        parts.communes.rows.append(
            CommuneTable.Row(
                code: packed.characters(), department: Int32(departmentRow), population: Int32(clamping: population)))
        parentCodeOfCommune.append(parent.isEmpty ? nil : try Self.pack(parent, "commune"))
        irisOfCommune.append([])
    }

    /// That an IRIS belongs to a commune; every commune needs one at least.
    public mutating func addCommuneIris(commune: Span<UInt8>, iris: Span<UInt8>) throws(ReferenceError) {
        let row = try communeRow(commune, at: "IRIS \(String(iris))")
        irisOfCommune[row].append(Int32(try irisRow(iris, at: "commune \(String(commune))")))
    }

    /// A code that no commune has today; they come sorted. `place` is the row of the former commune's name among the places that
    /// will be set, nil when the commune of today bears it.
    public mutating func addFormerCode(
        code: Span<UInt8>, commune: Span<UInt8>, place: Int?
    ) throws(ReferenceError) {
        let packed = try Self.pack(code, "commune")
        if let last = parts.formerCodes.codes.last, last >= packed {
            throw .notInOrder(kind: "former commune", code: String(code))
        }
        let row = try communeRow(commune, at: "former commune \(String(code))")
        parts.formerCodes.codes.append(packed)
        parts.formerCodes.rows.append(FormerCodeTable.Row(commune: Int32(row), place: Int32(place ?? -1)))
    }

    static func pack(_ code: Span<UInt8>, _ kind: String) throws(ReferenceError) -> PackedCode {
        guard let packed = PackedCode(code) else { throw .badCode(kind: kind, code: String(code)) }
        return packed
    }

    private mutating func departmentRow(_ code: PackedCode) -> Int {
        if let row = parts.departmentCodes.lastIndex(of: code) { return row }
        parts.departmentCodes.append(code)
        return parts.departmentCodes.count - 1
    }

    private mutating func communeRow(
        _ code: Span<UInt8>, at place: @autoclosure () -> String
    ) throws(ReferenceError) -> Int {
        guard let packed = PackedCode(code), let row = parts.communes.codes.row(of: packed, near: lastCommuneRow) else {
            throw .unknownCode(kind: "commune", code: String(code), at: place())
        }
        lastCommuneRow = row
        return row
    }

    mutating func irisRow(
        _ code: Span<UInt8>, at place: @autoclosure () -> String
    ) throws(ReferenceError) -> Int {
        guard let packed = PackedCode(code), let row = parts.iris.codes.row(of: packed, near: lastIrisRow) else {
            throw .unknownCode(kind: "IRIS", code: String(code), at: place())
        }
        lastIrisRow = row
        return row
    }
}
