/// Buffers of bits that are taken and given back in the order of a stack. One for each thread that evaluates.
final class ScratchWords {
    private var buffers: [UnsafeMutablePointer<UInt64>] = []
    private var taken = 0

    deinit { for buffer in buffers { buffer.deallocate() } }

    /// A buffer of `ContactSegment.wordCount` words with anything in it; `giveBack` in the opposite order.
    func take() -> UnsafeMutablePointer<UInt64> {
        if taken == buffers.count { buffers.append(.allocate(capacity: ContactSegment.wordCount)) }
        taken += 1
        return buffers[taken - 1]
    }

    func giveBack() { taken -= 1 }
}
