# Makes the tables weights-*.txt: Rscript make-weights.R, in this folder. Needs the package survey.
#
# The data are `apistrat` and `apipop` of the package survey (T. Lumley, "Analysis of Complex Survey Samples", Journal of Statistical
# Software 9, 2004): 200 schools of the Academic Performance Index, California Department of Education, 2000, and all of them.
suppressMessages(library(survey))
data(api)
head_of <- function(what) paste0("# ", what, "; made by make-weights.R with ", R.version.string,
  ", survey ", packageVersion("survey"), ", data api of survey")
write_table <- function(name, what, rows) {
  text <- apply(as.matrix(rows), 1, function(row) paste(formatC(row, digits = 17, format = "g", width = 1), collapse = " "))
  writeLines(c(head_of(what), trimws(text)), paste0(name, ".txt"))
}
d <- apistrat
d$st <- as.integer(d$stype) - 1          # E H M
d$aw <- as.integer(d$awards) - 1         # No Yes
d$sw <- as.integer(d$sch.wide) - 1       # No Yes
d$class <- ifelse(d$api00 < 600, 0, ifelse(d$api00 < 750, 1, 2))
write_table("weights-respondents",
  "apistrat: weight pw, score api00, type of school, award, goal met school-wide, class of api00 below 600, below 750, above",
  d[, c("pw", "api00", "st", "aw", "sw", "class")])

# Figures with weights: for each number of first respondents: the mean of api00 with its standard error and t limits of 95 %, the
# share of awards with its standard error, the promoter score of class - 1 with its standard error, Kish's effect.
figures <- function(rows) {
  part <- d[rows, ]
  part$x <- part$class - 1
  design <- svydesign(ids = ~1, weights = ~pw, data = part)
  mean <- svymean(~api00, design); limits <- confint(mean, df = degf(design))
  share <- svymean(~aw, design); score <- svymean(~x, design)
  w <- part$pw
  c(length(rows), coef(mean), SE(mean), limits, coef(share), SE(share), coef(score), SE(score),
    length(w) * sum(w^2) / sum(w)^2, sum(w)^2 / sum(w^2))
}
write_table("weights-figures",
  paste("every k-th of the respondents from the first, k in the first column, n, svymean of api00: mean, standard error, t limits;",
    "svymean of awards: share, standard error; of class - 1: score, standard error; design effect and effective n by Kish's formula"),
  t(sapply(c(1, 2, 3, 7, 20, 60), function(k) c(k, figures(seq(1, nrow(d), by = k))))))

# Weights after stratification and raking to the population apipop.
design <- svydesign(ids = ~1, weights = rep(1, nrow(d)), data = d)
type <- data.frame(stype = levels(d$stype), Freq = as.numeric(table(apipop$stype)))
award <- data.frame(awards = levels(d$awards), Freq = as.numeric(table(apipop$awards)))
wide <- data.frame(sch.wide = levels(d$sch.wide), Freq = as.numeric(table(apipop$sch.wide)))
post <- postStratify(design, ~stype, type)
raked <- rake(design, list(~stype, ~awards, ~sch.wide), list(type, award, wide),
  control = list(maxit = 10000, epsilon = 1e-13, verbose = FALSE))
write_table("weights-margins", "apipop: margin (0 type, 1 award, 2 goal), category, schools in the population",
  rbind(cbind(0, 0:2, type$Freq), cbind(1, 0:1, award$Freq), cbind(2, 0:1, wide$Freq)))
# survey counts the change from one round to the next, so that margins are checked here too.
stopifnot(max(abs(svytable(~stype, raked) / type$Freq - 1)) < 1e-12, max(abs(svytable(~awards, raked) / award$Freq - 1)) < 1e-12)
write_table("weights-raked", "weights with mean 1 of postStratify by type, and of rake by type, award and goal",
  cbind(weights(post) / mean(weights(post)), weights(raked) / mean(weights(raked))))

# Rao and Scott's tests: rows and columns by the columns of weights-respondents, from 0.
tests <- function(a, b, k) {
  part <- d[seq(1, nrow(d), by = k), ]
  part$a <- part[[a]]; part$b <- part[[b]]
  design <- svydesign(ids = ~1, weights = ~pw, data = part)
  first <- svychisq(~a + b, design, statistic = "Chisq"); second <- svychisq(~a + b, design, statistic = "F")
  places <- c(pw = 0, api00 = 1, st = 2, aw = 3, sw = 4, class = 5)
  c(places[a], places[b], k, first$statistic, first$parameter, first$p.value, second$statistic, second$parameter, second$p.value)
}
write_table("weights-rao-scott",
  paste("svychisq of every k-th respondent: row variable, column variable, k, Chisq: statistic, degrees of freedom, p;",
    "F: statistic, both degrees of freedom, p"),
  rbind(tests("st", "class", 1), tests("st", "aw", 1), tests("aw", "sw", 1), tests("class", "aw", 1), tests("class", "sw", 1),
    tests("st", "class", 2), tests("class", "st", 3), tests("st", "sw", 4), tests("aw", "class", 5)))
