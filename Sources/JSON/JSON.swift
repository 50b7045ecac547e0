// JSON: RFC 8259 over bytes, for the hot path.
//
//     Span<UInt8> ──JSONReader──▶ JSONToken, JSONToken, …        the consumer pulls and fills its own struct
//     values ──JSONWriter──▶ ByteBuffer                          commas and escapes are put in by the writer
//     (bytes, offset) ──JSONPointer──▶ "/contacts/3/address"     cold path: where an error lies, in words
//
// The reader is a cursor: two offsets, what it expects next, and one bit for each open array or object. It makes no
// tree, no dictionary and no String, allocates nothing, and touches each byte once (strings eight bytes a step).
// A string token is a range of the input and whether it holds escapes; most hold none and can be used where they lie.
// The load it is made for is a contact of 100 to 300 bytes, and batches of a million of them.
//
// Strict: the bytes must be well-formed UTF-8, surrogate escapes must come in pairs, numbers have no leading zero or
// plus sign, nothing may follow the value, a byte order mark is refused (RFC 8259, section 8.1, lets a parser do so).
// Depth is limited. Numbers stay as written until the consumer asks for an integer or a Double.
//
// Duplicate keys: the reader reports every key in order. A consumer that assigns as it reads keeps the last one, which is
// what JavaScript's and most other parsers do; all consumers in this package do that.
//
// This room knows no schema, no HTTP, and no Codable.
