internal import Interview
internal import ResponseStore
internal import SurveyModel
internal import Terminal
internal import Translations

// One person after the other: how a visit begins, goes on and ends.

extension KioskScreen {
    /// Begins an interview in a language. Nothing is stored by that.
    mutating func begin(in locale: String, at now: Duration) {
        do {
            let fresh = try station.newInterview(in: locale)
            let options = InterviewScreen.Options(
                hasReview: settings.hasReview, isUnattended: true, theme: theme,
                hasPrettyMarks: settings.hasPrettyMarks, locales: wording.locales)
            let screen = InterviewScreen(
                fresh.interview, journal: VisitJournal(fresh.journal), phrasebook: wording.phrasebook,
                options: options, today: station.localTime.day)
            var visit = Visit(id: fresh.id, screen: screen)
            station.note(.language(locale), at: now)
            try visit.screen.begin(at: now)
            goOn(with: visit, from: .end, at: now)
        } catch {
            remember(error, at: now)
            goOut(Self.outage(for: error), at: now)
        }
    }

    /// Hands on what came from the terminal.
    mutating func hand(_ input: InputEvent, at now: Duration) {
        guard case .asking(var visit) = phase else { return }
        // The visit is taken out while it changes, so that it is not copied.
        phase = .starting
        let (place, part) = (visit.place, visit.item?.place)
        do {
            for command in try visit.screen.take(input, at: now) where command == .bell || command == .repaint
            {
                commands.append(command)
            }
        } catch {
            return breakOff(visit, error, at: now)
        }
        if visit.place == place, visit.item?.place != part { inputGuard.moveOn(at: now) }
        goOn(with: visit, from: place, at: now)
    }

    /// Shows a visit after something has happened in it.
    private mutating func goOn(with visit: Visit, from place: Visit.Place, at now: Duration) {
        var visit = visit
        note(visit.drain(at: now, tooFast: settings.tooFast), at: now)
        if let outcome = visit.screen.outcome {
            visit.clear()
            switch outcome {
            case .finished(let disposition): station.note(.submitted(disposition), at: now)
            case .left: if visit.hasBegun { station.note(.submitted(.partial), at: now) }
            }
            return thank(visit.screen.lastWords, locale: visit.screen.interview.locale, at: now)
        }
        if visit.place == place {
            phase = .asking(visit)
            return
        }
        if visit.place == .review { station.note(.review, at: now) }
        let isText = visit.isText
        show(.asking(visit), isText: isText, at: now)
    }

    // MARK: People who walk away

    /// How long nobody has to do anything where the visit stands. A time that the kiosk's settings name for the question counts
    /// before one that the survey has, and that before the kiosk's own.
    private func idleAllowed(_ visit: Visit) -> Duration {
        guard let item = visit.item else { return settings.idle }
        let question = survey[item.question]
        if let own = settings.idleByQuestion[question.name] ?? settings.idleByQuestion[question.stem] {
            return own
        }
        if let own = question.idle { return .seconds(own) }
        return visit.isText || visit.screen.isTyping ? max(settings.idle, settings.idleText) : settings.idle
    }

    /// When the countdown ends.
    private func idleEnd(_ visit: Visit) -> Duration { activity + idleAllowed(visit) + settings.idleWarning }

    /// When something happens next in a visit that nobody touches: the countdown appears, or shows another second, or ends.
    func nextOfIdle(_ visit: Visit) -> Duration {
        visit.isWarned
            ? idleEnd(visit) - .seconds(max(0, secondsLeft(visit) - 1)) : activity + idleAllowed(visit)
    }

    /// The seconds that the countdown shows.
    func secondsLeft(_ visit: Visit) -> Int {
        Self.wholeSeconds(idleEnd(visit) - clock)
    }

    /// Shows the countdown, counts, and ends the visit when it is over.
    mutating func watchIdle(at now: Duration) {
        guard case .asking(var visit) = phase else { return }
        guard now < idleEnd(visit) else { return endIdle(visit, at: now) }
        guard !visit.isWarned, now >= activity + idleAllowed(visit) else { return }
        visit.isWarned = true
        phase = .asking(visit)
        tellIgnored(at: now)
        inputGuard.arrive(isText: false, at: now)
        station.note(.idleWarning, at: now)
    }

    /// Somebody is there after all; what told so does nothing else.
    mutating func goOn(at now: Duration) {
        guard case .asking(var visit) = phase else { return }
        visit.isWarned = false
        let isText = visit.isText
        phase = .asking(visit)
        activity = now
        inputGuard.arrive(isText: isText, at: now)
        station.note(.idleGoesOn, at: now)
    }

    /// Nobody is there any more.
    private mutating func endIdle(_ visit: Visit, at now: Duration) {
        var visit = visit
        phase = .starting
        if !visit.isWarned { station.note(.idleWarning, at: now) }
        station.note(.idleEnd(settings.onIdle), at: now)
        do {
            switch settings.onIdle {
            case .keep: try visit.screen.end(.partial)
            case .submit: try visit.screen.end(visit.disposition)
            case .discard:
                var journal = visit.journal
                try journal?.discard()
            }
        } catch {
            return breakOff(visit, error, isDeserted: true, at: now)
        }
        note(visit.drain(at: now, tooFast: settings.tooFast), at: now)
        visit.clear()
        if visit.hasBegun {
            if settings.onIdle == .discard {
                discarded += 1
            } else {
                station.note(.submitted(settings.onIdle == .submit ? visit.disposition : .partial), at: now)
            }
        }
        attract(at: now)
    }

    // MARK: Faults

    /// A visit cannot go on. What was acknowledged is in the store; the interview is closed as soon as the store can be used.
    private mutating func breakOff(
        _ visit: Visit, _ error: any Error, isDeserted: Bool = false, at now: Duration
    ) {
        var visit = visit
        note(visit.drain(at: now, tooFast: settings.tooFast), at: now)
        visit.clear()
        remember(error, at: now)
        cutOff = visit.journal.map {
            CutOff(journal: $0, isErased: isDeserted && settings.onIdle == .discard)
        }
        let text: ProgramText = visit.failure == .submission ? .kioskNotSubmitted : .kioskNotSaved
        let apology = Apology(text: text, locale: visit.screen.interview.locale)
        goOut(Self.outage(for: error), apology: isDeserted ? nil : apology, at: now)
    }

    /// Keeps what went wrong for the operator and the trail.
    mutating func remember(_ error: any Error, at now: Duration) {
        let fault = error as? StoreFault
        lastFault = fault?.message ?? "\(error)"
        station.note(.notSaved(fault?.kind), at: now)
    }

    /// What a fault means for the kiosk.
    static func outage(for error: any Error) -> KioskOutage {
        guard let fault = error as? StoreFault else { return .fault("\(error)") }
        switch fault.kind {
        case .full: return .diskFull
        case .locked: return .storeLocked
        default: return .fault(fault.message)
        }
    }
}
