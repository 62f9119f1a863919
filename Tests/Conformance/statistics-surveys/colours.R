# HairEyeColor of datasets: R. Snee, The American Statistician 28 (1974).

run <- "colours"
h <- people(HairEyeColor)
names(h) <- c("hair", "eye", "sex")
save_csv("colours", responses(h))
put_limits("response/response_rate", 100 * nrow(h) / 1000, 100 * wilson(nrow(h), 1000), "prop.test(correct = FALSE)")
put_cross("cross_table:hair", factor(h$hair, c("black", "brown", "red", "blond")), factor(h$eye, c("brown", "blue", "hazel", "green")))
