/// What the writer tells the table once it is durable, in the order of commits.
public enum ContactChange: Equatable, Sendable {
    /// The contact is now this; its events stay. A patch arrives here as the whole record that it led to.
    case put(ContactRecord)
    /// The contact is gone, with its events.
    case forget(id: String)
    /// An event of a contact in the table; that of an unknown contact is left out.
    case event(EventRecord)
    /// The contact stays, its events are gone.
    case forgetEvents(id: String)
}
