# warpbreaks of datasets: J. Tukey, "Exploratory Data Analysis" (1977).

run <- "looms"
save_csv("looms", responses(warpbreaks))
by_tension <- split(warpbreaks$breaks, warpbreaks$tension)
for (tension in names(by_tension)) {
  put_mean(paste0("broken[", tension, "].value"), by_tension[[tension]])
  put_median(paste0("middle[", tension, "].value"), by_tension[[tension]])
}
put_pairs("comparison:broken", pairs_of(names(by_tension)), compare_means(by_tension), "t.test (Welch)")
