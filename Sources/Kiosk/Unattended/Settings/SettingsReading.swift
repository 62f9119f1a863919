internal import SurveyModel
internal import Terminal

/// What is wrong with a settings file, at a line of it.
public struct SettingsFinding: Hashable, Sendable {
    /// The line, from 1; nil where it is about the file, or about what the command line said.
    public var line: Int?
    /// What was seen, what is allowed, and what may have been meant.
    public var message: String
    /// Whether it is about several settings at once, which one more may mend.
    var isTogether = false

    init(line: Int? = nil, _ message: String, isTogether: Bool = false) {
        self.line = line
        self.message = message
        self.isTogether = isTogether
    }

    /// The finding as one line: `kiosk.conf:12: idle: …`.
    public func text(file: String) -> String { "\(file):" + (line.map { "\($0): " } ?? " ") + message }
}

/// A settings file as it was read.
///
/// The file is lines of UTF-8: `name = value`, `[section]`, blank lines, and comments that begin with `#`. A value goes to the
/// end of its line. `[texts LANGUAGE]` holds texts, `[idle]` the patience for single questions, `[givens]` what the survey is
/// given. `operator-pin` may stand in any of them, as it is appended to the file. Reading is total: any bytes give settings, and findings for what could not be taken.
public struct SettingsReading: Sendable {
    /// The settings, with the default for everything that was not or wrongly said.
    public internal(set) var settings = KioskSettings()
    /// What is wrong, in the order of the lines; no kiosk starts with any.
    public internal(set) var findings: [SettingsFinding] = []
    /// The line that each name stands on, with its section before it: `idle`, `givens branch`.
    var lines: [String: Int] = [:]

    /// The largest file that is read, in bytes.
    public static let fileLimit = 1 << 16
    /// The longest line, in bytes.
    static let lineLimit = 1_000
    /// More findings than this are not worded.
    static let findingLimit = 100

