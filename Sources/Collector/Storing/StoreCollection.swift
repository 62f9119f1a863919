public import ResponseStore
public import SurveyModel

extension Store {
    /// Takes the responses of JSON Lines into the store, many at a time; see `StoreCollector`, which this makes for one source.
    ///
    /// `report` gets every line that does not count.
    public func collect(
        _ source: LineSource, at received: Timestamp, kept: Int = 20, report: ((LineFinding) -> Void)? = nil
    ) throws -> CollectionReport {
        try StoreCollector(
            self, at: received, kept: kept, report: report.map { report in { finding, _ in report(finding) } }
        )
        .read(source)
    }
}

extension Store {
    /// Makes this store know the surveys of others, in all their versions; of these names only, unless nil.
    ///
    /// What it knows already stays. Of two surveys that differ under one name and version, one that was answered is taken before
    /// one that was not, then the one that was registered first, whatever the order of the stores; responses to the other are rejected when they are read.
    /// Throws `StoreFault`.
    public func learnSurveys(of stores: [Store], named names: Set<String>? = nil) throws(StoreFault) {
        var union = SurveyUnion()
        for store in stores { try union.add(store, wanted: names) }
        try union.register(in: self)
    }
}
