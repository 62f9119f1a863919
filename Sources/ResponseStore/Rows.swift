internal import GRDB

// Statements by their text, prepared once per connection, and columns read without a trap whatever a damaged
// file holds.

extension Database {
    /// Runs a statement that gives no rows.
    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The first row of a query, nil if there is none.
    func first(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }

    /// Every row of a query, in memory.
    func all(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
    }

    /// Row after row of a query, one at a time. The statement is its own, so that the body may use the store.
    func forEach(
        _ sql: String, _ arguments: StatementArguments = [], _ body: (Row) throws -> Void
    ) throws {
        let cursor = try Row.fetchCursor(makeStatement(sql: sql), arguments: arguments)
        while let row = try cursor.next() { try body(row) }
    }
}

extension Row {
    /// The whole number in a column. Throws a fault if the file holds something else there.
    func integer(_ column: Int) throws -> Int64 {
        guard case .int64(let number) = (self[column] as DatabaseValue).storage else {
            throw unexpected(column)
        }
        return number
    }

    /// The text in a column. Throws a fault if the file holds something else there.
    func text(_ column: Int) throws -> String {
        guard case .string(let text) = (self[column] as DatabaseValue).storage else {
            throw unexpected(column)
        }
        return text
    }

    /// The text in a column, nil where it is NULL.
    func optionalText(_ column: Int) throws -> String? {
        (self[column] as DatabaseValue).isNull ? nil : try text(column)
    }

    /// An amount: a whole number, or decimal text where it does not fit 64 bits.
    func amount(_ column: Int) throws -> Int128 {
        switch (self[column] as DatabaseValue).storage {
        case .int64(let number): return Int128(number)
        case .string(let text):
            guard let amount = Int128(text) else { throw unexpected(column) }
            return amount
        default: throw unexpected(column)
        }
    }

    private func unexpected(_ column: Int) -> DatabaseError {
        let name = Array(columnNames)[column]
        return DatabaseError(
            resultCode: .SQLITE_CORRUPT, message: "the column \"\(name)\" holds what it cannot hold")
    }
}

extension Int128 {
    /// The amount as a column holds it.
    var column: any DatabaseValueConvertible { Int64(exactly: self) ?? description }
}
