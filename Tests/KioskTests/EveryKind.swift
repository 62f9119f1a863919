import FoundationEssentials
import SurveyModel

/// A visit to a hotel, asked with every kind of question, in four languages.
enum EveryKind {
    static let today = CalendarDay("2026-11-22")!

    static func survey(_ language: String = "en") -> Survey {
        let place = ["en": 0, "es": 1, "sv": 2, "el": 3][language] ?? 0
        var draft = Draft(language: language)
        func say(_ texts: String...) -> String { texts[place] }
        draft.today()
        draft.survey.title = draft.text(say("Your stay", "Su estancia", "Din vistelse", "Η διαμονή σας"))
        draft.ask(
            "ok", .consent,
            say(
                "May we ask you about your stay?", "¿Podemos preguntarle por su estancia?",
                "Får vi fråga dig om din vistelse?", "Μπορούμε να σας ρωτήσουμε για τη διαμονή σας;")
        ) { question, draft in
            question.help = draft.text(
                say(
                    "It takes three minutes, and you can stop at any time.",
                    "Dura tres minutos y puede dejarlo en cualquier momento.",
                    "Det tar tre minuter och du kan sluta när du vill.",
                    "Διαρκεί τρία λεπτά και μπορείτε να σταματήσετε όποτε θέλετε."))
        }
        draft.page(say("Arrival", "Llegada", "Ankomst", "Άφιξη")) { draft in
            draft.ask(
                "came", .date(DateRule(low: .today(offset: -60), high: .today(offset: 0))),
                say(
                    "On which day did you come?", "¿Qué día llegó?", "Vilken dag kom du?",
                    "Ποια ημέρα ήρθατε;")
            )
            draft.ask(
                "hour", .time(TimeRule(low: TimeOfDay("08:00"), high: TimeOfDay("22:00"))),
                say(
                    "And at what time?", "¿Y a qué hora?", "Och vilken tid?", "Και τι ώρα;")
            )
            draft.ask(
                "nights", .number(NumberRule(low: 1, high: 30)),
                say(
                    "For how many nights?", "¿Para cuántas noches?", "Hur många nätter?",
                    "Για πόσες νύχτες;")
            ) { question, _ in question.suggestion = .number(1) }
        }
        let parts = draft.list([
            ("bed", say("Bed", "Cama", "Säng", "Κρεβάτι")),
            ("food", say("Breakfast", "Desayuno", "Frukost", "Πρωινό")),
            ("staff", say("Staff", "Personal", "Personal", "Προσωπικό")),
            ("other+", say("Something else", "Otra cosa", "Något annat", "Κάτι άλλο")),
        ])
        draft.page(say("What matters", "Lo que importa", "Det som är viktigt", "Τι μετράει")) { draft in
            draft.ask(
                "rank", .ranking(parts, select: 4...4),
                say(
                    "What matters to you in a hotel?", "¿Qué le importa en un hotel?",
                    "Vad är viktigt för dig på ett hotell?", "Τι μετράει για εσάς σε ένα ξενοδοχείο;")
            ) { question, _ in question.carried = [.except([3])] }
            draft.ask(
                "euros", .allocate(parts, total: 100),
                say(
                    "How would you spend 100 euros on your stay?",
                    "¿Cómo gastaría 100 euros en su estancia?",
                    "Hur skulle du lägga 100 euro på din vistelse?",
                    "Πώς θα ξοδεύατε 100 ευρώ στη διαμονή σας;")
            ) { question, _ in question.carried = [.except([3])] }
            draft.ask(
                "used", .choices(parts, select: 1...4),
                say("What did you use?", "¿Qué utilizó?", "Vad använde du?", "Τι χρησιμοποιήσατε;"))
        }
        draft.forEach(of: "used", in: parts) { draft, instance, chosen in
            draft.page("{c}", pipes: ["c": chosen]) { draft in
                let scale = draft.scale(
                    1...5,
                    [
                        1: say("Poor", "Mal", "Dåligt", "Κακό"),
                        5: say("Very good", "Muy bien", "Mycket bra", "Πολύ καλό"),
                    ])
                draft.ask(
                    "good.\(instance)", .rating(scale),
                    say("How good was it?", "¿Qué tal estuvo?", "Hur bra var det?", "Πόσο καλό ήταν;"))
            }
        }
        draft.page(say("In detail", "En detalle", "Mer noga", "Πιο αναλυτικά")) { draft in
            draft.ask(
                "best", .choice(parts),
                say(
                    "And which was best?", "¿Y qué fue lo mejor?", "Och vad var bäst?",
                    "Και ποιο ήταν το καλύτερο;")
            ) { question, draft in question.carried = [.chosen(draft.id("used"))] }
            let sources = draft.list([
                ("web", say("Web site", "Sitio web", "Webbplats", "Ιστότοπος")),
                ("desk", say("Front desk", "Recepción", "Receptionen", "Υποδοχή")),
                ("friends", say("Friends", "Amigos", "Vänner", "Φίλοι")),
            ])
            let rooms = [
                draft.row("price", say("The price", "El precio", "Priset", "Η τιμή")),
                draft.row("city", say("The city", "La ciudad", "Staden", "Η πόλη")),
            ]
            draft.ask(
                "learned", .choiceGrid(sources, select: nil, rows: rooms),
                say(
                    "Where did you learn most about these?", "¿Dónde se informó más sobre esto?",
                    "Var fick du veta mest om det här?", "Πού μάθατε τα περισσότερα για τα εξής;"))
            draft.ask(
                "asked", .choiceGrid(sources, select: 1...2, rows: rooms),
                say(
                    "Where else did you ask?", "¿Dónde más preguntó?", "Var mer frågade du?",
                    "Πού αλλού ρωτήσατε;")
            ) { question, _ in question.isOptional = true }
            let agree = draft.scale(
                1...5,
                [
                    1: say("Strongly disagree", "Nada de acuerdo", "Instämmer inte alls", "Διαφωνώ απόλυτα"),
                    5: say("Strongly agree", "Muy de acuerdo", "Instämmer helt", "Συμφωνώ απόλυτα"),
                ])
            let clean = draft.text(say("The room", "La habitación", "Rummet", "Το δωμάτιο"))
            let kind = draft.text(say("The people", "El personal", "Personalen", "Οι άνθρωποι"))
            let rows = [
                draft.row(
                    "clean", say("It was clean", "Estaba limpia", "Det var rent", "Ήταν καθαρό"), group: 0),
                draft.row(
                    "quiet", say("It was quiet", "Era tranquila", "Det var tyst", "Ήταν ήσυχο"), group: 0),
                draft.row(
                    "kind", say("They were kind", "Fue amable", "De var vänliga", "Ήταν ευγενικοί"), group: 1),
            ]
            draft.ask(
                "felt", .grid(agree, rows: rows),
                say("How far do you agree?", "¿Está de acuerdo?", "Hur väl instämmer du?", "Πόσο συμφωνείτε;")
            ) { question, _ in
                question.groups = [.init(name: "room", text: clean), .init(name: "people", text: kind)]
            }
        }
        draft.split(
            "wording",
            [
                (
                    "plain",
                    { draft in
                        draft.ask(
                            "again", .yesno,
                            say("Will you come again?", "¿Volverá?", "Kommer du tillbaka?", "Θα ξανάρθετε;"))
                    }
                ),
                (
                    "warm",
                    { draft in
                        draft.ask(
                            "again_warm", .yesno,
                            say(
                                "Shall we see you again?", "¿Le veremos de nuevo?", "Ses vi igen?",
                                "Θα σας ξαναδούμε;"))
                    }
                ),
            ])
        draft.ask(
            "mail", .text(TextRule(pattern: .email)),
            say(
                "Where may we write to you?", "¿Adónde podemos escribirle?", "Vart får vi skriva till dig?",
                "Πού μπορούμε να σας γράψουμε;")
        ) { question, _ in question.isOptional = true }
        draft.ask(
            "call", .text(TextRule(pattern: .phone)),
            say(
                "And call you?", "¿Y llamarle?", "Och ringa dig?", "Και να σας τηλεφωνήσουμε;")
        ) { question, _ in question.isOptional = true }
        draft.ask(
            "room", .text(TextRule(pattern: try? TextPattern("[A-D]\\d\\d"))),
            say(
                "Which room did you have?", "¿Qué habitación tuvo?", "Vilket rum hade du?",
                "Ποιο δωμάτιο είχατε;")
        ) { question, draft in
            question.help = draft.text(
                say(
                    "A letter and two digits, as on your key.", "Una letra y dos cifras, como en su llave.",
                    "En bokstav och två siffror, som på din nyckel.",
                    "Ένα γράμμα και δύο ψηφία, όπως στο κλειδί σας."))
        }
        let thanks = draft.text(
            say(
                "Thank you for your {nights} night, from {came} on.",
                "Gracias por su {nights} noche, desde el {came}.",
                "Tack för din {nights} natt, från den {came}.",
                "Ευχαριστούμε για τη {nights} νύχτα σας, από {came}."),
            plural: (
                "nights",
                say(
                    "Thank you for your {nights} nights, from {came} on.",
                    "Gracias por sus {nights} noches, desde el {came}.",
                    "Tack för dina {nights} nätter, från den {came}.",
                    "Ευχαριστούμε για τις {nights} νύχτες σας, από {came}.")
            ))
        draft.finish(thanks)
        return draft.finished
    }
}
