extension ProgramText {
    /// What a respondent reads in an interview, whatever the front.
    var interviewWording: Wording? {
        switch self {
        // MARK: The interview: where the respondent is
        case .question:
            Wording("Question {n}", note: "Stands before each question; n counts the questions shown so far.")
        case .section: Wording("Section: {title}", note: "Heading of a page.")
        case .row: Wording("Statement {n} of {total}", note: "Stands before each row of a grid.")
        case .part:
            Wording("Part {n} of {total}", note: "Stands before each part of an amount that is divided.")
        case .languageName:
            Wording("English", note: "The name of the language you translate into, in that language.")
        case .chooseLanguage: Wording("Choose a language.")
        case .languageChosen: Wording("The language is now {language}.")
        // MARK: The interview: what can be answered
        case .chooseOne: Wording("Type the number of one answer.", note: "Below a list of numbered options.")
        case .chooseSeveral:
            Wording("Type the numbers of one or more answers, separated by commas or spaces.")
        case .chooseBetween:
            Wording("Type the numbers of {low} to {high} answers, separated by commas or spaces.")
        case .chooseUpTo:
            Wording(
                "Type the number of at most {n} answer.",
                plural: "Type the numbers of at most {n} answers, separated by commas or spaces.")
        case .chooseAtLeast:
            Wording(
                "Type the numbers of at least {n} answer, separated by commas or spaces.",
                plural: "Type the numbers of at least {n} answers, separated by commas or spaces.")
        case .chooseExactly:
            Wording(
                "Type the number of exactly {n} answer.",
                plural: "Type the numbers of exactly {n} answers, separated by commas or spaces.")
        case .noneAllowed:
            Wording("To choose none of them, type 0.", note: "For a set of options that may be empty.")
        case .rate:
            Wording(
                "Type a number from {low} to {high}.",
                note: "For a rating; the labels of the scale stand above.")
        case .range: Wording("{low} to {high}", note: "A range of numbers, as in 1 to 5.")
        case .pointLabel: Wording("{point} = {label}", note: "A point of a scale and what it means.")
        case .typeNumber: Wording("Type a number.")
        case .typeWholeNumber: Wording("Type a whole number.")
        case .numberBetween:
            Wording("Between {low} and {high}.", note: "The bounds of a number; follows \"Type a number.\"")
        case .numberFrom: Wording("{low} or more.", note: "Follows \"Type a number.\"")
        case .numberTo: Wording("{high} or less.", note: "Follows \"Type a number.\"")
        case .numberDecimals:
            Wording(
                "With at most {n} decimal.", plural: "With at most {n} decimals.",
                note: "Follows \"Type a number.\"")
        case .numberUnit: Wording("Unit: {unit}")
        case .typeYesNo:
            Wording(
                "Type y for yes or n for no.",
                note: "Use the first words of yes_words and no_words in your language.")
        case .yes: Wording("Yes")
        case .no: Wording("No")
        case .yesWords:
            Wording(
                "y, yes",
                note:
                    "What may be typed for yes, separated by commas; small and capital letters are the same. No word may stand in no_words too."
            )
        case .noWords:
            Wording(
                "n, no",
                note: "What may be typed for no, separated by commas; small and capital letters are the same."
            )
        case .typeText: Wording("Type your answer and press Enter.")
        case .typeLines:
            Wording(
                "Type your answer. To finish, enter an empty line or a line with just a full stop.",
                note: "For a text of several lines.")
        case .lengthLimit: Wording("{n} character at most.", plural: "{n} characters at most.")
        case .optional: Wording("You can leave this empty: just press Enter.")
        case .specify:
            Wording(
                "{option}: please tell us more.", note: "Asks for words about an option such as \"Other\".")
        case .pressEnter: Wording("Press Enter to continue.", note: "After a note.")
        case .keepAnswer:
            Wording(
                "Your answer so far: {answer}. Press Enter to keep it.",
                note: "Shown when the respondent has gone back.")
        case .clearAnswer:
            Wording("To leave it empty instead, type -.", note: "Follows \"Your answer so far\".")
        case .suggested: Wording("Press Enter for: {answer}.", note: "An answer that is proposed.")
        case .understood:
            Wording(
                "Understood: {value}.", note: "After a date or time typed in another form than the one shown."
            )
        case .rankAll:
            Wording(
                "Type {n}, the number of the only answer.",
                plural:
                    "Type all {n} numbers in your order, your first choice first, separated by commas or spaces.",
                note: "For an order of all options; the singular is for one option.")
        case .rankFirst:
            Wording(
                "Type the number of the {n} answer that comes first for you.",
                plural: "Type the numbers of your first {n} choices in order, separated by commas or spaces.",
                note: "For an order of some of the options.")
        case .rankBetween:
            Wording(
                "Type the numbers of {low} to {high} answers in your order, your first choice first, separated by commas or spaces."
            )
        case .orderTaken: Wording("Your order:", note: "Above the answers in the order that was typed.")
        case .orderPlace: Wording("{n}. {option}", note: "A place in an order and what stands there.")
        case .divide:
            Wording(
                "Divide {total} among these parts, in whole numbers:",
                note: "Above a list of options that an amount is divided among.")
        case .leftToDivide: Wording("Left to divide: {n}.")
        case .takeRest:
            Wording(
                "Press Enter to put all that is left here: {n}.",
                note: "At the last part of an amount that is divided.")
        case .typeDate:
            Wording("Type a date as year-month-day, such as {example}.", note: "The example is 2026-11-21.")
        case .typeDateDayFirst:
            Wording(
                "Type a date as day/month/year, such as {example}.",
                note: "The example is 21/11/2026. Not used in English.")
        case .typeTime: Wording("Type a time of day, such as {example}.", note: "The example is 09:30.")
        case .earliest: Wording("Earliest: {value}.", note: "The first date or time that is possible.")
        case .latest: Wording("Latest: {value}.", note: "The last date or time that is possible.")
        case .todayDate:
            Wording("today, {date}", note: "Takes the place of the date in \"Earliest\" and \"Latest\".")
        case .dateInWords: Wording("{day} {month} {year}", note: "month is one of the names in months.")
        case .months:
            Wording(
                "January, February, March, April, May, June, July, August, September, October, November, December",
                note: "The twelve months as they stand in a date, separated by commas.")
        case .todayWords:
            Wording("today", note: "What may be typed for the date of today, separated by commas.")
        case .yesterdayWords:
            Wording("yesterday", note: "What may be typed for the date of yesterday, separated by commas.")
        case .tomorrowWords:
            Wording("tomorrow", note: "What may be typed for the date of tomorrow, separated by commas.")
        case .morningWords:
            Wording("am, a.m.", note: "What may be typed after a time before noon, separated by commas.")
        case .afternoonWords:
            Wording("pm, p.m.", note: "What may be typed after a time after noon, separated by commas.")
        case .typeEmail: Wording("Type an e-mail address and press Enter.")
        case .typePhone: Wording("Type a phone number and press Enter.")
        // MARK: The interview: ways not to answer, and labels of standard scales
        case .dontKnow: Wording("Don't know", note: "An answer that can be chosen.")
        case .refused: Wording("Prefer not to say", note: "An answer that can be chosen.")
        case .notApplicable: Wording("Does not apply", note: "An answer that can be chosen.")
        case .npsLow:
            Wording("Not at all likely", note: "The lowest point of how likely are you to recommend us.")
        case .npsHigh:
            Wording("Extremely likely", note: "The highest point of how likely are you to recommend us.")
        case .csatLow: Wording("Very dissatisfied", note: "The lowest point of a satisfaction scale.")
        case .csatHigh: Wording("Very satisfied", note: "The highest point of a satisfaction scale.")
        case .cesLow: Wording("Strongly disagree", note: "The lowest point of agreement with a statement.")
        case .cesHigh: Wording("Strongly agree", note: "The highest point of agreement with a statement.")
        // MARK: The interview: help
        case .helpHint: Wording("Type ? for help.")
        case .helpHeading: Wording("What you can type at any question:", note: "Above the list of commands.")
        case .helpHelp: Wording("show this help", note: "What ? does.")
        case .helpBack: Wording("go back to the previous question", note: "What < does.")
        case .helpLeave: Wording("leave the interview; your answers are kept", note: "What ! does.")
        case .helpLanguage: Wording("choose another language", note: "What the language command does.")
        case .helpEnter:
            Wording(
                "leave an optional question empty, or keep an answer already given",
                note: "What Enter alone does.")
        case .helpClear: Wording("take back the answer to an optional question", note: "What - does.")
        case .helpLiteral: Wording("To answer with one of these signs itself, type it twice.")
        case .noHelp: Wording("There is no further explanation of this question.")
        // MARK: The interview: answers that cannot be taken
        case .required: Wording("This question needs an answer.")
        case .requiredOrMissing:
            Wording(
                "This question needs an answer; “{option}” is one too.",
                note: "The option is one such as \"Don't know\".")
        case .notAnOption: Wording("“{typed}” is not one of the answers. Type a number from 1 to {high}.")
        case .notNumber: Wording("“{typed}” is not a number.")
        case .notWhole: Wording("Only whole numbers are possible here.")
        case .decimals:
            Wording("Only {n} decimal is possible here.", plural: "Only {n} decimals are possible here.")
        case .outOfRange: Wording("{typed} is not between {low} and {high}.")
        case .tooLow: Wording("{typed} is too low: {low} is the least.")
        case .tooHigh: Wording("{typed} is too high: {high} is the most.")
        case .onlyOne: Wording("Only one answer can be chosen here.")
        case .tooMany:
            Wording(
                "Choose at most {n} answer; you chose {typed}.",
                plural: "Choose at most {n} answers; you chose {typed}.",
                note: "typed is a number of answers.")
        case .tooFew: Wording("Choose at least {n} answer.", plural: "Choose at least {n} answers.")
        case .exclusive: Wording("“{option}” cannot be chosen together with other answers.")
        case .notYesNo: Wording("Please answer yes or no.")
        case .tooLong:
            Wording(
                "The answer is too long: {n} character is the most.",
                plural: "The answer is too long: {n} characters are the most.")
        case .oneLine: Wording("The answer has to fit on one line.")
        case .signsRemoved:
            Wording(
                "Signs that cannot be shown were left out.", note: "Control characters in what was typed.")
        case .noMissing: Wording("This answer is not offered here.")
        case .repeated:
            Wording(
                "“{option}” stands twice in what you typed. Each answer can have one place.",
                note: "In an order of answers.")
        case .unplaced:
            Wording(
                "Every answer needs a place. Still without one: {options}.",
                note: "In an order of answers; options is a list.")
        case .tooFewPlaces:
            Wording(
                "Put at least {n} answer in order; you typed {typed}.",
                plural: "Put at least {n} answers in order; you typed {typed}.",
                note: "typed is a number of answers.")
        case .tooManyPlaces:
            Wording(
                "Put at most {n} answer in order; you typed {typed}.",
                plural: "Put at most {n} answers in order; you typed {typed}.",
                note: "typed is a number of answers.")
        case .tooMuch:
            Wording("{typed} is too much: only {n} is left.", note: "Of an amount that is divided.")
        case .mustTakeRest:
            Wording(
                "The parts have to make {total} together, so this one has to be {n}.",
                note: "Of an amount that is divided.")
        case .notDate: Wording("“{typed}” is not a date.")
        case .noSuchDay:
            Wording(
                "There is no such day as {typed}.", note: "typed is a date that the calendar does not have.")
        case .yearOfFour: Wording("Please type the year with four digits.")
        case .unclearDate:
            Wording(
                "“{typed}” can be {first} or {second}.",
                note: "Of a date of which the day and the month cannot be told apart.")
        case .notTime: Wording("“{typed}” is not a time of day.")
        case .tooEarly:
            Wording("{value} is too early.", note: "A date or a time; how early it may be follows.")
        case .tooLate: Wording("{value} is too late.", note: "A date or a time; how late it may be follows.")
        case .notEmail: Wording("“{typed}” is not an e-mail address such as {example}.")
        case .notPhone: Wording("“{typed}” is not a phone number such as {example}.")
        case .notPattern:
            Wording(
                "“{typed}” does not have the form that is asked for.",
                note: "Where the survey says what a text must look like.")
        case .firstQuestion: Wording("This is the first question; there is nothing to go back to.")
        // MARK: The interview: checks
        case .checkFailed:
            Wording(
                "Please check: {message}",
                note: "Before the author's message; the answers cannot stay as they are.")
        case .checkConfirm:
            Wording(
                "Is this right?",
                note: "Asked after the author's message about an unusual answer; answered with yes or no.")
        case .checkKept: Wording("Your answer stays as it is.")
        // MARK: The interview: its end
        case .noAnswer: Wording("(no answer)", note: "Stands in place of an answer in the list of answers.")
        case .left: Wording("You have left the interview. Your answers are saved.")
        case .leftEmpty: Wording("You have left the interview. Nothing was answered and nothing is saved.")
        case .leftUnkept:
            Wording(
                "You have left the interview. Your answers are not kept.", note: "When a survey is tried out."
            )
        case .inputEnded: Wording("The input has ended. The answers up to here are saved.")
        case .notSaved: Wording("Your answers could not be saved: {reason}")
        case .thanks: Wording("Thank you for your time.", note: "If the survey says nothing itself.")
        case .screened:
            Wording(
                "Thank you. There are no more questions for you.", note: "If the survey says nothing itself.")
        case .declined:
            Wording(
                "Thank you all the same.",
                note: "The person did not consent. If the survey says nothing itself.")
        case .nothingStored:
            Wording("No answer is stored.", note: "The last words to a person who did not consent.")
        case .untranslatedMark:
            Wording("[not yet translated]", note: "After a text shown in the survey's own language.")
        case .outdatedMark: Wording("[translation may be out of date]")
        default: nil
        }
    }
}
