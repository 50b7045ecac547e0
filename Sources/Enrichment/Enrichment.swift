// Enrichment: from the text of an address to a place, from the place to its neighbourhood and persona.
//
//     Text       folding and the keys that names are looked up by
//     Reading    an address taken apart: number, street, postcode, city
//     Packing    house numbers and outlines in a few bytes each
//     Index      all of France in memory, as columns (ReferenceIndex)
//     Matching   which commune, street and number an address means, by exact look-ups
//     Search     the same for what look-ups do not find: misspelt, incomplete, in another order; how sure that is, and why
//
// The exact look-ups answer most addresses in a few hundred nanoseconds; only the others are searched for, in some microseconds.
// A match is a handful of row numbers (Match). What is said of it (names, personas, indicators) is read from the
// index when the answer is written. The load it is made for is one address after another on every core: nothing is
// allocated, locked or reference-counted per address, and the time goes into three or four cache misses.
//
//     names  ──hash──▶ HashDirectory ──row──▶ places, streets (columns) ──row──▶ communes ──rows──▶ IRIS ──▶ persona
//
// It refuses to know HTTP, JSON, CSV, SQLite, files and the clock.
