/// HTML and SVG, written as bytes.
///
///     var page = MarkupWriter()
///     page.doctype()
///     page.element("html", .init("lang", "fr")) { page in
///         page.element("p", .class("note"), text: "1 < 2 & \"so on\"")
///     }
///
/// **What holds by construction.** Every element is closed by the call that opened it. Names of elements and attributes
/// are literals of the program, so they cannot be injected; text and values are escaped here and nowhere else; a link
/// leads to a path of this host (`MarkupAttribute.href`). What is written is well-formed XML as well as HTML
/// (HTML Living Standard, section 13.1: void elements may end in `/>`), so any XML parser can check a page.
///
/// **What it refuses to know**: what a page says, who reads it, colours, HTTP. Pages are made by the rooms that have
/// something to show.
public enum Markup {}
