extension ProgramText {
    /// What stands around a question on the full screen, and in its fields.
    var fullScreenWording: Wording? {
        switch self {
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
        default: nil
        }
    }
}
