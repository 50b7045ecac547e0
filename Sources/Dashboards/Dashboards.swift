// Dashboards: who the contacts are, how they buy, where more like them live; counted, compared, and told only where enough
// people stand behind a number.
//
//     Subject       whose figures: all contacts or an audience, at a moment, against a base
//     Disclosure    which cells may be told, so that no smaller group can be worked out from those that are
//     People        overview, personas and profiles, indicators, any two fields
//     Purchases     recency, frequency and value; channels; categories
//     Places        the map; where more people like the core target live
//     Quality       how far the data can be trusted
//
//     ContactTable ──tally──▶ counts ──Disclosure──▶ told or hidden ──Statistics──▶ shares, indices, intervals ──▶ answer
//
// Counts are exact, from the columns in memory, at one moment (`as_of`): events after it do not count. Every derived figure is
// made of counts that are told, so that no figure gives away one that is hidden.
//
// Who reads dashboards need not be allowed to see single persons. A cell of fewer people than the floor is not told; nor is
// one that could be had by subtracting: from a total, from what is told of all contacts, or from an answer that was given
// before (`AnswerLedger`). See `DisclosureTable` for the method and its sources.
//
// It refuses to know HTTP, SQLite, files and the clock. Households of the country come in as plain numbers.
