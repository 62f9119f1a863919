public import Interview
public import SurveyModel
public import Terminal
public import Translations

/// One attended interview as a program that fills a screen: what `sondeo run` holds at a terminal.
///
/// It ends with 0 where the survey's end was reached, 130 where the respondent quit, and 128 and the number of a signal that
/// stopped it; whatever was committed is in the journal by then.
public struct FullScreenInterview: ScreenProgram {
    private var screen: InterviewScreen
    private var status: Int32 = 0

    /// Makes the program for an interview that has not started. `catalogues` reads the program's catalogues for a language when
    /// it is first spoken; `today` is the local date, and the interview's own wins.
    public init(
        _ interview: Interview, journal: any AnswerJournal, catalogues: @escaping (String) -> [Catalogue],
        theme: Theme,
        hasReview: Bool = true, hasPrettyMarks: Bool = false, today: CalendarDay? = nil
    ) {
        let options = InterviewScreen.Options(
            hasReview: hasReview, isUnattended: false, theme: theme, hasPrettyMarks: hasPrettyMarks)
        screen = InterviewScreen(
            interview, journal: journal, phrasebook: Phrasebook(reading: catalogues), options: options,
            today: today)
    }

    /// The interview as it stands.
    public var interview: Interview { screen.interview }
    /// What was said at the end, for the terminal that is there again; empty while it goes on.
    public var lastWords: [String] { screen.lastWords }

    /// Takes an event. Throws what the journal throws; every answer that was acknowledged is in it.
    public mutating func take(_ event: ScreenEvent, at now: Duration) throws -> [ScreenCommand] {
        switch event {
        case .began: try screen.begin(at: now)
        case .input(let input):
            if screen.outcome != nil { return isAnyKey(input) ? [.end(status: status)] : [] }
            let commands = try screen.take(input, at: now)
            // Nobody keeps an audit trail of an attended interview, and a key that is held down must not fill one.
            _ = screen.takeTrail()
            if screen.outcome == .left { return [.end(status: 128 + 2)] }
            return commands
        case .resized, .woke, .resumed: break
        case .stopped(let signal):
            try screen.end(.partial)
            return [.end(status: screen.outcome == .left ? 128 + signal : 0)]
        }
        return []
    }

    private func isAnyKey(_ input: InputEvent) -> Bool {
        switch input {
        case .key: true
        case .mouse(let mouse): mouse.action == .press
        case .paste, .focus, .cursor: false
        }
    }

    /// Draws the interview, or its last words.
    public mutating func draw(on canvas: inout Canvas) {
        if screen.outcome == nil { return screen.draw(on: &canvas) }
        var frame = Frame(on: &canvas, theme: screen.options.theme)
        frame.foot(screen.texts[.screenEnd].wrapped(to: frame.width).map { Picture.Line($0, .hint) })
        frame.window(
            head: [""]
                + screen.lastWords.flatMap { $0.wrapped(to: frame.width) }.map { Picture.Line($0, .question) },
            picture: Picture(), height: frame.free, wanted: 0)
        canvas = frame.canvas
    }

    /// Nothing depends on when it was painted.
    public mutating func painted(at now: Duration) {}

    /// It never wants to be woken.
    public var deadline: Duration? { nil }
}
