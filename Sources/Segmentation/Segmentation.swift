// Segmentation: from official files to a reference: places, indicators, profiles and personas.
//
//     Files ──recognised by columns──▶ Territory   communes of today, names, postal codes, IRIS
//                                  ├─▶ Indicators  figures by formula, with the origin of each value
//                                  │       └─────▶ Clustering  11 profiles, 34 personas nested in them
//                                  └─▶ Addresses   shapes of IRIS, streets, house numbers and the IRIS of each
//     Territory + Indicators + Clustering + Addresses ──▶ ReferenceData ──▶ (Store writes it to SQLite)
//     ReferenceData ◀──▶ ReferenceTexts   the text files of Config/reference/
//
// What is recognised, computed and clustered is data: `FigureTableKind` names the tables, `Config/indicators.csv` the
// indicators with their formulas, `Config/segmentation.json` the variables of the clustering with transformation and weight.
// A new indicator is a line there.
//
// Load: all of France's addresses are 26 million rows. An address takes 20 bytes until it is written, a street about 150;
// figures are columns of Double over 49,404 IRIS, and only those that a formula names are read.
//
// The same input gives the same output, bit for bit: files are read in the order of their names, nothing depends on the
// order of a dictionary, random numbers come from a seed, and threads each have sums of their own.
//
// Rules of the input: a bad row spoils only itself and is counted with its line; a missing file costs what it gives, and
// the build says so; marks of secrecy (`s`, `ns`, `nd`, `N/A`) are missing values.
//
// This room knows no SQLite, no HTTP, no clock. It runs gzip and xz, which is the only process it starts.
