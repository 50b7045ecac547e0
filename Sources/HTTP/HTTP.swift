// HTTP: an HTTP/1.1 server on sockets and Dispatch, and nothing about what is served.
//
//     Server ──makes──▶ EventLoop × N      each: a listener (SO_REUSEPORT), an epoll set, its connections,
//        │                  │              its own RequestHandler; all on one serial queue, so no locks
//        │                  ▼
//        │   recv ─▶ HeadParser ─▶ Router ─▶ RequestHandler.plan ─▶ BodyDecoder ─▶ respond / BodyStream
//        │                                                                             │
//        │   send ◀──────────────── Response (one buffer a loop: answers of a whole pipeline leave at once)
//        ▼
//     forEachLoop, drain, stop
//
// The layout follows the load it expects: many keep-alive connections, requests of a few hundred bytes that arrive
// whole. Such a request is read into the buffer of the loop, parsed where it lies, answered into the buffer of the
// loop and sent with one call, in step with those that are ready together with it (`Batch`); nothing is allocated and the connection's slot (about 200 bytes) is all that is
// touched. Only what does not fit that picture costs more: half a request is kept in a buffer of the connection's own
// until the rest comes; an answer that the socket refuses waits there too, and while it does, nothing more is
// read from that client.
//
//     Head/      bytes → RequestHead: the parser, the rules of RFC 9112, hosts, targets          pure
//     Body/      framing: content lengths, chunks, trailers                                       pure
//     Router     method and path → route                                                          pure
//     Connection/ what one connection may do next: keep-alive, 100-continue, drain, close         pure
//     Loop/      sockets, epoll, deadlines: performs what the machines say
//     Log/       one JSON line a request, written by a queue of its own
//
// Strictness is a security property here, for proxies stand in front: a request whose end two servers could see
// differently is answered 400 and the connection is closed. `HeadParser` and `ChunkDecoder` name the rule of RFC 9110
// or 9112 on the line that obeys it.
//
// It refuses to know: JSON, contacts, files, TLS, compression, HTTP/2. Signals belong to the command.