    /// Reads a file.
    ///
    /// - Complexity: linear in the bytes.
    public init(_ bytes: [UInt8]) {
        guard bytes.count <= Self.fileLimit else {
            findings.append(
                SettingsFinding(
                    "it has \(bytes.count) bytes, and settings have at most \(Self.fileLimit); is this the right file?"
                ))
            return
        }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var section = Section.top
        var number = 0
        for line in bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            take(line, number: number, section: &section)
            if findings.count > Self.findingLimit {
                findings.append(
                    SettingsFinding(line: number, "there may be more; the rest was not looked at"))
                return
            }
        }
        checkTogether()
    }

    /// Has the paths in the file be looked for from a folder on, the file's own; those that begin with `/` stay.
    public mutating func resolvePaths(from folder: String) {
        for place in [\KioskSettings.survey, \.store, \.files, \.trail, \.reports] {
            guard let path = settings[keyPath: place], !path.hasPrefix("/"), folder != "." else { continue }
            settings[keyPath: place] = (folder == "/" ? "" : folder) + "/" + path
        }
    }

    /// Takes one more setting, from the command line: `idle=30 s`, which counts more than the file.
    public mutating func override(_ text: String) {
        guard let sign = text.firstIndex(of: "=") else {
            findings.append(SettingsFinding("\"\(excerpt(text))\" is no setting; write it as name=value"))
            return
        }
        let name = text[..<sign].trimmingBlanks
        let value = text[text.index(after: sign)...].trimmingBlanks
        findings.removeAll { $0.isTogether }
        if let fault = Self.fault(of: value) {
            findings.append(SettingsFinding("\(name): \(fault)"))
        } else {
            takeTop(name, value, line: nil)
        }
        checkTogether()
    }

    /// Where a name belongs.
    private enum Section: Hashable {
        case top
        case texts(String)
        case idle
        case givens
        case unknown

        var prefix: String {
            switch self {
            case .top: ""
            case .texts(let tag): "texts \(tag) "
            case .idle: "idle "
            case .givens: "givens "
            case .unknown: "? "
            }
        }
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, number: Int, section: inout Section) {
        guard bytes.count <= Self.lineLimit else {
            return note(number, "the line has \(bytes.count) bytes, and a line has at most \(Self.lineLimit)")
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            return note(number, "the line is not UTF-8; save the file as UTF-8")
        }
        let line = (decoded.last == "\r" ? decoded.dropLast() : decoded[...]).trimmingBlanks
        if line.isEmpty || line.hasPrefix("#") { return }
        if line.hasPrefix("[") {
            section = readSection(line, number)
            return
        }
        guard let sign = line.firstIndex(of: "=") else {
            return note(
                number,
                "\"\(excerpt(line))\" is no setting; write it as name = value, or put # before a comment")
        }
        let name = line[..<sign].trimmingBlanks
        let value = line[line.index(after: sign)...].trimmingBlanks
        if let fault = Self.fault(of: value) { return note(number, "\(excerpt(name)): \(fault)") }
        // What --set-pin prints is appended to the file, so it counts wherever it comes to stand; no question, given or text
        // can be called that.
        let section = name == Setting.operatorPIN ? .top : section
        if section == .unknown { return }
        if let first = lines[section.prefix + name] {
            return note(number, "\(excerpt(name)) is set twice; line \(first) has it already")
        }
        lines[section.prefix + name] = number
        switch section {
        case .top: takeTop(name, value, line: number)
        case .texts(let tag): takeText(name, value, tag, number)
        case .idle:
            guard let patience = SettingValue.duration(value, in: KioskSettings.idleRange) else {
                return note(
                    number,
                    "\(excerpt(name)): \"\(excerpt(value))\" is not a time \(SettingValue.words(KioskSettings.idleRange))"
                )
            }
            settings.idleByQuestion[name] = patience
        case .givens: settings.givens[name] = value
        case .unknown: break
        }
    }

    private mutating func readSection(_ line: String, _ number: Int) -> Section {
        let words = line.dropFirst().dropLast(line.hasSuffix("]") ? 1 : 0).split(separator: " ")
        if line.hasSuffix("]") {
            if words == ["idle"] { return .idle }
            if words == ["givens"] { return .givens }
            if words.count == 2, words[0] == "texts", Response.isTag(String(words[1])) {
                return .texts(String(words[1]))
            }
        }
        note(
            number,
            "\"\(excerpt(line))\" is no section; there are [texts LANGUAGE] as in [texts el], [idle] and [givens]"
        )
        return .unknown
    }

    private mutating func takeTop(_ name: String, _ value: String, line: Int?) {
        guard let setting = Setting.named(name) else {
            let meant = DidYouMean.closest(to: name, among: Setting.all.map(\.name))
            findings.append(
                SettingsFinding(
                    line: line,
                    "there is no setting \"\(excerpt(name))\""
                        + (meant.map { "; did you mean \($0)?" }
                            ?? "; sondeo kiosk --example-settings shows all of them")))
            return
        }
        // Nothing behind the sign is the default, so that a line can be emptied without being removed.
        if value.isEmpty, setting.standard.isEmpty { return }
        guard setting.take(value, &settings) else {
            let hint = value.contains(" #") ? "; a comment stands on a line of its own" : ""
            findings.append(
                SettingsFinding(
                    line: line, "\(name): \"\(excerpt(value))\" is not \(setting.allowed)\(hint)"))
            return
        }
    }

    private mutating func takeText(
        _ name: String, _ value: String, _ tag: String, _ number: Int
    ) {
        guard name == "attract" else {
            let meant = DidYouMean.closest(to: name, among: ["attract"])
            return note(
                number,
                "there is no text \"\(excerpt(name))\"; "
                    + (meant.map { "did you mean \($0)?" } ?? "there is attract"))
        }
        guard !value.isEmpty, value.count <= 300 else {
            return note(number, "attract: it has \(value.count) characters, and 1 to 300 are allowed")
        }
        settings.attract[tag] = value
    }

    private mutating func note(_ line: Int, _ message: String) {
        findings.append(SettingsFinding(line: line, message))
    }

    /// What no value may hold.
    private static func fault(of value: String) -> String? {
        value.unicodeScalars.first(where: TextRule.isForbidden).map {
            "it has the control character U+\(String($0.value, radix: 16, uppercase: true)); remove it"
        }
    }
}
