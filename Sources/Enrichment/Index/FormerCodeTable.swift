/// INSEE codes that communes had and none has today, by code.
struct FormerCodeTable: Sendable {
    struct Row: Sendable {
        /// The commune of today.
        var commune: Int32
        /// The former commune by its name, −1 where the commune of today bears it.
        var place: Int32
    }

    var codes: [PackedCode] = []
    var rows: [Row] = []
}

/// A commune that was given by its code.
struct CodedCommune {
    /// The commune of today.
    let commune: Int32
    /// The former commune that had the code, where it is known by a name of its own, else −1.
    let place: Int32
    /// Whether no commune has the code today.
    let isFormer: Bool
}

extension ReferenceIndex {
    /// The commune with this code of INSEE or, when none has it today, the one that the commune with this code is, or is part
    /// of, today. O(log n).
    func commune(coded code: Span<UInt8>) -> CodedCommune? {
        guard let code = PackedCode(code) else { return nil }
        if let row = communes.codes.row(of: code) {
            return CodedCommune(commune: Int32(row), place: -1, isFormer: false)
        }
        guard let row = formerCodes.codes.row(of: code) else { return nil }
        let former = formerCodes.rows[row]
        return CodedCommune(commune: former.commune, place: former.place, isFormer: true)
    }

    /// As above: the commune of today.
    public func commune(code: Span<UInt8>) -> CommuneIndex? {
        commune(coded: code).map { CommuneIndex(Int($0.commune)) }
    }
}
