public import Markup

/// Rows of two bars, one drawn over the other: a longer pale one and a shorter dark one.
///
/// Classes: `pairs`, `pair-under`, `pair-over`, `pair-label`, `pair-value`.
public struct PairedBars: Sendable {
    public struct Row: Sendable {
        public var label: String
        /// 0 to 1.
        public var under: Double
        public var over: Double
        /// Stands at the end of the row.
        public var text: String
        /// A class for the bars, such as a profile's; may be empty.
        public var className: String

        public init(label: String, under: Double, over: Double, text: String, className: String = "") {
            self.label = label
            self.under = under
            self.over = over
            self.text = text
            self.className = className
        }
    }

    public var rows: [Row]
    /// The value at the right edge.
    public var most: Double

    public init(rows: [Row], most: Double) {
        self.rows = rows
        self.most = most
    }

    private static let width = 720.0
    private static let left = 270.0
    private static let right = 104.0
    private static let pitch = 22.0

    public func draw(to html: inout MarkupWriter, label: String) {
        html.element(
            "svg", .class("pairs"), MarkupAttribute("viewBox", "0 0 720 \(Int(Double(rows.count) * Self.pitch + 4))"),
            MarkupAttribute("role", "img"), MarkupAttribute("aria-label", label)
        ) { svg in
            for (place, row) in rows.enumerated() { draw(row, Double(place) * Self.pitch, to: &svg) }
        }
    }

    private func draw(_ row: Row, _ y: Double, to svg: inout MarkupWriter) {
        svg.element(
            "text", .class("pair-label"), MarkupAttribute("x", Self.left - 10), MarkupAttribute("y", y + 15),
            MarkupAttribute("text-anchor", "end"), text: row.label)
        bar("pair-under \(row.className)", row.under, y + 3, 16, to: &svg)
        bar("pair-over \(row.className)", row.over, y + 7, 8, to: &svg)
        svg.element(
            "text", .class("pair-value"), MarkupAttribute("x", Self.width), MarkupAttribute("y", y + 15),
            MarkupAttribute("text-anchor", "end"), text: row.text)
    }

    private func bar(_ className: String, _ value: Double, _ y: Double, _ height: Double, to svg: inout MarkupWriter) {
        let length = min(max(value / max(most, .leastNonzeroMagnitude), 0), 1) * (Self.width - Self.left - Self.right)
        svg.void(
            "rect", .class(className), MarkupAttribute("x", Self.left), MarkupAttribute("y", y),
            MarkupAttribute("width", length, decimals: 1), MarkupAttribute("height", height), MarkupAttribute("rx", 2))
    }
}
