internal import Interview
public import SurveyModel
public import Terminal
public import Translations

/// A kiosk: one interview after the other, for strangers, with nobody beside it.
///
/// It waits, lets a language be chosen, holds the interview, thanks, and waits again; over that lie the countdown for those
/// who walked away, and the operator's desk. A value: events move it on, it draws itself, and it says when it wants to be
/// woken. Whatever fails in the store is its own affair: it goes out of service with an apology and comes back by itself.
///
/// What belongs to one person is in `Visit` and nowhere else, and goes as a whole when the visit is over; so nothing grows
/// with the number of interviews, and nothing of one person can be drawn for the next.
public struct KioskScreen: ScreenProgram {
    let survey: Survey
    let settings: KioskSettings
    let station: any KioskStation
    let theme: Theme
    var wording: KioskWording

    /// What is on the screen, but for what lies over it.
    var phase = Phase.starting
    /// Since when.
    var phaseBegan = Duration.zero
    /// The operator's desk, while it is open; it covers everything.
    var desk: OperatorDesk?
    var inputGuard: InputGuard
    var chord: ChordWatch
    var blocked = BlockedKeys()
    /// When somebody last did something that counts.
    var activity = Duration.zero
    /// Counts the texts that were shown in turn on a screen that nobody touches.
    var turn = 0
    /// When the next one is shown.
    var nextTurn = Duration.zero
    /// When the machine is asked again whether all is well.
    var nextCheck = Duration.zero
    /// Whether the operator paused the kiosk.
    var isPaused = false
    /// An interview that a fault cut off, until it could be closed.
    var cutOff: CutOff?
    /// What went wrong last, for the operator.
    var lastFault: String?
    /// Interviews whose answers were erased since the start.
    var discarded = 0
    /// The language the operator reads.
    var operatorLocale: String
    /// What time it was when anything happened last.
    var clock = Duration.zero
    /// What has to be done beside drawing.
    var commands: [ScreenCommand] = []

    /// What is on the screen.
    enum Phase {
        /// Nothing was drawn yet.
        case starting
        /// It waits for somebody.
        case attracting
        /// Somebody chooses a language.
        case choosing(LanguageChoice)
        /// Somebody answers.
        case asking(Visit)
        /// It says the last words, in a language.
        case thanking([String], locale: String)
        /// It is out of service; first it may apologise to whom that hit.
        case out(KioskOutage, apology: Apology?)
    }

    /// What somebody is told whose answers met a fault.
    struct Apology: Hashable {
        /// What happened.
        var text: ProgramText
        /// The language they read.
        var locale: String
    }

    /// An interview that a fault cut off.
    struct CutOff {
        /// Its journal, which holds no answer by itself.
        var journal: any KioskJournal
        /// Whether it was to leave nothing.
        var isErased: Bool
        /// How often it was tried in vain to close it while the store could be used.
        var failures = 0
    }

    /// A kiosk that has not begun. The settings and the survey fit each other: languages and questions that they name and
    /// the survey does not have are left out.
    public init(
        survey: Survey, settings: KioskSettings, catalogues: [Catalogue], station: any KioskStation
    ) {
        self.survey = survey
        self.settings = settings
        self.station = station
        theme =
            switch settings.theme {
            case .dark: Theme(.dark)
            case .light: Theme(.light)
            case .none: Theme(.none)
            }
        let offered = settings.locales.filter(survey.locales.contains)
        wording = KioskWording(
            locales: offered.isEmpty ? survey.locales : offered, survey: survey, attract: settings.attract,
            catalogues: catalogues)
        operatorLocale = wording.locales[0]
        inputGuard = InputGuard(pause: settings.guardPaint, quiet: settings.guardQuiet)
        chord = ChordWatch(settings.pin == nil ? nil : settings.chord)
    }

    // MARK: What a session asks of a program

    /// Takes an event. Never throws: faults of the store are shown, and gone after.
    public mutating func take(_ event: ScreenEvent, at now: Duration) -> [ScreenCommand] {
        commands = []
        clock = max(clock, now)
        switch event {
        case .stopped(let signal):
            stop(signal, at: now)
            return commands
        case .began:
            if case .starting = phase { attract(at: now) }
        case .input(let input):
            advance(to: now)
            take(input, at: now)
        case .resized(let columns, let rows):
            station.note(.resized(columns: columns, rows: rows), at: now)
            advance(to: now)
        case .woke: advance(to: now)
        case .resumed:
            advance(to: now)
            commands.append(.repaint)
        }
        return commands
    }

    /// Guards count from here.
    public mutating func painted(at now: Duration) {
        clock = max(clock, now)
        inputGuard.painted(at: now)
        if case .asking(var visit) = phase, desk == nil {
            phase = .starting
            visit.painted(at: now)
            phase = .asking(visit)
        }
    }

    /// When the first of all that is waited for comes.
    public var deadline: Duration? {
        var moments: [Duration?] = [desk?.deadline, blocked.deadline]
        switch phase {
        case .starting: break
        case .attracting: moments += [nextTurn, nextCheck]
        case .choosing: if desk == nil { moments.append(activity + settings.idle) }
        case .asking(let visit):
            if desk == nil { moments.append(nextOfIdle(visit)) }
        case .thanking: moments.append(phaseBegan + settings.thanks)
        case .out: moments += [nextTurn, nextCheck]
        }
        return moments.compactMap(\.self).min()
    }

    // MARK: Time goes by

