import SurveyModel
import Terminal
import Testing

/// What is typed and what an answer may hold must be one rule: otherwise somebody types what is then refused.
@Suite struct ForbiddenScalarsTests {
    @Test func theTerminalAndTheModelForbidTheSame() {
        let differing = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter {
            $0.isForbiddenAtTerminals != TextRule.isForbidden($0)
        }
        #expect(differing.isEmpty)
    }

    @Test func aTextThatFillsAnEditorIsNotTooLong() {
        for text in ["και\u{301}", "👨‍👩‍👧🇸🇪", "क्षि नमस्ते", "שָׁלוֹם", "e\u{301}\u{302}"] {
            let rule = TextRule(lines: 1, length: text.count)
            var editor = TextEditor(maximumLines: 1, maximumCharacters: rule.length)
            for scalar in (text + "x").unicodeScalars { _ = editor.take(.character(scalar)) }
            #expect(editor.text.count == rule.length && rule.allows(editor.text))
        }
    }
}
