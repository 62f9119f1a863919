public import FoundationEssentials
public import SurveyModel

extension Interview {
    /// Why an entry is not accepted.
    public enum Problem: Error, Hashable, Sendable {
        /// The item must be answered.
        case required
        /// The value is not of the kind that the item asks for.
        case wrongKind
        /// The number lies outside these bounds.
        case outOfRange(low: Decimal?, high: Decimal?)
        /// The number must be whole.
        case notWhole
        /// At most so many decimals may be given.
        case tooManyDecimals(Int)
        /// At least so many options must be chosen.
        case tooFew(Int)
        /// At most so many options may be chosen.
        case tooMany(Int)
        /// This option excludes the others.
        case exclusive(option: Int)
        /// The option or the kind of missing is not offered.
        case notOffered
        /// The text may have so many characters.
        case tooLong(Int)
        /// The text has a control character.
        case forbiddenCharacter
        /// The text may have one line only.
        case lineBreak
        /// The text is not of the pattern.
        case pattern(TextPattern)
        /// The day lies outside these bounds.
        case dateOutOfRange(low: CalendarDay?, high: CalendarDay?)
        /// The time lies outside these bounds.
        case timeOutOfRange(low: TimeOfDay?, high: TimeOfDay?)
        /// The option stands in the order twice.
        case repeated(option: Int)
        /// The parts before have left only so much of what is allocated.
        case tooMuch(remaining: Int)
        /// The last part of an allocation takes all that is left.
        case mustTakeRest(Int)
        /// The survey is not in that language.
        case unknownLanguage
    }
}

extension Interview {
    /// Why the current item would not take an entry, nil if it would: for a front that words a refusal with what was typed.
    /// Nothing where the interview does not ask.
    public func problem(with entry: Entry) -> Problem? {
        guard case .asking(let item) = phase,
            case .failure(let problem) = item.accept(entry, in: survey, today: today)
        else { return nil }
        return problem
    }
}

/// What may be chosen of a list: the offered options and how many of them.
struct Offer {
    var options: [Int]
    var select: ClosedRange<Int>
}

extension Survey {
    /// The value as it is stored, or why it does not belong to a domain.
    ///
    /// Without an offer every option of the list may be chosen, within the limits that the domain itself has.
    func accept(
        _ value: Value, in domain: Domain, offer: Offer? = nil, today: CalendarDay? = nil
    ) -> Result<Value, Interview.Problem> {
        switch (domain, value) {
        case (.option(let list), .option(let option)):
            let isOffered = offer?.options.contains(option) ?? self[list].options.indices.contains(option)
            return isOffered ? .success(value) : .failure(.notOffered)
        case (.options(let list, let select), .options(let chosen)):
            let offer = offer ?? Offer(options: Array(self[list].options.indices), select: select)
            return accept(Set(chosen).sorted(), of: self[list], offer: offer)
        case (.order(let list, let select), .order(let order)):
            return accept(
                order, offer: offer ?? Offer(options: Array(self[list].options.indices), select: select))
        case (.point(let scale), .number(let number)):
            let bounds = self[scale].bounds
            guard let point = number.exactInt else {
                return .failure(number.isFinite && number.fractionDigits == 0 ? outOf(bounds) : .notWhole)
            }
            return bounds.contains(point) ? .success(value) : .failure(outOf(bounds))
        case (.yesno, .yesno):
            return .success(value)
        case (.number(let rule), .number(let number)):
            guard number.isFinite else { return .failure(.wrongKind) }
            if rule.allows(number) { return .success(value) }
            if let low = rule.low, number < low {
                return .failure(.outOfRange(low: rule.low, high: rule.high))
            }
            if let high = rule.high, number > high {
                return .failure(.outOfRange(low: rule.low, high: rule.high))
            }
            return .failure(rule.decimals == 0 ? .notWhole : .tooManyDecimals(rule.decimals))
        case (.text(let rule), .text(let text)):
            if text.allSatisfy(\.isWhitespace) { return .failure(.required) }
            if rule.isClean(text) {
                guard let pattern = rule.pattern, !pattern.matches(text) else { return .success(value) }
                return .failure(.pattern(pattern))
            }
            if text.unicodeScalars.contains(where: { $0 != "\n" && TextRule.isForbidden($0) }) {
                return .failure(.forbiddenCharacter)
            }
            return .failure(rule.lines == 1 && text.utf8.contains(0x0A) ? .lineBreak : .tooLong(rule.length))
        case (.date(let rule), .date(let day)):
            if rule.allows(day, today: today) { return .success(value) }
            let low = rule.low?.day(today: today)
            let high = rule.high?.day(today: today)
            return .failure(
                day.isWritable
                    ? .dateOutOfRange(low: low, high: high)
                    : .dateOutOfRange(low: low ?? .first, high: high ?? .last))
        case (.time(let rule), .time(let time)):
            return rule.allows(time)
                ? .success(value) : .failure(.timeOutOfRange(low: rule.low, high: rule.high))
        case (.option, _), (.options, _), (.order, _), (.point, _), (.yesno, _), (.number, _), (.text, _),
            (.date, _), (.time, _), (.truth, _):
            return .failure(.wrongKind)
        }
    }

