// Audiences: contacts and what they did, as columns; rules that say which of them are meant; what came of it.
//
//     Contacts      what is known of a contact: records, the attributes that are declared, changes to them
//     Calendar      civil dates, instants, the rules of a time zone
//     Rules         Syntax (two forms, one tree) → Plan (typed, folded, ordered)
//     Columns       the contact table in memory
//     Evaluation    a plan over the columns, or for one contact; counts, reach, warnings, overlap
//     Experiments   groups by a stable hash; lift, interval, p-value, power
//
//     rule ──read──▶ Rule (tree) ──plan──▶ Plan (tests on columns) ──evaluate──▶ a bit for each contact
//
// Contacts lie in segments of 16,384 rows. Text is a number into a dictionary, numbers and money are scaled integers,
// all in the fewest bytes that hold the segment's values; an unknown value is a value of its own. Events are sorted by
// contact and then by time. A segment has a lock of its own which is held for well under a millisecond, so a purchase
// counts as soon as it is applied, and nobody waits for a whole evaluation.
//
// The load it is made for: a rule over a million contacts and ten million events while somebody is typing it, and the
// same rule for one contact in a webhook, with the same answer. It refuses to know HTTP, SQLite, files and the clock:
// what time it is comes in as `asOf`.
