internal import SurveyModel

/// What synthetic respondents write: a few sentences that say what they are, in the locale's language or in English.
struct SyntheticTexts {
    /// How many there are of each mood.
    static let variety = 3

    private let content: [String]
    private let discontent: [String]

    init(locale: String) {
        switch locale.split(separator: "-").first.map({ $0.lowercased() }) ?? "" {
        case "es":
            content = ["Trato amable", "Todo fue rápido", "Cumplieron lo prometido"].map {
                "\($0) (respuesta sintética)"
            }
            discontent = ["Esperé demasiado", "Nadie me explicó nada", "No cumplieron"].map {
                "\($0) (respuesta sintética)"
            }
        case "sv":
            content = ["Vänligt bemötande", "Det gick fort", "De höll vad de lovade"].map {
                "\($0) (syntetiskt svar)"
            }
            discontent = ["För lång väntan", "Ingen förklarade något", "De höll inte sitt löfte"].map {
                "\($0) (syntetiskt svar)"
            }
        case "el":
            content = ["Ευγενική εξυπηρέτηση", "Όλα έγιναν γρήγορα", "Τήρησαν ό,τι υποσχέθηκαν"].map {
                "\($0) (συνθετική απάντηση)"
            }
            discontent = ["Περίμενα πάρα πολύ", "Κανείς δεν μου εξήγησε", "Δεν τήρησαν τον λόγο τους"].map {
                "\($0) (συνθετική απάντηση)"
            }
        default:
            content = ["Friendly service", "Everything went quickly", "They kept their word"].map {
                "\($0) (synthetic answer)"
            }
            discontent = ["I waited too long", "Nobody explained anything", "They did not keep their word"]
                .map {
                    "\($0) (synthetic answer)"
                }
        }
    }

    /// A sentence for a mood; `pick` is taken around the set.
    func answer(isContent: Bool, pick: Int) -> String {
        let texts = isContent ? content : discontent
        return texts[abs(pick % texts.count)]
    }

    /// A text that keeps a rule with a pattern: an address that leads nowhere, or whatever of a few usual forms (numbers of
    /// any length, codes, words) the pattern takes; nil if it takes none of them.
    func matching(_ rule: TextRule, pick: Int) -> String? {
        let candidates: [String]
        switch rule.pattern?.kind {
        case .email: candidates = ["simulated-0\(abs(pick % 9) + 1)@example.com"]
        case .phone: candidates = ["+1 202 555 010\(abs(pick % 10))", "+12025550100", "2025550100"]
        case .expression, nil: candidates = Self.forms
        }
        return candidates.first(where: rule.allows)
    }

    private static let forms: [String] = {
        var forms = ["simulated", "Simulated", "SIMULATED", "simulated-01", "S-01", "SIM-0001", "S1"]
        forms += (1...16).map { String("1234567890123456".prefix($0)) }
        for letters in ["abcdefghijkl", "ABCDEFGHIJKL"] {
            forms += (1...12).map { String(letters.prefix($0)) }
        }
        // Codes of letters and digits, and groups of digits.
        for letters in 1...4 {
            forms += (1...6).map { String("ABCD".prefix(letters) + "123456".prefix($0)) }
            forms += (1...6).map { String("ABCD".prefix(letters) + "-" + "123456".prefix($0)) }
        }
        for separator in [" ", "-", ".", "/"] {
            for first in 1...4 {
                forms += (1...4).map { String("1234".prefix(first) + separator + "5678".prefix($0)) }
            }
        }
        return forms
    }()
}
