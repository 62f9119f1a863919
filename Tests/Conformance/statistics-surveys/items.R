# bfi of psych: W. Revelle, "psych: Procedures for Psychological, Psychometric, and Personality Research"; items of the International Personality Item Pool.

data(bfi, package = "psych")
b <- bfi[, c(paste0("A", 1:5), paste0("C", 1:5), "E3", "E4", paste0("N", 1:5), "gender", "education", "age")]
b$recommend <- bfi$O1 + bfi$O3 - 2
b$overall <- pmin(bfi$C1, 5)
b$ease <- bfi$O3
save_csv("items", b)
b$A1 <- 7 - b$A1
agreeable <- paste0("a.", c("indifferent", "inquire", "comfort", "children", "ease"))
neurotic <- paste0("n.", c("angry", "irritated", "swings", "blue", "panic"))

run <- "items"
put("promoter.n", sum(!is.na(b$recommend)), "sum")
put_score("promoter.value", b$recommend)
for (method in list(c("score", NA), c("wald", 0), c("adjusted_wald", 1))) {
  k <- classes(b$recommend)
  row <- paste0("intervals:promoter/", method[1], "/score")
  if (method[1] == "score") put_score(row, b$recommend) else {
    w <- wald(k + as.numeric(method[2]) * c(0.75, 1.5, 0.75))
    put_limits(row, 100 * score(k), 100 * (w$score + c(-1, 1) * qnorm(1 - (1 - LEVEL) / 2) * w$error), "Wald from qnorm")
  }
}
put_share("captivating.value", b$E3 >= 5)
put_mean("captivating.mean", b$E3)
put_share("satisfied.value", b$overall >= 4)
put_mean("satisfied.mean", b$overall)
put_share("easy.value", b$ease >= 5)
put_mean("easy.mean", b$ease)
put_mean("friends.value", b$E4)
put_share("grown.value", b$age >= 30)
put_share("staying.value", b$E4 >= 3)
put_share("leaving.value", !(b$E4 >= 3))
put_median("middle_age.value", b$age)
put_share("content.value", ifelse(b$E4 >= 4, b$overall >= 4, NA))
# The index takes each mean over all who answered the item; its interval is from those who answered all of them.
index <- with(b, cbind(C1, C5, E4))
heavy <- c(2, 1, 1)
own <- 100 * (as.vector(na.omit(index) %*% heavy) - sum(heavy)) / (5 * sum(heavy))
value <- 100 * (sum(heavy * colMeans(index, na.rm = TRUE)) - sum(heavy)) / (5 * sum(heavy))
put_limits("strength.value", value, value + t.test(own)$conf.int - mean(own), "colMeans, t.test")
put_mean("lacking.value", b$C1 - b$C2, "t.test(paired)")
customers <- na.omit(data.frame(m = b$age, r = as.numeric(b$E4 >= 3)))
means <- svymean(~ m + r, svydesign(~1, weights = ~1, data = customers))
worth <- svycontrast(means, quote(m * r / (1.1 - r)))
put_limits("worth.value", coef(worth), coef(worth) + c(-1, 1) * qnorm(0.975) * as.vector(SE(worth)), "svymean, svycontrast")
put_reliability("agreeable", b[, paste0("A", 1:5)], agreeable)
put_reliability("neurotic", b[, paste0("N", 1:5)], neurotic)
known <- c("recommend", "A2", "A3", "E3", "E4", "C1", "N4")
put_drivers("drivers:recommend", na.omit(b[, known]), "recommend", known[-1],
            c("a.inquire", "a.comfort", "e3", "e4", "c.exacting", "n.blue"), c(1, 6))
known <- c("age", paste0("A", 1:5), paste0("C", 1:5), paste0("N", 1:5), "E3", "E4")
put_drivers("drivers:age", na.omit(b[, known]), "age", known[-1],
            c(agreeable, paste0("c.", c("exacting", "until_perfect", "plan", "half", "waste")), neurotic, "e3", "e4"), c(1, 6))
