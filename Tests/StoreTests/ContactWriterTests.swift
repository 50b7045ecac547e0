import Audiences
import Dispatch
import Synchronization
import Testing

@testable import Store

@Suite struct ContactWriterTests {
    private func put(_ id: String, _ visits: Int64 = 0) -> ContactWrite {
        var patch = ContactPatch()
        patch.attributes = ["visits": .some(.number(ExactDecimal(visits)))]
        return ContactWrite(id: id, mode: .replace, patch: patch)
    }

    @Test func writesOfManyThreadsAreAllThere() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        let schema = try testSchema()
        let table = ContactTable(schema: schema)
        let writer = ContactWriter(try ContactSession(at: path, schema), clock: { noon }) { table.apply($0.changes) }
        DispatchQueue.concurrentPerform(iterations: 16) { thread in
            for number in 0..<20 {
                let write = put("c\(thread)-\(number)", Int64(number))
                let outcome = try? writer.perform { session throws(SQLiteError) in try session.write(write) }
                guard case .created? = outcome else {
                    Issue.record("not created")
                    return
                }
                // What is acknowledged is in the table.
                #expect(table.contains(write.id))
            }
        }
        #expect(writer.report.jobs == 320)
        writer.close()
        #expect(throws: ContactStoreError.closed) {
            try writer.perform { session throws(SQLiteError) in try session.find("x") }
        }
        let loaded = try ContactLoad.load(path: path, schema: schema)
        #expect(loaded.table.contactCount == 320)
    }

    @Test func requestsThatWaitForTheWriterShareItsNextCommit() throws {
        let folder = TemporaryFolder()
        let writer = ContactWriter(try ContactSession(at: folder.path + "/c", testSchema()), clock: { noon }) { _ in }
        let isOccupied = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let isDone = DispatchGroup()
        isDone.enter()
        writer.submit { _ in
            isOccupied.signal()
            mayGoOn.wait()
        } completion: { _ in
            isDone.leave()
        }
        isOccupied.wait()
        for number in 0..<100 {
            isDone.enter()
            let write = put("c\(number)")
            writer.submit { session throws(SQLiteError) in
                try session.write(write)
            } completion: { _ in
                isDone.leave()
            }
        }
        mayGoOn.signal()
        isDone.wait()
        #expect(writer.report == ContactWriter.Report(commits: 2, jobs: 101))
        writer.close()
    }

    @Test func aJobThatFailsTakesNobodyWithIt() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        let applied = Mutex(0)
        let writer = ContactWriter(try ContactSession(at: path, testSchema()), clock: { noon }) { changes in
            applied.withLock { $0 += changes.changes.count }
        }
        let results = Mutex<[Int: Bool]>([:])
        let isDone = DispatchGroup()
        for number in 0..<50 {
            isDone.enter()
            let write = put("c\(number)")
            writer.submit { session throws(SQLiteError) in
                _ = try session.write(write)
                if number % 10 == 3 { throw SQLiteError(code: 1, call: "test", context: "", message: "on purpose") }
            } completion: { result in
                results.withLock { $0[number] = (try? result.get()) != nil }
                isDone.leave()
            }
        }
        isDone.wait()
        let all = results.withLock { $0 }
        #expect(all.filter { !$0.value }.keys.sorted() == [3, 13, 23, 33, 43])
        #expect(applied.withLock { $0 } == 45)
        var reader = try ContactReader(path: path, schema: testSchema())
        for number in 0..<50 { #expect(try (reader.export("c\(number)") != nil) == (number % 10 != 3)) }
    }

    @Test func aGroupWaitsOnlyForCompanyThatIsLikely() {
        var pacing = GroupPacing()
        #expect(pacing.begins(count: 1, waitedNanoseconds: 0))
        pacing.committed(count: 64, nanoseconds: 4_000_000)
        #expect(pacing.patienceNanoseconds == 1_000_000)
        #expect(!pacing.begins(count: 1, waitedNanoseconds: 0))
        #expect(pacing.begins(count: 64, waitedNanoseconds: 0))
        #expect(pacing.begins(count: 1, waitedNanoseconds: 1_000_000))
        pacing.committed(count: 1, nanoseconds: 4_000_000)
        #expect(pacing.begins(count: 1, waitedNanoseconds: 0))
    }
}
