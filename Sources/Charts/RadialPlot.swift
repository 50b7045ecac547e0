public import Markup

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A few indices around a circle. France is the circle drawn at 100; half and double are as far from it, as a ratio reads.
public struct RadialPlot: Sendable {
    public struct Axis: Sendable {
        public var label: String
        /// 100 = France.
        public var index: Double

        public init(label: String, index: Double) {
            self.label = label
            self.index = index
        }
    }

    public var axes: [Axis]

    public init(axes: [Axis]) { self.axes = axes }

    private static let centreX = 260.0
    private static let centreY = 180.0
    private static let radius = 132.0
    /// Doublings between France's circle and the edge, or the middle.
    private static let doublings = 2.0

    /// Draws circles, axes, the shape and its labels. Classes: `radial`, `radial-ring`, `radial-france`, `radial-shape`.
    public func draw(to html: inout MarkupWriter, className: String, label: String) {
        html.element(
            "svg", .class("radial \(className)"), MarkupAttribute("viewBox", "0 0 520 360"),
            MarkupAttribute("role", "img"), MarkupAttribute("aria-label", label)
        ) { svg in
            for index in [50.0, 100, 200, 400] { Self.drawRing(index, to: &svg) }
            for place in axes.indices { drawAxis(place, to: &svg) }
            svg.void("path", .class("radial-shape"), shape.attribute)
            for place in axes.indices { drawPoint(place, to: &svg) }
        }
    }

    private static func distance(_ index: Double) -> Double {
        let place = (log2(max(index, 1) / 100) + doublings) / (2 * doublings)
        return radius * min(max(place, 0.02), 1)
    }

    private func angle(_ place: Int) -> Double { (Double(place) / Double(axes.count) - 0.25) * 2 * .pi }

    private static func drawRing(_ index: Double, to svg: inout MarkupWriter) {
        svg.void(
            "circle", .class(index == 100 ? "radial-france" : "radial-ring"), MarkupAttribute("cx", centreX),
            MarkupAttribute("cy", centreY), MarkupAttribute("r", distance(index), decimals: 1))
    }

    private func drawAxis(_ place: Int, to svg: inout MarkupWriter) {
        let end = SVGPath.point(Self.centreX, Self.centreY, radius: Self.radius, angle: angle(place))
        var path = SVGPath(decimals: 1)
        path.move(to: Self.centreX, Self.centreY)
        path.line(to: end.x, end.y)
        svg.void("path", .class("radial-axis"), path.attribute)
        let text = SVGPath.point(Self.centreX, Self.centreY, radius: Self.radius + 12, angle: angle(place))
        let side = cos(angle(place))
        let anchor = abs(side) < 0.2 ? "middle" : side > 0 ? "start" : "end"
        // Above the middle a label stands on its point, below it hangs from it.
        let drop = 4 + 6 * sin(angle(place))
        svg.element(
            "text", .class("radial-label"), MarkupAttribute("x", text.x, decimals: 1),
            MarkupAttribute("y", text.y + drop, decimals: 1), MarkupAttribute("text-anchor", anchor),
            text: axes[place].label)
    }

    private func point(_ place: Int) -> (x: Double, y: Double) {
        SVGPath.point(
            Self.centreX, Self.centreY, radius: Self.distance(axes[place].index), angle: angle(place))
    }

    private var shape: SVGPath {
        var path = SVGPath(decimals: 1)
        for place in axes.indices {
            let point = point(place)
            if place == 0 { path.move(to: point.x, point.y) } else { path.line(to: point.x, point.y) }
        }
        path.close()
        return path
    }

    private func drawPoint(_ place: Int, to svg: inout MarkupWriter) {
        let point = point(place)
        svg.void(
            "circle", .class("radial-point"), MarkupAttribute("cx", point.x, decimals: 1),
            MarkupAttribute("cy", point.y, decimals: 1), MarkupAttribute("r", 4.5))
    }
}
