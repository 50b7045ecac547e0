import Bytes
import Charts

/// A file that pages link to, compiled into the program.
///
/// Its link carries a hash of its content, so that browsers may keep it for ever and still get a new one the moment it
/// changes.
public struct PortalFile: Sendable {
    public let name: String
    public let contentType: StaticString
    public let content: [UInt8]
    /// 16 hexadecimal digits that change with the content.
    public let hash: String

    public var link: String { "/portal/files/\(name)?\(hash)" }

    init(_ name: String, _ contentType: StaticString, _ content: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.content = content
        hash = Hash64.hash(content.span).hexadecimal
    }

    /// The style sheet, with the colours of the profiles.
    public static let styles = PortalFile(
        "portal.css", "text/css; charset=utf-8",
        PackageResources.portal_css + Array("\n".utf8) + Array(ProfilePalette.styleSheet.utf8))
    public static let script = PortalFile(
        "portal.js", "text/javascript; charset=utf-8", PackageResources.portal_js)
    public static let icon = PortalFile("icon.svg", "image/svg+xml", PackageResources.icon_svg)

    /// The rule of an audience as rows.
    static let audienceScript = PortalFile(
        "audience.js", "text/javascript; charset=utf-8", PackageResources.audience_js)

    static let all = [styles, script, audienceScript, icon]

    public static func named(_ name: String) -> PortalFile? { all.first { $0.name == name } }
}
