import Dispatch
import FoundationEssentials
import HTTP
import Service
import Store

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// `quartier serve`: loads the reference and answers until SIGTERM.
struct ServeCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "serve", summary: "answer over HTTP",
        discussion:
            "SIGTERM and SIGINT finish what runs and end it with status 0; SIGHUP loads the reference again, as POST "
            + "/admin/reload does. Without a reference file one is built from the texts that come with the program.",
        options: SettingsOptions.all)

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let started = ContinuousClock.now
        let loaded = try SettingsOptions.loadForListening(invocation)
        let settings = loaded.settings
        let console = invocation.console
        for warning in loaded.warnings { console.errorLine("quartier: warning: \(warning)") }
        raiseDescriptorLimit()
        try ReferenceFile.prepare(settings, console)
        let keeper = ReferenceKeeper(
            path: settings.reference, indicators: settings.enrich.indicators,
            maximumMixParts: settings.enrich.mixPersonas)
        let reference: ServedReference
        do { reference = try keeper.load() } catch { throw .failure("\(settings.reference): \(error)") }
        HeapMemory.configure()
        for id in reference.missingIndicators {
            console.errorLine("quartier: warning: enrich.indicators names \(id), which the reference does not have")
        }
        let server = ServiceOptions.makeServer(
            settings.serverConfiguration, accessLog: try AccessLogFile.open(settings.accessLog))
        let contacts = try openContacts(settings, console)
        contacts.follow(reference)
        do { try settings.serviceOptions.start(server, reference, keeper, contacts) } catch {
            throw .failure("\(error)")
        }
        // Whoever reads that it listens may already ask it to stop.
        let signals = handleSignals(server, keeper, contacts, settings, console)
        announce(server, settings, reference, since: started, console)
        withExtendedLifetime(signals) { dispatchMain() }
    }

    private static func announce(
        _ server: Server, _ settings: Settings, _ reference: ServedReference, since started: ContinuousClock.Instant,
        _ console: Console
    ) {
        var places: [String] = []
        if let host = settings.host {
            places.append("http://\(host.contains(":") ? "[\(host)]" : host):\(server.port)")
        }
        if let path = settings.unixSocket { places.append("unix:\(path)") }
        let milliseconds = (ContinuousClock.now - started) / .milliseconds(1)
        console.errorLine(
            "quartier: listening on \(places.joined(separator: " and ")), reference \(reference.loaded.dataset) "
                + "(\(reference.loaded.kind)), ready in \(Int(milliseconds)) ms")
    }

    /// Begins to load the contacts, if there are any; the server answers meanwhile that it is not ready.
    private static func openContacts(_ settings: Settings, _ console: Console) throws(CommandFailure) -> ContactKeeper {
        do {
            return ContactKeeper(try settings.contactConfiguration()) { console.errorLine("quartier: \($0)") }
        } catch {
            throw .failure("\(error)")
        }
    }

    /// Each connection takes a descriptor, and the usual soft limit of 1024 is less than the connections allowed.
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private static func handleSignals(
        _ server: Server, _ keeper: ReferenceKeeper, _ contacts: ContactKeeper, _ settings: Settings,
        _ console: Console
    ) -> [any DispatchSourceSignal] {
        let queue = DispatchQueue(label: "quartier.signals")
        let end: @Sendable () -> Void = {
            console.errorLine("quartier: finishing what runs")
            server.drain(deadlineMilliseconds: settings.drainMilliseconds) {
                contacts.close()
                exit(0)
            }
        }
        let reload: @Sendable () -> Void = {
            keeper.reload { outcome in
                switch outcome {
                case .success(let reference):
                    contacts.follow(reference)
                    console.errorLine(
                        "quartier: serving reference \(reference.loaded.dataset) (\(reference.loaded.kind))")
                case .failure(let failure):
                    console.errorLine("quartier: the new reference was refused, the old one stays: \(failure)")
                }
            }
        }
        // A source hears nothing before it is registered, which happens on another thread.
        let registration = DispatchGroup()
        defer { registration.wait() }
        return [(SIGTERM, end), (SIGINT, end), (SIGHUP, reload)].map { number, action in
            // The default action would end the process before the source hears of the signal.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: DispatchWorkItem(block: action))
            registration.enter()
            source.setRegistrationHandler(handler: DispatchWorkItem { registration.leave() })
            source.activate()
            return source
        }
    }
}