a <- b[, paste0("A", 1:5)]
b$a <- ifelse(rowSums(!is.na(a)) >= 3, rowMeans(a, na.rm = TRUE), NA)
put_chain("chain:recommend", na.omit(b[, c("recommend", "a", "overall")]), "recommend", c("a", "overall"), c("a", "overall"), "recommend")
put_chain("chain:overall", na.omit(b[, c("overall", "E3", "E4")]), "overall", c("E3", "E4"), c("e3", "e4"), "overall")
put_levels("recommend", b$overall, b$recommend, 4, 2, TRUE)
put_levels("overall", b$E4, b$overall, 6, 1, FALSE)
# How scales are used: all items on 1 to 6 and 1 to 5, as they were answered.
raw <- cbind(bfi[, c(paste0("A", 1:5), paste0("C", 1:5), paste0("N", 1:5), "E3", "E4")], O3 = bfi$O3, overall = b$overall)
high <- ifelse(colnames(raw) == "overall", 5, 6)
high <- matrix(high, nrow(raw), ncol(raw), byrow = TRUE)
given <- sum(!is.na(raw))
put("response_style/n", max(colSums(!is.na(raw))), "colSums")
put("response_style/count", given, "sum")
high[, colnames(raw) == "O3"] <- 7
put("response_style/extreme", 100 * sum(raw == 1 | raw == high, na.rm = TRUE) / given, "sum")
put("response_style/agreeing", 100 * sum(raw > (1 + high) / 2, na.rm = TRUE) / given, "sum")
odd <- raw[, c("O3", "overall")]
put("response_style/middle", 100 * (sum(odd$O3 == 4, na.rm = TRUE) + sum(odd$overall == 3, na.rm = TRUE)) / sum(!is.na(odd)), "sum")

run <- "items-gender"
LEVEL <- 0.99
b$gender <- c("male", "female")[b$gender]
groups <- function(x) split(x, b$gender)
for (sex in c("male", "female")) {
  put_score(paste0("promoter[", sex, "].value"), groups(b$recommend)[[sex]])
  put_mean(paste0("friends[", sex, "].value"), groups(b$E4)[[sex]])
  put_median(paste0("middle_age[", sex, "].value"), groups(b$age)[[sex]])
}
put_reliability("neurotic[male]", b[which(b$gender == "male"), paste0("N", 1:5)], neurotic)
pair <- pairs_of(c("male", "female"))
put_pairs("comparison:promoter", pair, compare_scores(groups(b$recommend)), "MOVER, pnorm")
put("comparison:promoter/male,female/probability", above(classes(groups(b$recommend)$male), classes(groups(b$recommend)$female)),
    "quadrature of beta densities", SEARCHED)
put_pairs("comparison:friends", pair, compare_means(groups(b$E4)), "t.test (Welch)")
put_pairs("comparison:easy", pair, compare_shares(groups(b$ease >= 5)), "MOVER on prop.test, prop.test")
put_pairs("comparison:grown", pair, compare_shares(groups(b$age >= 30)), "MOVER on prop.test, prop.test")
LEVEL <- 0.95

run <- "items-where"
chosen <- !is.na(b$gender) & b$gender == "female" & !is.na(b$age) & b$age >= 30 & !is.na(b$E4) & b$E4 != 3
put("promoter.n", sum(!is.na(b$recommend[chosen])), "sum")
put_score("promoter.value", b$recommend[chosen])
put_mean("friends.value", b$E4[chosen])
put_median("middle_age.value", b$age[chosen])
put_reliability("agreeable", b[chosen, paste0("A", 1:5)], agreeable)

# The counts of each answer, and the mean and deviation of numbers.
run <- "items"
for (item in list(c("A1", "a.indifferent"), c("E3", "e3"), c("N5", "n.panic"))) for (point in 1:6) {
  put(paste0("distribution:", item[2], "/", point), sum(bfi[[item[1]]] == point, na.rm = TRUE), "table")
}
for (point in 0:10) put(paste0("distribution:recommend/", point), sum(b$recommend == point, na.rm = TRUE), "table")
for (sex in c("male", "female")) put(paste0("distribution:gender/", sex), sum(b$gender == sex, na.rm = TRUE), "table")
put("distribution:education/n", sum(!is.na(b$education)), "table")
put("summary:age/n", sum(!is.na(b$age)), "sum")
put("summary:age/mean", mean(b$age, na.rm = TRUE), "mean")
put("summary:age/deviation", sd(b$age, na.rm = TRUE), "sd")

