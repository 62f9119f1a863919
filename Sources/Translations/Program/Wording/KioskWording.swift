extension ProgramText {
    /// What a kiosk says to passers-by, respondents and its operator.
    var kioskWording: Wording? {
        switch self {
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
        default: nil
        }
    }
}
