internal import Interview
internal import SurveyModel
public import Terminal
internal import Translations

// What each state looks like.

extension KioskScreen {
    /// Draws what is on the screen. A desk, or the countdown, covers all of what is under it.
    public mutating func draw(on canvas: inout Canvas) {
        if desk != nil { return drawDesk(on: &canvas) }
        switch phase {
        case .starting: Placard().draw(on: &canvas, theme: theme)
        case .attracting: invitation.draw(on: &canvas, theme: theme)
        case .choosing(var choice):
            draw(&choice, on: &canvas)
            phase = .choosing(choice)
        case .asking(var visit):
            guard !visit.isWarned else { return countdown(visit).draw(on: &canvas, theme: theme) }
            phase = .starting
            visit.screen.draw(on: &canvas)
            phase = .asking(visit)
        case .thanking(let lines, let locale): thanks(lines, locale).draw(on: &canvas, theme: theme)
        case .out(let outage, let apology): notice(outage, apology).draw(on: &canvas, theme: theme)
        }
    }

    private var invitation: Placard {
        mutating get {
            let locale = wording.locale(ofTurn: turn)
            var placard = Placard(turn: turn, hasCursor: false)
            placard.add(wording.invitation(locale, station: station), .title)
            placard.gap()
            placard.add(wording.texts(locale)[.kioskBegin], .key)
            return placard
        }
    }

    private mutating func draw(_ choice: inout LanguageChoice, on canvas: inout Canvas) {
        var frame = Frame(on: &canvas, theme: theme)
        let texts = wording.texts(wording.locales[choice.focus])
        frame.foot([Picture.Line([.init("Enter", .key), .init(" " + texts[.screenChoose], .hint)])])
        var heads: [String] = []
        for locale in wording.locales {
            let head = wording.texts(locale)[.chooseLanguage]
            if !heads.contains(head) { heads.append(head) }
        }
        // In all languages at once where there is room, else in that of the focus.
        let fits = heads.count + wording.locales.count + 1 <= frame.free
        let head = (fits ? heads : [texts[.chooseLanguage]]).flatMap { $0.wrapped(to: frame.width) }
        let isDense = wording.locales.count > 9
        let lines = wording.locales.enumerated().map { index, tag in
            let number = isDense && index >= 9 ? " " : "\(index + 1)"
            return (text: number + "  " + wording.name(ofLanguage: tag), isChosen: false)
        }
        frame.window(
            head: head.map { Picture.Line($0, .question) } + [""],
            picture: InterviewScreen.choices(lines, focus: choice.focus), height: frame.free, wanted: 0)
        choice.layout = frame.layout
        canvas = frame.canvas
    }

    private mutating func countdown(_ visit: Visit) -> Placard {
        let texts = wording.texts(visit.screen.interview.locale)
        var placard = Placard()
        placard.add(texts[.kioskIdle], .question)
        placard.add(texts(.kioskIdleLeft, count: secondsLeft(visit)), .fault)
        placard.gap()
        placard.add(texts[.kioskIdleGoOn], .key)
        placard.gap()
        if visit.hasBegun {
            placard.add(texts[settings.onIdle == .discard ? .kioskIdleErased : .kioskIdleKept], .hint)
        }
        return placard
    }

    private mutating func thanks(_ lines: [String], _ locale: String) -> Placard {
        var placard = Placard()
        placard.add(lines.isEmpty ? [wording.texts(locale)[.thanks]] : lines, .question)
        return placard
    }

    private mutating func notice(_ outage: KioskOutage, _ apology: Apology?) -> Placard {
        var placard = Placard(turn: turn)
        if let apology {
            placard.turn = 0
            let texts = wording.texts(apology.locale)
            placard.add(texts[apology.text], .fault)
            placard.gap()
            placard.add(texts[.kioskOut], .question)
            return placard
        }
        let texts = wording.texts(wording.locale(ofTurn: turn))
        switch outage {
        case .diskFull, .storeLocked, .fault:
            placard.add(texts[.kioskOut], .question)
            placard.gap()
            placard.add(texts[.kioskOutLater])
        case .paused:
            placard.add(texts[.kioskOut], .question)
            placard.gap()
            placard.add(texts[.kioskPaused])
        case .surveyClosed: placard.add(texts[.kioskSurveyClosed], .question)
        case .asleep(let opens):
            placard.add(texts[.kioskAsleep], .question)
            if let opens {
                placard.gap()
                placard.add(texts(.kioskOpens, ["time": opens.text]))
            }
        }
        return placard
    }
}
