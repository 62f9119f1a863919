extension ProgramText {
    /// The questionnaire as an author's client reads it.
    var previewWording: Wording? {
        switch self {
        // MARK: The preview: what an author's client reads
        case .previewOnlyIf:
            Wording("Only if {condition}:", note: "Stands above questions that are asked under a condition.")
        case .previewElseIf: Wording("Otherwise, if {condition}:")
        case .previewElse: Wording("Otherwise:")
        case .previewShuffle:
            Wording("In an order drawn for each respondent:", note: "Stands above questions or pages.")
        case .previewDraw:
            Wording(
                "{n} of these, drawn for each respondent:",
                plural: "{n} of these, drawn for each respondent:", note: "Stands above questions or pages.")
        case .previewForEach:
            Wording(
                "For each of these: {list}",
                note: "Stands above questions that are asked once for each option or number in the list.")
        case .previewForEachChosen:
            Wording(
                "For each of these that was chosen in {subject}: {list}",
                note: "The subject is as in \"question 3\".")
        case .previewOnlyFor: Wording("Only for: {list}")
        case .previewArm:
            Wording(
                "Version “{name}”, shown to {share} of respondents:",
                note:
                    "One of several versions of the same questions, drawn for each respondent; share is a percentage."
            )
        case .previewMayBeEmpty: Wording("may be left empty", note: "In brackets behind a question.")
        case .previewPersonal:
            Wording("personal, left out of exports", note: "In brackets behind a question.")
        case .previewRandomOrder: Wording("in random order", note: "In brackets behind a question.")
        case .previewSome:
            Wording(
                "{n} of the options, drawn", plural: "{n} of the options, drawn",
                note: "In brackets behind a question.")
        case .previewAlone:
            Wording("only by itself", note: "In brackets behind an option that excludes the others.")
        case .previewWrite:
            Wording("with room to write", note: "In brackets behind an option that opens a text.")
        case .previewIfOption: Wording("only if {condition}", note: "In brackets behind an option or row.")
        case .previewChosenIn:
            Wording(
                "only what was chosen in {subject}",
                note: "In brackets behind a question; the subject is as in \"question 3\".")
        case .previewNotChosenIn:
            Wording("only what was not chosen in {subject}", note: "In brackets behind a question.")
        case .previewSuggestion:
            Wording("filled in beforehand: {value}", note: "In brackets behind a question.")
        case .previewRank: Wording("Put these in order.")
        case .previewRankSome:
            Wording(
                "Choose {n} of these and put them in order.",
                plural: "Choose {n} of these and put them in order.")
        case .previewDivide:
            Wording(
                "Divide {n} among these.", plural: "Divide {n} among these.", note: "n is a number of points."
            )
        case .previewChooseUpTo: Wording("At most {n} answer.", plural: "At most {n} answers.")
        case .previewChooseBetween: Wording("{low} to {high} answers.")
        case .previewChooseExactly: Wording("Exactly {n} answer.", plural: "Exactly {n} answers.")
        case .previewDate: Wording("A date.")
        case .previewTime: Wording("A time of day.")
        case .previewEmail: Wording("An e-mail address.")
        case .previewPhone: Wording("A telephone number.")
        case .previewConsent:
            Wording(
                "No ends the interview, and nothing is stored.",
                note: "Behind a question that asks for consent.")
        case .previewRequire:
            Wording(
                "If it is not so that {condition}, the answer has to be changed: {text}", note: "A check.")
        case .previewConfirm:
            Wording("If it is not so that {condition}, it asks back: {text}", note: "A check.")
        case .previewLet: Wording("Worked out: {name} = {formula}")
        case .previewEnd: Wording("The interview ends here: {text}")
        case .previewScreened: Wording("The interview ends here, as screened out: {text}")
        case .previewGiven: Wording("Known before the interview: {list}")
        case .previewMinutes:
            Wording(
                "{questions} questions in all; at ordinary reading speed {n} minute at most.",
                plural: "{questions} questions in all; at ordinary reading speed {n} minutes at most.")
        case .conditionQuestion:
            Wording("question {n}", note: "The subject of a condition, in the middle of a sentence.")
        case .conditionPart:
            Wording(
                "question {n} “{text}”", note: "A row or option of a question as the subject of a condition.")
        case .conditionCount:
            Wording("the number of answers chosen in {subject}", note: "The subject of a condition.")
        case .conditionQuoted: Wording("“{text}”", note: "A text in quotation marks.")
        case .conditionIs:
            Wording(
                "{subject} is {value}",
                note: "A condition in the middle of a sentence, as in \"question 3 is 5\".")
        case .conditionIsNot: Wording("{subject} is not {value}")
        case .conditionOneOf: Wording("{subject} is one of {values}")
        case .conditionAtLeast: Wording("{subject} is {value} or more")
        case .conditionAtMost: Wording("{subject} is {value} or less")
        case .conditionMore: Wording("{subject} is more than {value}")
        case .conditionLess: Wording("{subject} is less than {value}")
        case .conditionBetween: Wording("{subject} is from {low} to {high}")
        case .conditionChosen: Wording("{value} was chosen in {subject}")
        case .conditionNotChosen: Wording("{value} was not chosen in {subject}")
        case .conditionAnswered: Wording("{subject} was answered")
        case .conditionNotAnswered: Wording("{subject} was not answered")
        case .conditionAnd: Wording("{first} and {second}", note: "Two conditions.")
        case .conditionOr: Wording("{first} or {second}", note: "Two conditions.")
        case .conditionNot: Wording("it is not so that {condition}", note: "A condition.")
        case .conditionFormula:
            Wording(
                "this holds: {formula}", note: "A condition that is shown as the survey's author wrote it.")
        default: nil
        }
    }
}
