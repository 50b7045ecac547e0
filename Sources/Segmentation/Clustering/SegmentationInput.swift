/// What neighbourhoods are classified by: their households, where they lie, and their indicators.
///
/// A build makes it of official files; it can be read back from a full reference.
public struct SegmentationInput: Sendable {
    /// Sorted by code.
    public var neighbourhoods: [Neighbourhood]
    /// Which intercommunal body each lies in, in the order of the neighbourhoods; nil where it is not known.
    public var epci: [String?]
    /// Indicators with their values.
    public var columns: [IndicatorColumn]

    public init(neighbourhoods: [Neighbourhood], epci: [String?], columns: [IndicatorColumn]) {
        self.neighbourhoods = neighbourhoods
        self.epci = epci
        self.columns = columns
    }

    public init(neighbourhoods: [Neighbourhood], communes: [Commune], columns: [IndicatorColumn]) {
        let epcis = Dictionary(communes.map { ($0.code, $0.epci) }, uniquingKeysWith: { first, _ in first })
        self.init(
            neighbourhoods: neighbourhoods, epci: neighbourhoods.map { epcis[$0.commune] ?? nil }, columns: columns)
    }

    /// Of a reference whose indicators were read with their values.
    public init(_ data: ReferenceData) {
        self.init(neighbourhoods: data.neighbourhoods, communes: data.communes, columns: data.indicators)
    }

    /// Households of each neighbourhood.
    public var households: [Double] { neighbourhoods.map(\.households) }
}

extension Neighbourhood {
    /// Whether people are meant to live there: a residential IRIS, or a commune that is not divided.
    var isResidential: Bool { type == UInt8(ascii: "H") || type == Territory.undivided }
}
