internal import CTerminal
internal import Glibc

// What a session does in a turn: paint, send, wait, and tell the program what happened.

extension TerminalSession {
    /// Paints what changed, unless the last frame is still on its way: then the next one shows more.
    func paint(_ program: inout some ScreenProgram) {
        guard isStale, output.isEmpty || !isPainting, !isGone else { return }
        isStale = false
        isPainting = true
        var canvas = Canvas(columns: size.columns, rows: size.rows)
        program.draw(on: &canvas)
        output.add(renderer.render(canvas))
    }

    /// Sends what is on its way, and tells the program when a whole frame is.
    func send(_ program: inout some ScreenProgram) throws {
        guard isPainting || !output.isEmpty else { return }
        switch output.send(to: line.output) {
        case .waiting: break
        case .gone: try hangUp(&program)
        case .sent:
            guard isPainting else { break }
            isPainting = false
            program.painted(at: clock.now)
        }
    }

    /// Sleeps until a key, a signal, the deadline, or until the terminal takes more of what it has not taken.
    func wait(for deadline: Duration?) {
        clock.wake(at: deadline == toldDeadline ? nil : deadline)
        var rest: Int64 = -1
        if !events.isEmpty {
            rest = 0
        } else if let silence {
            let (seconds, attoseconds) = max(silence - clock.now, .zero).components
            rest = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        }
        withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 3) { wanted in
            wanted[0] = pollfd(fd: clock.timer, events: Int16(POLLIN), revents: 0)
            wanted[1] = pollfd(fd: isGone ? -1 : line.input, events: Int16(POLLIN), revents: 0)
            wanted[2] = pollfd(
                fd: isGone || output.isEmpty ? -1 : line.output, events: Int16(POLLOUT), revents: 0)
            sondeo_signals_wait(wanted.baseAddress!, 3, rest)
        }
    }

    func takeSignals(_ program: inout some ScreenProgram) throws {
        if sondeo_signals_take(SIGCONT) { try goOn(&program) }
        for signal in [SIGHUP, SIGTERM, SIGINT] where sondeo_signals_take(signal) {
            try tellStop(signal, to: &program)
        }
        if sondeo_signals_take(SIGTSTP), status == nil { try stop(&program, wholeGroup: false) }
        if sondeo_signals_take(SIGWINCH), !isGone {
            size = line.size(environment: options.environment)
            // Terminals move what is on them when they change their size, each in its own way.
            renderer.invalidate()
            try tell(.resized(columns: size.columns, rows: size.rows), to: &program)
        }
    }

    func takeDeadline(_ program: inout some ScreenProgram) throws {
        guard status == nil, let deadline = program.deadline, deadline != toldDeadline, deadline <= clock.now
        else { return }
        // A program that does not move its deadline on would be woken for ever.
        toldDeadline = deadline
        try tell(.woke, to: &program)
    }

    /// Takes everything that can be read, or as much as may be taken before the next frame.
    func takeInput(_ program: inout some ScreenProgram) throws {
        var taken = 0
        var reads = 0
        while status == nil, !wantsToStop {
            while let event = events.popFirst() {
                if case .cursor(let place) = event {
                    hear(place)
                    continue
                }
                try tell(.input(event), to: &program)
                taken += 1
                if taken == Self.eventsPerPaint || status != nil || wantsToStop { return }
            }
            // Bytes that make no event, such as an endless paste, must not keep signals and deadlines waiting either.
            guard reads < Self.readsPerTurn, try read(&program) else { return }
            reads += 1
        }
    }

    /// Reads once. False where nothing was there.
    private func read(_ program: inout some ScreenProgram) throws -> Bool {
        guard !isGone else { return false }
        let count = Glibc.read(line.input, &chunk, chunk.count)
        if count > 0 {
            events = parser.parse(chunk[..<count])[...]
            if parser.isPending {
                silence = clock.now + patience
            } else {
                silence = parser.isPasting ? clock.now + Self.longestPastePause : nil
            }
            return true
        }
        guard count < 0, errno == EAGAIN || errno == EINTR else {
            try hangUp(&program)
            return false
        }
        guard let silence, silence <= clock.now else { return false }
        self.silence = nil
        events = parser.flush(endingPaste: parser.isPasting)[...]
        return !events.isEmpty
    }

    /// Takes what the terminal says of where its cursor is, which nobody but the session asks. What it says later than the
    /// first frame costs a second one.
    private func hear(_ place: Position) {
        reports?.append(place)
        guard let reports, reports.count == WidthProfile.probeCount else { return }
        self.reports = nil
        let widths = WidthProfile(reports: reports)
        guard widths != renderer.widths else { return }
        renderer = Renderer(capabilities: capabilities, widths: widths)
        isStale = true
    }

    /// Leaves nothing of what was typed in memory.
    func forgetInput() {
        // Some of the terminal's answers may have been among it, and the rest would be taken for others.
        if reports?.isEmpty == false { reports = nil }
        for index in chunk.indices { chunk[index] = 0 }
        events = []
        parser.clear()
        silence = nil
    }
}

// MARK: Telling and obeying

extension TerminalSession {
    func tell(_ event: ScreenEvent, to program: inout some ScreenProgram) throws {
        guard status == nil else { return }
        isStale = true
        for command in try program.take(event, at: clock.now) { obey(command) }
    }

    /// Tells of a signal that asks to end. That a terminal is gone is the end even for a program that would go on.
    func tellStop(_ signal: Int32, to program: inout some ScreenProgram) throws {
        if signal == SIGHUP, line.isGone { return try hangUp(&program) }
        try tell(.stopped(signal: signal), to: &program)
        if signal == SIGHUP, status == nil { status = 128 + SIGHUP }
    }

    /// The terminal is gone: nothing is written to it any more.
    func hangUp(_ program: inout some ScreenProgram) throws {
        guard !isGone else { return }
        isGone = true
        isPainting = false
        sondeo_terminal_gone()
        output.forget()
        try tell(.stopped(signal: SIGHUP), to: &program)
        if status == nil { status = 128 + SIGHUP }
    }

    private func obey(_ command: ScreenCommand) {
        switch command {
        case .end(let status): self.status = self.status ?? status
        case .suspend: wantsToStop = true
        case .repaint: renderer.invalidate()
        case .wipe:
            tcflush(line.input, TCIFLUSH)
            forgetInput()
            output.add(capabilities.wipe)
            renderer.invalidate()
        case .bell: output.add([0x07])
        }
    }
}
