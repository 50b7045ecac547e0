/// Pictures of personas and places, drawn as SVG: what the portal and the quality report share.
///
///     ProfilePalette   the colours of the profiles, computed to be told apart by colour-blind readers too
///     FranceMap        France as a lattice of dots, overseas and Paris in boxes of their own
///     PersonaWheel     profiles and their personas by households
///     RadialPlot       a few indices around a circle that stands for France
///     Bars             shares, indices left and right of 100 with their intervals, columns
///
/// A drawing takes plain values and a `MarkupWriter`. Colours are named by class (`profile-c`, `class-3`), so that the page's
/// style sheet can have a light and a dark form of them; only places and sizes are attributes. What a drawing says is said
/// again in words by the page around it: a drawing itself is hidden from screen readers or has one sentence.
///
/// **What it refuses to know**: where values come from, languages, HTTP.
public enum Charts {}
