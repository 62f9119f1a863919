internal import GRDB
public import SurveyModel

/// How many responses a store holds, and what is going on in it: what an operator looks at.
public struct StoreCounts: Hashable, Sendable {
    /// The responses that end alike.
    public struct Row: Hashable, Sendable {
        /// The survey's name.
        public var survey: String
        /// How the interviews ended.
        public var state: Disposition
        /// The language they ended in.
        public var locale: String
        /// All of them.
        public var total: Int
        /// Those that ended since the moment that was asked for.
        public var recent: Int
    }

    /// By survey, state and language, in this order.
    public var rows: [Row] = []
    /// Interviews that have no response yet: going on, or cut off and not yet closed.
    public var open = 0
    /// When the response that ended last ended.
    public var last: Timestamp?
}

extension Store {
    /// Counts the responses as they are at one moment. Linear in their number; waits for nobody and keeps nobody waiting.
    ///
    /// `recent` counts those that ended at `moment` or later.
    public func counts(since moment: Timestamp) throws(StoreFault) -> StoreCounts {
        try snapshot { database in
            var counts = StoreCounts()
            for row in try database.all(
                """
                SELECT survey, state, locale, count(*), sum(ended >= ?), max(ended)
                FROM responses JOIN structures ON number = structure
                GROUP BY survey, state, locale ORDER BY survey, state, locale
                """, [moment.milliseconds])
            {
                guard let state = Disposition(rawValue: try row.text(1)) else {
                    throw StoreFault.damaged(path, "a response is \(try row.text(1))")
                }
                counts.rows.append(
                    StoreCounts.Row(
                        survey: try row.text(0), state: state, locale: try row.text(2),
                        total: Int(clamping: try row.integer(3)), recent: Int(clamping: try row.integer(4))))
                counts.last = max(
                    counts.last ?? Timestamp(milliseconds: .min), Timestamp(milliseconds: try row.integer(5)))
            }
            let open = try database.first("SELECT count(*) FROM interviews WHERE state = 'open'")?.integer(0)
            counts.open = Int(clamping: open ?? 0)
            return counts
        }
    }

    /// Throws what would keep an answer from being written now: takes the right to write, and gives it back.
    ///
    /// That the disk is full only shows when something is written.
    public func checkReady() throws(StoreFault) {
        try write { _ in }
    }
}
