import SampleSurveys
import Statistics
import SurveyModel
import Testing

@testable import Analyses

@Suite struct PurchaseReadingTests {
    private func read(
        _ text: String, columns: Purchases.Columns = .init(), chunk: Int = 7
    ) throws -> (purchases: Purchases, faults: [PurchaseFault]) {
        var purchases = Purchases(keys: CustomerKeys(), LoyaltyOptions(), columns: columns)
        var faults: [PurchaseFault] = []
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let part = Array(bytes.prefix(chunk))
            bytes = bytes.dropFirst(chunk)
            try purchases.read(part.span) { faults.append($0) }
        }
        try purchases.finish { faults.append($0) }
        return (purchases, faults)
    }

    @Test(arguments: [
        ("a,2026-11-21", PurchaseFault.Reason.tooFewCells), ("a,2026-11-21,12,50", .tooManyCells),
        (",2026-11-21,1", .noCustomer), ("  ,2026-11-21,1", .noCustomer), ("a,21.11.2026,1", .noDate),
        ("a,2026-02-30,1", .noDate), ("a,2026-11-21x,1", .noDate), ("a,9999-12-31,1", .noDate),
        ("a,0000-01-01,1", .noDate), ("a,,1", .noDate), ("a,2026-11-21,", .noAmount),
        ("a,2026-11-21,1e3", .noAmount), ("a,2026-11-21,\"1,5\"", .noAmount), ("a,2026-11-21,1.", .noAmount),
        ("a,2026-11-21,.", .noAmount), ("a,2026-11-21,-", .noAmount), ("a,2026-11-21,nan", .noAmount),
        ("a,2026-11-21,1.2.3", .noAmount), ("a,2026-11-21,0.00001", .tooFine),
        ("a,2026-11-21,100000000000.0001", .tooMuch), ("a,2026-11-21,99999999999999999999999", .tooMuch),
        ("a,2026-11-21,\u{0}", .noAmount), ("a\",\"b\"c,2026-11-21,1", .quotes),
        ("\"a\"b,2026-11-21,1", .quotes),
    ])
    func aBadLineIsToldWithItsLineAndReason(line: String, reason: PurchaseFault.Reason) throws {
        let (purchases, faults) = try read(
            "customer,date,amount\ngood,2026-11-21,1\n\(line)\nb,2026-11-21,2\n")
        #expect(faults == [PurchaseFault(line: 3, reason: reason)] || line.hasPrefix("a\""))
        #expect(faults.count == 1 && purchases.rejected.values.reduce(0, +) == 1)
        #expect(purchases.taken == 2)
    }

    @Test(arguments: [
        ("1", 10_000), ("+1.5", 15_000), ("-0.0001", -1), ("12.50", 125_000), (" 7 ", 70_000),
        ("1.00000000", 10_000), ("100000000000", 1_000_000_000_000_000), ("000000000000000000000001", 10_000),
        (".5", 5_000), ("-100000000000", -1_000_000_000_000_000),
    ])
    func amountsAreExact(text: String, expected: Int64) {
        #expect(PurchaseCells.amount(ArraySlice(text.utf8)) == .success(expected))
    }

    @Test func columnsHaveTheirNamesInAnyOrderAndOtherColumnsBeside() throws {
        let columns = try #require(Purchases.Columns("amount=belopp,customer=Kund,date=datum"))
        let (purchases, faults) = try read(
            "\u{FEFF}Datum;butik;BELOPP; kund \r\n2026-11-21T10:15:00Z;x;12.50;7\r\n2026-11-22;y;1;\"7\"\r\n",
            columns: columns)
        #expect(faults.isEmpty && purchases.taken == 2)
        #expect(purchases.latest == CalendarDay("2026-11-22"))
        for bad in ["", "customer", "customer=", "customer=a,customer=b", "name=x", "customer=a,"] {
            #expect(Purchases.Columns(bad) == nil)
        }
    }

    @Test(arguments: ["", "\n\n", "a,2026-11-21,1\n", "customer,date\n", "\"customer\"x,date,amount\n"])
    func withoutAHeaderNothingIsRead(text: String) {
        #expect(throws: PurchaseFault.self) { try read(text) }
    }

    @Test func aHeaderAloneIsAnEmptyTable() throws {
        let (purchases, _) = try read("customer,date,amount")
        #expect(
            purchases.analyses(AnalysisOptions()).map(\.content)
                == [.unavailable(.empty), .unavailable(.empty)])
    }

    @Test func keysAreTheSameByTheirBytesWithoutBlanksAround() {
        let keys = CustomerKeys()
        #expect(keys.key(of: "  ann ") == keys.key(of: "ann"))
        #expect(keys.key(of: "Ann") != keys.key(of: "ann"))
        #expect(keys.key(of: "an n") != keys.key(of: "ann"))
        #expect(keys.key(of: " ") == nil)
        #expect(CustomerKeys().key(of: "ann") != keys.key(of: "ann"))
    }

    @Test func noCustomerIsInAnyMessageOrDescription() throws {
        let (purchases, faults) = try read(
            "customer,date,amount\nAleksandra,2026-11-21,x\nAleksandra,2026-11-21,1\n"
                + "Aleksandra,Aleksandra,Aleksandra\n")
        var text = faults.map { $0.text + String(reflecting: $0) }.joined()
        dump(purchases, to: &text)
        dump(purchases.analyses(AnalysisOptions(suppression: .none)), to: &text)
        #expect(!text.contains("Aleks"))
        #expect(faults.count == 2)
    }

    @Test func randomBytesNeitherTrapNorCount() throws {
        var random = Seeded(5)
        for _ in 0..<300 {
            var text = "customer,date,amount\n"
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                text +=
                    ["a", ",", "\"", "\n", "-", "2026-11-21", "1", ".", "\u{0}", "é"].randomElement(
                        using: &random) ?? ""
            }
            let (purchases, faults) = try read(text, chunk: Int.random(in: 1...9, using: &random))
            #expect(purchases.rejected.values.reduce(0, +) == faults.count)
        }
    }
}
