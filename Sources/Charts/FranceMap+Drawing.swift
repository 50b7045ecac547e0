public import Markup

extension FranceMap {
    /// How a dot looks: a class of the style sheet (`class-0`…, `profile-a`…). Nil leaves it out.
    public typealias Look = (_ dot: Int) -> String?

    /// Draws the dots, the boxes and, at `marker`, a ring. Classes: `map`, `map-box`, `map-label`, `map-marker`, and for each
    /// look a path of class `dots` with that look.
    public func draw(
        to html: inout MarkupWriter, label: String, marker: (x: Double, y: Double)? = nil, look: Look
    ) {
        html.element(
            "svg", .class("map"), MarkupAttribute("viewBox", "0 0 1000 900"), MarkupAttribute("role", "img"),
            MarkupAttribute("aria-label", label)
        ) { svg in
            for sheet in MapSheet.all where !sheet.name.isEmpty { Self.drawBox(sheet, to: &svg) }
            for (group, path) in paths(look) {
                svg.void(
                    "path", .class("dots \(group.look)"), MarkupAttribute("d", path),
                    MarkupAttribute("stroke-width", Self.diameters[group.size], decimals: 1))
            }
            if let marker { Self.drawMarker(marker, to: &svg) }
        }
    }

    private struct Group: Hashable {
        var look: String
        var size: Int
    }

    /// One path for the dots of each look and size, in the order in which they first come.
    private func paths(_ look: Look) -> [(Group, String)] {
        var order: [Group] = []
        var paths: [Group: String] = [:]
        for (number, dot) in dots.enumerated() {
            guard let name = look(number) else { continue }
            let group = Group(look: name, size: size(of: dot))
            if paths[group] == nil {
                order.append(group)
                paths[group] = ""
            }
            // A line of no length with round ends is a dot (SVG 2, section 13.5.4).
            paths[group]! += "M\(dot.x) \(dot.y)h0"
        }
        return order.map { ($0, paths[$0]!) }
    }

    /// Units. A dot of the largest size nearly touches its neighbours.
    private static let diameters = [3.6, 5.8, 8.2, 10.6]

    /// Households of the country's dots at which the next size begins: their quartiles, about.
    private static let countrySteps = [900.0, 3_500, 14_000]
    /// The same for the boxes, whose dots stand for less land.
    private static let boxSteps = [300.0, 1_500, 6_000]

    private func size(of dot: Dot) -> Int {
        let steps = dot.sheet == 0 ? Self.countrySteps : Self.boxSteps
        return steps.firstIndex { dot.weight < $0 } ?? steps.count
    }

    private static func drawBox(_ sheet: MapSheet, to svg: inout MarkupWriter) {
        svg.void(
            "rect", .class("map-box"), MarkupAttribute("x", sheet.left), MarkupAttribute("y", sheet.top),
            MarkupAttribute("width", sheet.width), MarkupAttribute("height", sheet.height), MarkupAttribute("rx", 6))
        svg.element(
            "text", .class("map-label"), MarkupAttribute("x", sheet.left + 7), MarkupAttribute("y", sheet.top + 17),
            text: sheet.name)
    }

    private static func drawMarker(_ marker: (x: Double, y: Double), to svg: inout MarkupWriter) {
        for (name, radius) in [("map-marker-halo", 19.0), ("map-marker", 19.0), ("map-marker-core", 5.0)] {
            svg.void(
                "circle", .class(name), MarkupAttribute("cx", marker.x), MarkupAttribute("cy", marker.y),
                MarkupAttribute("r", radius))
        }
    }
}
