// CSV: comma-separated values, read and written over bytes.
//
//     bytes in pieces ──append──▶ CSVReader ──next──▶ .record (fields as spans) | .malformed | .needsMoreBytes | .end
//     fields ──▶ CSVWriter ──▶ ByteBuffer
//
//     CSVReader   pull reader: pieces of any size in, one record at a time out; memory is bounded by one record
//     CSVFormat   the separator (or: find it in the first line), the limits
//     CSVHeader   the names of the columns, and where each is
//     CSVNumber   numbers as French offices write them: decimal point or comma
//     CSVWriter   quotes what needs quotes (RFC 4180, section 2)
//
// What is read is what RFC 4180 describes, and what official files and spreadsheets make of it: `;`, `,`, tab or `|`, a byte
// order mark, CRLF, LF or CR, quoted fields with line ends in them, rows of uneven length, Latin-1. What cannot be
// read spoils one line only: the reader says which and why, gives what lies between its separators, and goes on with the next.
//
// Layout: the reader owns one buffer. Bytes before `recordStart` are spent and dropped on the next append; the fields of
// the current record are (start, end) pairs into the buffer.
//
//     ┌───────┬──────────────────────────┬───────────────┐
//     │ spent │ current record: a;"b";c⏎ │ not yet read  │
//     └───────┴──────────────────────────┴───────────────┘
//
// This room knows no column by name and opens no file.
