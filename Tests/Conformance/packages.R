# Reads answers.sav, answers.zsav and answers.dta of the same responses with haven, and compares them with each other and with
# our CSV.
#   Rscript packages.R FOLDER      which holds truth.csv and the three
suppressMessages(library(haven))
folder <- commandArgs(trailingOnly = TRUE)[1]
truth <- read.csv(file.path(folder, "truth.csv"), colClasses = "character", na.strings = character(), check.names = FALSE,
                  encoding = "UTF-8")
sav <- read_sav(file.path(folder, "answers.sav"))
zsav <- read_sav(file.path(folder, "answers.zsav"))
dta <- read_dta(file.path(folder, "answers.dta"))
faults <- 0
fault <- function(...) { faults <<- faults + 1; if (faults <= 30) cat("FAILED", ..., "\n") }

for (read in list(sav, zsav, dta)) if (!identical(dim(read), dim(truth))) fault("rows and columns:", dim(read), "not", dim(truth))
if (!identical(names(sav), names(zsav))) fault(".sav and .zsav have other names")
missing <- c(.dont_know = "a", .refused = "b", .not_applicable = "c", .skipped = "d")

for (index in seq_along(truth)) {
    name <- names(truth)[index]
    cells <- truth[[index]]
    from_sav <- sav[[index]]
    from_dta <- dta[[index]]
    if (!identical(as.vector(from_sav), as.vector(zsav[[index]]))) fault(name, "differs between .sav and .zsav")
    if (is.null(attr(from_sav, "label")) || is.null(attr(from_dta, "label"))) fault(name, "has no label")
    if (is.character(from_sav)) {
        typed <- cells
        if (!startsWith(name, "response:")) {
            typed[cells %in% names(missing)] <- ""
            typed <- sub("^\\.\\.", ".", typed)
        }
        if (!all(from_sav == sub(" +$", "", typed))) fault(name, "has other texts in .sav")
        whole <- nchar(typed, "bytes") <= 2045
        if (!all((from_dta == typed)[whole])) fault(name, "has other texts in .dta")
        if (!all(startsWith(typed[!whole], from_dta[!whole]))) fault(name, "has texts in .dta that are not cut from its own")
        next
    }
    if (is.numeric(from_dta) && !inherits(from_dta, c("Date", "POSIXct"))) {
        for (kind in names(missing)) {
            tags <- na_tag(from_dta[cells == kind])
            if (any(is.na(tags) | tags != missing[[kind]])) fault(name, "has other tags for", kind)
        }
    }
    both <- !is.na(from_sav) & !is.na(from_dta)
    if (any(is.na(from_sav) != is.na(from_dta))) fault(name, "is missing in one of .sav and .dta")
    if (inherits(from_sav, "hms")) {
        minutes <- as.numeric(from_sav) / 60
        if (!identical(sprintf("%02d:%02d", minutes %/% 60, minutes %% 60)[both], cells[both])) fault(name, "has other times")
        if (!identical(format(from_dta, "%H:%M", tz = "UTC")[both], cells[both])) fault(name, "has other times in .dta")
    } else if (inherits(from_sav, "Date")) {
        if (!identical(format(from_sav)[both], cells[both]) || !identical(format(from_dta)[both], cells[both]))
            fault(name, "has other days")
    } else if (inherits(from_sav, "POSIXct")) {
        seconds <- as.numeric(as.POSIXct(cells, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC"))
        if (any(abs(as.numeric(from_sav) - seconds) > 0.0011) || any(abs(as.numeric(from_dta) - seconds) > 0.0011))
            fault(name, "has other moments")
    } else {
        if (!isTRUE(all.equal(as.numeric(from_sav)[both], as.numeric(from_dta)[both]))) fault(name, "differs between .sav and .dta")
        numbers <- suppressWarnings(as.numeric(cells))
        known <- !is.na(numbers) & both
        if (!isTRUE(all.equal(numbers[known], as.numeric(from_sav)[known]))) fault(name, "has other numbers")
        yes <- match(cells, c("false", "true")) - 1
        if (any(yes != as.numeric(from_sav), na.rm = TRUE)) fault(name, "has other answers of yes and no")
    }
}
cat(if (faults == 0) "ok    " else "FAILED", "haven:", nrow(truth), "rows of", ncol(truth), "variables,", faults, "differences\n")
quit(status = if (faults == 0) 0 else 1)
