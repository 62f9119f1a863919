extension ProgramText {
    /// The English text, a template; for a counted text the one for 1.
    public var source: String { wording.source }

    /// The English text for every other number than 1, in counted texts; it stands beside `{n}`.
    public var plural: String? { wording.plural }

    /// What a translator has to know.
    public var note: String? { wording.note }

    /// The wording of every text, in one place.
    private var wording: Wording {
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
        // MARK: The full screen: around the question
        case .screenNext: Wording("Next", note: "A button that goes on to the next question.")
        case .screenBack: Wording("Back", note: "A button that goes back to the question before.")
        case .screenHelp: Wording("Help")
        case .screenLanguage: Wording("Language", note: "A button that shows the languages.")
        case .screenLeave: Wording("Quit", note: "A button that leaves the interview.")
        case .screenLeft:
            Wording(
                "{n} to go", plural: "{n} to go",
                note: "How many questions are still to come, beside a bar; keep it short.")
        case .screenLeftBetween:
            Wording("{low} to {high} to go", note: "The same where it depends on the answers.")
        case .screenTooSmall:
            Wording(
                "This window is too small. Make it at least {columns} x {rows}.",
                note: "columns and rows of a terminal window.")
        case .screenOptional:
            Wording("You can leave this empty.", note: "Below a question that need not be answered.")
        case .screenHelpTitle: Wording("What the keys do", note: "Heading of the help.")
        case .screenHelpNext: Wording("go on to the next question", note: "What Enter does.")
        case .screenClose: Wording("Close", note: "A button that closes the help.")
        case .screenChoose: Wording("Choose", note: "A button that takes the line in focus.")
        case .screenQuit: Wording("Quit? Your answers are saved.", note: "Answered with yes or no.")
        case .screenQuitUnkept:
            Wording("Quit? Your answers are not kept.", note: "The same when a survey is tried out.")
        case .screenQuitEmpty:
            Wording("Quit? Nothing has been answered.", note: "The same before the first answer.")
        case .screenStay: Wording("Go on with the interview", note: "The button that does not quit.")
        case .screenChange: Wording("Change the answer", note: "A button.")
        case .screenReview:
            Wording(
                "These are your answers. Send them, or choose one to change it.",
                note: "Above the list of all answers.")
        case .screenSend: Wording("Send my answers", note: "The button that ends the interview.")
        case .screenEnd: Wording("Press any key to close.", note: "On the last screen.")
        case .screenReport:
            Wording(
                "The program failed. What happened is written in {path}",
                note: "On the terminal after the program fell over; path is a file.")
        // MARK: The full screen: choosing, rating and grids
        case .listSearch: Wording("Search: {typed}", note: "Above a long list; what is typed narrows it.")
        case .listNothing:
            Wording("Nothing found for “{typed}”.", note: "In place of a list that is searched.")
        case .listPlace: Wording("{first}-{last} of {total}", note: "Which part of a long list is shown.")
        case .listNumber: Wording("Number: {typed}", note: "A number while it is being typed.")
        case .choicesCount:
            Wording("{n} chosen", plural: "{n} chosen", note: "How many answers are chosen so far.")
        case .choicesUpTo:
            Wording("{n} of at most {high} chosen", note: "How many answers are chosen so far.")
        case .choicesFrom:
            Wording("{n} of at least {low} chosen", note: "How many answers are chosen so far.")
        case .choicesBetween:
            Wording(
                "{n} chosen of {low} to {high}",
                note: "How many answers are chosen so far, and how many there may be.")
        case .choicesExactly:
            Wording(
                "{n} of {high} chosen",
                note: "How many answers are chosen so far, and how many there have to be.")
        case .choicesAlone:
            Wording(
                "“{option}” stands alone, so the other answers were taken back.",
                note: "After an answer such as \"None of these\" was chosen.")
        case .choicesNotAlone:
            Wording(
                "“{option}” stands alone and was taken back.",
                note: "After another answer was chosen beside one such as \"None of these\".")
        case .keyChooses: Wording("choose", note: "What a key does, at the foot of the screen.")
        case .keyToggles: Wording("choose or take back", note: "What a key does, at the foot of the screen.")
        case .keyMoves: Wording("move", note: "What the arrow keys do, at the foot of the screen.")
        case .keyRows:
            Wording("other row", note: "What the keys up and down do in a table, at the foot of the screen.")
        case .keySearches:
            Wording("search", note: "What letters do in a long list, at the foot of the screen.")
        case .keyEndsSearch:
            Wording(
                "end the search", note: "What Esc does while a list is searched, at the foot of the screen.")
        case .keyTakesBack:
            Wording("take back", note: "What a key does to an answer, at the foot of the screen.")
        case .keySpace: Wording("Space", note: "The name of the space bar.")
        case .keyArrows: Wording("Arrows", note: "The name of the arrow keys.")
        case .keyLeftRight: Wording("Left, Right", note: "The names of two arrow keys.")
        case .keyUpDown: Wording("Up, Down", note: "The names of two arrow keys.")
        case .keyLetters: Wording("Letters", note: "The keys with letters.")
        case .keyBackspace: Wording("Backspace", note: "The name of the key that deletes to the left.")
        // MARK: The full screen: ordering, dividing and typing
        case .entryRest:
            Wording("Left: {n}", note: "What is left of an amount that is divided among several options.")
        case .entryTooMuch: Wording("{n} too much", note: "More of an amount was divided than there is.")
        case .entryTakesRest:
            Wording(
                "The last part takes all that is left.", note: "Of an amount that is divided.")
        case .entryCharactersLeft:
            Wording(
                "{n} character left", plural: "{n} characters left",
                note: "How much longer a text may become.")
        case .entryCut:
            Wording(
                "The text was too long; what did not fit was left out.", note: "After a long text was pasted."
            )
        case .entryNewLine:
            Wording(
                "new line", note: "What Enter does in a text of several lines, at the foot of the screen.")
        case .entryNextPart:
            Wording(
                "another part",
                note:
                    "What the arrow keys do in a date or an amount that is divided, at the foot of the screen."
            )
        case .entryChange:
            Wording(
                "more, less", note: "What the keys up and down do to a number, at the foot of the screen.")
        case .entryLessMore:
            Wording(
                "less, more", note: "What the keys left and right do to a number, at the foot of the screen.")
        case .entryToday: Wording("Today", note: "A button that enters the date of today.")
        case .entryOtherAnswers:
            Wording(
                "other answers",
                note: "What a key leads to, such as \"Don't know\", at the foot of the screen.")
        case .entryDay: Wording("Day", note: "Above the day of a date; keep it short.")
        case .entryMonth: Wording("Month", note: "Above the month of a date; keep it short.")
        case .entryYear: Wording("Year", note: "Above the year of a date; keep it short.")
        case .entryHour: Wording("Hour", note: "Above the hours of a time; keep it short.")
        case .entryMinute: Wording("Minute", note: "Above the minutes of a time; keep it short.")
        case .weekdays:
            Wording(
                "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday",
                note: "The days of the week as they stand before a date, separated by commas.")
        case .dateWithWeekday:
            Wording(
                "{weekday}, {date}",
                note: "weekday is one of the days in entry.weekdays, date is a date in words.")
        case .entryDateParts: Wording("Please fill in the day, the month and the year.")
        case .entryTimeParts: Wording("Please fill in the hour and the minutes.")
        case .entryRankAll:
            Wording(
                "Choose your first answer, then your second, until all have a place.",
                note: "Above a list of answers that are put in order.")
        case .entryRankFirst:
            Wording(
                "Choose the {n} answer that comes first for you.",
                plural: "Choose your first {n} answers, one after the other.",
                note: "The same where only some get a place.")
        case .entryRankBetween:
            Wording(
                "Choose {low} to {high} answers, your first one first.",
                note: "The same where only some get a place.")
        case .entryFewPlaces:
            Wording(
                "At least {n} answer needs a place; so far: {placed}.",
                plural: "At least {n} answers need a place; so far: {placed}.",
                note: "placed is a number of answers.")
        case .entryPlacesTaken:
            Wording(
                "Only {n} answer can have a place. To choose another one, take its place away first.",
                plural: "Only {n} answers can have a place. To choose another one, take a place away first.",
                note: "In an order of some of the answers.")
        case .entryPlace:
            Wording(
                "next place, or none",
                note: "What the space bar does to an answer that is put in order, at the foot of the screen.")
        case .entryPutAt:
            Wording(
                "this place",
                note: "What a digit does to an answer that is put in order, at the foot of the screen.")
        case .entryMove:
            Wording(
                "up, down",
                note: "What + and - do to an answer that is put in order, at the foot of the screen.")
        case .keyDown: Wording("Down", note: "The name of an arrow key.")
        // MARK: The kiosk: what passers-by and respondents read
        case .kioskBegin: Wording("Press any key to begin.", note: "On the screen that waits for people.")
        case .kioskIdle: Wording("Are you still there?", note: "When nobody has pressed a key for a while.")
        case .kioskIdleLeft:
            Wording(
                "{n} second left", plural: "{n} seconds left",
                note: "A countdown, until the questionnaire ends by itself.")
        case .kioskIdleGoOn: Wording("Press any key to go on.")
        case .kioskIdleKept:
            Wording(
                "Otherwise the questionnaire ends here, and your answers so far are kept.",
                note: "Below a countdown.")
        case .kioskIdleErased:
            Wording(
                "Otherwise the questionnaire ends here, and your answers are erased.",
                note: "Below a countdown.")
        case .kioskNotSaved:
            Wording(
                "We are sorry: your last answer could not be saved. The answers before it are kept.",
                note: "When the disk is full, for instance.")
        case .kioskNotSubmitted:
            Wording(
                "We are sorry: your questionnaire could not be saved as finished. The answers you gave are kept.",
                note: "When the disk is full, for instance, at the very end.")
        case .kioskOut: Wording("This kiosk is out of service.")
        case .kioskOutLater: Wording("We are sorry. Please try again later.")
        case .kioskPaused: Wording("It will be back soon.", note: "When the operator has paused it.")
        case .kioskSurveyClosed:
            Wording(
                "No survey is being held here at the moment. Thank you for your interest.",
                note: "Before the first day of a survey, or after the last.")
        case .kioskAsleep: Wording("We are closed now.", note: "Outside opening hours.")
        case .kioskOpens: Wording("We open again at {time}.", note: "time is a time of day, as in 08:30.")
        // MARK: The kiosk: what its operator reads
        case .operatorPIN: Wording("PIN of the operator", note: "Before a masked field.")
        case .operatorWrong: Wording("That PIN is wrong.")
        case .operatorLocked:
            Wording(
                "Too many wrong PINs. Try again in {n} second.",
                plural: "Too many wrong PINs. Try again in {n} seconds.")
        case .operatorTitle: Wording("For the operator", note: "The title of a page with counts and a menu.")
        case .operatorToday: Wording("Today", note: "Head of a column of counts.")
        case .operatorOpen:
            Wording(
                "{n} interview is going on or was cut off.",
                plural: "{n} interviews are going on or were cut off.",
                note: "Interviews without a response yet.")
        case .operatorErased:
            Wording(
                "{n} interview was erased since the start.",
                plural: "{n} interviews were erased since the start.",
                note: "Interviews that people walked away from.")
        case .operatorDisk: Wording("Free on the disk: {size}", note: "size is as in 12 GB.")
        case .operatorFault: Wording("Last error: {message}", note: "The message is in English.")
        case .operatorNoFault: Wording("There was no error since the start.")
        case .operatorKept:
            Wording(
                "All responses are in the store on this machine; the kiosk sends nothing.",
                note: "The store is the file with the answers.")
        case .operatorPause: Wording("Pause: show that the kiosk is out of service", note: "In a menu.")
        case .operatorResume: Wording("Go on: take the kiosk back into service", note: "In a menu.")
        case .operatorLanguage: Wording("Language of this page: {language}", note: "In a menu.")
        case .operatorExit: Wording("End the kiosk", note: "In a menu: the program ends.")
        case .operatorClose: Wording("Back to the kiosk", note: "In a menu.")
        // MARK: Reports: the table
        case .reportTitle: Wording("Results: {title}", note: "title is the survey's title or name.")
        case .surveyVersion: Wording("Survey {name}, version {version}")
        case .languageHead: Wording("Language", note: "Head of a column or row.")
        case .all: Wording("All", note: "All languages together.")
        case .responses: Wording("Responses")
        case .complete: Wording("Complete", note: "A count of responses.")
        case .partial: Wording("Partial", note: "A count of responses that were not finished.")
        case .screenedOut:
            Wording("Screened out", note: "A count of people who were not among those asked for.")
        case .refusals: Wording("Refused", note: "A count of people who did not consent.")
        case .abandoned: Wording("Abandoned", note: "A count of interviews cut off by a crash or the power.")
        case .stale: Wording("On outdated translations", note: "A count of responses.")
        case .answerHead: Wording("Answer", note: "Head of a column.")
        case .metric: Wording("Metric", note: "Head of a column: what is measured.")
        case .share: Wording("Share", note: "Head of a column: a percentage.")
        case .total: Wording("Total")
        case .base: Wording("Base", note: "Head of a column: the number of answers a figure rests on.")
        case .baseOf: Wording("Base: {n} answer", plural: "Base: {n} answers")
        case .onlyWhere: Wording("only where {condition}", note: "A condition in the survey's own notation.")
        case .promoterScore: Wording("Promoter score", note: "The net promoter score, -100 to 100.")
        case .promoters: Wording("Promoters", note: "Those who chose 9 or 10.")
        case .passives: Wording("Passives", note: "Those who chose 7 or 8.")
        case .detractors: Wording("Detractors", note: "Those who chose 0 to 6.")
        case .topBoxes:
            Wording(
                "Top {n} box", plural: "Top {n} boxes",
                note: "The share that chose the highest n points of a scale.")
        case .mean: Wording("Mean")
        case .deviation: Wording("Standard deviation")
        case .median: Wording("Median")
        case .index: Wording("Index", note: "Several questions on one scale from 0 to 100.")
        case .gap: Wording("Gap", note: "What was experienced less what was expected.")
        case .retention: Wording("Retention", note: "The share of customers who stay.")
        case .churn: Wording("Churn", note: "The share of customers who leave.")
        case .lifetime: Wording("Lifetime value", note: "What a customer is worth over the years.")
        case .lifetimeParts:
            Wording(
                "Margin {margin}; {retention} stay; interest {discount}",
                note:
                    "What a customer's lifetime value is computed from; retention and discount are percentages."
            )
        case .group: Wording("Group", note: "Head of a column: a part of those who answered.")
        case .ranked:
            Wording("Ranked", note: "Head of a column: how many gave an option a place in their order.")
        case .firstPlace:
            Wording("First", note: "Head of a column: how many put an option in the first place.")
        case .meanPlace:
            Wording("Mean place", note: "Head of a column: the mean place of an option in an order.")
        case .scale: Wording("Scale", note: "A score over several questions.")
        case .items: Wording("{n} item", plural: "{n} items", note: "The questions of a scale.")
        case .alpha: Wording("Alpha", note: "Cronbach's alpha, the reliability of a scale.")
        case .interval:
            Wording(
                "{level} interval",
                note:
                    "Head of a column: the confidence interval. level is a percentage as your language writes it."
            )
        case .intervalOf: Wording("{low} to {high}", note: "A confidence interval.")
        // MARK: Reports: why there is no figure
        case .missingHead: Wording("No answer", note: "Heading above the kinds of missing answers.")
        case .missingDontKnow: Wording("don't know", note: "A kind of missing answer in a table.")
        case .missingRefused: Wording("refused", note: "A kind of missing answer in a table.")
        case .missingNotApplicable: Wording("does not apply", note: "A kind of missing answer in a table.")
        case .missingSkipped: Wording("left empty", note: "A kind of missing answer in a table.")
        case .missingNotAsked: Wording("not asked", note: "A kind of missing answer in a table.")
        case .hiddenNote:
            Wording(
                "Not shown: rests on fewer than {n} answers, or would reveal a figure that does.",
                note: "Explains the dot that stands in place of a figure.")
        case .methodsNote:
            Wording(
                "Intervals: Tango's score interval for promoter scores, Wilson's for shares, Student's t for means.",
                note: "Names of statistical methods.")
        case .furtherMethodsNote:
            Wording(
                "Intervals of medians are from order statistics, those of lifetime values from the delta method.",
                note: "Names of statistical methods.")
        case .notComputed: Wording("cannot be computed", note: "In place of a figure.")
        case .noResponses: Wording("There are no responses yet.")
        // MARK: Reports: what the reader has to know
        case .synthetic: Wording("These responses are synthetic: a program made them, no person gave them.")
        case .syntheticSome:
            Wording(
                "{n} response is synthetic: a program made it.",
                plural: "{n} responses are synthetic: a program made them.")
        case .sentTwice:
            Wording(
                "{n} response was sent more than once and counts once.",
                plural: "{n} responses were sent more than once and count once.")
        case .conflicts:
            Wording(
                "{n} response differs from an earlier one with the same id and was kept aside.",
                plural: "{n} responses differ from an earlier one with the same id and were kept aside.")
        case .invalid:
            Wording(
                "{n} line is not a valid response and was left out.",
                plural: "{n} lines are not valid responses and were left out.")
        case .otherVersion:
            Wording(
                "{n} response belongs to another version of the survey and was left out.",
                plural: "{n} responses belong to another version of the survey and were left out.")
        case .staleNote:
            Wording(
                "{n} response was given on a translation that was not up to date.",
                plural: "{n} responses were given on translations that were not up to date.")
        case .pooledWhole:
            Wording(
                "Version {version} (n = {n}) is counted with version {newest}.",
                note: "Responses to an earlier version of the survey, which mean the same.")
        case .pooledPartly:
            Wording(
                "Version {version} (n = {n}) is counted with version {newest}, but not in: {names}",
                note: "Responses to an earlier version; names of metrics and questions that changed since.")
        case .pooledNot:
            Wording(
                "Version {version} (n = {n}) cannot be compared with version {newest} and is left out: {names}",
                note: "Responses to an earlier version; names of what changed since.")
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
        case .sheetFilter:
            Wording("Responses chosen", note: "Stands before the condition that responses had to meet.")
        case .sheetPersonalOut:
            Wording("Personal data left out", note: "Stands before names of variables.")
        case .sheetCells:
            Wording(
                "In the answers, grey italics say why there is no answer, and an empty cell was not asked.")
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
            Wording(
                "Lowest",
                note: "Head of a column: the smallest value that is allowed, or the lower end of an interval."
            )
        case .sheetHigh:
            Wording(
                "Highest",
                note: "Head of a column: the largest value that is allowed, or the upper end of an interval.")
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
        case .sheetNote:
            Wording("Note", note: "Head of a column: why there is no figure.")
        case .sheetHidden:
            Wording("hidden: fewer than {n}", note: "In place of a figure that rests on too few answers.")
        // MARK: Analyses: what was asked for
        case .selectionWhere:
            Wording("Only responses where {condition}", note: "A condition in the survey's own notation.")
        case .selectionSince: Wording("From {date}", note: "The first day that counts.")
        case .selectionUntil: Wording("Until {date}", note: "The last day that counts.")
        case .selectionBetween:
            Wording("From {since} to {until}", note: "The first and the last day that count.")
        case .selectionBy: Wording("Broken down by {names}", note: "Names of variables.")
        case .selectionUnflagged: Wording("Doubtful responses that are left out: {n}")
        case .selectionWeights: Wording("Weights: {name}", note: "The file that weights come from.")
        // MARK: Analyses: what was done
        case .analysisIntervals: Wording("Intervals by several methods", note: "Heading of a table.")
        case .analysisComparison: Wording("Comparison in pairs", note: "Heading of a table.")
        case .analysisCrossTable: Wording("Cross table", note: "Heading of a table.")
        case .analysisTrend: Wording("Over time", note: "Heading of a table.")
        case .analysisControl: Wording("Control chart", note: "Heading of a table and a drawing.")
        case .analysisDrivers:
            Wording(
                "What goes with it", note: "Heading of a table of drivers. It must not sound like causes.")
        case .analysisChain: Wording("From service to satisfaction to loyalty", note: "Heading of a table.")
        case .analysisCurve: Wording("By level of satisfaction", note: "Heading of a table.")
        case .analysisPenaltyReward:
            Wording(
                "Penalty and reward",
                note: "Heading of a table: what the worst and the best levels of satisfaction do.")
        case .analysisReliability: Wording("Reliability of the scale", note: "Heading of a table.")
        case .analysisRetention: Wording("Who comes back", note: "Heading of a table.")
        case .analysisLifetime: Wording("What a customer is worth", note: "Heading of a table.")
        case .analysisResponseStyle: Wording("How scales are used", note: "Heading of a table.")
        case .analysisResponse: Wording("How many answered", note: "Heading of a table.")
        case .analysisQuality: Wording("Doubtful responses", note: "Heading of a table.")
        case .analysisWeighting: Wording("Weights", note: "Heading of a table.")
        case .analysisWeighted: Wording("With weights", note: "Heading of a table.")
        // MARK: Analyses: around a table
        case .analysisBase:
            Wording(
                "{n} respondent in the base",
                plural: "{n} respondents in the base",
                note: "Behind the name of a group, in the middle of a line.")
        case .analysisLeftOut:
            Wording("left out: {list}", note: "list has counts and reasons, in the middle of a line.")
        case .analysisOfCell: Wording("{cell}: {details}", note: "A group and what there is to say of it.")
        case .analysisHidden:
            Wording("not shown, because a base is too small", note: "Behind the name of a group.")
        case .analysisAbsent:
            Wording(
                "cannot be computed, because {reason}", note: "Behind the name of a group or of a number.")
        case .measureIs: Wording("{name} {value}", note: "A number and what it is.")
        case .measureBetween:
            Wording("{name} {value} ({interval})", note: "A number, what it is, and its confidence interval.")
        case .marksHead: Wording("Note", note: "Head of a column with signs and short remarks.")
        case .settingsHead:
            Wording("Computed with: {list}", note: "list has seeds, methods and other settings.")
        case .absenceOf: Wording("{name}: {reason}", note: "A number that is not there, and why.")
        case .lettersNote:
            Wording(
                "Letters: the share is higher than that of the column with this letter.",
                note: "Below a cross table.")
        // MARK: Analyses: what rows are about
        case .aboutItem: Wording("Question", note: "Head of a column.")
        case .aboutPeriod: Wording("Period", note: "Head of a column: a week, a month …")
        case .aboutLeft: Wording("Compared", note: "Head of a column: the first of two groups.")
        case .aboutRight: Wording("With", note: "Head of a column: the second of two groups.")
        case .aboutLevel: Wording("Answer", note: "Head of a column: a point of a scale or an option.")
        case .aboutClass: Wording("Class", note: "Head of a column: promoters, passives, detractors.")
        case .aboutPath: Wording("Path", note: "Head of a column: a part of a chain.")
        case .aboutColumn: Wording("Column", note: "Head of a column: the column of a cross table.")
        case .aboutRow: Wording("Row", note: "Head of a column: the row of a cross table.")
        case .aboutMethod: Wording("Method", note: "Head of a column: how an interval is made.")
        case .aboutFlag: Wording("Why doubtful", note: "Head of a column.")
        case .aboutVariable: Wording("Question", note: "Head of a column: a question of the survey.")
        case .aboutPart: Wording("Group", note: "Head of a column: a part of those who answered.")
        case .weekOfYear:
            Wording(
                "W{week} {year}", note: "A week by its number in the year, as in ISO 8601. Keep it short.")
        case .flagStraightLining: Wording("same answer down a grid", note: "Why a response is doubtful.")
        case .flagSpeeder:
            Wording(
                "far too fast", note: "Why a response is doubtful: done in under a third of the median time.")
        case .flagDuplicate: Wording("same answers within minutes", note: "Why a response is doubtful.")
        case .flagImpossibleTime: Wording("impossible time", note: "Why a response is doubtful.")
        case .flagAny:
            Wording("any of these", note: "Last row of a table of reasons why responses are doubtful.")
        case .pathLink: Wording("one step", note: "A part of a chain: from one link to the next.")
        case .pathTotal: Wording("in all", note: "A part of a chain: from the first to the last.")
        case .pathDirect:
            Wording(
                "directly",
                note: "A part of a chain: from the first to the last, passing by what lies between.")
        case .pathIndirect: Wording("through what lies between", note: "A part of a chain.")
        case .classTop: Wording("best answers", note: "A group of answers on a scale.")
        case .classMiddle: Wording("answers between", note: "A group of answers on a scale.")
        case .classBottom: Wording("worst answers", note: "A group of answers on a scale.")
        case .aboutFrom: Wording("From", note: "Head of a column: where a step of a chain begins.")
        case .aboutTo: Wording("To", note: "Head of a column: where a step of a chain ends.")
        case .aboutState: Wording("Responses", note: "Head of a column: complete, partial and so on.")
        case .aboutLetter:
            Wording("Letter", note: "Head of a column: the letter of a column of a cross table.")
        // MARK: Analyses: signs beside rows
        case .markAbove: Wording("above the limits", note: "A period on a control chart.")
        case .markBelow: Wording("below the limits", note: "A period on a control chart.")
        case .markRun: Wording("run on one side of the center", note: "A period on a control chart.")
        case .markHigher: Wording("higher", note: "A figure that differs from another one.")
        case .markLower: Wording("lower", note: "A figure that differs from another one.")
        case .markBasic:
            Wording("taken for granted", note: "A question that is only noticed where it goes wrong.")
        case .markPerformance: Wording("the more the better", note: "A question that counts both ways.")
        case .markExcitement: Wording("delights", note: "A question that is only noticed where it goes well.")
        case .markNegative:
            Wording("the higher, the lower the outcome", note: "A question whose coefficient is negative.")
        case .markReversed: Wording("counted from the other end", note: "A question of a scale.")
        case .markUnfinished: Wording("not over yet", note: "A period of time.")
        case .markRange: Wording("a jump beyond the limit", note: "A period on a control chart.")
        // MARK: Analyses: what was measured
        case .measureCount: Wording("Count", note: "Head of a column.")
        case .measureValue: Wording("Value", note: "Head of a column.")
        case .measureDifference: Wording("Difference", note: "Head of a column.")
        case .measureProbability:
            Wording(
                "Probability of being above",
                note: "Head of a column: how probable it is that the first of two is higher.")
        case .measureStatistic: Wording("Test statistic", note: "Head of a column.")
        case .measureStandardError: Wording("Standard error", note: "Head of a column.")
        case .measureDegreesOfFreedom: Wording("Degrees of freedom", note: "Head of a column.")
        case .measurePValue: Wording("p value", note: "Head of a column.")
        case .measureAdjustedPValue: Wording("Corrected p value", note: "Head of a column.")
        case .measureRSquared: Wording("R²", note: "The share of variance that is accounted for.")
        case .measureColumnShare: Wording("Share of the column", note: "Head of a column.")
        case .measureExpected:
            Wording(
                "Expected",
                note: "Head of a column: the count that would be expected without any difference.")
        case .measureCramersV: Wording("Cramér's V", note: "Head of a column.")
        case .measureCenter: Wording("Center", note: "Head of a column: the center line of a control chart.")
        case .measureLowerLimit: Wording("Lower limit", note: "Head of a column: of a control chart.")
        case .measureUpperLimit: Wording("Upper limit", note: "Head of a column: of a control chart.")
        case .measureChange: Wording("Change", note: "Head of a column: against the period before.")
        case .measureMovingRange: Wording("Moving range", note: "Head of a column.")
        case .measureRangeLimit: Wording("Limit of the range", note: "Head of a column.")
        case .measureSmoothed: Wording("Smoothed", note: "Head of a column: a moving average.")
        case .measureImportance: Wording("Importance", note: "Head of a column, and an axis of a chart.")
        case .measurePerformance: Wording("Performance", note: "Head of a column, and an axis of a chart.")
        case .measureCoefficient: Wording("Coefficient", note: "Head of a column.")
        case .measureCorrelation: Wording("Correlation", note: "Head of a column.")
        case .measureReward:
            Wording("Reward", note: "Head of a column: what the best level of satisfaction adds.")
        case .measurePenalty:
            Wording("Penalty", note: "Head of a column: what the worst level of satisfaction takes away.")
        case .measureIndirect: Wording("Indirect effect", note: "Head of a column.")
        case .measureDirect: Wording("Direct effect", note: "Head of a column.")
        case .measureTotal: Wording("Total effect", note: "Head of a column.")
        case .measureImportanceShare: Wording("Share of importance", note: "Head of a column.")
        case .measureVarianceInflation: Wording("Variance inflation", note: "Head of a column.")
        case .measureOmega: Wording("Omega", note: "McDonald's omega, the reliability of a scale.")
        case .measureItemRest: Wording("Correlation with the rest", note: "Head of a column.")
        case .measureAlphaIfDropped: Wording("Alpha if dropped", note: "Head of a column.")
        case .measureLoading: Wording("Loading", note: "Head of a column: of a question on its factor.")
        case .measureMargin: Wording("Margin", note: "Head of a column: what is earned from a customer.")
        case .measureCustomers: Wording("Customers", note: "Head of a column.")
        case .measureNewCustomers: Wording("New customers", note: "Head of a column.")
        case .measureLostCustomers: Wording("Lost customers", note: "Head of a column.")
        case .measureLifetimeWithFirstPayment:
            Wording("Lifetime value with first payment", note: "Head of a column.")
        case .measureLifetimeFinite: Wording("Lifetime value over a limited time", note: "Head of a column.")
        case .measurePurchases: Wording("Purchases", note: "Head of a column.")
        case .measureSpend: Wording("Spent", note: "Head of a column: what a customer spends.")
        case .measureDesignEffect: Wording("Design effect", note: "Kish's design effect of weights.")
        case .measureEffectiveN: Wording("Effective n", note: "Head of a column.")
        case .measureSmallestWeight: Wording("Smallest weight", note: "Head of a column.")
        case .measureLargestWeight: Wording("Largest weight", note: "Head of a column.")
        case .measureTarget: Wording("Target", note: "Head of a column: a share in the population.")
        case .measureAchieved: Wording("Achieved", note: "Head of a column: a share after weighting.")
        case .measureExtreme: Wording("Extreme answers", note: "Head of a column.")
        case .measureMiddle: Wording("Middle answers", note: "Head of a column.")
        case .measureAgreeing: Wording("Agreeing answers", note: "Head of a column.")
        case .measureResponseRate: Wording("Response rate", note: "Head of a column.")
        case .measureCompletionRate: Wording("Completion rate", note: "Head of a column.")
        case .measureInvited: Wording("Invited", note: "Head of a column.")
        case .measureUnflagged: Wording("Without the doubtful", note: "Head of a column.")
        // MARK: Analyses: who is left out of a base
        case .excludedIncomplete:
            Wording(
                "{n} without all answers",
                plural: "{n} without all answers",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedFlagged:
            Wording(
                "{n} doubtful",
                plural: "{n} doubtful",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedUnweighted:
            Wording(
                "{n} without a weight",
                plural: "{n} without a weight",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedUnidentified:
            Wording(
                "{n} without a customer key",
                plural: "{n} without a customer key",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedOutsidePeriod:
            Wording(
                "{n} outside of the time",
                plural: "{n} outside of the time",
                note: "In a list: how many were left out of a base, and why.")
        case .excludedBeyond:
            Wording(
                "{n} with a number too large",
                plural: "{n} with a number too large",
                note: "In a list: how many were left out of a base, and why.")
        // MARK: Analyses: what a reader must know
        case .caveatResponseStyles:
            Wording(
                "Response styles differ between languages and countries, so a difference between them is not by itself a difference in service."
            )
        case .caveatNotACause: Wording("What goes together need not be cause and effect.")
        case .caveatCollinear:
            Wording("Some of these go together so closely that their shares cannot be told apart well.")
        case .caveatCorrected: Wording("Several comparisons were made; the p values are corrected for that.")
        case .caveatWeighted:
            Wording("The weights come from outside and were not checked against the population.")
        case .caveatFewPeriods: Wording("There are few periods, so the limits are uncertain themselves.")
        case .caveatSmallExpectedCounts: Wording("Some expected counts are below five, so the test is rough.")
        case .caveatRespondentsOnly: Wording("Those who answered are not all customers.")
        case .caveatStatedInvitations: Wording("How many were invited is what the operator stated.")
        case .caveatRelativeWeights:
            Wording("There are too many for exact shares; Johnson's relative weights stand in their place.")
        // MARK: Analyses: why there is no number
        case .absenceEmpty:
            Wording("there are no answers", note: "In the middle of a sentence, as the reason.")
        case .absenceTooFew:
            Wording(
                "there is less than {n} answer",
                plural: "there are fewer than {n} answers",
                note: "In the middle of a sentence, as the reason.")
        case .absenceConstant:
            Wording("all answers are the same", note: "In the middle of a sentence, as the reason.")
        case .absenceConstantItem:
            Wording(
                "everybody gave the same answer to item {item}",
                note: "In the middle of a sentence, as the reason.")
        case .absenceTooFewItems:
            Wording(
                "there is less than {n} item",
                plural: "there are fewer than {n} items",
                note: "In the middle of a sentence, as the reason.")
        case .absenceSuppressed:
            Wording(
                "its base is under {n}",
                plural: "its base is under {n}",
                note: "In the middle of a sentence, as the reason.")
        case .absenceUnbounded:
            Wording(
                "everybody stays and nothing is discounted, so the value has no end",
                note: "In the middle of a sentence, as the reason.")
        case .absenceTooMany:
            Wording(
                "there is more than {n}",
                plural: "there are more than {n}",
                note: "In the middle of a sentence, as the reason.")
        case .absenceEmptyCells:
            Wording(
                "too many cells of the table are empty", note: "In the middle of a sentence, as the reason.")
        case .absenceTooManyCells:
            Wording(
                "the table has more than {n} degree of freedom",
                plural: "the table has more than {n} degrees of freedom",
                note: "In the middle of a sentence, as the reason.")
        case .absenceCollinearItem:
            Wording(
                "item {item} follows from the others", note: "In the middle of a sentence, as the reason.")
        case .absenceNothingExplained:
            Wording(
                "nothing goes together with the outcome", note: "In the middle of a sentence, as the reason.")
        case .absenceImproperItem:
            Wording(
                "one factor would have to explain more of item {item} than there is of it",
                note: "In the middle of a sentence, as the reason.")
        case .absenceNotConverged:
            Wording(
                "the search for it did not come to an end",
                note: "In the middle of a sentence, as the reason.")
        case .absenceUnstable:
            Wording("too many resamples have no figure", note: "In the middle of a sentence, as the reason.")
        case .absenceOverflow:
            Wording("the sums are too large to be exact", note: "In the middle of a sentence, as the reason.")
        // MARK: Analyses: with what they are computed
        case .settingSeed:
            Wording("seed", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingReplicates:
            Wording(
                "bootstrap replicates",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingMethod:
            Wording("method", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingCorrection:
            Wording(
                "correction", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingPeriod:
            Wording("by the", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingChart:
            Wording("chart", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingDiscount:
            Wording(
                "interest of a year",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingDiscountOfPeriod:
            Wording(
                "interest of a period",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingPeriods:
            Wording("periods", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingLambda:
            Wording(
                "weight of the newest period",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingItems:
            Wording("items", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingLevel:
            Wording("level", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingComparisons:
            Wording(
                "comparisons", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingTest:
            Wording("test", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingWidth:
            Wording(
                "width in standard errors",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingFactor:
            Wording("factor", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRangeFactor:
            Wording(
                "factor of ranges",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRun:
            Wording(
                "length of a run",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRolling:
            Wording(
                "periods counted together",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingOffsetMinutes:
            Wording(
                "minutes ahead of UTC",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingSource:
            Wording("source", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingFrom:
            Wording("from", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingTo:
            Wording("to", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingUntil:
            Wording("until", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingMarginFactor:
            Wording(
                "share of an amount that is margin",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRounds:
            Wording("rounds", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingLowerCap:
            Wording(
                "smallest weight allowed",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingUpperCap:
            Wording(
                "largest weight allowed",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingVariance:
            Wording(
                "variance by", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingWeights:
            Wording(
                "weights from", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingBy:
            Wording("by", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingFailedReplicates:
            Wording(
                "replicates without a figure",
                note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingRows:
            Wording("rows", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        case .settingColumns:
            Wording("columns", note: "In a list of settings, before its value, as in: by the week; seed 42.")
        // MARK: Analyses: names of methods
        case .methodScore: Wording("Tango's score interval", note: "The name of a statistical method.")
        case .methodWald: Wording("Wald's interval", note: "The name of a statistical method.")
        case .methodAdjustedWald: Wording("adjusted Wald interval", note: "The name of a statistical method.")
        case .methodPosterior: Wording("Bayesian interval", note: "The name of a statistical method.")
        case .methodWilson: Wording("Wilson's interval", note: "The name of a statistical method.")
        case .methodT: Wording("Student's t interval", note: "The name of a statistical method.")
        case .methodNormal: Wording("normal interval", note: "The name of a statistical method.")
        case .methodOrder: Wording("order statistics", note: "The name of a statistical method.")
        case .methodDelta: Wording("delta method", note: "The name of a statistical method.")
        case .methodMover: Wording("MOVER from the two intervals", note: "The name of a statistical method.")
        case .methodBootstrap: Wording("percentile bootstrap", note: "The name of a statistical method.")
        case .methodFeldt: Wording("Feldt's interval", note: "The name of a statistical method.")
        case .methodLMG: Wording("LMG (Shapley) shares", note: "The name of a statistical method.")
        case .methodRelativeWeights:
            Wording("Johnson's relative weights", note: "The name of a statistical method.")
        case .methodHolm: Wording("Holm", note: "The name of a statistical method.")
        case .methodBenjaminiHochberg:
            Wording("Benjamini and Hochberg", note: "The name of a statistical method.")
        case .methodRaking: Wording("raking to margins", note: "The name of a statistical method.")
        case .methodPostStratification:
            Wording("post-stratification", note: "The name of a statistical method.")
        case .methodXmR: Wording("XmR of single values", note: "The name of a statistical method.")
        case .methodPChart: Wording("p of shares", note: "The name of a statistical method.")
        case .methodScoreChart: Wording("of promoter scores", note: "The name of a statistical method.")
        case .methodEwma: Wording("exponentially weighted average", note: "The name of a statistical method.")
        case .methodNewcombe: Wording("Newcombe's interval", note: "The name of a statistical method.")
        case .methodWelch: Wording("Welch's t interval", note: "The name of a statistical method.")
        case .methodSobel: Wording("Sobel's interval", note: "The name of a statistical method.")
        case .methodPearson: Wording("Pearson's chi-squared test", note: "The name of a statistical method.")
        case .methodRaoScott: Wording("Rao and Scott's test", note: "The name of a statistical method.")
        case .methodLinearisation: Wording("linearization", note: "The name of a statistical method.")
        case .methodMaximumLikelihood:
            Wording("maximum likelihood", note: "The name of a statistical method.")
        case .methodResponses: Wording("responses", note: "The name of a statistical method.")
        case .methodPurchases: Wording("purchases", note: "The name of a statistical method.")
        case .periodDay: Wording("day", note: "A length of time.")
        case .periodWeek: Wording("week", note: "A length of time.")
        case .periodMonth: Wording("month", note: "A length of time.")
        case .periodQuarter: Wording("quarter", note: "A length of time.")
        case .periodYear: Wording("year", note: "A length of time.")
        // MARK: Analyses: drawings
        case .chartRange:
            Wording("lowest {low}, highest {high}", note: "Behind a small drawing of a figure over time.")
        case .chartGap:
            Wording("{sign} no figure", note: "In the legend of a drawing; sign is what is drawn.")
        case .chartValue:
            Wording("{sign} value", note: "In the legend of a control chart; sign is what is drawn.")
        case .chartCenter: Wording("{sign} center", note: "In the legend of a control chart.")
        case .chartLimit: Wording("{sign} limit", note: "In the legend of a control chart.")
        case .chartSignal:
            Wording(
                "{sign} signal",
                note: "In the legend of a control chart: a period that is out of the limits or in a run.")
        case .chartAxes:
            Wording(
                "Upward: importance, {importance}. To the right: performance, {performance}. The lines are the means.",
                note: "Below a chart; both values are ranges such as 0 to 5.")
        case .chartCorner:
            Wording(
                "Above on the left is what goes with the outcome more than most and does less well than most.",
                note: "Below a chart of importance and performance. It must not sound like causes.")
        case .chartTogether:
            Wording("{letters}: in one place", note: "Letters on a chart that stand on top of each other.")
        // MARK: Explanations: how a figure came about
        case .explainTitle:
            Wording("How the figures came about: {title}", note: "title is the survey's title or name.")
        case .explainWhom:
            Wording(
                "Counted are complete and partial responses, with the answers they have. Those that were screened out, refused or cut off stand in no figure."
            )
        case .explainCounts:
            Wording(
                "{cell}: complete {complete}, partial {partial}, others {others}.",
                note: "Counts of responses.")
        case .explainBase: Wording("The base is {n} answer.", plural: "The base is {n} answers.")
        case .explainMissing:
            Wording("Not in the base, as there is no answer: {list}.", note: "list has reasons and counts.")
        case .explainLeftOut: Wording("Not in the base: {list}.", note: "list has counts and reasons.")
        case .explainRestricted:
            Wording(
                "It is computed only where {condition}.", note: "A condition in the survey's own notation.")
        case .explainPromoters:
            Wording(
                "{promoters} promoters (9–10) less {detractors} detractors (0–6), out of {n}, is {value}. The {passives} passives (7–8) count in the base only.",
                note: "How a promoter score is computed, with its counts.")
        case .explainTopBoxes:
            Wording(
                "{count} of {n} chose a point from {low} to {high}: {value}.",
                note: "How a share in the top boxes is computed.")
        case .explainMean:
            Wording("The sum of the answers, divided by {n}, is {value}.", note: "How a mean is computed.")
        case .explainScale:
            Wording(
                "The score of a person is the mean of the items that they answered, if these are at least half of all {items}. The mean of {n} such scores is {value}. {leftOut} answered fewer items, {unanswered} answered none.",
                note: "How the mean of a scale of several questions is computed.")
        case .explainShare:
            Wording("It is true of {count} of {n}: {value}.", note: "How a share is computed.")
        case .explainChurn:
            Wording(
                "{count} of {n} stay; the others are {value}.",
                note: "How the share of those who leave is computed; value is a percentage.")
        case .explainIndex:
            Wording(
                "The means of {items} items, each weighted as the survey says and brought to a scale from 0 to 100, add up to {value}. {n} answered at least one of them; the interval rests on the {complete} who answered all.",
                note: "How an index is computed.")
        case .explainGap:
            Wording(
                "What was experienced less what was expected is averaged for each of {n} people over the pairs that they answered, of {items}; the mean of these differences is {value}.",
                note: "How a gap is computed.")
        case .explainMedian:
            Wording(
                "Of {n} answers in order, the one in the middle is {value}.",
                note: "How a median is computed.")
        case .explainLifetime:
            Wording(
                "A margin of {margin} a period, and {retention} who stay for another at an interest of {discount}: margin times share, divided by 1 plus interest less share, is {value}.",
                note: "How a lifetime value is computed.")
        case .explainNoValue: Wording("There is no value: {reason}.")
        case .explainInterval:
            Wording(
                "Interval: {low} to {high} ({method}).", note: "method is the name of a statistical method.")
        case .explainMeaning:
            Wording(
                "An interval says how sure a figure is: of a hundred intervals made in this way, about {hundred} contain the true value.",
                note: "hundred is a number such as 95.")
        case .explainMethods: Wording("Intervals: {list}.", note: "list has names of statistical methods.")
        case .explainNoInterval: Wording("There is no interval: {reason}.")
        case .explainHidden:
            Wording(
                "Hidden: {cells}. A base is under {n} there, or it could be found by taking shown figures from each other.",
                note: "cells are names of groups.")
        case .explainUnsupported: Wording("It is not computed: {reason}.", note: "The reason is in English.")
        case .explainSource: Wording("Source: {source}.", note: "Authors and years.")
        case .explainUnrounded: Wording("Numbers are rounded here only; they are computed unrounded.")
        case .explainIntervals:
            Wording("The same score with intervals made in several ways, to see how much depends on the way.")
        case .explainComparison:
            Wording(
                "For each pair the second figure is taken from the first. The p value says how often chance alone would give a difference as large if there were none."
            )
        case .explainCrossTable:
            Wording(
                "Each answer to one question is counted for each answer to the other. The test compares these counts with what would be expected if the two had nothing to do with each other."
            )
        case .explainTrend:
            Wording(
                "The responses of each period are counted by themselves, by when the interview began. Several periods together are pooled counts, never a mean of scores."
            )
        case .explainControl:
            Wording(
                "The limits are where a process that does not change almost always stays. What lies outside of them, or long on one side of the center, has probably a cause of its own."
            )
        case .explainDrivers:
            Wording(
                "The share of importance is what a question adds to the variance that is accounted for, averaged over all orders in which the questions could be added."
            )
        case .explainChain:
            Wording(
                "A regression for each step: each link on the ones before it. What goes through what lies between is the product of the steps."
            )
        case .explainCurve:
            Wording(
                "The outcome of those who gave each level of satisfaction, each by itself: it need not rise in a straight line."
            )
        case .explainPenaltyReward:
            Wording(
                "A regression on two marks for each question: the best level was given, the worst level was given. Reward and penalty are what each adds to the outcome, against the levels between."
            )
        case .explainReliability:
            Wording(
                "Computed from those who answered every item: how much of the variance of the sum the items have in common. Alpha if dropped is that of the others alone."
            )
        case .explainRetention:
            Wording(
                "Of the customers who were there in the first period, the share who are there again in the second; those who came new do not count."
            )
        case .explainLifetimeValue:
            Wording(
                "The mean margin of a period times the share who stay, divided by 1 plus interest less that share: the sum over all periods to come."
            )
        case .explainResponseStyle:
            Wording(
                "Shares of all answers on scales that are at an end, in the middle, or on the agreeing side. They say how scales are used, not how good the service is."
            )
        case .explainResponse:
            Wording(
                "The response rate is the responses that count out of all who were invited; the completion rate is the complete ones out of those who began."
            )
        case .explainQuality:
            Wording(
                "Doubtful responses are only marked and never deleted. The figure stands here with them and without them."
            )
        case .explainWeighting:
            Wording(
                "Weights are changed until the shares of every group are those of the target. The design effect says how much larger the variance becomes by that; the effective n is the base divided by it."
            )
        case .explainWeighted:
            Wording(
                "Each response counts with its weight. The interval uses the effective n in place of the base."
            )
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
        case .codebookRemarks: Wording("Remarks")
        case .codebookPersonal: Wording("personal, left out of exports unless asked for", note: "A remark.")
        case .codebookReversed: Wording("scores count it from the other end", note: "A remark on a row.")
        case .codebookNotStored: Wording("worked out, never stored", note: "A remark.")
        case .codebookGiven:
            Wording("given at the start", note: "A remark: whoever starts the interview sets it.")
        case .codebookDrawn: Wording("drawn at random", note: "A remark.")
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
        }
    }
}

/// An English text and what belongs to it.
private struct Wording {
    let source: String
    let plural: String?
    let note: String?

    init(_ source: String, plural: String? = nil, note: String? = nil) {
        self.source = source
        self.plural = plural
        self.note = note
    }
}