    private func accept(
        _ chosen: [Int], of list: OptionList, offer: Offer
    ) -> Result<Value, Interview.Problem> {
        let offered = Set(offer.options)
        guard chosen.allSatisfy(offered.contains) else { return .failure(.notOffered) }
        if let exclusive = chosen.first(where: { list.options[$0].isExclusive }) {
            return chosen.count == 1 ? .success(.options(chosen)) : .failure(.exclusive(option: exclusive))
        }
        if chosen.count > offer.select.upperBound { return .failure(.tooMany(offer.select.upperBound)) }
        if chosen.count < offer.select.lowerBound { return .failure(.tooFew(offer.select.lowerBound)) }
        return .success(.options(chosen))
    }

    /// An order may have fewer options than are offered, and none of them twice.
    private func accept(_ order: [Int], offer: Offer) -> Result<Value, Interview.Problem> {
        let offered = Set(offer.options)
        var seen: Set<Int> = []
        for option in order {
            guard offered.contains(option) else { return .failure(.notOffered) }
            guard seen.insert(option).inserted else { return .failure(.repeated(option: option)) }
        }
        if order.count > offer.select.upperBound { return .failure(.tooMany(offer.select.upperBound)) }
        if order.count < offer.select.lowerBound { return .failure(.tooFew(offer.select.lowerBound)) }
        return .success(.order(order))
    }

    private func outOf(_ bounds: ClosedRange<Int>) -> Interview.Problem {
        .outOfRange(low: Decimal(bounds.lowerBound), high: Decimal(bounds.upperBound))
    }
}

extension Interview.Item {
    /// What may be chosen.
    var offer: Offer { Offer(options: options, select: select) }

    /// The answer that an entry stands for, or why it is not accepted.
    func accept(
        _ entry: Interview.Entry, in survey: Survey, today: CalendarDay?
    ) -> Result<Answer, Interview.Problem> {
        guard let variable else { return .failure(.wrongKind) }
        switch entry {
        case .skip:
            return isOptional ? .success(.missing(.skipped)) : .failure(.required)
        case .missing(let kind):
            return missing.contains { $0.kind == kind } ? .success(.missing(kind)) : .failure(.notOffered)
        case .value(let value):
            let accepted = survey.accept(value, in: survey[variable].domain, offer: offer, today: today)
            switch accepted {
            case .success(let value): return share(value).map(Answer.answered)
            case .failure(.required) where isOptional: return .success(.missing(.skipped))
            case .failure(.tooFew) where isOptional && (value == .options([]) || value == .order([])):
                return .success(.missing(.skipped))
            case .failure(let problem): return .failure(problem)
            }
        }
    }

    /// What a part of an allocation gets: no more than there is, and the last part all of it.
    private func share(_ value: Value) -> Result<Value, Interview.Problem> {
        guard let remaining, case .number(let number) = value else { return .success(value) }
        guard let amount = number.exactInt else { return .failure(.notWhole) }
        if amount < 0 { return .failure(.outOfRange(low: 0, high: Decimal(max(0, remaining)))) }
        if amount > remaining { return .failure(.tooMuch(remaining: remaining)) }
        if place == count - 1, amount < remaining { return .failure(.mustTakeRest(remaining)) }
        return .success(value)
    }

    /// A kept answer as it would be accepted now, nil if it no longer would.
    func stillValid(_ answer: Answer, in survey: Survey, today: CalendarDay?) -> Answer? {
        let entry: Interview.Entry
        switch answer {
        case .missing(.notAsked): return nil
        case .missing(.skipped): entry = .skip
        case .missing(let kind): entry = .missing(kind)
        case .answered(let value): entry = .value(value)
        }
        guard case .success(answer) = accept(entry, in: survey, today: today) else { return nil }
        return answer
    }
}
