public import SurveyModel

// What has to agree between settings, and between settings and the survey.

extension SettingsReading {
    /// Notes what only shows when several settings are looked at together.
    mutating func checkTogether() {
        func note(_ names: [String], _ message: String) {
            let line = names.compactMap { lines[$0] }.max()
            findings.append(SettingsFinding(line: line, message, isTogether: true))
        }
        if settings.thanksSkip > settings.thanks {
            note(
                ["thanks", "thanks-skip"],
                "thanks-skip is longer than thanks; a key could never skip anything")
        }
        if settings.idleText < settings.idle {
            note(
                ["idle", "idle-text"], "idle-text is shorter than idle; people who type need at least as long"
            )
        }
        if settings.pinBackOff.longest < settings.pinBackOff.first {
            note(["pin-wait", "pin-wait-longest"], "pin-wait-longest is shorter than pin-wait")
        }
        if let first = settings.firstDay, let last = settings.lastDay, last < first {
            note(["first-day", "last-day"], "last-day comes before first-day; the kiosk would never open")
        }
        if settings.hours.isNever {
            note(
                ["hours"] + OpeningHours.names.map { "hours-" + $0 },
                "the kiosk is closed on every day of the week")
        }
    }

    /// Notes what the settings name and the survey does not have: languages, questions and givens.
    ///
    /// The values of the givens are checked where they are read, and noted with `noteGiven`.
    public mutating func check(against survey: Survey) {
        for tag in settings.locales where !survey.locales.contains(tag) {
            findings.append(
                SettingsFinding(
                    line: lines["locales"],
                    "locales: \(survey.name) is not in \"\(excerpt(tag))\"; it is in \(survey.locales.joined(separator: ", "))"
                ))
        }
        for tag in settings.attract.keys.sorted() where !survey.locales.contains(tag) {
            findings.append(
                SettingsFinding(
                    line: lines["texts \(tag) attract"],
                    "[texts \(excerpt(tag))]: \(survey.name) is not in that language; it is in \(survey.locales.joined(separator: ", "))"
                ))
        }
        let names = survey.questions.map(\.name)
        let known = Set(names)
        for name in settings.idleByQuestion.keys.sorted() where !known.contains(name) {
            let meant = DidYouMean.closest(to: name, among: names)
            findings.append(
                SettingsFinding(
                    line: lines["idle \(name)"],
                    "[idle]: \(survey.name) has no question \"\(excerpt(name))\""
                        + (meant.map { "; did you mean \($0)?" } ?? "")))
        }
        let givens = survey.variables.filter(\.isSettable).map(\.name)
        for name in settings.givens.keys.sorted() where !givens.contains(name) {
            let hint =
                Setting.named(name) != nil
                ? "; as a setting, it stands above the first [section]"
                : DidYouMean.closest(to: name, among: givens).map { "; did you mean \($0)?" }
                    ?? (givens.isEmpty ? "; it has none" : "; it has " + givens.joined(separator: ", "))
            findings.append(
                SettingsFinding(
                    line: lines["givens \(name)"],
                    "[givens]: \(survey.name) has no given \"\(excerpt(name))\"\(hint)"))
        }
        findings.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    }

    /// Notes at its line what is wrong with the value of a given.
    public mutating func noteGiven(_ name: String, _ message: String) {
        findings.append(SettingsFinding(line: lines["givens \(name)"], "[givens]: \(message)"))
    }
}

extension Variable {
    /// Whether an interview can begin with a value for it.
    fileprivate var isSettable: Bool {
        switch role {
        case .given, .split: true
        case .answer, .row, .amount, .specify, .computed, .today: false
        }
    }
}
