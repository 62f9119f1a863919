/// How wide a terminal draws what terminals disagree on, as it was measured.
///
/// A canvas always keeps as many cells for a character as `Character.displayWidth` says, on every terminal: what a program
/// draws, and the tests of it, then depend on nothing but the text. What the terminal does differently is the renderer's
/// business alone. Where a character was measured to be as wide as we say, it is written like a letter. Where it is
/// narrower, or was not measured, its cells are blanked first and the cursor is put behind them by its address afterwards.
/// Where it is wider it would cover what stands beside it, so the part that everyone draws alike is written instead: a
/// family becomes its first person, a flag its two letters, a letter loses marks that have no composed form.
public struct WidthProfile: Hashable, Sendable {
    /// What is known to be as wide as we say.
    private var agreed: ClusterTraits
    /// What is known to be wider.
    private var wider: ClusterTraits

    /// Nothing is known: everything disputed is handled with care.
    public static let unmeasured = WidthProfile(differences: [])
    /// A terminal that draws everything as wide as we say.
    public static let agreeing = WidthProfile(differences: samples.map { _ in 0 })

    /// What cursor reports said about the samples, in their order. Anything but one report for each sample, on the first
    /// row and within ten columns, counts as no answer at all.
    public init(reports: [Position]) {
        let isSound = reports.allSatisfy { $0.row == 0 && (0...10).contains($0.column) }
        guard reports.count == Self.samples.count, isSound else { self = .unmeasured; return }
        self.init(
            differences: zip(Self.samples, reports).map { sample, report in
                (report.column - sample.text.displayWidth).signum()
            })
    }

    /// How many reports the probes ask for.
    public static var probeCount: Int { samples.count }

    /// What measures a terminal: every sample at the top left, each followed by a request for the cursor's place, and the
    /// screen cleared. Empty for terminals that do not answer or do not read UTF-8, and for serial ones, where it would take
    /// longer than it saves.
    public static func probes(for capabilities: Capabilities) -> [UInt8] {
        guard capabilities.hasCursorReports, capabilities.charset == .utf8 else { return [] }
        switch capabilities.family {
        case .linux, .xterm, .tmux: break
        case .vt100, .vt220, .dumb: return []
        }
        return Array((samples.map { "\u{1B}[H\($0.text)\u{1B}[6n" }.joined() + "\u{1B}[H\u{1B}[J").utf8)
    }

    /// Whether the renderer cannot rely on the cursor after this character.
    public func isDisputed(_ character: Character) -> Bool { writing(of: character) != .asLetter }

    /// What the samples are: one for each thing that terminals disagree on.
    static let samples: [(text: String, trait: ClusterTraits)] = [
        ("x\u{301}", .marked), ("漢", .wide), ("😀", .picture), ("\u{1FAE8}", .newPicture),
        ("❤\u{FE0F}", .selected),
        ("👍🏽", .toned), ("👩\u{200D}💻", .joined), ("🇸🇪", .flag), ("क्षि", .syllable),
        ("\u{1112}\u{1161}\u{11AB}", .jamo),
    ]

    /// How the renderer has to write a character.
    enum Writing: Hashable {
        /// Like any letter.
        case asLetter
        /// On blank cells, with the cursor put behind it by its address.
        case withCare
        /// These instead, which are at most as wide; then as with care.
        case instead(Character, Character?)
    }

    /// Whether something else is written instead of this character.
    func isReplaced(_ character: Character) -> Bool {
        if case .instead = writing(of: character) { true } else { false }
    }

    /// How the renderer has to write a character. Constant for letters.
    func writing(of character: Character) -> Writing {
        if character.isPlainLetter { return .asLetter }
        let traits = ClusterTraits(character)
        if traits == .odd, let half = Self.replacementOfHalf(character) { return .instead(half, nil) }
        if agreed.isSuperset(of: traits) { return .asLetter }
        if traits.isDisjoint(with: wider) { return .withCare }
        let scalars = character.unicodeScalars
        if traits.contains(.flag), wider.contains(.flag) {
            // Nothing but two indicators has this and no other trait.
            let letters = scalars.filter(\.isRegionalIndicator).compactMap {
                Unicode.Scalar($0.value - 0x1F1E6 + 0x41)
            }
            if letters.count == 2 { return .instead(Character(letters[0]), Character(letters[1])) }
        }
        // What is left of a syllable would be another word; the cells beside it are mended after it.
        guard let first = scalars.first, traits.isDisjoint(with: [.syllable, .jamo]) else { return .withCare }
        if traits.contains(.marked), let base = Self.composedStart(scalars) { return .instead(base, nil) }
        let base = Character(first)
        if first.displayWidth == 0 || !ClusterTraits(base).isDisjoint(with: wider) {
            return .instead("?", nil)
        }
        return .instead(base, nil)
    }

    /// What is written for half a flag, its letter, and for a colour of skin without anyone, a question mark: some terminals
    /// would put them into the cell before, wherever the cursor came from.
    private static func replacementOfHalf(_ character: Character) -> Character? {
        guard let first = character.unicodeScalars.first else { return nil }
        if first.isRegionalIndicator, let letter = Unicode.Scalar(first.value - 0x1F1E6 + 0x41) {
            return Character(letter)
        }
        return first.properties.isEmojiModifier ? "?" : nil
    }

    /// The letter with its first mark, if that is one scalar, or the letter without marks; nil for anything but a letter.
    private static func composedStart(_ scalars: Character.UnicodeScalarView) -> Character? {
        let start = scalars.prefix(2)
        guard let first = start.first, first.displayWidth == 1, !first.properties.isEmoji || first.isASCII
        else { return nil }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: start)
        let pair = String(text)
        if pair.count == 1, let both = pair.first, let single = Composition.single(both) {
            return Character(single)
        }
        return Character(first)
    }

    private init(differences: [Int]) {
        agreed = []
        wider = []
        for (sample, difference) in zip(Self.samples, differences) {
            if difference == 0 { agreed.insert(sample.trait) }
            if difference > 0 { wider.insert(sample.trait) }
        }
    }
}
