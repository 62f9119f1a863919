import Interchange
import SurveyCompiler
import SurveyModel
import SurveyWriting

func check(_ bytes: [UInt8]) {
    guard let survey = (try? Survey(parsingXML: bytes)) ?? (try? Survey(parsingJSON: bytes)) else { return }
    precondition((try? Survey(json: survey.json))?.json == survey.json, "another survey came back as JSON")
    circle(survey)
    let source = SurveySource(survey)
    precondition(
        !source.losses.contains { $0.what == "the file" }, "no file of the language:\n\(source.text)")
    precondition(SurveySource(survey).text == source.text, "two files of one survey")
    // It need not compile, since a document may say what no author could; but that must end.
    _ = compile(SourceFile(name: "fuzz.survey", text: source.text))
}

/// Writes a survey as XML, and reads it again. Characters that XML forbids are a fault that says so.
private func circle(_ survey: Survey) {
    let output = MemoryOutput()
    do {
        try survey.writeXML(to: output)
    } catch { return }
    do {
        let again = try Survey(parsingXML: output.bytes)
        precondition(again.json == survey.json, "another survey came back")
    } catch {
        preconditionFailure("what was written cannot be read: \(error)")
    }
}
