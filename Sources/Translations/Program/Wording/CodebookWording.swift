extension ProgramText {
    /// The words of codebooks, which exports have too.
    var codebookWording: Wording? {
        switch self {
        // MARK: The codebook: who is asked, and what stands in it
        case .skipped:
            Wording("Left empty", note: "What an answer that was left out is called in a codebook.")
        case .notAsked:
            Wording(
                "Not asked", note: "What the answer of somebody who was not asked is called in a codebook.")
        case .baseEverybody: Wording("Asked of everybody", note: "Who is asked a question, in a codebook.")
        case .baseAskedIf:
            Wording(
                "Asked if {condition}",
                note: "Who is asked a question, in a codebook; the condition is as in \"question 3 is 5\".")
        case .baseAskedUnless:
            Wording(
                "Asked unless {exception}", note: "The exception is a condition, as in \"question 3 is 5\".")
        case .baseAskedIfUnless: Wording("Asked if {condition}, unless {exception}")
        case .baseThere:
            Wording("There for everybody", note: "Who has a value that nobody is asked for, in a codebook.")
        case .baseThereIf:
            Wording("There if {condition}", note: "When there is a value that nobody is asked for.")
        case .baseThereUnless: Wording("There unless {exception}")
        case .baseThereIfUnless: Wording("There if {condition}, unless {exception}")
        case .baseDrawn:
            Wording(
                "{base}; only of some, drawn at random",
                note: "The base is as in \"Asked if question 3 is 5\".")
        case .baseOther:
            Wording(
                "{first}; or: {second}",
                note: "Two descriptions of who is asked, as in \"Asked if question 3 is 5\".")
        case .baseOffered:
            Wording("there is an option to offer", note: "A condition in the middle of a sentence.")
        case .baseOfferedChosen:
            Wording(
                "something that can be offered here was chosen in {subject}",
                note: "A condition; the subject is as in \"question 3\".")
        case .baseOfferedLeft:
            Wording(
                "something is left that was not chosen in {subject}",
                note: "A condition; the subject is as in \"question 3\".")
        case .baseMore:
            Wording(
                "{n} more condition holds", plural: "{n} more conditions hold",
                note: "Stands for conditions that there is no room for.")
        case .baseMoreExceptions:
            Wording(
                "one of {n} other conditions holds", plural: "one of {n} other conditions holds",
                note: "Stands for exceptions that there is no room for.")
        case .conditionPlaced:
            Wording(
                "{value} was given a place in {subject}",
                note: "A condition: an option of a question that asks for an order.")
        case .codebookTitle: Wording("Codebook: {title}", note: "The heading of a codebook.")
        case .codebookSurvey: Wording("Survey {name}, version {version}")
        case .codebookVariables: Wording("Variables", note: "A heading.")
        case .codebookVariable: Wording("Variable", note: "The head of a column.")
        case .codebookGroups: Wording("Variables that belong together", note: "A heading.")
        case .codebookRosters:
            Wording(
                "Rounds of loops",
                note: "A heading: the same questions for each of several options or numbers.")
        case .codebookType: Wording("Type", note: "What a variable's values are.")
        case .codebookBase: Wording("Base", note: "Who is asked.")
        case .codebookCondition: Wording("Condition", note: "The same as a formula.")
        case .codebookLabel: Wording("Label", note: "The head of a column.")
        case .codebookCode: Wording("Code", note: "The head of a column.")
        case .codebookName: Wording("Name", note: "The head of a column.")
        case .codebookValues: Wording("Values")
        case .codebookMissing: Wording("Missing", note: "Kinds of missing answers.")
        case .codebookSystemMissing: Wording("system missing", note: "In place of a code.")
        case .codebookRange: Wording("Range", note: "From the smallest to the largest value.")
        case .codebookUnit: Wording("Unit", note: "The unit of a number.")
        case .codebookGroup:
            Wording("Together with", note: "The variables that a variable belongs together with.")
        case .codebookRound: Wording("Round", note: "The round of a loop that a variable is of.")
        case .codebookNote: Wording("Note")
        case .codebookHelp: Wording("Help", note: "What the respondent can read.")
        case .codebookFormula: Wording("Formula", note: "How a value is worked out.")
        case .codebookPhrasing:
            Wording("Wording", note: "Stands before one of several texts that a question has.")
        case .codebookBraces:
            Wording(
                "A name in braces stands for an earlier answer; what follows a bar there is read where there was none.",
                note: "Explains texts such as: How was it, {name | dear guest}?")
        case .codebookEnglish:
            Wording(
                "Words of Sondeo's own stand in English here: it does not speak this language.",
                note: "Only read where the survey is in a language without a translation of the program.")
        case .codebookRemarks: Wording("Remarks")
        case .codebookPersonal: Wording("personal, left out of exports unless asked for", note: "A remark.")
        case .codebookReversed: Wording("scores count it from the other end", note: "A remark on a row.")
        case .codebookNotStored: Wording("worked out, never stored", note: "A remark.")
        case .codebookGiven:
            Wording("given at the start", note: "A remark: whoever starts the interview sets it.")
        case .codebookDrawn: Wording("drawn at random", note: "A remark.")
        case .codebookConsent:
            Wording(
                "whoever says no is asked nothing and counts as not asked, so no response has a no",
                note: "A remark on the question for consent.")
        case .codebookStartDay: Wording("the local date of the start", note: "A remark.")
        case .codebookAlone: Wording("excludes the others", note: "A remark on an option.")
        case .codebookOpens:
            Wording("opens the text {name}", note: "A remark on an option; the name is a variable's.")
        case .codebookTypeOption: Wording("one option", note: "The type of a variable.")
        case .codebookTypeSet: Wording("several options", note: "The type of a variable.")
        case .codebookTypeRanking: Wording("options in order", note: "The type of a variable.")
        case .codebookTypePoint: Wording("point of a scale", note: "The type of a variable.")
        case .codebookTypeYesNo: Wording("yes or no", note: "The type of a variable.")
        case .codebookTypeNumber: Wording("number", note: "The type of a variable.")
        case .codebookTypeDecimals:
            Wording(
                "number with {n} decimal", plural: "number with {n} decimals", note: "The type of a variable."
            )
        case .codebookTypeText:
            Wording(
                "text of at most {n} character", plural: "text of at most {n} characters",
                note: "The type of a variable.")
        case .codebookTypeDate: Wording("date", note: "The type of a variable.")
        case .codebookTypeTime: Wording("time of day", note: "The type of a variable.")
        case .codebookStale: Wording("translation out of date", note: "A remark on a text.")
        case .codebookUntranslated: Wording("not translated", note: "A remark on a text.")
        case .codebookRoundOf:
            Wording("Round: {name}", note: "The label of a column; the name is that of a loop's variable.")
        case .codebookOptionText:
            Wording(
                "{option}: text",
                note: "The label of what was typed at an option, as in: Something else: text.")
        case .codebookChosen:
            Wording("Chosen", note: "What 1 is for an option of which several can be chosen.")
        case .codebookNotChosen:
            Wording("Not chosen", note: "What 0 is for an option of which several can be chosen.")
        case .codebookNotRanked:
            Wording("Not ranked", note: "What 0 is for an option that has no place in an order.")
        case .codebookColumn:
            Wording("Column", note: "The head of a column: what a column is called in exports.")
        case .codebookColumns:
            Wording("Columns", note: "A heading before what stands in the columns of exports.")
        case .codebookColumnsSet:
            Wording(
                "one for each option, 1 where it was chosen and 0 where not",
                note: "What stands in the columns of exports.")
        case .codebookColumnsRanking:
            Wording(
                "one for each option, with its place from 1; 0 or empty where it has none",
                note: "What stands in the columns of exports.")
        case .codebookResponse:
            Wording(
                "Columns of the response",
                note: "A heading: what exports say of a response beside its answers.")
        // MARK: The codebook: columns of a response
        case .partID: Wording("Response", note: "The label of a column: the identifier of a response.")
        case .partSurvey: Wording("Survey", note: "The label of a column.")
        case .partVersion: Wording("Version of the survey", note: "The label of a column.")
        case .partStructure:
            Wording(
                "Structure of the survey",
                note: "The label of a column: a fingerprint of what can be answered.")
        case .partLocale: Wording("Language", note: "The label of a column: the language of the interview.")
        case .partStation: Wording("Station", note: "The label of a column: where the interview was held.")
        case .partChannel: Wording("Channel", note: "The label of a column: how the interview was held.")
        case .partSeed: Wording("Seed of the random orders", note: "The label of a column.")
        case .partStarted: Wording("Began (UTC)", note: "The label of a column.")
        case .partEnded: Wording("Ended (UTC)", note: "The label of a column.")
        case .partState: Wording("How it ended", note: "The label of a column.")
        case .partStale: Wording("Answered on an outdated translation", note: "The label of a column.")
        case .partWeight: Wording("Weight", note: "The label of a column.")
        case .stateComplete: Wording("Complete", note: "How an interview ended.")
        case .statePartial: Wording("Partial", note: "How an interview ended: it was left before its end.")
        case .stateScreened:
            Wording("Screened out", note: "How an interview ended: it was with nobody of those asked for.")
        case .stateRefused: Wording("Refused", note: "How an interview ended: there was no consent.")
        case .stateAbandoned:
            Wording("Abandoned", note: "How an interview ended: it was cut off by a crash or the power.")
        default: nil
        }
    }
}
