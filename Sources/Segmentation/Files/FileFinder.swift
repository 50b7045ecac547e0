#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Lists the files below a folder.
enum FileFinder {
    /// A folder deeper than this is not looked into: it is a loop of links.
    private static let maximumDepth = 16

    /// The paths of all regular files below `folder`, in the order of their names; hidden ones are left out.
    static func files(below folder: String) throws(InputError) -> [String] {
        var found: [String] = []
        try collect(folder, depth: 0, into: &found)
        return found
    }

    private static func collect(_ folder: String, depth: Int, into found: inout [String]) throws(InputError) {
        guard depth < maximumDepth else { return }
        for name in try names(in: folder).sorted() where !name.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            var information = stat()
            guard stat(path, &information) == 0 else { continue }
            switch information.st_mode & S_IFMT {
            case S_IFDIR: try collect(path, depth: depth + 1, into: &found)
            case S_IFREG: found.append(path)
            default: break
            }
        }
    }

    private static func names(in folder: String) throws(InputError) -> [String] {
        guard let directory = opendir(folder) else { throw .system(call: "opendir", path: folder, errno: errno) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }

    /// The size of a file in bytes, 0 when it cannot be told.
    static func size(of path: String) -> Int {
        var information = stat()
        return stat(path, &information) == 0 ? Int(information.st_size) : 0
    }
}
