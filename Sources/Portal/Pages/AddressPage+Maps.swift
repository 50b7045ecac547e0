import Charts
import Markup

extension AddressPage {
    /// The neighbourhoods around the answer, and where that is in France.
    func writeMaps(_ answer: Answer, _ html: inout MarkupWriter, _ context: PageContext) {
        if !answer.neighbours.isEmpty { writeLocalMap(answer, &html, context) }
        guard let position = answer.position else {
            html.element("p", .class("quiet"), text: context(.noPosition))
            return
        }
        if let point = FranceMap.point(latitude: position.latitude, longitude: position.longitude) {
            html.element("div", .class("locator")) { html in
                map.draw(to: &html, label: context(.whereInFrance), marker: point) { _ in "class-land" }
            }
        }
    }

    private func writeLocalMap(_ answer: Answer, _ html: inout MarkupWriter, _ context: PageContext) {
        let label = context(.localMapLabel(answer.neighbours.count, context.number(answer.mapKilometres, decimals: 1)))
        html.element(
            "svg", .class("local-map"), MarkupAttribute("viewBox", "0 0 400 300"), MarkupAttribute("role", "img"),
            MarkupAttribute("aria-label", label)
        ) { svg in
            // What was found is drawn last, so that no neighbour covers it.
            for neighbour in answer.neighbours where !neighbour.isFound { Self.draw(neighbour, &svg) }
            for neighbour in answer.neighbours where neighbour.isFound { Self.draw(neighbour, &svg) }
            Self.drawScale(answer.mapKilometres, &svg, context)
        }
        html.element("p", .class("quiet"), text: context(.localMapText))
    }

    private static func draw(_ neighbour: Neighbour, _ svg: inout MarkupWriter) {
        let found = neighbour.isFound ? " found" : ""
        let classes = "\(ProfilePalette.className(of: neighbour.persona))\(found)"
        if neighbour.outline.count > 2 {
            var path = SVGPath(decimals: 1)
            for (place, point) in neighbour.outline.enumerated() {
                if place == 0 { path.move(to: point.x, point.y) } else { path.line(to: point.x, point.y) }
            }
            path.close()
            svg.void("path", .class("iris \(classes)"), path.attribute)
        } else {
            svg.void(
                "circle", .class("iris \(classes)"), MarkupAttribute("cx", neighbour.x, decimals: 1),
                MarkupAttribute("cy", neighbour.y, decimals: 1),
                MarkupAttribute("r", neighbour.radius, decimals: 1))
        }
        guard neighbour.isFound || neighbour.radius > smallestWithCode else { return }
        svg.element(
            "text", .class("iris-code\(found)"), MarkupAttribute("x", neighbour.x, decimals: 1),
            MarkupAttribute("y", neighbour.y + 3.5, decimals: 1), MarkupAttribute("text-anchor", "middle"),
            text: neighbour.persona)
    }

    /// A neighbourhood smaller than this has no room for the code of its persona.
    private static let smallestWithCode = 9.0

    /// A bar of a round number of kilometres.
    private static func drawScale(_ kilometres: Double, _ svg: inout MarkupWriter, _ context: PageContext) {
        let rounds = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
        let length = rounds.last { $0 <= kilometres / 3 } ?? rounds[0]
        svg.void(
            "path", .class("scale"),
            MarkupAttribute("d", "M12 286v4h\(Int(400 * length / kilometres))v-4"))
        svg.element(
            "text", .class("scale-text"), MarkupAttribute("x", 12), MarkupAttribute("y", 280),
            text: "\(context.number(length, decimals: length < 1 ? 1 : 0)) km")
    }
}
