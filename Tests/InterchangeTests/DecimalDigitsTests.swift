import Foundation
import SampleSurveys
import SurveyModel
import Testing

@Suite("The digits of a decimal")
struct DecimalDigitsTests {
    @Test func `are what the library describes, for numbers of every length`() {
        var random = Seeded(2)
        var numbers: [Decimal] = [
            0, 1, -1, 10, 100, -0.5, .leastFiniteMagnitude, .greatestFiniteMagnitude, .pi,
        ]
        for _ in 0..<20_000 {
            let digits = (0..<random.whole(1...30)).map { _ in String(random.whole(0...9)) }.joined()
            let exponent = random.whole(-12...4)
            let significand = Decimal(string: digits) ?? 0
            numbers.append(
                Decimal(
                    sign: random.chance(50) ? .minus : .plus, exponent: exponent, significand: significand))
            numbers.append(Decimal(random.whole(-1_000...1_000)) / 8)
        }
        var fast = 0
        for number in numbers {
            #expect(number.canonicalText == number.describedText)
            #expect(number.exactInt == Int(number.describedText))
            fast += number.digits == nil ? 0 : 1
        }
        #expect(fast > numbers.count / 2, "the fast way is taken")
    }

    @Test func `at the ends of Int are exact, and no number has none`() {
        for text in [
            "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551615",
        ] {
            #expect(Decimal(string: text)?.exactInt == Int(text))
            #expect(Decimal(string: text)?.canonicalText == text)
        }
        #expect(Decimal.nan.digits == nil)
        #expect(Decimal.nan.exactInt == nil)
    }
}
