/// What is wrong with a line of a table of purchases. It never holds what stands in the line, which is personal.
public struct PurchaseFault: Error, Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// What is wrong with it.
    public let reason: Reason

    /// What is wrong with a line.
    public enum Reason: String, Error, Hashable, Sendable, CaseIterable {
        /// A column is missing in the header, or there is none.
        case noHeader = "no_header"
        /// Fewer cells than the header has columns.
        case tooFewCells = "too_few_cells"
        /// More cells than the header has columns, as a decimal comma gives.
        case tooManyCells = "too_many_cells"
        /// No customer.
        case noCustomer = "no_customer"
        /// No day of ISO 8601.
        case noDate = "no_date"
        /// No number with a decimal point.
        case noAmount = "no_amount"
        /// More than four decimals.
        case tooFine = "too_fine"
        /// Beyond 100,000,000,000.
        case tooMuch = "too_much"
        /// Over a mebibyte, as a quote that is never closed gives.
        case tooLong = "too_long"
        /// Text behind a cell in quotes, or a quote that is never closed.
        case quotes
    }

    /// What a person is told.
    public var text: String {
        switch reason {
        case .noHeader:
            "line \(line): the first line has to name the columns of the customer, the date and the amount"
        case .tooFewCells: "line \(line): there are fewer cells than in the header"
        case .tooManyCells: "line \(line): there are more cells than in the header"
        case .noCustomer: "line \(line): there is no customer"
        case .noDate: "line \(line): the date is no day like 2026-11-21"
        case .noAmount: "line \(line): the amount is no number like 12.50"
        case .tooFine: "line \(line): the amount has more than four decimals"
        case .tooMuch: "line \(line): the amount is beyond 100,000,000,000"
        case .tooLong: "line \(line): the row has over 1 MiB; is a quote not closed?"
        case .quotes: "line \(line): a cell in quotes does not end where the cell does"
        }
    }
}
