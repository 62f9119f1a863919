import Foundation

@testable import SurveySyntax

/// Whole surveys to take apart. `service_loyalty` is the one that the project ships.
enum Examples {
    static let serviceLoyalty: String = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = folder.appending(path: "Surveys/service_loyalty.survey")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    static let all = [serviceLoyalty, channels, smile]

    static let channels = #"""
        survey channels
        version 1
        language en
        title "The ways you reached us"

        given digital: yesno

        options channels {
            - store "In the store"
            - phone "By phone"
            - email "By e-mail"
            - bot   "Through the chat assistant"  if digital
            - other "Another way"  specify
            - none  "None of these"  exclusive
        }

        page start "Which ways" {
            choices used from channels "Which of these did you use in the last three months?"
            if none in used { finish screened no_contact "Thank you. Then there is nothing more to ask." }
        }

        for c in used {
            page about "About: {c}" {
                csat satisfied "How satisfied were you with {c}?"
                ces  easy      "They made it easy to get what I came for."
                if satisfied <= 2 { text wrong "What went wrong?" optional lines 3 }
                if c == bot       { yesno handled "Did it handle your question?" }
            }
        }

        page prefer "All together" {
            if count(used) >= 2 {
                choice best from used "Which served you best?"
            }
            choice next from channels except used "Which of the others would you try?" optional
            choices brands "Which of these have you bought?" {
                - acme  "Acme"
                - borea "Borea"
                - cyan  "Cyan"
                - none  "None of these"  exclusive
            }
            for b in brands draw 2 {
                nps recommend "How likely are you to recommend {b}?"
            }
            csat overall "All in all, how satisfied are you with us?"
        }

        finish "Thank you."

        metric satisfaction = csat(satisfied) by c
        metric ease         = ces(easy) by c
        metric assistant    = csat(satisfied.bot)
        metric person       = csat(satisfied) where c in [store, phone]
        metric brand        = nps(recommend) by b
        metric handled      = share(handled.bot)
        drivers of overall: satisfied.store, satisfied.phone, satisfied.bot

        test "only the channels used get a block" {
            given digital = yes
            answer used = [store, bot]
            answer satisfied.store = 5
            answer satisfied.bot = 2
            expect asked wrong.bot and not asked wrong.store
            expect not asked satisfied.phone
            expect asked handled.bot
            expect asked best
            expect metric person = 100
            expect metric assistant = 0
        }
        test "nobody used anything" {
            answer used = [none]
            expect finish no_contact
            expect not asked best
        }
        test "assistant is not offered on paper" {
            given digital = no
            expect not offered used.bot
        }

        """#

    static let smile = #"""
        survey smile
        version 1
        language en
        translations es, sv, el

        csat mood 1...4 "How was it today?" top 2 as faces {
            1 "Bad"
            2 "Not so good"
            3 "Good"
            4 "Very good"
        }

        metric happy = csat(mood)
        metric mood  = mean(mood)

        test "a smile counts" {
            answer mood = 4
            expect metric happy = 100
        }
        test "day's end" {
            interview 3 { answer mood = 4 }
            interview 1 { answer mood = 1 }
            expect metric happy = 75
        }

        """#
}

/// The tree of a text, which is never too large here.
func tree(_ text: String) throws -> SurveyTree { try tree(Array(text.utf8)) }

/// The tree of a file, which is never too large here.
func tree(_ bytes: [UInt8]) throws -> SurveyTree {
    struct TooLarge: Error {}
    guard let tree = SurveyTree(parsing: bytes) else { throw TooLarge() }
    return tree
}

/// The tree of the first line or declaration of a text, as an s-expression.
func dump(_ text: String) throws -> String {
    let root = try tree(text).root
    return root.children.map(\.dump).joined(separator: " ")
}

/// The errors of a text as `line:column problem expected`.
func errors(_ text: String) throws -> [String] {
    let tree = try tree(text)
    let lines = LineIndex(tree.bytes)
    return tree.errors.map { error in
        let position = lines.position(of: error.range.lowerBound)
        return "\(position.line):\(position.column) \(error.problem) \(error.expected)"
    }
}

extension SurveyTree {
    /// The words, without trivia.
    var words: [String] { allTokens.filter { !$0.kind.isTrivia }.map(\.text) }
    /// The comments and notes without blanks behind.
    var comments: [String] {
        allTokens.filter { $0.kind == .comment || $0.kind == .note }
            .map { $0.text.trimmingCharacters(in: .whitespaces) }
    }
}
