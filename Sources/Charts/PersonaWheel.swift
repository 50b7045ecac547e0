public import Markup

/// A wheel of two rings: profiles inside, their personas outside, each as wide as its households.
public struct PersonaWheel: Sendable {
    /// A part of a ring.
    public struct Part: Sendable {
        public var code: String
        public var name: String
        /// 0–1.
        public var share: Double
        /// A path of this host.
        public var link: String

        public init(code: String, name: String, share: Double, link: String) {
            self.code = code
            self.name = name
            self.share = share
            self.link = link
        }
    }

    public var profiles: [Part]
    public var personas: [Part]

    public init(profiles: [Part], personas: [Part]) {
        self.profiles = profiles
        self.personas = personas
    }

    private static let inner = 92.0...176.0
    private static let outer = 181.0...268.0
    private static let half = 280.0
    /// A part narrower than this (of the whole turn) has no room for its code.
    private static let narrowest = 0.009
    /// A part narrower than this, in units of the drawing, has its code along the radius.
    private static let widthOfCode = 31.0

    /// Draws the wheel, hidden from screen readers and from the tab order: the page lists the same links. `title` and
    /// `subtitle` stand in the middle; `selected` is the code that is drawn in full colour, all when nil.
    public func draw(to html: inout MarkupWriter, title: String, subtitle: String, selected: String? = nil) {
        html.element(
            "svg", .class("wheel"), MarkupAttribute("viewBox", "0 0 560 560"), MarkupAttribute("aria-hidden", "true")
        ) { svg in
            Self.draw(profiles, Self.inner, "wheel-profile", selected, to: &svg)
            Self.draw(personas, Self.outer, "wheel-persona", selected, to: &svg)
            Self.drawMiddle(title, "wheel-title", 272, to: &svg)
            Self.drawMiddle(subtitle, "wheel-subtitle", 300, to: &svg)
        }
    }

    private static func drawMiddle(_ text: String, _ name: String, _ y: Double, to svg: inout MarkupWriter) {
        svg.element(
            "text", .class(name), MarkupAttribute("x", half), MarkupAttribute("y", y),
            MarkupAttribute("text-anchor", "middle"), text: text)
    }

    private static func draw(
        _ parts: [Part], _ radii: ClosedRange<Double>, _ name: String, _ selected: String?, to svg: inout MarkupWriter
    ) {
        let total = parts.reduce(0) { $0 + $1.share }
        guard total > 0 else { return }
        var turn = 0.0
        for part in parts {
            let width = part.share / total
            let dimmed = selected.map { !part.code.hasPrefix($0) && !$0.hasPrefix(part.code) } ?? false
            let classes = "\(name) \(ProfilePalette.className(of: part.code))" + (dimmed ? " dimmed" : "")
            svg.element("a", .href(part.link), .class(classes), MarkupAttribute("tabindex", "-1")) { svg in
                svg.element("title", text: "\(part.code) · \(part.name)")
                svg.void("path", ring(from: turn, to: turn + width, radii).attribute)
                if width > narrowest { drawCode(part.code, at: turn + width / 2, width, radii, to: &svg) }
            }
            turn += width
        }
    }

    /// `turn` counts from 0 at the top, clockwise, to 1.
    private static func angle(_ turn: Double) -> Double { (turn - 0.25) * 2 * .pi }

    private static func ring(from start: Double, to end: Double, _ radii: ClosedRange<Double>) -> SVGPath {
        var path = SVGPath(decimals: 1)
        let (from, to) = (angle(start), angle(end))
        let begin = SVGPath.point(half, half, radius: radii.upperBound, angle: from)
        path.move(to: begin.x, begin.y)
        path.arc(centreX: half, half, radius: radii.upperBound, from: from, to: to)
        let inside = SVGPath.point(half, half, radius: radii.lowerBound, angle: to)
        path.line(to: inside.x, inside.y)
        path.arc(centreX: half, half, radius: radii.lowerBound, from: to, to: from)
        path.close()
        return path
    }

    private static func drawCode(
        _ code: String, at turn: Double, _ width: Double, _ radii: ClosedRange<Double>, to svg: inout MarkupWriter
    ) {
        let middle = (radii.lowerBound + radii.upperBound) / 2
        let point = SVGPath.point(half, half, radius: middle, angle: angle(turn))
        var attributes = [
            MarkupAttribute("x", point.x, decimals: 1), MarkupAttribute("y", point.y + 5, decimals: 1),
            MarkupAttribute("text-anchor", "middle"),
        ]
        if width * 2 * .pi * middle < widthOfCode {
            // Read from the middle outwards on the right, inwards on the left: never upside down.
            let degrees = Int((turn * 360 + (turn < 0.5 ? -90 : 90)).rounded())
            attributes.append(
                MarkupAttribute("transform", "rotate(\(degrees) \(Int(point.x.rounded())) \(Int(point.y.rounded())))"))
        }
        svg.element("text", list: attributes) { $0.text(code) }
    }
}
