import Audiences
import Bytes
import CSV
import JSON

/// A dashboard as it is written: figures by name, then tables. One description for JSON and CSV.
public struct DashboardDocument: Sendable {
    public enum Figure: Sendable {
        case integer(Int?)
        /// With so many decimals at most.
        case number(Double?, decimals: Int)
        case decimal(ExactDecimal?)
        case text(String?)
        case truth(Bool)
    }

    public struct Table: Sendable {
        /// Its key in JSON, and what `?table=` asks for.
        public let name: String
        public let columns: [String]
        public let rows: [[Figure]]
    }

    public var facts: [(name: String, figure: Figure)]
    public var tables: [Table]

    /// The members of an object, which the caller has begun. What is hidden or does not exist is null.
    public func writeMembers(to writer: inout JSONWriter) {
        for fact in facts {
            writer.key(fact.name)
            Self.write(fact.figure, to: &writer)
        }
        for table in tables {
            writer.key(table.name)
            writer.beginArray()
            for row in table.rows {
                writer.beginObject()
                for (column, figure) in zip(table.columns, row) {
                    writer.key(column)
                    Self.write(figure, to: &writer)
                }
                writer.endObject()
            }
            writer.endArray()
        }
    }

    private static func write(_ figure: Figure, to writer: inout JSONWriter) {
        switch figure {
        case .integer(let value): value.map { writer.number($0) } ?? writer.null()
        case .number(let value, let decimals):
            if let value, value.isFinite { writer.number(value, decimals: decimals) } else { writer.null() }
        case .decimal(let value):
            if let value {
                var text = ByteBuffer()
                text.append(value.description)
                writer.raw(text.bytes)
            } else {
                writer.null()
            }
        case .text(let value): value.map { writer.string($0) } ?? writer.null()
        case .truth(let value): writer.bool(value)
        }
    }
}

extension DashboardDocument.Table {
    /// A header and the rows; empty cells are hidden or do not exist.
    func writeCSV(to buffer: inout ByteBuffer) {
        var writer = CSVWriter()
        for column in columns { writer.field(column, to: &buffer) }
        writer.endLine(to: &buffer)
        for row in rows {
            for figure in row { writer.field(Self.text(figure), to: &buffer) }
            writer.endLine(to: &buffer)
        }
    }

    private static func text(_ figure: DashboardDocument.Figure) -> String {
        switch figure {
        case .integer(let value): return value.map(String.init) ?? ""
        case .number(let value, let decimals):
            guard let value, value.isFinite else { return "" }
            var writer = JSONWriter()
            writer.number(value, decimals: decimals)
            return String(writer.bytes)
        case .decimal(let value): return value?.description ?? ""
        case .text(let value): return value ?? ""
        case .truth(let value): return value ? "true" : "false"
        }
    }
}
