extension ReferenceTexts {
    /// `README.txt` beside the texts: what they are, and who must be named.
    public static let readMe = (name: "README.txt", bytes: Array(readMeText.utf8))

    private static let readMeText = """
        The reference that Quartier ships: enough to answer for all of France without any download.

        Computed by Quartier: the persona, households and position of every IRIS (iris.csv), the profiles and personas
        (profiles.csv, personas.csv), and what the indicators average in each persona (indicators.csv,
        persona_indicators.csv). Plain facts: names and codes of communes, of today (communes.csv) and of the past (former.csv),
        and postal codes. Nothing else is shipped: no names of IRIS, no hamlets, no addresses, no values of single IRIS.

        Made by:       quartier export reference --reference FILE --to Config/reference
        Turned into a reference by `quartier serve` when it finds none.

        Columns
          communes.csv   code; INSEE's name; region; city of an arrondissement; inhabitants; latitude and longitude
                         (blank when the commune is one IRIS); postal codes; IRIS (only where they are not those that
                         belong to the commune in iris.csv)
          former.csv     name (blank: that of the commune of today); commune of today; IRIS, when the former commune still
                         is one; the INSEE code that it had (blank: the commune was only renamed, or had a later name)
          iris.csv       code; type (H residential, A business, D other, blank: undivided commune); commune of today
                         (blank: the first five characters of the code); persona; main residences; latitude and
                         longitude; area in km2; 1 when the persona was given by rule; how well
                         the persona describes it (t typical, b borderline, blank: usual)
          sources.csv    the files that the figures were computed from

        Sources
          INSEE: Code officiel geographique, IRIS, census, Filosofi, BPE. La Poste: postal codes. IGN: contours.
          The others are named in sources.csv. Licence Ouverte / Open Licence 2.0 (Etalab).

        """
}