# Raked to as many men as women and a fifth of each education; who did not say has no weight, and each metric has its own base.
run <- "items-margins"
levels_of <- c("some_school", "school", "some_college", "college", "graduate")
targets <- list(gender = setNames(c(50, 50), c("male", "female")), education = setNames(rep(20, 5), levels_of))
save_csv("items-margins", do.call(rbind, lapply(names(targets), function(v) data.frame(variable = v, value = names(targets[[v]]), target = targets[[v]]))))
told <- b[!is.na(b$gender) & !is.na(b$education), ]
told$gender <- factor(told$gender, names(targets$gender))
told$education <- factor(levels_of[told$education], levels_of)
known <- lapply(names(targets), function(v) setNames(data.frame(names(targets[[v]]), targets[[v]] * nrow(told) / 100), c(v, "Freq")))
raked <- rake(svydesign(~1, weights = rep(1, nrow(told)), data = told), list(~gender, ~education), known,
              control = list(maxit = 10000, epsilon = 1e-14, verbose = FALSE))
told$weight <- weights(raked)
put("weighting/n", nrow(told), "na.omit")
put("weighting/design_effect", nrow(told) * sum(told$weight^2) / sum(told$weight)^2, "Kish's formula")
put_raked <- function(metric, measure, x, factor, limits) {
  own <- data.frame(x, weight = told$weight)[!is.na(x), ]
  found <- svymean(~x, svydesign(~1, weights = ~weight, data = own))
  n <- sum(own$weight)^2 / sum(own$weight^2)
  name <- paste0("weighted:", metric, "/")
  put(paste0(name, "n"), nrow(own), "na.omit")
  put(paste0(name, "effective_n"), n, "Kish's formula")
  value <- as.vector(coef(found))
  put_limits(paste0(name, measure), factor * value, factor * limits(value, as.vector(SE(found)), n, own), "svymean")
  if (measure != "mean" || !metric %in% c("captivating")) put(paste0(name, "standard_error"), factor * as.vector(SE(found)), "svymean")
}
as_share <- function(value, error, n, own) wilson(value * n, n)
as_mean <- function(value, error, n, own) value + c(-1, 1) * qt(0.975, nrow(own) - 1) * error
as_score <- function(value, error, n, own) tango(sapply(-1:1, function(class) sum(own$weight[own$x == class])) / sum(own$weight) * n)
put_raked("promoter", "score", (told$recommend >= 9) - (told$recommend <= 6), 100, as_score)
put_raked("captivating", "share", as.numeric(told$E3 >= 5), 100, as_share)
put_raked("captivating", "mean", told$E3, 1, as_mean)
put_raked("friends", "mean", told$E4, 1, as_mean)
put_raked("grown", "share", as.numeric(told$age >= 30), 100, as_share)
scored <- function(items) ifelse(rowSums(!is.na(items)) >= ncol(items) / 2, rowMeans(items, na.rm = TRUE), NA)
put_raked("agreeable", "mean", scored(told[, paste0("A", 1:5)]), 1, as_mean)
put_raked("neurotic", "mean", scored(told[, paste0("N", 1:5)]), 1, as_mean)

# Straight lines in any of the three grids, and the same answers to everything as somebody before, if they are five or more.
run <- "items-quality"
straight <- function(items) apply(items, 1, function(x) all(!is.na(x)) && length(unique(x)) == 1)
lines <- straight(bfi[, paste0("A", 1:5)]) | straight(bfi[, paste0("C", 1:5)]) | straight(bfi[, paste0("N", 1:5)])
written <- read.csv(file.path(folder, "items.csv"))
again <- duplicated(written) & rowSums(!is.na(written)) >= 5
put("quality/straight_lining/count", sum(lines), "apply")
put_share("quality/straight_lining/share", lines)
put("quality/duplicate/count", sum(again), "duplicated")
put_share("quality/duplicate/share", again)
