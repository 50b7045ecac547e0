public import Markup

/// A page that says one thing: that something is not there, or was refused.
public struct NotePage: PortalPage {
    public enum Note: Sendable {
        case notFound
        case staleForm
        /// The contacts are not there yet, or cannot be opened.
        case contactsLoading
        case busy
        case contactsUnavailable
        /// There are contacts already: the demonstration set keeps away from them.
        case demonstrationRefused
    }

    public var note: Note

    public init(_ note: Note) { self.note = note }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        let (title, text): (Phrase, Phrase) =
            switch note {
            case .notFound: (.notFoundTitle, .notFoundText)
            case .staleForm: (.refusedTitle, .staleForm)
            case .contactsLoading: (.contactsLoading, .contactsLoadingText)
            case .busy: (.busy, .contactsLoadingText)
            case .contactsUnavailable: (.contactsUnavailable, .contactsUnavailableText)
            case .demonstrationRefused: (.refusedTitle, .demonstrationRefused)
            }
        PageFrame(context: context, section: nil, title: context(title)).write(to: &html) { html in
            context.writeHeading(context(title), lead: context(text), to: &html)
            html.element("p") { $0.element("a", .class("button"), .href("/"), text: context(.backToOverview)) }
        }
    }
}
