internal import SurveyModel

/// The survey that `sondeo new` starts an author with: short, whole, with a test and translations.
public struct FirstSurvey: Sendable {
    /// Its name.
    public let name: String
    /// The languages it is translated into.
    public let translations: [String]

    /// Makes one; the name must be a name of the language, the translations BCP 47 tags.
    public init(name: String, translations: [String]) {
        self.name = name
        self.translations = translations
    }

    /// Whether a text can name a survey: a letter, then letters, digits and `_`, at most 64.
    public static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64, Self.isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// The file, in canonical layout.
    public var source: String {
        let promise = translations.isEmpty ? "" : "translations \(translations.joined(separator: ", "))\n"
        return """
            // What this survey is for, who is asked and when: write it here, for whoever reads it after you.
            // Check it with `sondeo check`, try it with `sondeo run`, test it with `sondeo test`.
            survey \(name)
            version 1
            language en
            \(promise)title "How did we do today?"

            page visit "Your visit" {
                csat overall "Overall, how satisfied are you with our service?" {
                    1 "Very dissatisfied"
                    5 "Very satisfied"
                }
                nps recommend "How likely are you to recommend us to a friend or colleague?"
                if recommend <= 6 {
                    text why "What should we have done better?" optional lines 4
                }
            }

            finish "Thank you."

            metric satisfaction = csat(overall)
            metric promoter     = nps(recommend)

            test "a detractor is asked why" {
                answer overall = 2
                answer recommend = 3
                answer why = "The queue was long."
                expect asked why
                expect metric promoter = -100
            }
            test "a promoter is not asked why" {
                answer overall = 5
                answer recommend = 10
                expect not asked why
                expect metric promoter = 100
                expect metric satisfaction = 100
            }

            """
    }

    /// What the texts are in a language; empty for a language that the author translates without our help.
    public static func translations(into tag: String) -> [String: String] {
        switch tag.split(separator: "-").first.map({ $0.lowercased() }) {
        case "es":
            [
                "How did we do today?": "¿Cómo le hemos atendido hoy?", "Your visit": "Su visita",
                "Overall, how satisfied are you with our service?":
                    "En general, ¿cuál es su grado de satisfacción con nuestro servicio?",
                "Very dissatisfied": "Nada satisfecho", "Very satisfied": "Muy satisfecho",
                "How likely are you to recommend us to a friend or colleague?":
                    "¿Qué probabilidad hay de que nos recomiende a un amigo o compañero?",
                "What should we have done better?": "¿Qué deberíamos haber hecho mejor?",
                "Thank you.": "Gracias.",
            ]
        case "sv":
            [
                "How did we do today?": "Hur skötte vi oss i dag?", "Your visit": "Ditt besök",
                "Overall, how satisfied are you with our service?":
                    "Hur nöjd är du på det hela taget med vår service?",
                "Very dissatisfied": "Mycket missnöjd", "Very satisfied": "Mycket nöjd",
                "How likely are you to recommend us to a friend or colleague?":
                    "Hur sannolikt är det att du skulle rekommendera oss till en vän eller kollega?",
                "What should we have done better?": "Vad borde vi ha gjort bättre?", "Thank you.": "Tack.",
            ]
        case "el":
            [
                "How did we do today?": "Πώς τα πήγαμε σήμερα;", "Your visit": "Η επίσκεψή σας",
                "Overall, how satisfied are you with our service?":
                    "Συνολικά, πόσο ικανοποιημένος/η είστε από την εξυπηρέτησή μας;",
                "Very dissatisfied": "Πολύ δυσαρεστημένος/η", "Very satisfied": "Πολύ ικανοποιημένος/η",
                "How likely are you to recommend us to a friend or colleague?":
                    "Πόσο πιθανό είναι να μας συστήσετε σε έναν φίλο ή συνάδελφο;",
                "What should we have done better?": "Τι θα έπρεπε να είχαμε κάνει καλύτερα;",
                "Thank you.": "Ευχαριστούμε.",
            ]
        default: [:]
        }
    }
}
