# Reads Triple-S files of version 2.0 with the R package sss, and writes what it found as JSON beside each: FILE.sss.json.
#   Rscript sss.R DEFINITIONS DATA
suppressMessages({library(sss); library(jsonlite)})
files <- commandArgs(trailingOnly = TRUE)
data <- suppressMessages(suppressWarnings(read.sss(files[1], files[2])))
text <- function(column) {
    found <- if (inherits(column, "Date")) format(column) else if (is.numeric(column)) format(column, digits = 15, trim = TRUE, scientific = FALSE) else iconv(as.character(column), "", "UTF-8", sub = "?")
    ifelse(is.na(column), NA_character_, found)
}
out <- list(names = names(data), labels = unname(attr(data, "variable.labels")), values = lapply(unname(as.list(data)), text))
writeLines(toJSON(out, na = "null"), paste0(files[1], ".json"), useBytes = TRUE)
