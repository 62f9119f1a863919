import Testing

@testable import Reports

@Suite struct NumberFormatTests {
    private let noBreak = "\u{A0}"

    // From CLDR 44: main/*/numbers.xml, decimal and percent formats and symbols.
    @Test func sharesAreWrittenAsTheLanguageWritesThem() {
        #expect(NumberFormat(locale: "en").share(41.2) == "41.2%")
        #expect(NumberFormat(locale: "es").share(41.2) == "41,2\(noBreak)%")
        #expect(NumberFormat(locale: "sv").share(41.2) == "41,2\(noBreak)%")
        #expect(NumberFormat(locale: "el").share(41.2) == "41,2%")
        #expect(NumberFormat(locale: "sv").share(100, decimals: 0) == "100\(noBreak)%")
        #expect(NumberFormat(locale: "el").share(0, decimals: 0) == "0%")
    }

    @Test func scoresHaveTheirSign() {
        #expect(NumberFormat(locale: "en").score(12.34) == "+12.3")
        #expect(NumberFormat(locale: "en").score(-12.36) == "-12.4")
        #expect(NumberFormat(locale: "sv").score(-7.5) == "\u{2212}7,5")
        #expect(NumberFormat(locale: "es").score(-7.5) == "-7,5")
        #expect(NumberFormat(locale: "el").score(100) == "+100,0")
        for tag in ["en", "es", "sv", "el"] {
            let zero = NumberFormat(locale: tag).score(0)
            #expect(zero == (tag == "en" ? "0.0" : "0,0"))
            #expect(NumberFormat(locale: tag).score(-0.04) == zero)
            #expect(NumberFormat(locale: tag).score(0.04) == zero)
        }
    }

    @Test func countsAreGroupedAsTheLanguageGroupsThem() {
        #expect(NumberFormat(locale: "en").count(1_931) == "1,931")
        #expect(NumberFormat(locale: "es").count(1_931) == "1931")
        #expect(NumberFormat(locale: "es").count(12_931) == "12.931")
        #expect(NumberFormat(locale: "sv").count(1_931) == "1\(noBreak)931")
        #expect(NumberFormat(locale: "el").count(1_931) == "1.931")
    }

    @Test func numbersAndLevelsHaveTheDecimalsTheyNeed() {
        #expect(NumberFormat(locale: "el").number(3.14159, decimals: 2) == "3,14")
        #expect(NumberFormat(locale: "sv").number(-1.5, decimals: 2) == "\u{2212}1,50")
        #expect(NumberFormat(locale: "en").number(-0.001, decimals: 2) == "0.00")
        #expect(NumberFormat(locale: "en").level(0.95) == "95%")
        #expect(NumberFormat(locale: "es").level(0.995) == "99,5\(noBreak)%")
    }

    @Test func languagesHaveTheirOwnNames() {
        let reader = NumberFormat(locale: "en")
        #expect(reader.languageName("sv") == "Svenska")
        #expect(reader.languageName("el") == "Ελληνικά")
        #expect(reader.languageName("es") == "Español")
        #expect(!reader.languageName("und").isEmpty && reader.languageName("und") != "Und")
    }
}

@Suite struct BarTests {
    @Test(arguments: [BarStyle.blocks, .ascii]) func aBarIsAsLongAsItsShare(style: BarStyle) {
        #expect(style.bar(0, width: 20) == "")
        #expect(style.bar(100, width: 20).count == 20)
        #expect(style.bar(50, width: 20).count == 10)
        #expect(style.bar(0.01, width: 20).count == 1)
        #expect(style.bar(-5, width: 20) == "" && style.bar(400, width: 20).count == 20)
        #expect(style.bar(50, width: 0) == "")
    }

    @Test func eighthsShow() {
        #expect(BarStyle.blocks.bar(100.0 * 3 / 64, width: 8) == "▍")
        #expect(BarStyle.blocks.bar(100.0 * 9 / 16, width: 2) == "█▏")
    }

    @Test func threeClassesFillTheBar() {
        for counts in [[1, 1, 1], [0, 0, 5], [33, 33, 34], [1, 0, 999], [7, 1, 1]] {
            for width in [8, 16, 30] {
                #expect(BarStyle.ascii.stacked(counts, width: width).count == width)
            }
        }
        #expect(BarStyle.ascii.stacked([1, 1, 2], width: 8) == "--==####")
        #expect(BarStyle.blocks.stacked([1, 1, 2], width: 8) == "░░▒▒████")
        #expect(BarStyle.ascii.stacked([0, 0, 0], width: 8) == "")
    }
}
