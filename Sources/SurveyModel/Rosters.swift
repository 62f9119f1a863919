/// A `for`: the same questions for each of several options or numbers.
///
/// The compiler writes the questions out once for each instance, so everything behind it sees plain questions; a roster
/// says which of them belong together.
public struct Roster: Hashable, Sendable {
    /// The name of its variable.
    public var name: String
    /// What its instances are taken from.
    public var source: Source
    /// The collection that holds the instances.
    public var block: BlockID
    /// The instances, in the order of the file.
    public var instances: [Instance]
    /// How a front that can should show it.
    public var display: Question.Display?

    /// Makes a roster.
    public init(
        name: String, source: Source, block: BlockID, instances: [Instance] = [],
        display: Question.Display? = nil
    ) {
        self.name = name
        self.source = source
        self.block = block
        self.instances = instances
        self.display = display
    }

    /// What instances are taken from.
    public enum Source: Hashable, Sendable {
        /// The options of a list; those that a set variable has, if there is one.
        case options(ListID, of: VariableID?)
        /// The whole numbers of a range.
        case numbers
    }

    /// One pass.
    public struct Instance: Hashable, Sendable {
        /// The part that it adds to the names of variables: an option's name, or a number.
        public var name: String
        /// The index of its option, or its number.
        public var value: Int
        /// The unit that holds its questions.
        public var block: BlockID

        /// Makes an instance.
        public init(name: String, value: Int, block: BlockID) {
            self.name = name
            self.value = value
            self.block = block
        }
    }
}
