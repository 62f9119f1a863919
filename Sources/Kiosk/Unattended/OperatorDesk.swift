internal import SurveyModel
internal import Terminal
internal import Translations

/// What only the operator sees: a field for the PIN, then figures and a menu.
struct OperatorDesk {
    /// What is on it.
    enum Sheet {
        /// The PIN is asked for.
        case pin([UInt8], verdict: PINVerdict?)
        /// The menu, with the item in focus.
        case menu(focus: Int)
    }

    /// What can be chosen.
    enum Item: Hashable, CaseIterable {
        case pause
        case language
        case exit
        case close
    }

    var sheet = Sheet.pin([], verdict: nil)
    /// What was known when the menu was opened; nil where it could not be read.
    var figures: KioskFigures?
    /// When it was opened.
    let opened: Duration
    /// When the operator did something last.
    private(set) var touched: Duration
    /// How many lines were scrolled past what is shown by itself.
    var scroll = 0
    /// Where things were drawn last, so that a press finds them.
    var layout = InterviewLayout()

    /// How long nobody has to touch it before it closes.
    private static let patience = Duration.seconds(30)
    /// The keys of the field for the PIN, as they are drawn for fingers; Enter is the last one.
    static let keypad: [Key] =
        "123456789".unicodeScalars.map(Key.character) + [Key(.backspace), .character("0"), Key(.enter)]

    init(at now: Duration) {
        opened = now
        touched = now
    }

    /// When it closes by itself.
    var deadline: Duration { touched + Self.patience }

    /// What a key or a press asks for.
    enum Wish: Hashable {
        case nothing
        case close
        case check(pin: [UInt8])
        case item(Item)
    }

    /// Takes what came. A PIN that is handed on is gone from the desk.
    mutating func take(_ event: InputEvent, at now: Duration) -> Wish {
        touched = now
        switch event {
        case .key(let key): return take(key)
        case .mouse(let mouse) where mouse.action == .press:
            guard case .field(let number)? = layout.target(at: mouse.position) else { return .nothing }
            switch sheet {
            case .pin: return Self.keypad.indices.contains(number) ? take(Self.keypad[number]) : .nothing
            case .menu:
                return Item.allCases.indices.contains(number) ? .item(Item.allCases[number]) : .nothing
            }
        case .mouse(let mouse):
            scroll += mouse.action == .scrollDown ? 1 : mouse.action == .scrollUp ? -1 : 0
            return .nothing
        case .paste, .focus, .cursor: return .nothing
        }
    }

    /// Overwrites what was typed.
    mutating func clear() {
        if case .pin(var typed, _) = sheet {
            sheet = .pin([], verdict: nil)
            PINHash.clear(&typed)
        }
    }

    private mutating func take(_ key: Key) -> Wish {
        switch sheet {
        case .pin(var typed, let verdict):
            // While it changes the sheet holds nothing, so that no copy is made of it.
            sheet = .pin([], verdict: nil)
            switch key.code {
            case .escape:
                PINHash.clear(&typed)
                return .close
            case .enter: return typed.isEmpty ? .close : .check(pin: typed)
            case .backspace:
                if !typed.isEmpty {
                    typed[typed.count - 1] = 0
                    typed.removeLast()
                }
                sheet = .pin(typed, verdict: nil)
            case .character(let scalar) where ("0"..."9").contains(scalar) && key.modifiers.isEmpty:
                if typed.isEmpty { typed.reserveCapacity(PINHash.digits.upperBound) }
                if typed.count < PINHash.digits.upperBound {
                    typed.append(UInt8(truncatingIfNeeded: scalar.value))
                }
                sheet = .pin(typed, verdict: nil)
            default: sheet = .pin(typed, verdict: verdict)
            }
        case .menu(let focus):
            let items = Item.allCases
            if key.code != .pageUp, key.code != .pageDown { scroll = 0 }
            switch key.code {
            case .up: sheet = .menu(focus: max(0, focus - 1))
            case .down: sheet = .menu(focus: min(items.count - 1, focus + 1))
            case .tab:
                sheet = .menu(focus: (focus + (key.modifiers == .shift ? items.count - 1 : 1)) % items.count)
            case .enter, .character(" "): return .item(items[focus])
            case .escape: return .close
            case .pageUp: scroll -= 5
            case .pageDown: scroll += 5
            case .character(let scalar) where ("1"..."9").contains(scalar):
                if let number = Int(String(scalar)), number <= items.count { return .item(items[number - 1]) }
            default: break
            }
        }
        return .nothing
    }
}

extension KioskScreen {
    /// Opens the desk over whatever is on the screen, or closes it. A visit underneath waits.
    mutating func openDesk(at now: Duration) {
        guard desk == nil else { return closeDesk(at: now) }
        desk = OperatorDesk(at: now)
        station.note(.pinAsked, at: now)
    }

    /// Closes the desk; time that it was open does not count for whoever was answering.
    mutating func closeDesk(at now: Duration) {
        guard let desk else { return }
        if case .menu = desk.sheet { station.note(.operated("close"), at: now) }
        activity = min(now, activity + (now - desk.opened))
        self.desk?.clear()
        self.desk = nil
        commands.append(.repaint)
        let isText = if case .asking(let visit) = phase { visit.isText } else { false }
        inputGuard.arrive(isText: isText, at: now)
    }

    mutating func takeAtDesk(_ input: InputEvent, at now: Duration) {
        guard InputGuard.Deed(input) != nil, let wish = desk?.take(input, at: now) else { return }
        switch wish {
        case .nothing: break
        case .close: closeDesk(at: now)
        case .check(let pin): check(pin, at: now)
        case .item(let item): carryOut(item, at: now)
        }
    }

    private mutating func check(_ typed: [UInt8], at now: Duration) {
        var pin = typed
        let verdict = station.verify(pin: &pin)
        switch verdict {
        case .right:
            station.note(.pinRight, at: now)
            desk?.sheet = .menu(focus: 0)
            return readFigures(at: now)
        case .wrong(let failures): station.note(.pinWrong(failures: failures), at: now)
        case .locked(let wait): station.note(.pinLocked(seconds: Self.wholeSeconds(wait)), at: now)
        }
        desk?.sheet = .pin([], verdict: verdict)
    }

    /// A time in seconds, begun ones included.
    static func wholeSeconds(_ time: Duration) -> Int {
        let (seconds, rest) = time.components
        return Int(clamping: max(0, rest > 0 ? seconds + 1 : seconds))
    }

    private mutating func readFigures(at now: Duration) {
        var figures: KioskFigures?
        do { figures = try station.figures() } catch { remember(error, at: now) }
        desk?.figures = figures
    }

    private mutating func carryOut(_ item: OperatorDesk.Item, at now: Duration) {
        switch item {
        case .pause:
            isPaused.toggle()
            station.note(.operated(isPaused ? "pause" : "resume"), at: now)
            if isPaused { endVisit(at: now) }
            if case .out = phase { tryAgain(at: now) } else if isPaused { goOut(.paused, at: now) }
            readFigures(at: now)
        case .language:
            let place = wording.locales.firstIndex(of: operatorLocale) ?? 0
            operatorLocale = wording.locales[(place + 1) % wording.locales.count]
            station.note(.operated("language"), at: now)
        case .exit:
            station.note(.operated("exit"), at: now)
            endVisit(at: now)
            desk = nil
            commands.append(.end(status: 0))
        case .close: closeDesk(at: now)
        }
    }
}
