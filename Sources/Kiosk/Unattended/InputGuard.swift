internal import Terminal

/// What keeps a held key, a double press or a hammering hand from answering a question that nobody has read.
///
/// Whenever something new comes onto the screen, input counts for nothing
/// - until it was painted, and for `pause` after that;
/// - and until `quiet` has gone by without any. Where a text is asked for, only a repetition of what was ignored last breaks
///   the quiet, so that whoever types on loses nothing but what came within the pause;
/// - and a key that led here counts for nothing until `held` has gone by, the longest that keyboards wait before they repeat
///   a key that is held down (X.Org: 660 ms, Linux console: 250 ms).
///
/// On the same question nothing is ignored, but what moved on to its next part, such as the next row of a grid, has to be
/// let go for `quiet` before it counts again.
struct InputGuard: Hashable {
    /// How long after painting nothing counts.
    let pause: Duration
    /// How long it must be quiet.
    let quiet: Duration
    /// How long the key that led here counts for nothing.
    var held: Duration { pause > .zero ? .milliseconds(700) : .zero }

    /// What somebody did, without where.
    enum Deed: Hashable {
        case key(Key)
        case press
        case scroll
        case paste

        /// Nil for what nobody does on purpose: letting go, and what the terminal tells by itself.
        init?(_ event: InputEvent) {
            switch event {
            case .key(let key): self = .key(key)
            case .mouse(let mouse):
                switch mouse.action {
                case .press: self = .press
                case .scrollUp, .scrollDown: self = .scroll
                case .release: return nil
                }
            case .paste: self = .paste
            case .focus, .cursor: return nil
            }
        }
    }

    private enum State: Hashable {
        /// Everything counts, but for a deed that moved on within the question and has not been let go.
        case open(moved: Deed?, since: Duration)
        /// Something new came at this time.
        case closed(Closed)
    }

    private struct Closed: Hashable {
        var came: Duration
        var isText: Bool
        var painted: Duration?
        /// What was ignored last, and when.
        var ignored: Deed?
        var ignoredAt = Duration.zero
    }

    private var state = State.open(moved: nil, since: .zero)
    /// What counted last.
    private var last: Deed?
    /// How much was ignored since this was last asked for.
    private var ignored = 0

    init(pause: Duration, quiet: Duration) {
        self.pause = pause
        self.quiet = quiet
    }

    /// Something new is about to be shown.
    mutating func arrive(isText: Bool, at now: Duration) {
        state = .closed(Closed(came: now, isText: isText))
    }

    /// The same question asks for its next part.
    mutating func moveOn(at now: Duration) {
        if case .open = state { state = .open(moved: last, since: now) }
    }

    /// The screen is on its way to the terminal.
    mutating func painted(at now: Duration) {
        guard case .closed(var closed) = state, closed.painted == nil else { return }
        closed.painted = now
        state = .closed(closed)
    }

    /// Whether something that was done counts.
    mutating func admits(_ deed: Deed, at now: Duration) -> Bool {
        switch state {
        case .open(let moved, let since):
            if let moved, moved == deed, now < since + quiet {
                state = .open(moved: moved, since: now)
                ignored += 1
                return false
            }
            state = .open(moved: nil, since: now)
        case .closed(var closed):
            // A frame that looks like the one before may never be painted.
            if closed.painted == nil, now >= closed.came + .seconds(1) { closed.painted = closed.came }
            if ignores(deed, closed, at: now) {
                closed.ignored = deed
                closed.ignoredAt = now
                state = .closed(closed)
                ignored += 1
                return false
            }
            state = .open(moved: nil, since: now)
        }
        last = deed
        return true
    }

    private func ignores(_ deed: Deed, _ closed: Closed, at now: Duration) -> Bool {
        guard let painted = closed.painted, now >= painted + pause else { return pause + quiet > .zero }
        if deed == last, case .key = deed, now < painted + held { return true }
        guard let before = closed.ignored, now < closed.ignoredAt + quiet else { return false }
        return !closed.isText || before == deed || last == deed
    }

    /// How much was ignored since this was last asked.
    mutating func takeIgnored() -> Int {
        defer { ignored = 0 }
        return ignored
    }
}
