import FoundationEssentials
import SurveyModel
import Testing

@Suite struct DecimalTests {
    @Test(arguments: [
        ("12.50", "12.5"), ("-3", "-3"), ("0.000", "0"), ("-0", "0"), ("100", "100"), ("0.1", "0.1"),
        ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
    ])
    func writesTheShortestText(text: String, canonical: String) throws {
        #expect(try #require(Decimal(exactly: text)).canonicalText == canonical)
    }

    @Test(arguments: ["", "-", ".5", "5.", "1e3", "1,5", "+1", "0x1", "1 ", "١", "1.2.3", "1-2"])
    func refusesWhatIsNoNumber(text: String) {
        #expect(Decimal(exactly: text) == nil)
    }

    @Test(arguments: [
        ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.449", 1, "2.4"), ("2.45", 1, "2.5"), ("1.005", 2, "1.01"),
        ("7", 3, "7"),
    ])
    func roundsHalfAwayFromZero(text: String, decimals: Int, rounded: String) throws {
        #expect(try #require(Decimal(exactly: text)).rounded(toDecimals: decimals).canonicalText == rounded)
    }

    @Test func countsOnlyDigitsThatMatter() throws {
        #expect(try #require(Decimal(exactly: "1.500")).fractionDigits == 1)
        #expect(try #require(Decimal(exactly: "1.000")).exactInt == 1)
        #expect(try #require(Decimal(exactly: "1.5")).exactInt == nil)
        #expect(try #require(Decimal(exactly: "99999999999999999999")).exactInt == nil)
    }
}
