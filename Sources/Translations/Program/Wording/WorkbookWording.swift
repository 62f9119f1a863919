extension ProgramText {
    /// The words of workbooks.
    var workbookWording: Wording? {
        switch self {
        // MARK: Workbooks: sheets and heads of columns
        case .sheetAbout:
            Wording(
                "About",
                note:
                    "The name of the first sheet of a workbook, which says what the file is. At most 31 characters."
            )
        case .sheetAnswers:
            Wording("Answers", note: "The name of a sheet. At most 24 characters.")
        case .sheetCodebook:
            Wording(
                "Codebook",
                note: "The name of a sheet, which says what the columns are. At most 31 characters.")
        case .sheetStatistics:
            Wording("Statistics", note: "The name of a sheet. At most 31 characters.")
        case .sheetAnalyses:
            Wording(
                "Analyses",
                note: "The name of a sheet: drivers, chains, reliability of scales. At most 31 characters.")
        case .sheetSurvey:
            Wording("Survey", note: "Stands before the name of the survey.")
        case .sheetVersion:
            Wording("Version", note: "Stands before the versions of the survey.")
        case .sheetFirst:
            Wording("First response began (UTC)", note: "Stands before a moment.")
        case .sheetLast:
            Wording("Last response ended (UTC)", note: "Stands before a moment.")
        case .sheetLabels:
            Wording("Language of the labels", note: "Stands before the tag of a language.")
        case .sheetLevel:
            Wording("Level of the intervals", note: "Stands before a percentage, as in 95%.")
        case .sheetFilter:
            Wording("Responses chosen", note: "Stands before the condition that responses had to meet.")
        case .sheetPersonalOut:
            Wording("Personal data left out", note: "Stands before names of variables.")
        case .sheetCells:
            Wording(
                "In the answers, grey italics say why there is no answer, and an empty cell was not asked.")
        case .sheetUnranked:
            Wording(
                "In the columns of a ranking, an empty cell is also an option that was given no place.",
                note: "Stands beside what says that an empty cell was not asked.")
        case .notComparable:
            Wording(
                "{n} response is to version {version}: its answers to {names} cannot be compared with version {newest} and are missing here, as if not asked.",
                plural:
                    "{n} responses are to version {version}: their answers to {names} cannot be compared with version {newest} and are missing here, as if not asked.",
                note: "The names are those of variables.")
        case .noneComparable:
            Wording(
                "{n} response is to version {version}: none of its answers can be compared with version {newest}, and all are missing here, as if not asked.",
                plural:
                    "{n} responses are to version {version}: none of their answers can be compared with version {newest}, and all are missing here, as if not asked."
            )
        case .sheetCodes:
            Wording(
                "Answers are codes; the codebook has their labels.")
        case .sheetContinues:
            Wording("The sheet {name} goes on in {next}.", note: "Names of sheets.")
        case .sheetSheet:
            Wording("Sheet", note: "Head of a column: the name of a sheet.")
        case .sheetName:
            Wording("Name", note: "Head of a column: the name of a variable or metric.")
        case .sheetQuestion:
            Wording("Question", note: "Head of a column: the text of a question.")
        case .sheetBase:
            Wording("Who was asked", note: "Head of a column: a condition in words.")
        case .sheetType:
            Wording("Type", note: "Head of a column: what kind of value a variable has.")
        case .sheetLow:
            Wording("Lowest", note: "Head of a column: the smallest value that is allowed.")
        case .sheetHigh:
            Wording("Highest", note: "Head of a column: the largest value that is allowed.")
        case .sheetUnit:
            Wording("Unit", note: "Head of a column: what numbers are counted in.")
        case .sheetCode:
            Wording("Code", note: "Head of a column: the number that stands for an option.")
        case .sheetLabel:
            Wording("Label", note: "Head of a column: what an option is called.")
        case .sheetCount:
            Wording("Count", note: "Head of a column: how many gave an answer.")
        case .sheetValue:
            Wording("Value", note: "Head of a column: the figure.")
        case .sheetInterval:
            Wording("Interval", note: "The confidence interval of a figure, before why there is none.")
        case .sheetIntervalLow:
            Wording("Interval from", note: "Head of a column: the lower end of a confidence interval.")
        case .sheetIntervalHigh:
            Wording("Interval to", note: "Head of a column: the upper end of a confidence interval.")
        case .sheetAnalysis:
            Wording("Analysis", note: "Head of a column: what was found out, as in: what goes with it.")
        case .sheetNote:
            Wording("Note", note: "Head of a column: why there is no figure.")
        case .sheetHidden:
            Wording("hidden: fewer than {n}", note: "In place of a figure that rests on too few answers.")
        default: nil
        }
    }
}
