internal import Foundation
internal import SurveyModel

/// Numbers as CLDR writes them for a reader's locale.
///
/// `FormatStyle`, not `NumberFormatter`: the latter groups some locales wrongly on Linux.
struct NumberFormat {
    private let locale: Locale

    /// Numbers for a BCP 47 tag.
    init(locale tag: String) {
        locale = Locale(identifier: tag)
    }

    /// A count: `1,931` in en, `1931` in es.
    func count(_ count: Int) -> String {
        count.formatted(.number.locale(locale))
    }

    /// A number with so many decimals.
    func number(_ number: Double, decimals: Int = 1) -> String {
        if abs(number) >= Self.countable {
            return number.formatted(
                .number.notation(.scientific).precision(.fractionLength(0...3)).locale(locale))
        }
        return Self.withoutNegativeZero(number, decimals).formatted(
            .number.precision(.fractionLength(decimals)).locale(locale))
    }

    /// A promoter score, which runs from -100 to 100: always with its sign, as it is no share.
    func score(_ score: Double) -> String {
        guard abs(score) < Self.countable else { return number(score) }
        return Self.withoutNegativeZero(score, 1).formatted(
            .number.precision(.fractionLength(1)).sign(strategy: .always(includingZero: false)).locale(locale)
        )
    }

    /// A probability or a p value, what is next to 0 or to 1 as a bound: `0.940`, `<0.001`, `>0.999`.
    func probability(_ probability: Double) -> String {
        if probability < 0.001, probability > 0 { return "<" + number(0.001, decimals: 3) }
        if probability > 0.999, probability < 1 { return ">" + number(0.999, decimals: 3) }
        return number(probability, decimals: 3)
    }

    /// A share from 0 to 100: `41,2 %` in es and sv, `41,2%` in el.
    func share(_ share: Double, decimals: Int = 1) -> String {
        guard abs(share) < Self.countable else { return number(share) }
        return (share / 100).formatted(.percent.precision(.fractionLength(decimals)).locale(locale))
    }

    /// A level of confidence, as few decimals as it has: `95 %`, `99.5%`.
    func level(_ level: Double) -> String {
        level.formatted(.percent.precision(.fractionLength(0...2)).locale(locale))
    }

    /// A day, given as days since 1970-01-01: `21 Nov 2026`.
    func day(_ day: Double) -> String {
        Date(timeIntervalSince1970: day.rounded() * 86_400).formatted(
            inGregorian(.dateTime.year().month(.abbreviated).day()))
    }

    /// A day of a year; nil where there is no such day.
    func day(_ day: Int, _ month: Int, of year: Int) -> String? {
        date(year, month, day)?.formatted(inGregorian(.dateTime.year().month(.abbreviated).day()))
    }

    /// A month: `Nov 2026`, `nov. 2026`.
    func month(_ month: Int, of year: Int) -> String? {
        date(year, month, 1)?.formatted(inGregorian(.dateTime.year().month(.abbreviated)))
    }

    /// A quarter: `Q4 2026`, `T4 2026`.
    func quarter(_ quarter: Int, of year: Int) -> String? {
        date(year, 3 * quarter - 2, 1)?.formatted(inGregorian(.dateTime.year().quarter(.abbreviated)))
    }

    private func date(_ year: Int, _ month: Int, _ day: Int) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(year: year, month: month, day: day)
        guard parts.isValidDate(in: calendar) else { return nil }
        return calendar.date(from: parts)
    }

    private func inGregorian(_ style: Date.FormatStyle) -> Date.FormatStyle {
        var style = style.locale(locale)
        style.timeZone = .gmt
        style.calendar = Calendar(identifier: .gregorian)
        return style
    }

    /// A time, given as minutes since midnight: `09:30`.
    func time(_ minutes: Double) -> String {
        let minutes = Int(min(max(minutes.rounded(), 0), 1_439))
        return TimeOfDay(minutes: minutes).text
    }

    /// A language by the name it has for itself, `Svenska`; what is no known language by what the reader calls that.
    func languageName(_ tag: String) -> String {
        let own = Locale(identifier: tag).localizedString(forIdentifier: tag)
        let name = (tag == "und" ? nil : own) ?? locale.localizedString(forIdentifier: tag) ?? tag
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// Beyond that nobody counts digits, and a column would be three hundred cells wide: numbers have an exponent there.
    private static let countable = 1e15

    /// What rounds to zero is written without a minus.
    private static func withoutNegativeZero(_ number: Double, _ decimals: Int) -> Double {
        let half = 0.5 * pow(10, -Double(decimals))
        return abs(number) < half ? 0 : number
    }
}
