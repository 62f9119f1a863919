/// What makes a file a store: the marks in its header and the tables, which
/// `Documentation/Store.md` describes.
enum Schema {
    /// `PRAGMA application_id`: "Sond" in ASCII.
    static let applicationID: Int64 = 0x536F_6E64

    /// `PRAGMA user_version`: the version of the tables below.
    static let version: Int64 = 1

    /// What keeps the journal from being deleted; only a withdrawn consent and a discarded interview lift it, within their
    /// transaction.
    static let guardOfJournal = """
        CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END
        """

    /// What keeps interviews from being deleted; only one that is discarded lifts it, within its transaction.
    static let guardOfInterviews = """
        CREATE TRIGGER interviews_are_not_deleted BEFORE DELETE ON interviews
            BEGIN SELECT RAISE(ABORT, 'an interview is never deleted'); END
        """

    /// The tables, indexes and triggers.
    ///
    /// `journal` is clustered by its key so that a committed answer dirties one page. Triggers keep what must
    /// never be edited from being edited, also by other programs.
    static let sql = """
        CREATE TABLE structures (
            number INTEGER PRIMARY KEY,
            survey TEXT NOT NULL,
            hash TEXT NOT NULL,
            counting TEXT NOT NULL,
            UNIQUE (survey, hash)
        ) STRICT;

        CREATE TABLE surveys (
            name TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
            structure INTEGER NOT NULL REFERENCES structures,
            compiled TEXT NOT NULL,
            added INTEGER NOT NULL,
            PRIMARY KEY (name, version)
        ) STRICT;

        CREATE TABLE interviews (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            structure INTEGER NOT NULL REFERENCES structures,
            version INTEGER NOT NULL,
            locale TEXT NOT NULL,
            station TEXT,
            channel TEXT,
            seed TEXT NOT NULL,
            started INTEGER NOT NULL,
            ended INTEGER,
            state TEXT NOT NULL DEFAULT 'open'
                CHECK (state IN ('open', 'complete', 'partial', 'screened', 'refused', 'abandoned')),
            owner INTEGER CHECK ((owner IS NOT NULL) = (state = 'open'))
        ) STRICT;
        CREATE INDEX open_interviews ON interviews (owner) WHERE state = 'open';

        CREATE TABLE journal (
            interview INTEGER NOT NULL REFERENCES interviews,
            seq INTEGER NOT NULL,
            variable TEXT,
            what TEXT NOT NULL
                CHECK (what IN ('answered', 'dont_know', 'refused', 'not_applicable', 'skipped', 'cleared',
                    'locale', 'stale')),
            answer TEXT,
            at INTEGER NOT NULL,
            PRIMARY KEY (interview, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE responses (
            arrival INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            structure INTEGER NOT NULL REFERENCES structures,
            locale TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('complete', 'partial', 'screened', 'refused', 'abandoned')),
            started INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            raw TEXT NOT NULL,
            received INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX responses_of_structure ON responses (structure);

        CREATE TABLE conflicts (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            raw TEXT NOT NULL,
            received INTEGER NOT NULL,
            source TEXT NOT NULL,
            UNIQUE (id, raw)
        ) STRICT;

        CREATE TABLE tallies (
            structure INTEGER NOT NULL REFERENCES structures,
            cell TEXT NOT NULL,
            series TEXT NOT NULL,
            bin TEXT NOT NULL,
            amount ANY NOT NULL CHECK (typeof(amount) IN ('integer', 'text')),
            PRIMARY KEY (structure, cell, series, bin)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER responses_are_not_edited BEFORE UPDATE ON responses
            BEGIN SELECT RAISE(ABORT, 'a response is never edited'); END;
        CREATE TRIGGER responses_are_not_deleted BEFORE DELETE ON responses
            BEGIN SELECT RAISE(ABORT, 'a response is never deleted'); END;
        CREATE TRIGGER journal_is_not_edited BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is never edited'); END;
        \(guardOfJournal);
        CREATE TRIGGER conflicts_are_not_edited BEFORE UPDATE ON conflicts
            BEGIN SELECT RAISE(ABORT, 'a conflict is never edited'); END;
        CREATE TRIGGER conflicts_are_not_deleted BEFORE DELETE ON conflicts
            BEGIN SELECT RAISE(ABORT, 'a conflict is never deleted'); END;
        CREATE TRIGGER closed_interviews_are_not_edited BEFORE UPDATE ON interviews WHEN old.state <> 'open'
            BEGIN SELECT RAISE(ABORT, 'a closed interview is never edited'); END;
        \(guardOfInterviews);
        """
}
