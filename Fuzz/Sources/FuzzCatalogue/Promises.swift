import SurveyCompiler
import SurveyModel
import Translations

/// A survey whose keys the corpus uses, so that entries meet texts.
let survey: Survey = {
    let text = """
        survey service_loyalty
        version 1
        language en
        translations es, sv, el
        title "How did we do today?"
        choice channel "How did you reach us today?" {
            - store "In the store"
            - other "Another way" specify
        }
        number spend 0...100000 "About how much did you spend today?" optional
        confirm spend <= 2000 else large_sum "That is a lot for one visit. Is {spend} right?"
        """
    guard let survey = compile(SourceFile(name: "fuzz.survey", text: text)).survey else {
        fatalError("no survey")
    }
    return survey
}()

func check(_ bytes: [UInt8]) {
    let reading = Catalogue.read(bytes)
    guard let catalogue = reading.catalogue else {
        precondition(!reading.faults.isEmpty, "no catalogue and no fault")
        precondition(reading.faults.allSatisfy { $0.line >= 1 && $0.column >= 1 }, "a fault without a place")
        return
    }
    let written = catalogue.bytes
    let again = Catalogue.read(written)
    precondition(again.catalogue != nil, "what was written cannot be read")
    precondition(again.catalogue?.bytes == written, "writing is not stable")

    let (localized, _) = survey.localized(with: [catalogue])
    for localization in localized.localizations {
        for (text, translated) in zip(localized.texts, localization.texts) where translated.state == .current
        {
            let names = Set(Template(translated.template).names)
            precondition(names == Set(text.pipes.map(\.name)), "a text with other placeholders is shown")
        }
    }
    precondition(
        Catalogue.read(catalogue.merged(with: survey).bytes).catalogue != nil, "merging broke the catalogue")
}
