// Links the fuzzer's own `main`: see Package.swift.
import SurveyCompiler
import SurveySyntax

/// Any bytes as a survey: the tree gives them back, a survey exists exactly if there is no error, and what the
/// formatter writes is canonical and means the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
