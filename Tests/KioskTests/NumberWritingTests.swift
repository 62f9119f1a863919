import Foundation
import SampleSurveys
import SurveyModel
import Testing

@testable import Kiosk

@Suite struct NumberWritingTests {
    @Test func decimalSignsAreThoseOfICU() {
        let tags = [
            "en", "en-US", "en-GB", "es", "es-ES", "es-MX", "es-AR", "es-US", "es-PE", "es-PR", "es-DO",
            "es-GT", "es-CO",
            "sv", "sv-SE", "sv-FI", "el", "el-CY", "de", "de-CH", "de-AT", "de-LI", "fr", "fr-CA", "it",
            "it-CH", "pt",
            "pt-BR", "nl", "da", "nb", "nn", "fi", "pl", "cs", "sk", "hu", "ro", "bg", "ru", "uk", "tr", "ca",
            "gl", "eu",
            "hr", "sl", "sr", "bs", "mk", "sq", "et", "lv", "lt", "is", "ga", "mt", "he", "ja", "ko", "zh",
            "th", "id", "vi",
            "ms", "af", "ka", "hy", "az", "kk", "be", "uz",
        ]
        for tag in tags {
            let expected = Locale(identifier: tag).decimalSeparator ?? ""
            #expect(String(NumberWriting(locale: tag).decimal) == expected, "\(tag)")
        }
    }

    @Test(arguments: [
        ("en", "1,250", "1250"), ("en", "1,250.75", "1250.75"), ("en", "12,5", "12.5"),
        ("en", "0,125", "0.125"),
        ("en", "1 000 000", "1000000"), ("en", ".5", "0.5"), ("en", "-12", "-12"),
        ("en", "\u{2212}3.5", "-3.5"),
        ("es", "1.250", "1250"), ("es", "1250,75", "1250.75"), ("es", "12.5", "12.5"),
        ("es", "1.250.000,5", "1250000.5"),
        ("sv", "1\u{A0}250,5", "1250.5"), ("sv", "1 250", "1250"), ("sv", ",5", "0.5"),
        ("el", "1.250,50", "1250.5"),
        ("el", "0.5", "0.5"), ("el", "007", "7"),
    ]) func numbersAreReadAsTheLanguageWritesThem(locale: String, typed: String, expected: String) {
        #expect(NumberWriting(locale: locale).number(typed) == Decimal(string: expected))
    }

    @Test(arguments: [
        "", "-", ".", ",", "1,25,000", "1.2.3", "1,2,3", "--1", "1-", "1e5", "0x1F", "NaN", "inf", "٣",
        "1 00", "1.250,5", "½",
        "1\u{301}", String(repeating: "9", count: 39), String(repeating: "1", count: 5_000),
    ]) func whatIsNoNumberIsNone(typed: String) {
        #expect(NumberWriting(locale: "en").number(typed) == nil)
    }

    @Test(arguments: ["en", "es", "sv", "el", "de-CH"]) func whatIsWrittenIsReadBack(locale: String) throws {
        let writing = NumberWriting(locale: locale)
        var generator = Seeded(7)
        for _ in 0..<500 {
            let whole = Int.random(in: -9_999_999...9_999_999, using: &generator)
            let number = Decimal(whole) / [1, 10, 100, 1_000][Int.random(in: 0..<4, using: &generator)]
            let text = writing.text(number)
            // `1.250` in a language that groups with a full stop is never written: three decimals take the decimal sign.
            #expect(writing.number(text) == number, "\(text)")
        }
    }
}
