internal import Terminal

/// Which language somebody is about to choose.
struct LanguageChoice: Hashable {
    /// How many there are.
    let count: Int
    /// The one in focus.
    private(set) var focus = 0
    /// Where they were drawn last, so that a press finds them.
    var layout = InterviewLayout()

    init(count: Int) { self.count = count }

    /// Takes a key or a press; gives the language if one was chosen.
    mutating func take(_ event: InputEvent) -> Int? {
        switch event {
        case .key(let key):
            switch key.code {
            case .up, .left: focus = max(0, focus - 1)
            case .down, .right: focus = min(count - 1, focus + 1)
            case .tab: focus = (focus + (key.modifiers.contains(.shift) ? count - 1 : 1)) % count
            case .home, .pageUp: focus = 0
            case .end, .pageDown: focus = count - 1
            case .enter, .character(" "): return focus
            case .character(let scalar) where key.modifiers.isEmpty:
                // With more than nine, a digit alone could be the first of two; those are reached with the arrows.
                if ("1"..."9").contains(scalar), let number = Int(String(scalar)), number <= count {
                    return number - 1
                }
            default: break
            }
        case .mouse(let mouse):
            switch mouse.action {
            case .press:
                guard case .field(let language)? = layout.target(at: mouse.position) else { return nil }
                return language
            case .scrollUp: focus = max(0, focus - 1)
            case .scrollDown: focus = min(count - 1, focus + 1)
            case .release: break
            }
        case .paste, .focus, .cursor: break
        }
        return nil
    }
}
