public import Markup

/// One rising line over numbers, with some of its points named.
///
/// Classes: `line`, `line-grid`, `line-path`, `line-point`, `line-named`, `line-label`.
public struct LineChart: Sendable {
    public struct Point: Sendable {
        public var x: Double
        /// 0 to 1.
        public var y: Double
        /// Stands beside the point; empty for none.
        public var name: String

        public init(x: Double, y: Double, name: String) {
            self.x = x
            self.y = y
            self.name = name
        }
    }

    public var points: [Point]
    public var xTitle: String
    /// Labels at 0, 0.2, 0.4, 0.6, 0.8, 1.
    public var yLabels: [String]

    public init(points: [Point], xTitle: String, yLabels: [String]) {
        self.points = points
        self.xTitle = xTitle
        self.yLabels = yLabels
    }

    private static let width = 720.0
    private static let height = 330.0
    private static let left = 56.0
    private static let right = 24.0
    private static let top = 16.0
    private static let bottom = 52.0

    public func draw(to html: inout MarkupWriter, label: String) {
        html.element(
            "svg", .class("line"), MarkupAttribute("viewBox", "0 0 \(Int(Self.width)) \(Int(Self.height))"),
            MarkupAttribute("role", "img"), MarkupAttribute("aria-label", label)
        ) { svg in
            drawGrid(to: &svg)
            svg.void("path", .class("line-path"), path.attribute)
            for point in points { draw(point, to: &svg) }
        }
    }

    private func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        let most = max(points.map(\.x).max() ?? 1, 1)
        return (
            Self.left + x / most * (Self.width - Self.left - Self.right),
            Self.height - Self.bottom - y * (Self.height - Self.top - Self.bottom)
        )
    }

    private var path: SVGPath {
        var path = SVGPath(decimals: 1)
        for (index, point) in points.enumerated() {
            let place = place(point.x, point.y)
            if index == 0 { path.move(to: place.x, place.y) } else { path.line(to: place.x, place.y) }
        }
        return path
    }

    private func drawGrid(to svg: inout MarkupWriter) {
        for (step, label) in yLabels.enumerated() {
            let share = Double(step) / Double(max(1, yLabels.count - 1))
            let y = place(0, share).y
            var path = SVGPath(decimals: 1)
            path.move(to: Self.left, y)
            path.line(to: Self.width - Self.right, y)
            svg.void("path", .class("line-grid"), path.attribute)
            svg.element(
                "text", .class("line-label"), MarkupAttribute("x", Self.left - 8), MarkupAttribute("y", y + 4),
                MarkupAttribute("text-anchor", "end"), text: label)
        }
        let most = points.map(\.x).max() ?? 1
        for tick in stride(from: 0.0, through: most, by: most > 20 ? 5 : 2) {
            svg.element(
                "text", .class("line-label"), MarkupAttribute("x", place(tick, 0).x, decimals: 1),
                MarkupAttribute("y", Self.height - Self.bottom + 20), MarkupAttribute("text-anchor", "middle"),
                text: String(Int(tick)))
        }
        svg.element(
            "text", .class("line-label"), MarkupAttribute("x", (Self.left + Self.width - Self.right) / 2),
            MarkupAttribute("y", Self.height - 8), MarkupAttribute("text-anchor", "middle"), text: xTitle)
    }

    private func draw(_ point: Point, to svg: inout MarkupWriter) {
        let place = place(point.x, point.y)
        let isNamed = !point.name.isEmpty
        svg.void(
            "circle", .class(isNamed ? "line-named" : "line-point"), MarkupAttribute("cx", place.x, decimals: 1),
            MarkupAttribute("cy", place.y, decimals: 1), MarkupAttribute("r", isNamed ? 6 : 3))
        guard isNamed else { return }
        svg.element(
            "text", .class("line-name"), MarkupAttribute("x", place.x + 4, decimals: 1),
            MarkupAttribute("y", place.y + 24, decimals: 1), text: point.name)
    }
}
