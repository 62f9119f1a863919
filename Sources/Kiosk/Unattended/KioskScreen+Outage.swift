internal import ResponseStore
internal import SurveyModel
internal import Terminal

// When no interview can begin, and how the kiosk comes back by itself.

extension KioskScreen {
    /// Why no interview should begin now. Closes what a fault cut off as soon as the store can be used, also at night.
    ///
    /// Closing hours end no visit: whoever has begun may finish, and the kiosk sleeps after.
    mutating func outage() -> KioskOutage? {
        if isPaused { return .paused }
        let trouble = station.outage() ?? settle()
        let time = station.localTime
        if let first = settings.firstDay, time.day < first { return .surveyClosed }
        if let last = settings.lastDay, time.day > last { return .surveyClosed }
        let minute = time.second / 60
        guard settings.hours.isOpen(on: time.day, minute: minute) else {
            let wait = settings.hours.minutesToChange(on: time.day, minute: minute)
            return .asleep(opens: wait.map { TimeOfDay(minutes: (minute + $0) % 1_440) })
        }
        return trouble
    }

    /// Closes what a fault cut off. What cannot be closed for another reason than that the store cannot be read or written will
    /// not be at the next try either, and nor will what belongs to a file that is not there any more: it is left to the next
    /// start, which looks for such interviews.
    private mutating func settle() -> KioskOutage? {
        guard var open = cutOff else { return nil }
        do {
            if open.isErased { try open.journal.discard() } else { try open.journal.abandon() }
            cutOff = nil
            return nil
        } catch {
            open.failures += 1
            let isHopeless = (error as? StoreFault)?.kind.isInputOutput != true
            cutOff = isHopeless || open.failures >= Self.closingTries ? nil : open
            return cutOff == nil ? nil : Self.outage(for: error)
        }
    }

    /// How often it is tried to close an interview while the store can be used.
    private static let closingTries = 6

    /// Shows that it is out of service.
    mutating func goOut(_ outage: KioskOutage, apology: Apology? = nil, at now: Duration) {
        let before: TrailWord? = if case .out(let outage, _) = phase { outage.word } else { nil }
        show(.out(outage, apology: apology), at: now)
        turn = 0
        nextTurn = now + max(settings.attractTurn, .seconds(1))
        nextCheck = now + wait(for: outage)
        guard before != outage.word else { return }
        commands.append(settings.wipes ? .wipe : .repaint)
        station.note(.outOfService(outage.word), at: now)
    }

    /// Looks whether service can go on.
    mutating func tryAgain(at now: Duration) {
        guard let outage = outage() else { return comeBack(at: now) }
        guard case .out(let before, let apology) = phase, before == outage, apology == nil else {
            return goOut(outage, at: now)
        }
        nextCheck = now + wait(for: outage)
    }

    private mutating func comeBack(at now: Duration) {
        station.note(.backInService, at: now)
        wait(forNextAt: now)
    }

    /// After how long it is tried again. Hours may be changed by a clock that is set, so they are looked at every minute.
    private func wait(for outage: KioskOutage) -> Duration {
        switch outage {
        case .diskFull, .storeLocked, .fault: Self.retryPeriod
        case .surveyClosed, .asleep, .paused: timeToMinute
        }
    }

    /// How long it is to the next whole minute on the wall: no hours begin or end in between.
    var timeToMinute: Duration { .seconds(60 - station.localTime.second % 60) }
}

extension KioskOutage {
    /// What the trail calls it.
    var word: TrailWord {
        switch self {
        case .diskFull: "disk_full"
        case .storeLocked: "store_locked"
        case .fault: "fault"
        case .surveyClosed: "survey_closed"
        case .asleep: "asleep"
        case .paused: "paused"
        }
    }
}
