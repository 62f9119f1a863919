import Glibc
import Testing

@testable import Interchange

@Suite struct WriteBehindTests {
    @Test func `pieces are written in their order, whole`() throws {
        let descriptor = try UnnamedFile.open(beside: "-")
        defer { close(descriptor) }
        let behind = WriteBehind(descriptor)
        var expected: [UInt8] = []
        for number in 0..<500 {
            var piece = [UInt8](repeating: UInt8(number % 251), count: number * 37 % 20_000)
            expected += piece
            #expect(behind.take(&piece) == 0 && piece.isEmpty)
        }
        #expect(behind.wait() == 0)
        var written = [UInt8](repeating: 0, count: expected.count + 1)
        #expect(pread(descriptor, &written, written.count, 0) == expected.count)
        #expect(written.dropLast() == expected[...])
    }

    @Test func `what the system refuses is said, and nothing waits for ever`() throws {
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(full >= 0)
        defer { close(full) }
        let behind = WriteBehind(full)
        var said: Int32 = 0
        for _ in 0..<20 {
            var piece = [UInt8](repeating: 0x78, count: 10_000)
            said = behind.take(&piece)
        }
        // The first two pieces may wait; then it is known.
        #expect(said == ENOSPC && behind.wait() == ENOSPC)
    }

    @Test func `a file goes on after a piece that is larger than the buffer`() throws {
        let folder = try Folder()
        let pieces = [10, 200_000, 3, 131_072, 131_071, 70_000, 70_000, 1]
        var expected: [UInt8] = []
        try OutputFile.write(to: folder.file("a")) { file in
            for (number, count) in pieces.enumerated() {
                let piece = [UInt8](repeating: UInt8(0x61 + number), count: count)
                expected += piece
                try file.write(piece)
                if number == 5 { try file.flush() }
            }
        }
        var written = [UInt8](repeating: 0, count: expected.count + 1)
        let descriptor = open(folder.file("a"), O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        #expect(read(descriptor, &written, written.count) == expected.count)
        #expect(written.dropLast() == expected[...])
    }
}