    /// Does what was due by now, the earliest first, before anything that happens now: a key that comes after a visit's time
    /// was up belongs to somebody else.
    mutating func advance(to now: Duration) {
        if let tally = blocked.due(at: now) { note(tally, at: now) }
        if let desk, now >= desk.deadline { closeDesk(at: now) }
        switch phase {
        case .starting: break
        case .attracting:
            if now >= nextCheck {
                nextCheck = now + timeToMinute
                if let outage = outage() { goOut(outage, at: now) }
            }
            turnOver(at: now)
        case .choosing:
            if desk == nil, now >= activity + settings.idle { attract(at: now) }
        case .asking:
            if desk == nil { watchIdle(at: now) }
        case .thanking:
            if now >= phaseBegan + settings.thanks { attract(at: now) }
        case .out:
            if now >= nextCheck { tryAgain(at: now) }
            turnOver(at: now)
        }
    }

    /// How often it is tried whether service can go on; an apology stays so long at least.
    static let retryPeriod = Duration.seconds(10)

    /// Shows the next text of a screen that shows them in turn.
    private mutating func turnOver(at now: Duration) {
        guard now >= nextTurn else { return }
        turn = (turn + 1) % 1_000_000
        nextTurn = now + max(settings.attractTurn, .seconds(1))
    }

    // MARK: From one screen to the next

    /// Makes this what is on the screen. What was there before, a visit with it, is gone.
    mutating func show(_ phase: Phase, isText: Bool = false, at now: Duration) {
        self.phase = phase
        phaseBegan = now
        activity = now
        tellIgnored(at: now)
        inputGuard.arrive(isText: isText, at: now)
    }

    /// Waits for the next person; or shows why it cannot.
    mutating func attract(at now: Duration) {
        if let outage = outage() { goOut(outage, at: now) } else { wait(forNextAt: now) }
    }

    /// Waits for the next person, with nothing left of the one before.
    mutating func wait(forNextAt now: Duration) {
        show(.attracting, at: now)
        turn = 0
        nextTurn = now + max(settings.attractTurn, .seconds(1))
        nextCheck = now + timeToMinute
        commands.append(settings.wipes ? .wipe : .repaint)
        station.note(.attract, at: now)
    }

    /// Somebody came.
    private mutating func wake(at now: Duration) {
        station.note(.wake, at: now)
        if wording.locales.count > 1 {
            show(.choosing(LanguageChoice(count: wording.locales.count)), at: now)
        } else {
            begin(in: wording.locales[0], at: now)
        }
    }

    /// Says the last words.
    mutating func thank(_ lines: [String], locale: String, at now: Duration) {
        show(.thanking(lines, locale: locale), at: now)
        station.note(.thanks, at: now)
    }

    // MARK: What comes from the terminal

    private mutating func take(_ input: InputEvent, at now: Duration) {
        if case .key(let key) = input, let name = BlockedKeys.name(of: key) {
            if let tally = blocked.count(name, at: now) { note(tally, at: now) }
            return
        }
        switch chord.take(input, at: now) {
        case .completed: return openDesk(at: now)
        case .begun: return
        case .unrelated: break
        }
        if desk != nil { return takeAtDesk(input, at: now) }
        if case .out = phase { return }
        guard let deed = InputGuard.Deed(input) else {
            if case .asking = phase { hand(input, at: now) }
            return
        }
        guard inputGuard.admits(deed, at: now) else { return }
        switch phase {
        case .starting, .out: break
        case .attracting: wake(at: now)
        case .choosing(var choice):
            activity = now
            let chosen = choice.take(input)
            phase = .choosing(choice)
            if let chosen { begin(in: wording.locales[chosen], at: now) }
        case .asking:
            activity = now
            if isWarned { goOn(at: now) } else { hand(input, at: now) }
        case .thanking:
            if now >= phaseBegan + settings.thanksSkip { attract(at: now) }
        }
    }

    /// Whether the countdown is shown.
    private var isWarned: Bool { if case .asking(let visit) = phase { visit.isWarned } else { false } }

    // MARK: The end

    /// Ends in order: what was answered is kept as partial.
    private mutating func stop(_ signal: Int32, at now: Duration) {
        station.note(.stopped(signal: signal), at: now)
        endVisit(at: now)
        if let tally = blocked.rest() { note(tally, at: now) }
        phase = .starting
        commands.append(.end(status: 128 &+ signal))
    }

    /// Keeps what somebody has answered so far, where the kiosk itself must end or pause. What cannot be written now is closed
    /// as abandoned before service goes on, or at the next start.
    mutating func endVisit(at now: Duration) {
        guard case .asking(var visit) = phase else { return }
        phase = .starting
        defer { visit.clear() }
        do {
            try visit.screen.end(.partial)
            note(visit.drain(at: now, tooFast: settings.tooFast), at: now)
            if visit.hasBegun { station.note(.submitted(.partial), at: now) }
        } catch {
            remember(error, at: now)
            cutOff = visit.journal.map { CutOff(journal: $0, isErased: false) }
        }
    }

    // MARK: The trail

    mutating func note(_ tallies: [TrailEvent], at now: Duration) {
        for event in tallies { station.note(event, at: now) }
    }

    /// Tells how much input counted for nothing on the screen that is left.
    mutating func tellIgnored(at now: Duration) {
        let ignored = inputGuard.takeIgnored()
        if ignored > 0 { station.note(.guarded(keys: ignored), at: now) }
    }
}
