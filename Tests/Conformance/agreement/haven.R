# Reads files of SPSS and Stata with haven, and writes what it found as JSON beside each: FILE.haven.json.
#   Rscript haven.R FILE...
suppressMessages({library(haven); library(jsonlite)})

described <- function(column) {
    labels <- attr(column, "labels", exact = TRUE)
    is_text <- is.character(column)
    values <- if (is_text) as.character(column) else as.numeric(unclass(column))
    # Stata's missing values are numbers that carry a letter.
    tags <- if (is_text) NULL else na_tag(values)
    number <- function(x) ifelse(is.na(x), NA_character_, format(x, digits = 17, trim = TRUE, scientific = TRUE))
    one <- function(x) if (is.null(x)) NULL else unbox(x)
    list(
        class = class(column),
        label = one(attr(column, "label", exact = TRUE)),
        format = one(c(attr(column, "format.spss", exact = TRUE), attr(column, "format.stata", exact = TRUE))[1]),
        width = one(attr(column, "display_width", exact = TRUE)),
        range = if (is.null(attr(column, "na_range", exact = TRUE))) NULL else number(attr(column, "na_range", exact = TRUE)),
        values = if (is_text) values else vapply(values, number, ""),
        tags = if (any(!is.na(tags))) tags else NULL,
        labelled = if (is.null(labels)) NULL else if (is.character(labels)) unname(labels) else vapply(unname(labels), number, ""),
        label_tags = if (is.null(labels) || is.character(labels)) NULL else na_tag(unname(labels)),
        words = names(labels))
}

for (path in commandArgs(trailingOnly = TRUE)) {
    out <- tryCatch({
        data <- if (grepl("\\.dta$", path)) read_dta(path) else read_sav(path, user_na = TRUE)
        columns <- lapply(seq_along(data), function(index) described(data[[index]]))
        # Days and times as a user of R has them without asking for kinds of missing.
        plain <- if (grepl("\\.dta$", path)) data else read_sav(path)
        dates <- Filter(function(column) inherits(column, c("Date", "POSIXct", "difftime")), plain)
        list(names = names(data), columns = columns, dates = lapply(dates, function(column) format(zap_labels(column), usetz = FALSE)))
    }, error = function(problem) list(problem = unbox(conditionMessage(problem))))
    writeLines(toJSON(out, digits = NA, na = "null", null = "null"), paste0(path, ".haven.json"), useBytes = TRUE)
}
