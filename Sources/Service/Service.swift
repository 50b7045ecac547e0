// Service: the one place where HTTP, JSON and CSV meet the domain.
//
//     Settings    what an operator may choose, with unit, default and limits
//     Reference   the reference being served, and its replacement without losing a request
//     Enrich      contacts in, answers out: JSON, arrays, NDJSON and CSV, for HTTP and the command line alike
//     Contacts    contacts and events, one or many, to the writer and back; renewed when the reference is
//     Dashboards  questions about all contacts, and how their answers are written
//     Routes      method and path → what is done; one handler a loop
//
// A contact takes the same way whatever it comes in: bytes → AddressInput → Match → bytes. `Enricher` is that way;
// it owns the scratch of one thread and allocates nothing per contact. The formats around it only cut the input into
// contacts and put the answers in order.
//
// It refuses to know how a match is found, how a request is framed, and what SQL looks like.
