import Bytes
import HTTP

/// A body of many contacts that is answered while it arrives.
final class BatchStream<Batch: BatchEnricher & ~Copyable>: BodyStream {
    private var batch: Batch
    private let contentType: StaticString
    private var output = ByteBuffer()
    private var hasStarted = false

    init(_ batch: consuming Batch, contentType: StaticString) {
        self.batch = batch
        self.contentType = contentType
    }

    func receive(_ bytes: Span<UInt8>, with response: inout Response) {
        do throws(BatchError) {
            try batch.receive(bytes, into: &output)
        } catch {
            return refuse(error, &response)
        }
        write(&response)
    }

    func finish(with response: inout Response) {
        do throws(BatchError) {
            try batch.finish(into: &output)
        } catch {
            return refuse(error, &response)
        }
        write(&response, evenIfEmpty: true)
        response.end()
    }

    func resume(with response: inout Response) {}

    func abort() {}

    private func write(_ response: inout Response, evenIfEmpty: Bool = false) {
        guard !output.isEmpty || evenIfEmpty else { return }
        if !hasStarted {
            response.start(status: 200, contentType: contentType)
            hasStarted = true
        }
        response.write(output.bytes)
        output.removeAll()
    }

    /// What is wrong with a whole batch shows before the first answer, so the status can still say it.
    private func refuse(_ error: BatchError, _ response: inout Response) {
        guard !hasStarted else { return response.end() }
        Problem(status: 422, detail: error.description).send(with: &response)
    }
}

/// Takes the place of a stream whose request was answered when it was opened.
final class RefusedStream: BodyStream {
    func receive(_ bytes: Span<UInt8>, with response: inout Response) {}
    func finish(with response: inout Response) {}
    func resume(with response: inout Response) {}
    func abort() {}
}
