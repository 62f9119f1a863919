import Foundation
import SampleSurveys
import Testing

@testable import Kiosk

@Suite struct LineReaderTests {
    /// What a reader gives for these bytes, sent through a pipe in pieces of one size.
    private func lines(_ bytes: [UInt8], pieces: Int = .max) throws -> [Line] {
        let pipe = Pipe()
        let input = pipe.fileHandleForReading
        Thread.detachNewThread {
            for start in stride(from: 0, to: bytes.count, by: min(pieces, max(bytes.count, 1))) {
                try? pipe.fileHandleForWriting.write(
                    contentsOf: bytes[start..<min(bytes.count, start &+ min(pieces, bytes.count))])
            }
            try? pipe.fileHandleForWriting.close()
        }
        var reader = LineReader(descriptor: input.fileDescriptor)
        var lines: [Line] = []
        while true {
            lines.append(reader.next())
            if case .end = lines[lines.count - 1] { return lines }
            try #require(lines.count < 10_000)
        }
    }

    @Test func linesEndWithLineFeedWhateverThePieces() throws {
        let bytes = Array("one\ntwo\r\n\n\rthree\r".utf8)
        let expected: [Line] = [
            .text(Array("one".utf8), isCut: false), .text(Array("two".utf8), isCut: false),
            .text([], isCut: false),
            .text(Array("\rthree\r".utf8), isCut: false), .end,
        ]
        for pieces in [1, 2, 3, 7, 100] { #expect(try lines(bytes, pieces: pieces) == expected) }
    }

    @Test func noInputIsTheEndAtOnceAndForEver() throws {
        #expect(try lines([]) == [.end])
        var closed = LineReader(descriptor: -1)
        #expect(closed.next() == .end)
        #expect(closed.next() == .end)
        var empty = LineReader(descriptor: open("/dev/null", O_RDONLY))
        #expect(empty.next() == .end)
    }

    @Test func aLongLineIsCutAtTheLimitAndReadToItsEnd() throws {
        let limit = LineReader.limit
        let long = Array(repeating: UInt8(ascii: "x"), count: 3 * limit)
        #expect(
            try lines(long + [0x0A] + long.prefix(limit) + [0x0A] + Array("next".utf8)) == [
                .text(Array(long.prefix(limit)), isCut: true), .text(Array(long.prefix(limit)), isCut: false),
                .text(Array("next".utf8), isCut: false), .end,
            ])
    }

    @Test func anyBytesComeBackAsTheyWere() throws {
        var generator = Seeded(11)
        for _ in 0..<50 {
            let bytes = (0..<Int.random(in: 1...20_000, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let read = try lines(bytes + [0x0A], pieces: Int.random(in: 1...5_000, using: &generator))
                .dropLast().map {
                    line -> [UInt8] in if case .text(let text, isCut: false) = line { text } else { [] }
                }
            let expected = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
                line.last == 0x0D ? Array(line.dropLast()) : Array(line)
            }
            #expect(read == expected)
        }
    }
}
