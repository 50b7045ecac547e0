public import Markup

/// Rows by columns of signed values: the darker the farther from zero, of two hues.
///
/// Classes of cells: `heat-0` (far below) … `heat-4` (none) … `heat-8` (far above); `heat-row`, `heat-column` of labels;
/// `heat-value` of the numbers in the cells, with `heat-strong` on dark ones. Each cell has a title with its row and column.
public struct HeatMap: Sendable {
    public struct Row: Sendable {
        public var label: String
        /// A class for the mark before the label, such as a profile's.
        public var className: String
        public var values: [Double]

        public init(label: String, className: String, values: [Double]) {
            self.label = label
            self.className = className
            self.values = values
        }
    }

    public var columns: [String]
    public var rows: [Row]
    /// A value as it is written in its cell.
    public var number: @Sendable (Double) -> String

    public init(columns: [String], rows: [Row], number: @escaping @Sendable (Double) -> String) {
        self.columns = columns
        self.rows = rows
        self.number = number
    }

    private static let left = 292.0
    private static let top = 196.0
    private static let cell = 22.0
    private static let slant = 60.0
    /// Where each shade ends.
    private static let steps = [-1.5, -1, -0.6, -0.2, 0.2, 0.6, 1, 1.5]

    /// The shade of a value: 0 far below, 8 far above.
    static func shade(_ value: Double) -> Int { steps.firstIndex { value < $0 } ?? steps.count }

    public func draw(to html: inout MarkupWriter, label: String) {
        let width = Self.left + Double(columns.count) * Self.cell + 120
        let height = Self.top + Double(rows.count) * Self.cell + 6
        html.element(
            "svg", .class("heat"), MarkupAttribute("viewBox", "0 0 \(Int(width)) \(Int(height))"),
            MarkupAttribute("role", "img"), MarkupAttribute("aria-label", label)
        ) { svg in
            for (place, column) in columns.enumerated() { Self.drawColumn(column, place, to: &svg) }
            for (place, row) in rows.enumerated() { drawRow(row, place, to: &svg) }
        }
    }

    private static func drawColumn(_ label: String, _ place: Int, to svg: inout MarkupWriter) {
        let x = left + (Double(place) + 0.6) * cell
        svg.element(
            "text", .class("heat-column"),
            MarkupAttribute("transform", "translate(\(Int(x)) \(Int(top) - 7)) rotate(-\(Int(slant)))"),
            text: label)
    }

    private func drawRow(_ row: Row, _ place: Int, to svg: inout MarkupWriter) {
        let y = Self.top + Double(place) * Self.cell
        svg.void(
            "rect", .class("heat-mark \(row.className)"), MarkupAttribute("x", 0), MarkupAttribute("y", y + 2),
            MarkupAttribute("width", 8), MarkupAttribute("height", Self.cell - 4), MarkupAttribute("rx", 2))
        svg.element(
            "text", .class("heat-row"), MarkupAttribute("x", 15), MarkupAttribute("y", y + Self.cell * 0.7),
            text: row.label)
        for (column, value) in row.values.enumerated() {
            let x = Self.left + Double(column) * Self.cell
            let (shade, text) = (Self.shade(value), number(value))
            svg.element(
                "rect", .class("heat-\(shade)"), MarkupAttribute("x", x), MarkupAttribute("y", y),
                MarkupAttribute("width", Self.cell - 1), MarkupAttribute("height", Self.cell - 1)
            ) { $0.element("title", text: "\(row.label) · \(columns[column]) \(text)") }
            guard shade != Self.steps.count / 2 else { continue }
            svg.element(
                "text", .class(Self.isDark(shade) ? "heat-value heat-strong" : "heat-value"),
                MarkupAttribute("x", x + (Self.cell - 1) / 2), MarkupAttribute("y", y + Self.cell * 0.63), text: text)
        }
    }

    /// Whether a shade is one of the darkest, which black does not stand out from.
    private static func isDark(_ shade: Int) -> Bool { shade <= 1 || shade >= steps.count - 1 }
}
