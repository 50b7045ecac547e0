import Bytes
import Segmentation
import Store

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// `quartier build --from DIR --to FILE`: makes a reference of the official files below a folder.
enum BuildCommand {
    static let usage = """
        usage: quartier build --from DIR --to FILE [--dataset VERSION] [--config DIR]

        Reads the official files (INSEE, La Poste, BAN, BANO) that it finds below DIR, told by their columns, plain or
        compressed by gzip or xz, and writes FILE (SQLite). Says what it used, what is missing and what that costs.

          --from DIR         the folder with the files, searched with its subfolders
          --to FILE          where the reference goes; an old one stays until the new one is complete
          --dataset VERSION  the version it will carry (default \(defaultDataset))
          --config DIR       the folder with indicators.csv and segmentation.json (default: Config)
        """
    static let defaultDataset = "2026.1"

    /// Returns the exit status: 0, 1 when the build failed, 2 when the arguments are wrong.
    static func run(arguments: [String]) -> Int32 {
        guard let flags = Flags(arguments, known: ["--from", "--to", "--dataset", "--config"]),
            let from = flags["--from"], let to = flags["--to"]
        else {
            writeError(usage)
            return 2
        }
        let observer = ConsoleObserver()
        do {
            let data = try build(from, dataset: flags["--dataset"], config: flags["--config"], observer)
            observer.progress("writing", done: 0, of: 1)
            try ReferenceWriter.write(data, to: to)
            observer.finish()
            print(
                "\(to): \(data.communes.count) communes, \(data.neighbourhoods.count) IRIS, \(data.places.count) names")
            return 0
        } catch {
            observer.finish()
            writeError("quartier build: \(error)")
            return 1
        }
    }

    private static func build(
        _ folder: String, dataset: String?, config: String?, _ observer: ConsoleObserver
    ) throws(InputError) -> ReferenceData {
        let config = try ConfigFolder.find(config)
        let indicators = try config.bytes("indicators.csv")
        let catalogue = try IndicatorCatalogue(csv: indicators.span)
        let settings = try SegmentationSettings(
            json: String(decoding: config.bytes("segmentation.json"), as: UTF8.self))
        var builder = ReferenceBuilder(
            folder: folder, dataset: dataset ?? defaultDataset, catalogue: catalogue, settings: settings,
            threads: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), observer: observer)
        return try builder.build()
    }
}
