// Bytes: the few things that every room does with bytes.
//
//     ByteBuffer       a growable run of bytes with one owner, written at the end, read as a Span
//     ASCII            the characters by name, and what class each belongs to
//     UTF8Validation   whether bytes are well-formed (RFC 3629), and where they stop being so
//     DecimalNumber    numbers to text and back, without String
//     DigitGroups      digits in groups of three, for people
//     Hash64           a 64-bit hash of bytes, the same on every machine and in every run
//
// Bytes move between rooms as `Span<UInt8>` (borrowed) and `ByteBuffer` (owned). There is no String on a hot path:
// a String validates, counts references and may allocate.
//
// This room knows no format: JSON, CSV and HTTP are each a room of their own.
