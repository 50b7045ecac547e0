// Store: SQLite. The only room that knows it.
//
//     SQLite               connection and statement as noncopyable values, errors with code, call and context
//     ReferenceSchema      the layout of reference.sqlite: tables, columns, order
//     ReferenceChecksum    what tells a whole file from a damaged one, computed while reading
//     ReferenceWriter      ReferenceData ──▶ FILE.part ──fsync, rename──▶ FILE
//     ReferenceReader      FILE ──▶ ReferenceData, without streets, for the export
//     ReferenceLoader      FILE ──▶ the index in memory that answers (Enrichment)
//     EmbeddedReference    Config/reference/ ◀──▶ FILE
//     Contacts             contacts.sqlite: its layout and migrations, the one writer, readers, bulk imports,
//                          and the way of all of it into the table in memory (Audiences)
//
// A reference is written once, in key order, by one thread, and never changed: the same data gives the same bytes, and
// a reader sees the old file or the new one, whole.
//
// This room knows no CSV of official files (Segmentation reads those), no HTTP and no rule of matching.
