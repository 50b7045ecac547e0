/// The pages that people read: French and English, drawn on the server.
///
///     Frame     language, numbers as each language writes them, the page around the pages
///     Words     every sentence in both languages, once
///     Pages     one file a page: what it shows (a struct of plain values) and how
///     Files     style sheet, script and icon; they are compiled in, so the program stays one file
///
/// A page is a function from what it shows to markup: `OverviewPage(…).write(to:in:)`. The service fills the values in and
/// sends the bytes; so a page can be tested without a server, and a server without a browser.
///
/// **What holds.** Everything can be read without the script: links are links and forms are forms. The script fetches the
/// same pages and puts a part of them in place (`data-live`), so nothing is drawn in two languages of programming; only the
/// rows of a rule, which are there to be edited, are drawn by the script alone (`audience.js`). No style
/// and no script stands inside a page, and nothing comes from another host: the Content-Security-Policy forbids both.
///
/// **What it refuses to know**: HTTP, JSON, SQLite, where values come from.
public enum Portal {}
