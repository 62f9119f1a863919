# survey of MASS: W. Venables and B. Ripley, "Modern Applied Statistics with S", 4th edition (2002).

run <- "students"
LEVEL <- 0.9
s <- with(MASS::survey, data.frame(sex = tolower(Sex), smoke = tolower(Smoke), exer = tolower(Exer), pulse = Pulse, height = Height, hand = Wr.Hnd))
save_csv("students", responses(s))
put_mean("pulse.value", s$pulse)
put_median("middle_pulse.value", s$pulse)
put_mean("tall.value", s$height)
put_share("smoking.value", s$smoke != "never")
put_drivers("drivers:height", na.omit(s[, c("height", "hand", "pulse")]), "height", c("hand", "pulse"), c("hand", "pulse"))
put_cross("cross_table:smoke", factor(s$smoke, c("never", "occas", "regul", "heavy")), factor(s$exer, c("freq", "some", "none")))
LEVEL <- 0.95
