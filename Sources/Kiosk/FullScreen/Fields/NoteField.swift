internal import Interview
internal import Terminal
internal import Translations

/// A note: there is nothing to enter, only to go on.
struct NoteField: Field {
    private let item: Interview.Item

    init(_ item: Interview.Item, _ scene: Scene) { self.item = item }

    mutating func take(_ touch: Touch, _ scene: Scene) -> FieldResponse {
        touch == .key(.character(" ")) ? proceed(scene) : .ignored
    }

    mutating func proceed(_ scene: Scene) -> FieldResponse { .send([.next]) }

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture { Picture() }

    func keys(_ scene: Scene) -> [KeyHint] { [] }

    var isTouched: Bool { false }
}
