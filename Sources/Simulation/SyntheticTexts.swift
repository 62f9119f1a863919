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
}
