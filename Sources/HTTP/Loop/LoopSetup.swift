/// What a loop is made from.
struct LoopSetup {
    var configuration: ServerConfiguration
    var router: Router
    var handler: any RequestHandler
    var mailbox: Mailbox
    var shared: SharedCounters
    var crowd: LoopCrowd
    var log: AccessLog?
    /// -1 for none.
    var unixListener: Int32
}
