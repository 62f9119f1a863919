import Analyses
import SampleSurveys
import Testing

@Suite struct SmallTableTests {
    private func table(_ text: String) throws -> SmallTable {
        try SmallTable(bytes: Array(text.utf8), name: "t.csv")
    }

    private func fault(_ bytes: [UInt8]) -> TableFault? {
        do throws(TableFault) {
            _ = try SmallTable(bytes: bytes, name: "t.csv")
            return nil
        } catch { return error }
    }

    private func fault(_ text: String) -> TableFault? { fault(Array(text.utf8)) }

    @Test func aHeaderAndRowsWithTheirLines() throws {
        let table = try table("\u{FEFF}a,b\r\n1,2\n\n\"x, \"\"y\"\"\n\",\r\n,\n")
        #expect(table.header == ["a", "b"])
        #expect(table.rows.map(\.line) == [2, 4, 6])
        #expect(table.rows.map(\.cells) == [["1", "2"], ["x, \"y\"\n", ""], ["", ""]])
        #expect(table.column("b") == 1 && table.column("c") == nil)
    }

    @Test func semicolonsAndTabsSeparateToo() throws {
        #expect(try table("a;b\n1,5;2\n").rows.map(\.cells) == [["1,5", "2"]])
        #expect(try table("a\tb\n1\t2\n").header == ["a", "b"])
    }

    @Test func aHeaderAlone() throws {
        #expect(try table("a").rows.isEmpty)
        #expect(try table("a\n").rows.isEmpty)
    }

    @Test(arguments: [
        ("", TableFault.Reason.noHeader, 1), ("\n\n", .noHeader, 1), ("a,,b\n", .emptyName, 1),
        ("a,b,a\n", .doubledColumn("a"), 1), ("a,b\n1,2\n3\n", .cells(1, expected: 2), 3),
        ("a,b\n1,2,3\n", .cells(3, expected: 2), 2), ("a,b\n1,\0\n", .nul, 2), ("a\n\"\0\"", .nul, 2),
        ("a\r1", .loneReturn, 1),
        ("a\n\"x\"y\n", .textAfterQuote, 2), ("a,b\n1,\"x\n\n", .openQuote, 2), ("a\n\"", .openQuote, 2),
    ])
    func everyFaultHasItsLine(text: String, reason: TableFault.Reason, line: Int) {
        let fault = fault(text)
        #expect(fault == TableFault(name: "t.csv", line: line, reason: reason))
        #expect(fault?.message.hasPrefix("t.csv:\(line): ") == true)
    }

    @Test func whatIsNoTextIsRefused() {
        #expect(fault([0x61, 0x0A, 0xFF, 0xFE])?.reason == .notUTF8)
        #expect(fault([0x61, 0x0A, 0xC3])?.line == 2)
        #expect(fault([UInt8](repeating: 0x61, count: SmallTable.sizeLimit + 1))?.reason == .tooLarge)
        #expect(fault([UInt8](repeating: 0x2C, count: 100_000))?.reason == .tooManyColumns)
    }

    @Test func aRowOfMoreThanAMebibyteIsRefused() {
        let text = Array("a,b\n1,2\n\"".utf8) + [UInt8](repeating: 0x61, count: 2 << 20)
        #expect(fault(text) == TableFault(name: "t.csv", line: 3, reason: .tooLong))
    }

    @Test func aRowOfAMillionCellsIsCountedAndNotKept() {
        let bytes = Array("a,b\n".utf8) + [UInt8](repeating: 0x2C, count: 999_999)
        #expect(fault(bytes)?.reason == .cells(1_000_000, expected: 2))
    }

    @Test func whatIsWrittenWithQuotesIsReadBack() throws {
        var random = Seeded(7)
        let letters = ["a", ",", "\"", "\n", "\r", "é", "𝄞", " "]
        for _ in 0..<200 {
            let columns = Int.random(in: 1...4, using: &random)
            let rows = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                (0..<columns).map { _ in
                    (0..<Int.random(in: 0...4, using: &random)).map { _ in
                        letters[Int.random(in: 0..<letters.count, using: &random)]
                    }.joined()
                }
            }
            let header = (0..<columns).map { "c\($0)" }
            let text = ([header] + rows).map { row in
                row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
            }.joined(separator: random.chance(50) ? "\n" : "\r\n")
            #expect(try table(text).rows.map(\.cells) == rows)
        }
    }

    @Test func damagedBytesNeverTrap() {
        var random = Seeded(11)
        let bytes: [UInt8] = [0x61, 0x2C, 0x22, 0x0A, 0x0D, 0x00, 0xC3, 0xA9, 0xFF]
        var read = 0
        for _ in 0..<5_000 {
            let input = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                bytes[Int.random(in: 0..<bytes.count, using: &random)]
            }
            if fault(input) == nil { read += 1 }
        }
        #expect(read > 0 && read < 5_000)
    }
}
