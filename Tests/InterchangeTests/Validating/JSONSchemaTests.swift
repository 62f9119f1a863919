import Interchange
import ProcessorTime
import SampleSurveys
import SurveyModel
import Testing

@Suite("JSON Schema")
struct JSONSchemaTests {
    private func schema(_ text: String) throws -> JSONSchema { try JSONSchema(parsing: text.utf8) }

    private func faults(_ text: String, _ document: String) throws -> [String] {
        try schema(text).faults(in: JSONValue(parsing: document.utf8, allowsExponents: true)).faults
            .map(\.description)
    }

    private static let keywords: [(String, String, String)] = [
        (#"{"type":"integer"}"#, "1", "1.5"), (#"{"type":"integer"}"#, "-0", "1.0"),
        (#"{"type":"integer"}"#, "12345678901234567890123456789", "1e3"),
        (#"{"type":"number"}"#, "1.0", #""1""#),
        (#"{"type":["string","null"]}"#, "null", "false"), (#"{"type":"object"}"#, "{}", "[]"),
        (#"{"enum":["a",2]}"#, "2", "2.0"), (#"{"const":{"a":[1]}}"#, #"{"a":[1]}"#, #"{"a":[]}"#),
        (#"{"required":["a"]}"#, #"{"a":null}"#, "{}"),
        (#"{"properties":{"a":{"const":1}}}"#, "{}", #"{"a":2}"#),
        (#"{"properties":{"a":true},"additionalProperties":false}"#, #"{"a":1}"#, #"{"b":1}"#),
        (#"{"additionalProperties":{"type":"null"}}"#, #"{"a":null}"#, #"{"a":1}"#),
        (#"{"propertyNames":{"maxLength":2}}"#, #"{"ab":1}"#, #"{"abc":1}"#),
        (#"{"dependentRequired":{"a":["b"]}}"#, #"{"b":1}"#, #"{"a":1}"#),
        (#"{"minProperties":1,"maxProperties":2}"#, #"{"a":1}"#, "{}"),
        (#"{"maxProperties":1}"#, #"{"a":1}"#, #"{"a":1,"b":2}"#),
        (#"{"items":{"type":"string"}}"#, #"["a"]"#, "[1]"), (#"{"minItems":1}"#, "[1]", "[]"),
        (#"{"maxItems":1}"#, "[1]", "[1,2]"), (#"{"uniqueItems":true}"#, "[1,2]", "[1,2,1]"),
        (#"{"prefixItems":[true,{"const":1}],"items":false}"#, "[5,1]", "[5,1,1]"),
        (#"{"minLength":2}"#, #""👩‍👩‍👧""#, #""é""#), (#"{"maxLength":1}"#, #""é""#, "\"e\u{301}\""),
        (#"{"pattern":"^[a-z]+(\\.[a-z]+)*$"}"#, #""a.b""#, #""a.b\n""#),
        (#"{"minimum":1,"maximum":2}"#, "2", "2.5"), (#"{"exclusiveMinimum":0}"#, "0.000001", "0"),
        (#"{"exclusiveMaximum":1}"#, "9e-1", "1e0"), (#"{"minimum":0}"#, "1e-300", "-1e-300"),
        (#"{"oneOf":[{"type":"string"},{"minimum":3}]}"#, "3", "2"),
        (#"{"oneOf":[{"minimum":1},{"minimum":3}]}"#, "2", "5"),
        (#"{"anyOf":[{"minimum":1},{"minimum":3}]}"#, "5", "0"),
        (#"{"allOf":[{"minimum":1},{"maximum":3}]}"#, "2", "5"), (#"{"not":{"type":"null"}}"#, "1", "null"),
        (#"{"if":{"type":"string"},"then":{"maxLength":1},"else":{"minimum":3}}"#, #""a""#, #""ab""#),
        (#"{"if":{"type":"string"},"else":{"minimum":3}}"#, #""ab""#, "2"),
        (
            ##"{"$ref":"#/$defs/a","$defs":{"a":{"items":{"$ref":"#/$defs/a"},"type":"array"}}}"##,
            "[[],[[]]]", "[[],[1]]"
        ),
        (##"{"items":{"$ref":"#"},"type":"array"}"##, "[[]]", "[1]"), ("{}", "1", ""), ("true", "1", ""),
        (#"{"items":false}"#, "[]", "[1]"),
    ]

    @Test(arguments: keywords)
    func `each keyword takes the one and refuses the other`(schema: String, good: String, bad: String) throws
    {
        #expect(try faults(schema, good) == [])
        if !bad.isEmpty { #expect(try faults(schema, bad).count == 1) }
    }

    private static let sayings: [(String, String, String)] = [
        (
            #"{"properties":{"a":{"type":"integer"}}}"#, #"{"a":1.0}"#,
            "$.a: expected a whole number, but saw 1.0"
        ),
        (#"{"items":{"required":["b"]}}"#, "[{}]", #"$[0]: the key "b" is not here"#),
        (
            #"{"properties":{"a b":{"enum":["x","y"]}}}"#, #"{"a b":"z"}"#,
            #"$["a b"]: expected one of "x", "y", but saw "z""#
        ),
        (
            #"{"properties":{"a":true,"b":true},"additionalProperties":false}"#, #"{"c":1}"#,
            #"$.c: there is no key "c" here; there is a, b"#
        ),
        (
            #"{"oneOf":[{"required":["k","x"],"properties":{"k":{"const":"one"},"x":{"type":"string"}}},{"required":["k","y"],"#
                + #""properties":{"k":{"const":"two"},"y":{"type":"string"}}}]}"#,
            #"{"k":"two","y":1}"#, "$.y: expected a text, but saw 1"
        ),
        (
            #"{"oneOf":[{"required":["k"],"properties":{"k":{"const":"one"}}},{"required":["k"],"#
                + #""properties":{"k":{"enum":["two","three"]}}}]}"#,
            #"{"k":"four"}"#, #"$.k: expected one of "one", "two", "three", but saw "four""#
        ),
        (
            #"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#, "null",
            "$: expected a text or a whole number, but saw null"
        ),
        (#"{"pattern":"^a$"}"#, #""b""#, #"$: "b" is not of the pattern ^a$"#),
        (#"{"minItems":2,"maxItems":2}"#, "[1]", "$: expected 2 elements, but saw 1"),
    ]

    @Test(arguments: sayings)
    func `a fault says where, what and what instead`(schema: String, document: String, fault: String) throws {
        #expect(try faults(schema, document) == [fault])
    }

    private static let damaged: [String] = [
        #"{"type":"whole"}"#, #"{"typo":1}"#, ##"{"$ref":"#/$defs/none"}"##, #"{"pattern":"a"}"#,
        #"{"pattern":"^(a$"}"#,
        #"{"format":"date-time"}"#, #"{"minimum":"1"}"#, #"{"minLength":-1}"#, #"{"minLength":1.0}"#,
        #"{"enum":[]}"#,
        #"{"enum":[1,1]}"#, #"{"required":["a","a"]}"#, #"{"oneOf":[]}"#, #"{"then":true}"#, "1", "{",
        #"{"items":[true]}"#,
        #"{"$schema":"http://json-schema.org/draft-07/schema#"}"#, #"{"items":{"$defs":{}}}"#,
        ##"{"$ref":"#"}"##,
        ##"{"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/a"}]}}}"##,
        ##"{"$defs":{"a":{"not":{"$ref":"#/$defs/b"}},"b":{"$ref":"#/$defs/a"}}}"##,
        #"{"uniqueItems":1}"#, #"{"maxItems":1,"minItems":2}"#,
    ]

    @Test(arguments: damaged)
    func `an error of a schema is found when it is read`(text: String) {
        #expect(throws: JSONSchema.Fault.self) { try schema(text) }
    }

    @Test(arguments: JSONSchema.shippedNames) func `every shipped schema can be read`(name: String) throws {
        #expect(!(try JSONSchema.shipped(name).allows(.null)))
    }

    @Test func `faults are counted beyond those that are kept`() throws {
        let array = JSONValue.array(.init(repeating: .null, count: 1_000))
        let (faults, count) = try schema(#"{"items":{"type":"string"}}"#).faults(in: array, limit: 3)
        #expect(faults.count == 3 && count == 1_000 && faults[2].path.description == "$[2]")
    }

    /// Forms are told apart before anything is read twice: with two ways at each of 120 levels this would not end.
    @Test func `an expression of any depth is checked in time that grows with its size`() throws {
        let schema = try JSONSchema.shipped("survey")
        func survey(_ inner: String) throws -> JSONValue {
            let depth = 120
            let formula =
                String(repeating: #"{"of":["#, count: depth) + inner
                + String(repeating: #"],"op":"and"}"#, count: depth)
            let text = Sample.serviceLoyalty.json.compactText
                .replacing(
                    #""metrics":["#,
                    with: #""metrics":[{"name":"x","function":"share","items":[],"event":\#(formula)},"#)
            return try JSONValue(parsing: text.utf8)
        }
        for inner in ["1", "null", #"{"op":"nor","of":[]}"#] {
            let time = try processorTime { _ = schema.faults(in: try survey(inner)) }
            #expect(time < .seconds(10), "\(inner): \(time)")
        }
    }

    @Test func `the place of a value is found again in the bytes`() {
        let text = #"""
            {
              "a": {"b": [1, 2, {"c": "}]\""}]},

              "d\u0065": [[],
                [0, {"x y": true}]]
            }
            """#
        func line(_ steps: JSONPath.Step...) -> Int { JSONPath(steps).line(in: Array(text.utf8)) }
        #expect(line() == 1)
        #expect(line(.key("a"), .key("b"), .index(2), .key("c")) == 2)
        #expect(line(.key("de")) == 4)
        #expect(line(.key("de"), .index(1), .index(1), .key("x y")) == 5)
        // What is not there is where it should be.
        #expect(line(.key("none")) == 1 && line(.key("de"), .index(9)) == 4)
    }
}
