import Glibc

/// How many descriptors this process may have.
enum DescriptorLimit {
    /// Left for files, the database and the loops themselves.
    private static let reserved = 128

    /// Raises the soft limit as far as the hard one allows, and returns how many of `connections` fit under it. Without this,
    /// a common soft limit of 1,024 would leave clients hanging in the backlog instead of telling them that there is no room.
    static func makeRoom(forConnections connections: Int) -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return connections }
        let wanted = rlim_t(connections + reserved)
        if limit.rlim_cur < wanted {
            limit.rlim_cur = min(wanted, limit.rlim_max)
            _ = setrlimit(resource, &limit)
            guard getrlimit(resource, &limit) == 0 else { return connections }
        }
        guard limit.rlim_cur < wanted else { return connections }
        return max(1, Int(limit.rlim_cur) - reserved)
    }
}
