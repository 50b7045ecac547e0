import Dispatch
import HTTP
import Store
import Synchronization

/// Loads references and gives them to the loops. One load at a time, on a queue of its own.
///
/// A new reference is loaded beside the old one, checked, and handed to each loop between two requests; a batch that has
/// begun ends on the reference it began with. A file that cannot be used changes nothing.
public final class ReferenceKeeper: Sendable {
    public enum Failure: Error, CustomStringConvertible {
        case loader(ReferenceLoader.Failure)
        case notServing

        public var description: String {
            switch self {
            case .loader(let failure): failure.description
            case .notServing: "the server is not running"
            }
        }
    }

    private let path: String
    private let indicators: [String]
    private let maximumMixParts: Int
    private let queue = DispatchQueue(label: "quartier.reference")
    private let server = Mutex<Server?>(nil)

    /// `indicators` are those that answers carry; a mix names `maximumMixParts` personas at most.
    public init(path: String, indicators: [String], maximumMixParts: Int = EnrichLimits().maximumMixParts) {
        self.path = path
        self.indicators = indicators
        self.maximumMixParts = maximumMixParts
    }

    /// Loads the file. On the caller's thread.
    public func load() throws(Failure) -> ServedReference {
        // Nobody waits for it: answers are right without, and some tenth slower. After a reload its turn comes when nothing but
        // batches that still run holds the old reference.
        defer {
            queue.async {
                HeapMemory.giveBack()
                HeapMemory.layTogether()
            }
        }
        do {
            return ServedReference(
                try ReferenceLoader.load(path: path), indicators: indicators, maximumMixParts: maximumMixParts)
        } catch {
            throw .loader(error)
        }
    }

    /// Names the server whose loops are to be given new references.
    public func serve(_ server: Server) { self.server.withLock { $0 = server } }

    /// Loads the file again and hands it to all loops. `completion` runs on the keeper's queue, after the last loop has
    /// taken it, or at once with the reason why not.
    public func reload(_ completion: @escaping @Sendable (Result<ServedReference, Failure>) -> Void) {
        queue.async { [self] in
            guard let server = server.withLock({ $0 }) else { return completion(.failure(.notServing)) }
            let fresh: ServedReference
            do throws(Failure) {
                fresh = try load()
            } catch {
                return completion(.failure(error))
            }
            let handedOver = DispatchSemaphore(value: 0)
            server.forEachLoop { handler in
                guard let handler = handler as? ServiceHandler else { return }
                handler.use(fresh)
            } completion: {
                handedOver.signal()
            }
            handedOver.wait()
            completion(.success(fresh))
        }
    }
}
