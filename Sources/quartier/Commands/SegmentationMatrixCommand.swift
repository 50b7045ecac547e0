import Segmentation
import Store

/// `quartier segmentation matrix`: what was clustered, for others to check.
struct SegmentationMatrixCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "segmentation matrix", summary: "write what was clustered, as CSV",
        discussion: """
            Writes to standard output a line for each IRIS that took part in the clustering: iris, weight (households), \
            profile, persona, then the standardised variables. IRIS whose persona was given by rule are not among them.
            """,
        options: [SegmentationReference.option])

    /// Bytes that are written at once.
    private static let chunkBytes = 1 << 20

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let reference = try SegmentationReference.read(invocation.options)
        var buffer = "iris,weight,profile,persona"
        for variable in reference.definitions.variables { buffer += ",\(variable.id)" }
        buffer += "\n"
        let points = reference.classes.points
        for row in 0..<points.count {
            let iris = reference.data.neighbourhoods[reference.classes.neighbourhoods[row]]
            let persona = reference.definitions.personas[Int(reference.classes.personas[row])]
            buffer += "\(iris.code.text),\(iris.households),\(persona.profile),\(persona.code)"
            for column in 0..<points.dimensions { buffer += ",\(points.value(row, column))" }
            buffer += "\n"
            if buffer.utf8.count > chunkBytes {
                invocation.console.write(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        invocation.console.write(buffer)
    }
}
