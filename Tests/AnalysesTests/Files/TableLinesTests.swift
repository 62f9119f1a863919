import SampleSurveys
import Testing

@testable import Analyses

@Suite struct TableLinesTests {
    /// What a row came to: its line, and its cells or its fault.
    private struct Read: Hashable {
        var line: Int
        var cells: [String]
        var fault: TableLines.Fault?
    }

    private func read(_ text: [UInt8], chunk: Int = .max, limit: Int = 1 << 20) -> [Read] {
        var lines = TableLines(rowLimit: limit)
        var rows: [Read] = []
        func take(_ row: borrowing TableLines.Row) {
            let cells = row.fault == nil ? (0..<row.count).map { row.text($0) } : []
            rows.append(Read(line: row.line, cells: cells, fault: row.fault))
        }
        var start = 0
        while start < text.count {
            let end = min(text.count, start + min(chunk, text.count))
            let part = Array(text[start..<end])
            lines.read(part.span) { take($0) }
            start = end
        }
        lines.finish { take($0) }
        return rows
    }

    private func read(_ text: String, chunk: Int = .max) -> [Read] { read(Array(text.utf8), chunk: chunk) }

    @Test(arguments: [",", ";", "\t"])
    func theFirstSeparatorIsTheOneOfTheFile(separator: String) {
        let rows = read(["a", "b", "c"].joined(separator: separator) + "\n1,;\t2\n")
        #expect(rows[0].cells == ["a", "b", "c"])
        #expect(rows[1].cells.count == 2)
    }

    @Test func quotesHoldSeparatorsLineBreaksAndQuotes() {
        let rows = read("a,b\r\n\"x, \"\"y\"\"\nz\",2\r\nlast,\"\"")
        #expect(
            rows == [
                Read(line: 1, cells: ["a", "b"]), Read(line: 2, cells: ["x, \"y\"\nz", "2"]),
                Read(line: 4, cells: ["last", ""]),
            ])
    }

    @Test func emptyLinesArePassedOverAndCounted() {
        #expect(
            read("\n\r\na,b\n\n\n,\n")
                == [Read(line: 3, cells: ["a", "b"]), Read(line: 6, cells: ["", ""])])
        #expect(read("") == [])
        #expect(read("\n\n") == [])
    }

    @Test func aMarkOfByteOrderIsNoText() {
        #expect(read([0xEF, 0xBB, 0xBF] + Array("\"a\",b".utf8)) == [Read(line: 1, cells: ["a", "b"])])
        #expect(read([0xEF, 0xBB, 0xBF]) == [])
        #expect(read([0xEF, 0xBB, 0x41], chunk: 1)[0].cells.count == 1)
    }

    @Test func aQuoteWithinACellIsText() {
        #expect(read("a\"b\",c") == [Read(line: 1, cells: ["a\"b\"", "c"])])
    }

    @Test func faultsAreOfOneRowOnly() {
        let rows = read("a,b\n\"x\"y,2\n3,4\n\"open,5\n6")
        #expect(
            rows == [
                Read(line: 1, cells: ["a", "b"]), Read(line: 2, cells: [], fault: .textAfterQuote),
                Read(line: 3, cells: ["3", "4"]), Read(line: 4, cells: [], fault: .openQuote),
            ])
    }

    @Test func aRowOverTheLimitIsLeftOutWhateverItConsistsOf() {
        for filling in [UInt8(ascii: "x"), UInt8(ascii: ","), 0] {
            let long = [UInt8](repeating: filling, count: 1_001)
            let text = Array("a,b\n".utf8) + long + Array("\n1,2\n".utf8)
            let rows = read(text, chunk: 300, limit: 1_000)
            #expect(read(text, limit: 1_001).map(\.fault) == [nil, nil, nil])
            #expect(
                rows == [
                    Read(line: 1, cells: ["a", "b"]), Read(line: 2, cells: [], fault: .tooLong),
                    Read(line: 3, cells: ["1", "2"]),
                ])
        }
    }

    @Test func aQuoteThatIsNeverClosedCostsOneRowAndWhatItRanOver() {
        let lines = [UInt8](repeating: UInt8(ascii: "\n"), count: 1_010)
        let text = Array("a,b\n\"".utf8) + lines + Array("1,2\n".utf8)
        let rows = read(text, chunk: 64, limit: 1_000)
        #expect(rows.map(\.fault) == [nil, .tooLong, nil])
        #expect(rows.last == Read(line: 1_012, cells: ["1", "2"]))
        for chunk in [1, 7, 1_003, .max] { #expect(read(text, chunk: chunk, limit: 1_000) == rows) }
    }

    /// Characters that matter, in any order, cut into chunks of any size.
    @Test func chunksMakeNoDifferenceAndAPlainReaderAgrees() {
        var random = Seeded(81)
        let alphabet = Array("a,\"\n\r ;".utf8)
        for _ in 0..<600 {
            let length = Int.random(in: 0...40, using: &random)
            let text = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let whole = read(text)
            for chunk in [1, 2, 3, 7] { #expect(read(text, chunk: chunk) == whole, "\(text) by \(chunk)") }
            #expect(plain(text) == whole, "\(String(decoding: text, as: UTF8.self).debugDescription)")
        }
    }

    /// The same rules, told another way: the file as a whole, cell by cell.
    private func plain(_ bytes: [UInt8]) -> [Read] {
        var rows: [Read] = []
        var separators: Set<UInt8> = [44, 59, 9]
        var (rest, line) = (bytes[...], 1)
        func isEnd(_ rest: ArraySlice<UInt8>) -> Bool {
            rest.isEmpty || rest.first == 10 || rest.elementsEqual([13]) || rest.starts(with: [13, 10])
        }
        while !rest.isEmpty {
            var row = Read(line: line, cells: [], fault: nil)
            if isEnd(rest) {
                rest = rest.drop { $0 == 13 }.dropFirst()
                line += 1
                continue
            }
            while true {
                var cell: [UInt8] = []
                if rest.first == 34 {
                    rest.removeFirst()
                    while let byte = rest.first, byte != 34 || rest.dropFirst().first == 34 {
                        if byte == 10 { line += 1 }
                        cell.append(byte)
                        rest.removeFirst(byte == 34 ? 2 : 1)
                    }
                    if rest.isEmpty { row.fault = .openQuote }
                    rest = rest.dropFirst()
                    if !isEnd(rest), !separators.contains(rest[rest.startIndex]) {
                        row.fault = .textAfterQuote
                        rest = rest.drop { $0 != 10 }
                    }
                } else {
                    while !isEnd(rest), let byte = rest.first, !separators.contains(byte) {
                        cell.append(byte)
                        rest.removeFirst()
                    }
                }
                row.cells.append(String(decoding: cell, as: UTF8.self))
                guard let byte = rest.first, separators.contains(byte), row.fault == nil else { break }
                separators = [byte]
                rest.removeFirst()
            }
            rest = (rest.first == 13 ? rest.dropFirst() : rest).dropFirst()
            line += 1
            if row.fault != nil { row.cells = [] }
            rows.append(row)
        }
        return rows
    }
}
