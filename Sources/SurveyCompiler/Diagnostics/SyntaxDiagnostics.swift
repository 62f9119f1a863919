internal import SurveySyntax

/// E01xx: what does not follow the grammar.
extension Diagnostic {
    static func fileTooLarge(_ count: Int) -> Diagnostic {
        Diagnostic(
            "E0100", "The file has \(count) bytes", at: 0..<0, "A survey file can have up to 2 GiB.",
            suggestion: "Check that it is a survey file.")
    }

    /// Words an error of the parser. Its words for a kind of place decide the code.
    static func syntax(_ error: SyntaxError, in tree: SurveyTree) -> Diagnostic {
        let token = error.syntax.firstToken
        if error.expected == .operator, let token, token.kind.isComparison || token.word == .in {
            return chainedComparison(at: error.range)
        }
        let isUnexpected = error.problem == .unexpected
        let seen =
            isUnexpected
            ? "`\(short(String(decoding: tree.bytes(at: error.range).prefix(200), as: UTF8.self)))`" : ""
        func diagnostic(
            _ code: String, _ missing: String, _ explanation: String, _ suggestion: String? = nil,
            fix insertion: String? = nil
        ) -> Diagnostic {
            let insertion = isUnexpected ? nil : insertion
            return Diagnostic(
                code, isUnexpected ? "\(seen) does not belong here" : missing, at: error.range, explanation,
                suggestion: suggestion,
                labels: error.opener.map { [Label($0.range, "`\($0.text)` was opened here")] } ?? [],
                fix: insertion.map { replacing(error.range, with: $0) } ?? [])
        }
        switch error.expected {
        case .declaration:
            return diagnostic(
                "E0101", "A declaration is missing here",
                "A line of the file begins with a word such as `survey`, `given`, `scale`, `page`, `metric` or `test`, or "
                    + "with a kind of question.", "Remove it, or write it as a comment: `// …`.")
        case .statement:
            return diagnostic(
                "E0102", "A statement is missing here",
                "A line of a block begins with `page`, `if`, `let`, `require`, `confirm`, `finish`, or a kind of question.",
                "Remove it, or write it as a comment: `// …`.")
        case .listLine:
            return diagnostic(
                "E0103", "A line of a list is missing here",
                "A line here is an option or row `- name \"Text\"`, the label of a point `1 \"Text\"`, or a property such "
                    + "as `shuffle`.", "Remove it, or write it as a comment: `// …`.")
        case .testLine:
            return diagnostic(
                "E0104", "A line of a test is missing here",
                "A line of a test begins with `given`, `answer`, `expect` or `interview`.",
                "Write it with one of these words.")
        case .splitLine:
            return diagnostic(
                "E0105", "An arm is missing here", "A `split` holds arms: `- plain { … }`.", "Remove it.")
        case .name:
            return diagnostic(
                "E0106", "A name is missing here",
                "A name is made of ASCII letters, digits and `_`, and does not begin with a digit.",
                "Write a name, such as `overall`.")
        case .integer:
            return diagnostic(
                "E0107", "A whole number is missing here", "The word before it is followed by a number.",
                "Write the number.")
        case .text:
            return diagnostic(
                "E0108", "A text is missing here",
                "What the respondent reads stands between quotes on one line.",
                "Write it: `\"…\"`.")
        case .type:
            return diagnostic(
                "E0109", "The type is missing here", "A given says what it holds, behind a colon.",
                "Write `text`, `number 0...100`, `yesno`, or `choice from` a list.")
        case .bound:
            return diagnostic(
                "E0110", "A range is missing here", "A range is two numbers with three dots between them.",
                "Write it, as in `1...5`.")
        case .expression:
            return diagnostic(
                "E0111", "A value is missing here",
                "An operator has something on both sides, and a condition or computation is not empty.",
                "Write the name of a question, a number or a text in quotes.")
        case .path:
            return diagnostic(
                "E0112", "The name of a question is missing here",
                "A question, or a row as in `quality.reliable`, is named.",
                "Write its name.")
        case .languageTag:
            return diagnostic(
                "E0113", "A language is missing here",
                "A language is written as a tag, such as `en`, `pt-BR` or `zh-Hant`.",
                "Write the tag.")
        case .parameter:
            return diagnostic(
                "E0114", "A parameter is missing here",
                "A parameter is a name, a colon and a type: `who: text`.",
                "Write it, or remove the comma.")
        case .property:
            return diagnostic(
                "E0115", "A property is missing here",
                "Behind the text stand properties such as `optional`, or the line ends.",
                "Remove it, or put it on a line of its own.")
        case .operator:
            return diagnostic(
                "E0116", "An operator is missing here",
                "Two values are joined by an operator such as `==`, `<`, `and`, `or` or `+`.",
                "Write the operator, or remove what stands behind the value.")
        case .newLine:
            return diagnostic(
                "E0117", "A new line must begin here", "Each statement has a line of its own.",
                "Break the line here.",
                fix: "\n")
        case .equal:
            return diagnostic(
                "E0118", "`=` is missing here", "A name and its value stand on both sides of `=`.",
                "Write `=`.", fix: " =")
        case .colon:
            return diagnostic(
                "E0119", "`:` is missing here", "A colon stands behind the name.", "Write `:`.", fix: ":")
        case .comma:
            return diagnostic(
                "E0120", "`,` is missing here", "Several things are separated by commas.", "Write `,`.",
                fix: ",")
        case .bullet:
            return diagnostic(
                "E0121", "`-` is missing here", "An option or row begins with a dash: `- name \"Text\"`.",
                "Write `-`.")
        case .closingQuote:
            return diagnostic(
                "E0122", "This text is not closed",
                "A text ends on its line; one that goes on is continued by another text "
                    + "on the next line.", "Write `\"` at its end.", fix: "\"")
        case .leftBrace:
            return diagnostic(
                "E0123", "`{` is missing here", "What belongs to this stands between braces.", "Write `{`.",
                fix: " {")
        case .rightBrace:
            return diagnostic(
                "E0124", "A `}` is missing before this place", "Each `{` is closed by a `}` of its own.",
                "Write `}` where the block ends.")
        case .leftParen:
            return diagnostic(
                "E0125", "`(` is missing here", "What a function takes stands in parentheses.", "Write `(`.")
        case .rightParen:
            return diagnostic(
                "E0126", "`)` is missing here", "Each `(` is closed by a `)` of its own.", "Write `)`.",
                fix: ")")
        case .rightBracket:
            return diagnostic(
                "E0127", "`]` is missing here", "Each `[` is closed by a `]` of its own.", "Write `]`.",
                fix: "]")
        case .ifWord, .elseWord, .ofWord, .inWord, .pageWord, .letWord, .answerWord, .expectWord:
            let word = Self.word(error.expected)
            return diagnostic(
                "E0128", "`\(word)` is missing here", "This line cannot be read without the word.",
                "Write `\(word)`.")
        case .shallowerNesting:
            return diagnostic(
                "E0129", "More than \(SurveyTree.maximumNesting) braces are open here",
                "No survey needs so many.",
                "Close some, or join conditions with `and`.")
        case .simplerExpression:
            return diagnostic(
                "E0130", "This expression is too deep",
                "At most \(SurveyTree.maximumExpressionDepth) parentheses may be open at once.",
                "Compute a part of it with `let`, and name that.")
        }
    }

    private static func word(_ expected: Expected) -> String {
        switch expected {
        case .ifWord: "if"
        case .elseWord: "else"
        case .ofWord: "of"
        case .inWord: "in"
        case .pageWord: "page"
        case .letWord: "let"
        case .answerWord: "answer"
        default: "expect"
        }
    }
}
