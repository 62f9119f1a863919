# Writes data that ship with R as survey responses, and what R makes of them.
#
#   Rscript statistics.R FOLDER
#
# FOLDER gets NAME.csv for each survey of statistics-surveys, made and computed on by the NAME.R beside it, the weights and purchases that
# belong to them, and expected.csv: the run, the name of the number as statistics.py gives it, R's number, the relative tolerance and the
# function it is from. Numbers of closed forms have 1e-9, those of a search 1e-6. What no package of these has is written out from its
# formula: Tango's interval, MOVER, LMG, relative weights, control charts, retention.
suppressPackageStartupMessages({ library(psych); library(MASS); library(survey); library(lavaan); library(survival) })
options(warn = 1, survey.lonely.psu = "fail")
folder <- commandArgs(TRUE)[1]
CLOSED <- 1e-9
SEARCHED <- 1e-6
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))

# ---- What is expected

expected <- list()
run <- ""
# One number, by its name in the run.
put <- function(name, value, how, tolerance = CLOSED) {
  value <- unname(value)
  stopifnot(length(name) == 1, length(value) == 1, is.character(value) || is.finite(value))
  text <- if (is.character(value)) value else sprintf("%.17g", value)
  expected[[length(expected) + 1]] <<- c(run, name, text, sprintf("%g", tolerance), how)
}
# A number with the limits of its interval.
put_limits <- function(name, value, limits, how, tolerance = CLOSED) {
  put(name, value, how, tolerance)
  put(paste0(name, ".low"), limits[1], how, tolerance)
  put(paste0(name, ".high"), limits[2], how, tolerance)
}

# ---- Data

save_csv <- function(name, data) write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "", quote = FALSE)
ids <- function(data) sprintf("018d0000-0000-7000-8000-%012d", seq_len(nrow(data)))
# The columns that a response has beside its answers.
responses <- function(data, day = as.Date("2026-03-01")) {
  cbind("response:id" = ids(data), "response:started" = paste0(format(day), "T12:00:00Z"), data)
}
people <- function(table) {
  t <- as.data.frame(table)
  as.data.frame(lapply(t[rep(seq_len(nrow(t)), t$Freq), names(t) != "Freq"], function(x) tolower(as.character(x))))
}

# ---- What R makes of them

source(file.path(here, "statistics-methods.R"))
source(file.path(here, "statistics-models.R"))
for (script in sort(list.files(file.path(here, "statistics-surveys"), "[.]R$", full.names = TRUE))) {
  LEVEL <- 0.95
  source(script)
}

table <- as.data.frame(do.call(rbind, expected))
names(table) <- c("run", "name", "value", "tolerance", "how")
write.csv(table, file.path(folder, "expected.csv"), row.names = FALSE, fileEncoding = "UTF-8")
cat(R.version.string, "\n", sep = "", file = file.path(folder, "versions"))
for (package in c("psych", "MASS", "survey", "lavaan", "survival")) {
  cat(package, " ", format(packageVersion(package)), "\n", sep = "", file = file.path(folder, "versions"), append = TRUE)
}
