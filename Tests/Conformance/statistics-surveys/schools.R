# api of survey: T. Lumley, Journal of Statistical Software 9 (2004); the Academic Performance Index of California, 2000.

data(api, package = "survey")
d <- with(apistrat, data.frame(stype, awards = tolower(awards), wide = tolower(sch.wide), api = api00,
                               recommend = pmin(10, (api00 - 300) %/% 60), overall = 5 - pmin(4, meals %/% 20)))
save_csv("schools", responses(d))
save_csv("schools-weights", data.frame(response = ids(d), weight = sprintf("%.9f", apistrat$pw)))
margin <- function(variable, x, names = tolower(levels(x))) data.frame(variable, value = names, target = as.vector(table(x)))
type <- margin("stype", apipop$stype, levels(apipop$stype))
save_csv("schools-type", type)
margins <- rbind(type, margin("awards", apipop$awards), margin("wide", apipop$sch.wide))
save_csv("schools-margins", margins)
d$promoter <- (d$recommend >= 9) - (d$recommend <= 6)
d$satisfied <- as.numeric(d$overall >= 4)
d$awarded <- as.numeric(d$awards == "yes")
d$stype <- factor(d$stype); d$awards <- factor(d$awards); d$wide <- factor(d$wide)
# What weights make of the metrics; errors take the weights as they are.
# Weights are whole billionths in the program, which a p value of a millionth magnifies: `far` is the tolerance of that.
put_weighted <- function(w, far = 1e-7) {
  design <- svydesign(~1, weights = w, data = d)
  n <- sum(w)^2 / sum(w^2)
  put("weighting/effective_n", n, "Kish's formula")
  put("weighting/design_effect", nrow(d) / n, "Kish's formula")
  put("weighting/smallest_weight", min(w) / mean(w), "min", 1e-8)
  put("weighting/largest_weight", max(w) / mean(w), "max", 1e-8)
  figure <- function(metric, measure, column, factor, limits) {
    found <- svymean(reformulate(column), design)
    value <- as.vector(coef(found))
    name <- paste0("weighted:", metric, "/", measure)
    put(name, factor * value, "svymean")
    put(paste0(name, ".low"), factor * limits(value, found)[1], "svymean")
    put(paste0(name, ".high"), factor * limits(value, found)[2], "svymean")
    if (measure != "mean" || metric == "level") put(paste0("weighted:", metric, "/standard_error"), factor * as.vector(SE(found)), "svymean")
    put(paste0("weighted:", metric, "/effective_n"), n, "Kish's formula")
  }
  counts <- sapply(-1:1, function(class) sum(w[d$promoter == class])) / sum(w) * n
  figure("promoter", "score", "promoter", 100, function(value, found) tango(counts))
  share <- function(value, found) wilson(value * n, n)
  figure("satisfied", "share", "satisfied", 100, share)
  figure("awarded", "share", "awarded", 100, share)
  t <- function(value, found) confint(found, df = degf(design))
  figure("satisfied", "mean", "overall", 1, t)
  figure("level", "mean", "api", 1, t)
  put_rao_scott("awards", "stype", design, far)
}
# The test of svychisq, with the shares of columns.
put_rao_scott <- function(rows, columns, design, far) {
  name <- paste0("cross_table:", rows)
  test <- svychisq(reformulate(c(rows, columns)), design, statistic = "F")
  put(paste0(name, "/statistic"), test$statistic, "svychisq")
  put(paste0(name, "/degrees_of_freedom"), test$parameter[1], "svychisq")
  put(paste0(name, "/p_value"), test$p.value, "svychisq", far)
  all <- prop.table(svytable(reformulate(c(rows, columns)), design))
  apart <- outer(rowSums(all), colSums(all))
  put(paste0(name, "/cramers_v"), sqrt(sum((all - apart)^2 / apart) / (min(dim(all)) - 1)), "Cramer's formula on svytable")
  shares <- prop.table(all, 2)
  for (column in colnames(shares)) {
    w <- weights(design)[d[[columns]] == column]
    n <- sum(w)^2 / sum(w^2)
    for (row in rownames(shares)) {
      cell <- paste0(name, "/", row, ",", column)
      put_limits(paste0(cell, "/column_share"), 100 * shares[row, column], 100 * wilson(n * shares[row, column], n), "svytable, prop.test")
      put(paste0(cell, "/count"), sum(d[[rows]] == row & d[[columns]] == column), "table")
    }
  }
}
# What the sample has of each category, and what it has after weighting, which is the target.
put_margins <- function(variable, margins) {
  mine <- margins[margins$variable == variable, ]
  for (i in seq_len(nrow(mine))) {
    row <- paste0("weighting/", variable, ",", mine$value[i])
    put(paste0(row, "/share"), 100 * mean(d[[variable]] == mine$value[i]), "mean")
    put(paste0(row, "/target"), 100 * mine$target[i] / sum(mine$target), "table")
    put(paste0(row, "/achieved"), 100 * mine$target[i] / sum(mine$target), "table")
  }
}
run <- "schools-weights"
put_weighted(round(apistrat$pw, 9), CLOSED)
plain <- svydesign(~1, weights = rep(nrow(apipop) / nrow(d), nrow(d)), data = d)
population <- function(column, x) setNames(data.frame(levels(d[[column]]), as.vector(table(x))), c(column, "Freq"))
run <- "schools-type"
put_weighted(weights(postStratify(plain, ~stype, population("stype", apipop$stype))))
put_margins("stype", type)
run <- "schools-margins"
for (variable in c("stype", "awards", "wide")) put_margins(variable, margins)
put_weighted(weights(rake(plain, list(~stype, ~awards, ~wide),
  list(population("stype", apipop$stype), population("awards", apipop$awards), population("wide", apipop$sch.wide)),
  control = list(maxit = 10000, epsilon = 1e-13, verbose = FALSE))))
# Raking is calibration to the same margins with the raking distance: another way to the same weights.
totals <- c("(Intercept)" = nrow(apipop), stypeH = sum(apipop$stype == "H"), stypeM = sum(apipop$stype == "M"),
            awardsyes = sum(apipop$awards == "Yes"), wideyes = sum(apipop$sch.wide == "Yes"))
put_weighted(weights(calibrate(plain, ~ stype + awards + wide, totals, calfun = "raking", epsilon = 1e-13, maxit = 1000)))
