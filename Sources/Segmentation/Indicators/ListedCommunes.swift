/// The communes that the list of IRIS names, in the order of their codes, with the run of IRIS that each has.
///
/// What is known by commune is kept by these: an IRIS's code begins with the code of its listed commune, so that who holds
/// the IRIS sorted by code needs nothing else to tell which value belongs to which.
struct ListedCommunes {
    private(set) var codes: [AreaCode] = []
    /// What each is part of today.
    private(set) var today: [AreaCode] = []
    /// Where the IRIS of each begin; one more at the end.
    private(set) var starts: [Int] = []
    /// The position of each IRIS's listed commune.
    private(set) var positions: [Int32] = []

    var count: Int { codes.count }

    init(_ territory: Territory) {
        for (index, iris) in territory.neighbourhoods.enumerated() {
            if codes.last != iris.code.commune {
                codes.append(iris.code.commune)
                today.append(iris.commune)
                starts.append(index)
            }
            positions.append(Int32(codes.count - 1))
        }
        starts.append(territory.neighbourhoods.count)
    }

    func iris(_ position: Int) -> Range<Int> { starts[position]..<starts[position + 1] }

    /// Values of communes as values of their IRIS.
    func spread<Value>(_ values: [Value]) -> [Value] { positions.map { values[Int($0)] } }
}
