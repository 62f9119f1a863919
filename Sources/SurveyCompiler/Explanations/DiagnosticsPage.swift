/// `Documentation/Diagnostics.md`, made by `DiagnosticTests` with it.
let diagnosticsPage = ##"""
    # Diagnostics

    Everything that `sondeo check` can say, by code. Errors begin with E: the file does not compile. Warnings begin
    with W: it compiles, and may not mean what its author thinks. Codes are stable, and never reused.

    Each section says what was seen, why that is so, an example that gives the diagnostic (the three lines of the
    header are left out where they are as usual), and what to write. At most 200 diagnostics are
    given for a file, errors before warnings where there are more; the rest is counted. Where a file does not follow
    the grammar (E01…), what may only be a consequence of that, such as an unknown name, is not said until it does.

    A warning's name stands behind its title: `// allow: NAME` on the line or above it silences it. `sondeo explain`
    prints a section. This page is made by `DiagnosticTests` from the examples in `Tests/SurveyCompilerTests/Diagnostics`.

    ## The grammar

    ### E0100 File too large

    A survey file can have up to 2 GiB. Check that it is a survey file.

    ### E0101 Junk in the file

    `}` does not belong here. A line of the file begins with a word such as `survey`, `given`, `scale`, `page`, `metric` or `test`, or with a kind of question.

    ```
    nps recommend "How likely are you to recommend us?"
    }
    ```

    Remove it, or write it as a comment: `// …`.

    ### E0102 Junk in a block

    `"a text alone"` does not belong here. A line of a block begins with `page`, `if`, `let`, `require`, `confirm`, `finish`, or a kind of question.

    ```
    page start {
        "a text alone"
        nps recommend "How likely are you to recommend us?"
    }
    ```

    Remove it, or write it as a comment: `// …`.

    ### E0103 Junk in a list

    `( phone )` does not belong here. A line here is an option or row `- name "Text"`, the label of a point `1 "Text"`, or a property such as `shuffle`.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        ( phone )
    }
    ```

    Remove it, or write it as a comment: `// …`.

    ### E0104 Junk in a test

    `recommend 9` does not belong here. A line of a test begins with `given`, `answer`, `expect` or `interview`.

    ```
    nps recommend "How likely are you to recommend us?"
    test "a promoter" {
        recommend 9
    }
    ```

    Write it with one of these words.

    ### E0105 Arm missing

    A `split` holds arms: `- plain { … }`.

    ### E0106 Name missing

    A name is missing here. A name is made of ASCII letters, digits and `_`, and does not begin with a digit.

    ```
    nps "How likely are you to recommend us?"
    ```

    Write a name, such as `overall`.

    ### E0107 Number missing

    A whole number is missing here. The word before it is followed by a number.

    ```
    text why "Why?" lines
    ```

    Write the number.

    ### E0108 Text missing

    A text is missing here. What the respondent reads stands between quotes on one line.

    ```
    nps recommend
    ```

    Write it: `"…"`.

    ### E0109 Type missing

    The type is missing here. A given says what it holds, behind a colon.

    ```
    given branch:
    nps recommend "How likely are you to recommend us?"
    ```

    Write `text`, `number 0...100`, `yesno`, or `choice from` a list.

    ### E0110 Range missing

    A range is missing here. A range is two numbers with three dots between them.

    ```
    scale agreement {
        1 "No"
        5 "Yes"
    }
    grid quality agreement "Do you agree?" {
        - reliable "They kept their word"
    }
    ```

    Write it, as in `1...5`.

    ### E0111 Value missing

    A value is missing here. An operator has something on both sides, and a condition or computation is not empty.

    ```
    nps recommend "How likely are you to recommend us?"
    if recommend <= { text why "Why?" }
    ```

    Write the name of a question, a number or a text in quotes.

    ### E0112 Question missing

    The name of a question is missing here. A question, or a row as in `quality.reliable`, is named.

    ```
    nps recommend "How likely are you to recommend us?"
    drivers of recommend:
    ```

    Write its name.

    ### E0113 Language missing

    A language is missing here. A language is written as a tag, such as `en`, `pt-BR` or `zh-Hant`.

    ```
    survey visit
    version 1
    language

    nps recommend "How likely are you to recommend us?"
    ```

    Write the tag.

    ### E0114 Parameter missing

    A parameter of a `fragment` is its name and its type: `who: text`.

    ### E0115 Not a property

    `mandatory` does not belong here. Behind the text stand properties such as `optional`, or the line ends.

    ```
    nps recommend "How likely are you to recommend us?" mandatory
    ```

    Remove it, or put it on a line of its own.

    ### E0116 Operator missing

    `2` does not belong here. Two values are joined by an operator such as `==`, `<`, `and`, `or` or `+`.

    ```
    number spend 0...1000 "How much did you spend?"
    let half = (spend 2)
    ```

    Write the operator, or remove what stands behind the value.

    ### E0117 Two on one line

    A new line must begin here. Each statement has a line of its own.

    ```
    nps recommend "How likely are you to recommend us?"
    if recommend <= 6 { text why "Why?" } if recommend >= 9 { text praise "What was best?" }
    ```

    Break the line here.

    ### E0118 Equal missing

    `=` is missing here. A name and its value stand on both sides of `=`.

    ```
    nps recommend "How likely are you to recommend us?"
    metric promoter nps(recommend)
    ```

    Write `=`.

    ### E0119 Colon missing

    `:` is missing here. A colon stands behind the name.

    ```
    given branch text
    nps recommend "How likely are you to recommend us?"
    ```

    Write `:`.

    ### E0120 Comma missing

    `,` is missing here. Several things are separated by commas.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if channel in [store phone] { text why "Why?" }
    ```

    Write `,`.

    ### E0121 Dash missing

    An option or row begins with a dash: `- name "Text"`. Write it.

    ### E0122 Text not closed

    This text is not closed. A text ends on its line; one that goes on is continued by another text on the next line.

    ```
    nps recommend "How likely are you to recommend us?
    ```

    Write `"` at its end.

    ### E0123 Opening brace missing

    `{` is missing here. What belongs to this stands between braces.

    ```
    nps recommend "How likely are you to recommend us?"
    page reasons
        text why "Why?"
    }
    ```

    Write `{`.

    ### E0124 Closing brace missing

    A `}` is missing before this place. Each `{` is closed by a `}` of its own.

    ```
    page start {
        nps recommend "How likely are you to recommend us?"

    page reasons {
        text why "Why?"
    }
    ```

    Write `}` where the block ends.

    ### E0125 Parenthesis missing

    What a function takes stands in parentheses. Write `(`.

    ### E0126 Closing parenthesis missing

    `)` is missing here. Each `(` is closed by a `)` of its own.

    ```
    choices failings "What went wrong?" {
        - empathy "Nobody seemed to care"
        - unclear "I was not told what would happen"
    }
    if count(failings > 1 {
        text why "Why?"
    }
    ```

    Write `)`.

    ### E0127 Closing bracket missing

    `]` is missing here. Each `[` is closed by a `]` of its own.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if channel in [store, phone {
        text why "Why?"
    }
    ```

    Write `]`.

    ### E0128 Word missing

    `else` is missing here. This line cannot be read without the word.

    ```
    number spend 0...1000 "How much did you spend?"
    confirm spend <= 500 "That is a lot. Is {spend} right?"
    ```

    Write `else`.

    ### E0129 Braces too deep

    More than 10,000 braces are open. Close some, or join conditions with `and`.

    ### E0130 Expression too deep

    `((((((((((((((((((((spend))))))))))))))…` does not belong here. At most 100 parentheses may be open at once.

    ```
    number spend 0...1000 "How much did you spend?"
    let deep = (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
    ```

    Compute a part of it with `let`, and name that.

    ## Names

    ### E0201 Unknown name

    Nothing in this survey is called `chanel`. A name here is that of a question, a given or a `let` that stands above; an option is known only beside the question that offers it, as in `channel == store`.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if chanel == store {
        text why "Why?"
    }
    ```

    Did you mean `channel`?

    ### E0202 Read before it is asked

    `recommend` is read before it is asked. An interview goes down the file, so everything reads only what stands above it.

    ```
    if recommend <= 6 {
        text why "Why?"
    }
    nps recommend "How likely are you to recommend us?"
    ```

    Move the question `recommend` above this line, or this line below the question.

    ### E0203 No such row

    The grid `quality` has no row `relaible`. Its rows are `reliable` and `empathic`.

    ```
    grid quality 1...5 "How far do you agree?" {
        - reliable "They did what they had promised"
        - empathic "They treated me as a person"
    }
    if quality.relaible <= 2 {
        text why "Why?"
    }
    ```

    Did you mean `quality.reliable`?

    ### E0204 No such part

    `channel` has no part `store`. Parts are the rows of a grid, and the texts that options open with `specify`; this has none.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if answered(channel.store) {
        text why "Why?"
    }
    ```

    To ask whether an option was chosen, write `channel == store`, or `store in channel` for a set.

    ### E0205 Declared twice

    `why` is declared twice. A name stands for one variable in every response. It may stand again only in another arm of the same `if`.

    ```
    text why "Why?"
    nps recommend "How likely are you to recommend us?"
    text why "Why?"
    ```

    Give one of the two another name.

    ### E0206 Names too much alike

    `channel_other` and `channel.other` are too much alike. Exports do not tell upper from lower case, and write `.` as `_`: both would get one name.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - other "Another way"  specify
    }
    text channel_other "Which way?"
    ```

    Give one of the two another name.

    ### E0207 No such list or scale

    There is no list called `chanels`. After `from` stands the name of a list that is declared with `options`.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
    }
    choice channel from chanels "How did you reach us?"
    choice next from channels "And next time?"
    ```

    Did you mean `channels`?

    ### E0208 Reserved name

    `yes` cannot be a name here. In conditions, `yes`, `no` and `today` are values, and `and`, `or`, `not` and `in` are operators.

    ```
    yesno yes "Yes?"
    ```

    Choose another name, such as `yes_answer`.

    ### E0209 Name too long

    `reason_reason_reason_reason_reason_reason_reason_reason_reason_reason_` is 70 characters long. A name has at most 64 characters: that is what the statistics packages read.

    ```
    text reason_reason_reason_reason_reason_reason_reason_reason_reason_reason_ "Why?"
    ```

    Shorten it; the full words belong in the text.

    ### E0210 Two of one name

    There are two of `page Start`. Each page has a name of its own, without regard to case.

    ```
    page start {
        nps recommend "How likely are you to recommend us?"
    }
    page Start {
        text why "Why?"
    }
    ```

    Give one of the two another name.

    ### E0211 Differs in another arm

    `reason` is another question in another arm: the kinds differ. One name in several arms of an `if` or `split` is one variable, so kind, range and options must be the same. Wording may differ.

    ```
    nps recommend "How likely are you to recommend us?"
    if recommend <= 6 {
        text reason "What went wrong?"
    } else {
        yesno reason "Was there a reason?"
    }
    ```

    Make the two agree, or give one of them another name.

    ### E0212 Too many variables

    A survey has up to 500,000 variables. Split it into several.

    ### E0213 Whole loop as one value

    `satisfied` is asked once in each round of a loop, and here one value must stand. Outside of the loop the bare name stands for all of its answers: `satisfied.store` and `satisfied.phone`.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    for c in used {
        csat satisfied "How satisfied were you with {c}?"
    }
    if satisfied <= 2 { text why "Why?" }
    ```

    Name one of them, such as `satisfied.store`, or take them together: `mean(satisfied)`, `any(satisfied <= 2)`, `count(satisfied <= 2)`.

    ### E0214 Not in this round

    `clean` is never asked in the round of `phone`. A condition on the loop's variable leaves it out of this round, so there is nothing to read.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    for c in used {
        if c == store { yesno clean "Was it clean?" }
        if clean { text praise "What did you like?" }
    }
    ```

    Put what reads it under the same condition.

    ### E0215 Loop variable outside

    `c` stands for nothing outside of its loop. The variable of a `for` is another option or number in each round.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    for c in used {
        csat satisfied "How satisfied were you with {c}?"
    }
    note thanks "Thank you for using {c}."
    ```

    Name the question that the loop goes through, or what was asked in a round.

    ### E0216 No such round

    `satisfied` is not asked for `stor`. It is asked once in each round of a loop; the rounds are `store` and `phone`.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    for c in used {
        csat satisfied "How satisfied were you with {c}?"
    }
    if satisfied.stor <= 2 { text why "Why?" }
    ```

    Did you mean `satisfied.store`?

    ### E0217 Loop variable is no question

    `c` is no question. The variable of a loop and the parameter of a fragment are fixed values where they stand, so they are never missing and have no rows.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    for c in used {
        if answered(c) { csat satisfied "How satisfied were you with {c}?" }
    }
    ```

    Compare it, as in `c == …`, or name a question.

    ### E0218 Parameter is no value

    `agree` is no value. This parameter is the name of a scale or list, which is only what questions are asked with.

    ```
    scale agreement 1...5 {
        1 "No"
        5 "Yes"
    }
    fragment mood(agree: scale) {
        rating kept agree "They kept their word."
        if kept > agree { text why "Why?" }
    }
    use mood(agree: agreement)
    ```

    Name a question, or a parameter that is a text, number or yesno.

    ### E0219 Loop variable twice

    `c` already stands for something here. A loop within a loop or fragment needs a variable of its own.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    for c in used {
        for c in 1...2 { text why "Why?" }
    }
    ```

    Choose another name.

    ### E0220 Not in this use

    The fragment `contact` has nothing that is called `shop.nam` here. Where a fragment is used with `as`, the names of its questions and `let`s begin with what stands behind `as`, and a dot.

    ```
    fragment contact() {
        text name "Your name?" personal
    }
    use contact() as shop
    note hello "Welcome, {shop.nam}."
    ```

    Did you mean `shop.name`?

    ### E0221 Outside of the fragment

    The fragment `reason` has nothing called `recommend` above this line. A fragment reads its own questions and its parameters, and nothing of the survey that uses it.

    ```
    nps recommend "How likely are you to recommend us?"
    fragment reason() {
        if recommend <= 6 { text why "Why?" }
    }
    use reason()
    ```

    Add a parameter to the fragment, and pass it with `use`.

    ### E0222 Fragment used twice

    The fragment `contact` is used twice under the same names. Both would be asked as `name`, and a name stands for one variable in every response.

    ```
    fragment contact(who: text) {
        text name "Who helped you at {who}?" personal
    }
    use contact(who: "the shop")
    use contact(who: "the café")
    ```

    Give the names a prefix: `use contact(…) as second`.

    ### E0223 Let of two kinds

    `let weight` is a text here, and a number in another arm. One name in several arms of an `if` or `split` is one variable, so all of them must compute the same kind of value.

    ```
    nps recommend "How likely are you to recommend us?"
    if recommend >= 9 {
        let weight = 2
    } else {
        let weight = "one"
    }
    if weight == 2 { text why "Why?" }
    ```

    Make them agree, or give one of them another name.

    ### E0224 Brackets that name nothing

    The brackets in `quality[kept]` name nothing. In brackets behind a name stands the variable of a loop around it, as in `quality[c]`, or a place in a ranking, as in `best[1]`.

    ```
    grid quality 1...5 "How far do you agree?" {
        - kept "They kept their word"
        - fast "They were fast"
    }
    if quality[kept] <= 2 { text why "Why?" }
    ```

    Name the part with a dot, as in `quality.reliable`.

    ### E0225 Loop over nothing known

    Nothing above is called `usd`, and no list is. A loop goes through a list that is declared with `options`, through what was chosen in a question above, or through numbers, as in `1...3`.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    for c in usd {
        csat satisfied "How satisfied were you with {c}?"
    }
    ```

    Did you mean `used`?

    ### E0226 Question that reads itself

    `channel` reads its own answer: `channel` → `channel`. What a question offers is settled before it is answered.

    ```
    choice channel from channels "How did you reach us?"
    options channels {
        - store "In the store"
        - phone "By phone"
        - other "Another way"  if channel != store
    }
    ```

    Read a question that stands above `channel`.

    ## Conditions and computations

    ### E0301 Single equal sign

    `=` gives a name its value; here two values are compared. A comparison is written with two equal signs.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if channel = store {
        text why "Why?"
    }
    ```

    Write `==`.

    ### E0302 Not a condition

    `spend` is a number, and a condition must stand here. A condition is true or false: a comparison, a `yesno` question, `answered(…)`, or such joined by `and`, `or` and `not`.

    ```
    number spend 0...1000 "How much did you spend?"
    if spend {
        text why "Why?"
    }
    ```

    Compare it with something, as in `spend == …`.

    ### E0303 Different kinds

    `spend` is a number, and `"much"` is a text. Only values of one kind can be compared; options, only within one list.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    number spend 0...1000 "How much did you spend?"
    if spend == "much" {
        text why "Why?"
    }
    ```

    Compare a number with a number, an option with the name of an option, a text with a text in quotes, a date with a date such as `2026-11-21`, a time with a time such as `09:30`.

    ### E0304 Not a number

    `channel` is one option, and a number must stand here. Arithmetic, ranges and `sum`, `mean`, `min`, `max`, `round` take numbers and ratings.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    let double = channel * 2
    ```

    Name a rating or a `number` question; for a set of options, write `count(…)`.

    ### E0305 Options have no order

    `>` cannot compare one option with another. Only numbers, ratings, dates and times are smaller or greater.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if channel > store {
        text why "Why?"
    }
    ```

    Use `==` or `!=`, or `in [ … ]` for several values.

    ### E0306 Order compared

    `wishes` is an order of options, which is not compared as a whole. Each place has its option, and each option its place.

    ```
    ranking wishes "What matters most to you?" {
        - price "The price"
        - speed "That it is quick"
    }
    if wishes == price {
        text why "Why?"
    }
    ```

    Write `wishes[1] == option` for the first choice, `wishes.option <= 3` for a place, or `option in wishes`.

    ### E0306 Set compared

    `failings` is a set of options, which is not compared with `==`. Several options may be chosen, so the question is whether one is among them.

    ```
    choices failings "What went wrong?" {
        - empathy "Nobody seemed to care"
        - unclear "I was not told what would happen"
    }
    if failings == empathy {
        text why "Why?"
    }
    ```

    Write `option in failings`, or `count(failings)` for how many.

    ### E0307 Allocate as one value

    `time_spent` is an `allocate`: it has one number for each option, not one. Say which of its numbers counts.

    ```
    allocate time_spent 100 "Where did your time go?" {
        - queue "In the queue"
        - desk "At the desk"
    }
    if time_spent >= 50 {
        text why "Why?"
    }
    ```

    Name an option: `time_spent.queue`, or write `any(time_spent >= 50)` for whether one of them is.

    ### E0307 Grid as one value

    `quality` is a grid: it has one answer for each row, not one. Say which of its answers count.

    ```
    grid quality 1...5 "How far do you agree?" {
        - reliable "They did what they had promised"
        - empathic "They treated me as a person"
    }
    if quality <= 3 {
        text why "Why?"
    }
    ```

    Write `any(quality <= 3)` or `all(quality <= 3)` for its rows, `mean(quality)` for their mean, or name a row: `quality.reliable`.

    ### E0307 Grid of options as one value

    `tasks` is a grid: it has one answer for each row, not one. Say which of its answers count.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
    }
    grid tasks from channels "How did you do these?" {
        - ordering "Ordering"
        - paying "Paying"
    }
    if tasks == phone {
        text why "Why?"
    }
    ```

    Write `any(tasks == store)` or `count(tasks == store)` for its rows, or name a row: `tasks.ordering`.

    ### E0308 Note as a value

    `hello` is a note, which has no answer. A note is only read.

    ```
    note hello "Welcome."
    nps recommend "How likely are you to recommend us?"
    if answered(hello) {
        text why "Why?"
    }
    ```

    Name a question that is answered.

    ### E0309 Not an option

    `shop` is not an option of `channel`. Its options are `store`, `phone` and `email`.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if channel == shop or channel in [phnoe, email] {
        text why "Why?"
    }
    ```

    ### E0309 Not an option of a ranking

    `prise` is not an option of `wishes`. Its options are `price` and `speed`.

    ```
    ranking wishes "What matters most to you?" {
        - price "The price"
        - speed "That it is quick"
    }
    if wishes.prise <= 2 {
        text why "Why?"
    }
    ```

    Did you mean `price`?

    ### E0310 Number too long

    This number has more digits than can be computed with. Numbers are exact, with up to 38 digits.

    ```
    number spend 0...1000 "How much did you spend?"
    if spend > 123456789012345678901234567890123456789 {
        text why "Why?"
    }
    ```

    Write a shorter number.

    ### E0311 Chained comparison

    One comparison cannot follow another. Each comparison has two sides: `1 < a < 5` could be read in several ways.

    ```
    number spend 0...1000 "How much did you spend?"
    if 1 < spend < 5 {
        text why "Why?"
    }
    ```

    Write `a > 1 and a < 5`, or `a in 2...4`.

    ### E0312 Division by zero

    This divides by zero. The result would be unknown for everybody.

    ```
    number spend 0...1000 "How much did you spend?"
    let share = spend / 0
    if share > 1 {
        text why "Why?"
    }
    ```

    Divide by another number.

    ### E0313 List without in

    A list in brackets can only stand after `in`. A list is what a value is looked up in, as in `channel in [store, phone]`.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if channel == [store, phone] {
        text why "Why?"
    }
    ```

    Use `in` in place of the comparison.

    ### E0314 Unknown function

    There is no function `cuont`. The functions are `answered`, `dont_know`, `refused`, `not_applicable`, `skipped`, `not_asked`, `count`, `sum`, `mean`, `min`, `max`, `any`, `all`, `round`, `length`, `contains`, `matches`, `age`, `days`.

    ```
    choices failings "What went wrong?" {
        - empathy "Nobody seemed to care"
        - unclear "I was not told what would happen"
    }
    if cuont(failings) > 1 {
        text why "Why?"
    }
    ```

    Did you mean `count`?

    ### E0315 Wrong arguments

    `length` cannot take what stands in its parentheses. It takes a text, such as `length(why)`.

    ```
    number spend 0...1000 "How much did you spend?"
    if length(spend) > 2 {
        text why "Why?"
    }
    ```

    ### E0316 Statistic in a condition

    `nps` is computed on all respondents. A condition is about one respondent, whose interview is not over; statistics stand in a `metric`.

    ```
    nps recommend "How likely are you to recommend us?"
    if nps(recommend) > 0 {
        text why "Why?"
    }
    ```

    Name the question itself, as in `recommend >= 9`.

    ### E0317 Several grids

    `any` goes through the rows of one grid, and this names several. Rows of different grids do not belong together, and one row has no rows of its own.

    ```
    grid quality 1...5 "How far do you agree?" {
        - reliable "They did what they had promised"
        - empathic "They treated me as a person"
    }
    grid price 1...5 "How far do you agree?" {
        - reliable "They did what they had promised"
        - empathic "They treated me as a person"
    }
    if any(quality <= 2 or price <= 2) {
        text why "Why?"
    }
    ```

    Join several with `and` or `or`: `any(first <= 2) or any(second <= 2)`.

    ### E0318 Asked outside a test

    `asked` can only be asked about a finished interview. `asked`, `offered`, `metric`, `finish` and `check` stand in the `expect` lines of a test.

    ```
    nps recommend "How likely are you to recommend us?"
    text why "Why?"
    if asked why {
        text more "What else?"
    }
    ```

    For a condition, write `answered(…)` or `not not_asked(…)`.

    ### E0319 Conditions too large

    A condition on a grid is worked out for each of its rows, which is more than a hundred thousand in all. Compute it once with `let`, and name that.

    ### E0320 Set in a list

    `failings` is a set of options and cannot itself be in a list. A set holds options: the option stands left of `in`, the set right of it.

    ```
    choices failings "What went wrong?" {
        - empathy "Nobody seemed to care"
        - unclear "I was not told what would happen"
    }
    if failings in [empathy, unclear] {
        text why "Why?"
    }
    ```

    Write `first in failings or second in failings`.

    ### E0321 List of variables

    `budget` in a list is no fixed value. A list holds options, numbers and texts as they are.

    ```
    number spend 0...1000 "How much did you spend?"
    number budget 0...1000 "How much did you want to spend?"
    if spend in [budget, 100] {
        text why "Why?"
    }
    ```

    Compare with it on its own, and join with `or`.

    ### E0322 Empty list

    This list is empty. Nothing is in an empty list.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if channel in [] {
        text why "Why?"
    }
    ```

    Name the values, as in `[store, phone]`.

    ### E0323 In something that is no set

    `channel` is one option, and nothing can be in it. After `in` stands a list in brackets, a range such as `18...65`, or a `choices` or `ranking` question.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    number spend 0...1000 "How much did you spend?"
    if store in channel {
        text why "Why?"
    }
    ```

    Write `==` to compare with one value.

    ### E0324 Set in a set

    `spend` is not the name of an option. Left of a set of options stands the name of one of them, as in `empathy in failings`.

    ```
    choices failings "What went wrong?" {
        - empathy "Nobody seemed to care"
        - unclear "I was not told what would happen"
    }
    number spend 0...1000 "How much did you spend?"
    if spend in failings {
        text why "Why?"
    }
    ```

    Write one comparison for each option, joined with `or`.

    ### E0326 Dates added

    `+` cannot join a date and a date. A date minus a date is days, a time minus a time is minutes; a date plus or minus a number of days is a date.

    ```
    date arrival "When did you arrive?"
    date departure "When did you leave?"
    let stay = departure + arrival
    note told "You were here for {stay}."
    ```

    Subtract one from the other, or move a date by a number of days: `today - 30`.

    ### E0327 No such day

    There is no day `2026-02-30`. A date is year, month and day, as in `2026-11-21`, and a day that the calendar has.

    ```
    date arrival 2026-02-30...2026-12-31 "When did you arrive?"
    time desk 08:00...24:30 "When were you at the desk?"
    ```

    Write a day of that month.

    ### E0328 No places

    `channel` has no places to number. `[1]` is the first choice of a `ranking`; in `[ ]` may also stand the variable of a `for` around it.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
    }
    if channel[1] == store { text why "Why?" }
    ```

    Name a part with a dot, as in `quality.reliable`.

    ### E0329 Place out of range

    `3` is no place of this ranking. Its places are `[1]` to `[2]`.

    ```
    ranking wishes "What matters most to you?" {
        select 2
        - price "The price"
        - speed "That it is quick"
        - care "That somebody cares"
    }
    if wishes[3] == price {
        text why "Why?"
    }
    ```

    Write one of these numbers.

    ## Routing

    ### E0401 After the end

    Nothing from here on is ever reached. The interview has always ended before: what stands after an unconditional `finish` is not asked of anybody.

    ```
    nps recommend "How likely are you to recommend us?"
    finish "Thank you."
    text why "Why?"
    ```

    Move it above the `finish`, or put the `finish` under an `if`.

    ### E0402 Page in a page

    A page cannot stand inside a page. A page is what is shown together. Inside one stand questions, `if`, `let`, checks and `finish`.

    ```
    page start {
        page reasons {
            text why "Why?"
        }
    }
    ```

    Close the outer page first, or make the inner one an `if`.

    ### E0403 Check reads nothing

    This check reads no answer. A check that is the same for everybody would stop everybody, or nobody.

    ```
    number spend 0...1000 "How much did you spend?"
    require 1 < 2 else small "That cannot be."
    ```

    Name a question in it, as in `require age >= 18 else "…"`.

    ### E0404 Siblings read each other

    `clean` stands beside this, and may come later or not at all. What is shuffled or drawn comes in another order for everybody, so its parts cannot read each other.

    ```
    shuffle {
        yesno clean "Was it clean?"
        page staff {
            csat mood "How was our staff?"
            if clean { text praise "What did you like?" }
        }
    }
    ```

    Put the two on one page, or take them out of the `shuffle`.

    ### E0405 Finish in a shuffle

    The interview cannot end in the middle of a `shuffle`. How much had been asked by then would depend on chance.

    ```
    shuffle {
        yesno clean "Was it clean?"
        page staff {
            yesno met "Did you meet our staff?"
            if not met { finish "Thank you." }
        }
    }
    ```

    Put the `finish` below, under an `if`.

    ### E0406 Check alone in a shuffle

    This cannot stand alone in a `shuffle`. Pages, questions, and `if`, `for`, `split` and `use` with such in them can be put in another order; a `let` or a check belongs to a question.

    ```
    number party 1...20 "How many were you?"
    shuffle {
        yesno clean "Was it clean?"
        require party <= 12 else "We have twelve seats."
    }
    ```

    Put it and its question on one page, or write it above or below the `shuffle`.

    ### E0407 Too many to draw

    `draw 3` cannot be drawn from the 2 things in its braces. A number from 1 to 2 can be drawn.

    ```
    draw 3 {
        yesno clean "Was it clean?"
        yesno quick "Was it quick?"
    }
    ```

    Write a smaller number, or leave `draw` out.

    ### E0408 Split of one arm

    `split wording` has one arm. A split draws one of at least two arms for each respondent, and records it.

    ```
    split wording {
        - plain { yesno clean "Was it clean?" }
    }
    ```

    Write arms: `- plain { … }` and `- warm { … }`.

    ### E0409 No weight

    `0` is no weight. A weight is a whole number from 1 to 1,000,000: an arm of weight 2 is drawn twice as often as one of weight 1.

    ```
    split wording {
        - plain { yesno clean "Was it clean?" }
        - warm weight 0 { yesno clean "Did you feel at home?" }
    }
    ```

    Write `weight 2`, or leave it out for 1.

    ### E0410 Loop over no set

    A loop cannot go through `name`. It goes through the options of a list, those chosen in a `choices`, `choice` or `ranking` question, or whole numbers.

    ```
    text name "What may we call you?"
    for c in name {
        csat satisfied "How satisfied were you?"
    }
    ```

    Name a question or a list, or write `1...3`.

    ### E0411 Loop without an end

    `party` can be any number, so the loop has no end. A loop asks its questions once in each round, and each of these is a column of the data: how many rounds there can be must be known.

    ```
    number party "How many were you?"
    for g in 1...party {
        csat satisfied "How satisfied was guest {g}?"
    }
    ```

    Give it a range of whole numbers: `number party 1...12 "…"`.

    ### E0412 Loop downwards

    A loop cannot go from 3 to 1.5. It goes up, through whole numbers from 0 on, and has at most 1000 rounds.

    ```
    for g in 3...1.5 {
        csat satisfied "How satisfied was guest {g}?"
    }
    ```

    Write a range such as `1...6`, or bound the question that it goes up to.

    ### E0413 Except of numbers

    Nothing can be excepted from numbers. `except` takes options out of a list or question.

    ```
    for g in 1...3 except 2 {
        csat satisfied "How satisfied was guest {g}?"
    }
    ```

    Put an `if` into the loop, as in `if g != 2 { … }`.

    ### E0414 Except of other options

    This is not of the options that are gone through. After `except` stand names of options in brackets, or a question above whose options are of the same list.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    choice best "Which part was best?" {
        - room "The room"
        - food "The food"
    }
    for c in used except best {
        csat satisfied "How satisfied were you with {c}?"
    }
    ```

    Write `except [store, phone]`, or let both questions take their options `from` one list.

    ### E0415 Everything excepted

    There is nothing to go through here. Every option is excepted, or excludes the others and therefore has no round of its own.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    for c in used except [store, phone] {
        csat satisfied "How satisfied were you with {c}?"
    }
    ```

    Except fewer options, or remove the loop.

    ### E0416 Too many loops within each other

    There are more than 8 loops within each other. What is in a loop is asked once in each round, so each loop multiplies the questions of those in it.

    ```
    for a in 1...2 {
     for b in 1...2 {
      for c in 1...2 {
       for d in 1...2 {
        for e in 1...2 {
         for f in 1...2 {
          for g in 1...2 {
           for h in 1...2 {
            for i in 1...2 {
             note deep "Deep."
            }
           }
          }
         }
        }
       }
      }
     }
    }
    ```

    Ask about fewer things at once; name what matters with an `if` in place of a loop.

    ### E0417 Loops that multiply

    Written out, the loops and fragments of this survey are too large. What is in a loop is asked once in each round, and loops within loops multiply. Four million characters in all are the most.

    ```
    for a in 1...1000 {
        for b in 1...1000 {
            csat satisfied "How satisfied were you?"
        }
    }
    ```

    Go through fewer options or numbers, or ask less in each round.

    ### E0418 Several loops

    `any` goes through the rounds of one loop, and this names several loops. Rounds of different loops do not belong together.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - none "None of these"  exclusive
    }
    choices used from channels "Which ways did you use?"
    for c in used {
        csat satisfied "How satisfied were you with {c}?"
    }
    for g in 1...2 {
        csat mood "How was guest {g}?"
    }
    if any(satisfied <= 2 or mood <= 2) { text why "Why?" }
    ```

    Join several with `and` or `or`: `any(first <= 2) or any(second <= 2)`.

    ### E0430 Fragments in a circle

    These fragments use each other in a circle: `a` → `b` → `c` → `a`. Written out, they would never end.

    ```
    fragment a() { use b() }
    fragment b() { use c() }
    fragment c() { use a() as again }
    use a()
    nps recommend "How likely are you to recommend us?"
    ```

    Take one of the uses out, or move what both need into a fragment of its own.

    ### E0431 Fragments too deep

    There are more than 32 fragments within each other. A fragment that uses one that uses one … is hard to read, and names would grow without end.

    ```
    fragment f0() { use f1() as x }
    fragment f1() { use f2() as x }
    fragment f2() { use f3() as x }
    fragment f3() { use f4() as x }
    fragment f4() { use f5() as x }
    fragment f5() { use f6() as x }
    fragment f6() { use f7() as x }
    fragment f7() { use f8() as x }
    fragment f8() { use f9() as x }
    fragment f9() { use f10() as x }
    fragment f10() { use f11() as x }
    fragment f11() { use f12() as x }
    fragment f12() { use f13() as x }
    fragment f13() { use f14() as x }
    fragment f14() { use f15() as x }
    fragment f15() { use f16() as x }
    fragment f16() { use f17() as x }
    fragment f17() { use f18() as x }
    fragment f18() { use f19() as x }
    fragment f19() { use f20() as x }
    fragment f20() { use f21() as x }
    fragment f21() { use f22() as x }
    fragment f22() { use f23() as x }
    fragment f23() { use f24() as x }
    fragment f24() { use f25() as x }
    fragment f25() { use f26() as x }
    fragment f26() { use f27() as x }
    fragment f27() { use f28() as x }
    fragment f28() { use f29() as x }
    fragment f29() { use f30() as x }
    fragment f30() { use f31() as x }
    fragment f31() { use f32() as x }
    fragment f32() { use f33() as x }
    fragment f33() { use f34() as x }
    fragment f34() { note n "Deep." }
    use f0()
    nps recommend "How likely are you to recommend us?"
    ```

    Use the inner fragments directly.

    ### E0432 No type of a parameter

    `name` is no type of a parameter. A parameter is `text`, `number`, `yesno`, `scale`, `options` or `date`, without anything behind it.

    ```
    fragment contact(who: name) {
        text first "Who helped you?"
    }
    use contact(who: "the shop")
    ```

    Write one of these words, as in `who: text`.

    ### E0433 Argument without its name

    This argument does not say which parameter it is for. Its one parameter is `who`.

    ```
    fragment contact(who: text) {
        text first "Who helped you at {who}?"
    }
    use contact("the shop")
    ```

    Write `who: "the shop"`.

    ### E0434 No such parameter

    The fragment `contact` has no parameter `wo`. Its one parameter is `who`.

    ```
    fragment contact(who: text) {
        text first "Who helped you at {who}?"
    }
    use contact(who: "the shop", wo: "the bar")
    ```

    Did you mean `who`?

    ### E0435 Argument twice

    `who` is given twice. Each parameter has one value.

    ```
    fragment contact(who: text) {
        text first "Who helped you at {who}?"
    }
    use contact(who: "the shop", who: "the bar")
    ```

    Keep one of the two.

    ### E0436 Argument missing

    `contact` is used without `who`. A parameter without a default must be given at every use.

    ```
    fragment contact(who: text) {
        text first "Who helped you at {who}?"
    }
    use contact() as shop
    ```

    Write `who: …` between the parentheses.

    ### E0437 Argument does not fit

    `most` must be a number, and `"twelve"` is a text. What a fragment does with a parameter fits one type of value.

    ```
    fragment guests(most: number) {
        number party 1...most "How many were you?"
    }
    use guests(most: "twelve")
    ```

    Give it a number.

    ## Texts

    ### E0501 Empty text

    This text is empty. It is read by respondents and by translators, and a screen reader would say nothing.

    ```
    nps recommend "" help "  "
    ```

    Write what is to be read.

    ### E0502 Unknown escape

    This escape means nothing. After a backslash stands one of `"`, `\`, `n`, `t`, `{`, `}` or `u{…}`.

    ```
    nps recommend "How likely \are you to recommend us?"
    ```

    For a backslash itself, write `\\`.

    ### E0503 No character

    This is no character. `\u{…}` holds one to six hexadecimal digits that name a Unicode character, as in `\u{20AC}`.

    ```
    nps recommend "How likely\u{110000} are you?"
    ```

    Write the character itself, or look its number up.

    ### E0504 Invisible character

    There is the invisible character U+202E in this text. Control and direction characters could change what a terminal shows, or how an export reads.

    ```
    nps recommend "How likely �are you to recommend us?"
    text why "Why\u{202E}?"
    ```

    Remove it; the direction of a text follows from its letters.

    ### E0505 Brace not closed

    This `{` is not closed. Braces hold the name of a variable whose value is shown, as in `{spend}`.

    ```
    text why "Why?"
    note echo "You said {why."
    ```

    Close it with `}`, or write `\{` for a brace.

    ### E0506 Braces name nothing

    These braces name nothing. Braces hold the name of a variable whose value is shown, as in `{spend}`.

    ```
    text why "Why?"
    note echo "You said {}."
    ```

    Write a name, or `\{` and `\}` for braces.

    ### E0507 Not utf 8

    These bytes are not UTF-8. Survey files are UTF-8.

    ```
    nps recommend "Caf�?"
    ```

    Save the file as UTF-8, and type the character again.

    ### E0508 No name in braces

    `spend * 2` is no name of a variable. Braces hold one name, as in `{spend}`, perhaps with what to show in its place: `{first | this guest}`.

    ```
    number spend 0...1000 "How much did you spend?"
    note echo "You spent {spend * 2} in all."
    ```

    Compute with `let` above, and name that; write `\{` for a brace.

    ### E0509 Braces without a value

    `{quality}` is a grid, which has one answer for each row. A text shows the value of one variable.

    ```
    grid quality 1...5 "How far do you agree?" {
        - reliable "They did what they had promised"
        - empathic "They treated me as a person"
    }
    note echo "You said {quality}."
    ```

    Name a row, as in `{quality.row}`, or another question.

    ### E0510 Brace in a fallback

    What is shown in place of a missing value cannot hold braces. It is plain text between `|` and `}`.

    ```
    text why "Why?"
    note echo "You said {why | a \{ brace}."
    ```

    Use round brackets.

    ### E0511 Empty fallback

    There is nothing to show in place of a missing value. After `|` stands what the respondent reads where there is no answer.

    ```
    text why "Why?"
    note echo "You said {why | }."
    ```

    Write some words, as in `{first | this guest}`.

    ### E0512 Forms that differ

    `{first}` stands only in the form for one. Both forms say the same; only the number itself may be left out of one.

    ```
    text first "What may we call you?"
    number nights 1...30 "How many nights did you stay?"
    note stay "{first}, you stayed one night." plural nights "You stayed {nights} nights."
    ```

    Write it in both, or in neither.

    ### E0513 Plural of no number

    `first` is no number, and cannot decide between one and several. After `plural` stands a number: a question, a `let`, the variable of a loop over numbers, or a parameter.

    ```
    text first "What may we call you?"
    note stay "{first} night" plural first "{first} nights"
    ```

    Compute the number with `let` above, and name that.

    ## Questions, scales and options

    ### E0601 Unknown kind

    `chioce` is not a kind of question, nor another line that I know. A line begins with `page`, `if`, `let`, `require`, `confirm`, `finish`, or a kind of question: `nps`, `csat`, `ces`, `rating`, `choice`, `choices`, `ranking`, `grid`, `allocate`, `yesno`, `consent`, `number`, `date`, `time`, `text` or `note`.

    ```
    chioce channel "How did you reach us?" {
        - store "In the store"
    }
    ```

    Did you mean `choice`?

    ### E0602 Range not taken

    `nps` takes no range. The scale of `nps` is 0 to 10, or it would not be comparable.

    ```
    nps recommend 1...10 "How likely are you to recommend us?"
    ces ease 1...5 "They made it easy."
    yesno again 0...1 "Will you come again?"
    ```

    Leave it out, or ask a `rating`.

    ### E0603 No scale

    1 to 100000 is no scale. A scale has 2 to 1001 points, which are whole numbers between -1,000,000 and 1,000,000.

    ```
    rating comfort 1...100000 "How welcoming was it?"
    rating price 1.5...5 "How was the price?"
    ```

    Write a range such as `1...5`, or ask a `number`.

    ### E0604 Range of variables

    The end of a range must be a number. Ranges are part of what answers mean, so they are the same for everybody.

    ```
    number spend 0...1000 "How much did you spend?"
    number left 0...spend "How much was left?"
    ```

    Write the number; to compare with another answer, use `require`.

    ### E0605 Range with one end

    A range has two ends. The smallest and the largest answer are both said.

    ```
    number spend 1000 "How much did you spend?"
    ```

    Write both with three dots between them, as in `0...100`.

    ### E0606 Dates the wrong way round

    Nothing lies between today and today - 30. A range begins with its smaller end.

    ```
    date arrival today...today - 30 "When did you arrive?"
    ```

    Write `today - 30...today`.

    ### E0606 Empty range

    Nothing lies between 5 and 1. A range begins with its smaller end.

    ```
    rating comfort 5...1 "How welcoming was it?"
    ```

    Write `1...5`.

    ### E0607 Range finer than answers

    The range is finer than the answers. Without `decimals`, a `number` is whole.

    ```
    number spend 0...99.99 "How much did you spend?"
    ```

    Add `decimals`, or round the ends of the range.

    ### E0608 Scale missing

    `rating comfort` does not say its scale. Only `nps`, `csat` and `ces` have a scale of their own.

    ```
    rating comfort "How welcoming was it?"
    ```

    Write a range or the name of a scale behind the name: `rating comfort 1...5 "…"`.

    ### E0609 Top missing

    `mood` does not say how many points count as satisfied. On 1 to 5 these are the top two; on 1 to 4 there is no convention.

    ```
    csat mood 1...4 "How was it today?"
    ```

    Add `top 2` behind the text, or another number.

    ### E0610 Top too large

    The top 4 of 4 points are all of them. Then everybody would count as satisfied.

    ```
    csat mood 1...4 "How was it today?" top 4
    ```

    Write a number from 1 to 3.

    ### E0611 Label outside

    The scale has no point 0. It runs from 1 to 5.

    ```
    rating comfort 1...5 "How welcoming was it?" {
        0 "Not at all"
        5 "Very"
        1 "Hardly"
    }
    ```

    Label one of these points, or widen the scale.

    ### E0612 Label twice

    The point 1 is labelled twice. A point has one text.

    ```
    rating comfort 1...5 "How welcoming was it?" {
        1 "Not at all"
        1 "Hardly"
        5 "Very"
    }
    ```

    Remove one of the two.

    ### E0613 Labels of a shared scale

    Labels belong to the scale `agreement`, not to a question that uses it. Every question on one scale shows the same labels.

    ```
    scale agreement 1...5 {
        1 "No"
        5 "Yes"
    }
    rating kept agreement "Did they keep their word?" {
        3 "Partly"
    }
    ```

    Move the label to `scale agreement`, or give the question a range of its own.

    ### E0614 Property does not fit

    `decimals` does not fit `yesno`. It takes `optional`, `personal`, `default`, `idle`, `help`, `dont_know`, `refused` and `not_applicable`.

    ```
    yesno again "Will you come again?" decimals 2
    ```

    Leave it out.

    ### E0615 Property twice

    `optional` is said twice. A property stands once, behind the text or in the body.

    ```
    text why "Why?" optional {
        optional
    }
    ```

    Remove one of the two.

    ### E0616 Property out of range

    `lines 1000` is out of range. `lines` is from 1 to 100.

    ```
    text why "Why?" lines 1000
    ```

    Write a number in that range.

    ### E0617 Unknown display

    I do not know how to show something as `smileys`. After `as` stands `faces` or `table`.

    ```
    csat mood 1...4 "How was it today?" top 2 as smileys
    ```

    ### E0618 Default on a rating

    A `csat` cannot have a default. A rating that is filled in already pulls the answers towards it (anchoring).

    ```
    csat overall "How satisfied are you?" default 5
    ```

    Remove `default`; add `optional` if nobody need answer.

    ### E0619 No options

    `choice channel` has no options. There would be nothing to choose.

    ```
    choice channel "How did you reach us?"
    grid quality 1...5 "How far do you agree?"
    ```

    Write some: `{ - first "…" }`, or take a list: `from NAME`.

    ### E0620 From and options

    `channel` takes a list with `from`, and has options of its own. The options come from one place.

    ```
    options channels {
        - store "In the store"
    }
    choice channel from channels "How did you reach us?" {
        - phone "By phone"
    }
    ```

    Move the options into the list, or remove `from`.

    ### E0621 From no list

    This is not a list of options. After `from` stands the name of a list that is declared with `options`, or of a question above whose options are carried forward.

    ```
    text why "Why?"
    choice channel from why "How did you reach us?"
    ```

    Write `from channels`, with the name of your list.

    ### E0622 Option twice

    The option `Store` stands here twice. Each option has a name of its own, without regard to case.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - Store "In the other store"
    }
    ```

    Give one of the two another name.

    ### E0623 Code twice

    Two options have the code 2. The code stands for the option in exports. Without `=`, it is the option's place in the list.

    ```
    choice channel "How did you reach us?" {
        - store = 2 "In the store"
        - phone "By phone"
    }
    ```

    Pin another code, as in `- name = 3 "…"`.

    ### E0624 No code

    `99999999` is no code. A code is a whole number between -999999 and 999999.

    ```
    choice channel "How did you reach us?" {
        - store = 99999999 "In the store"
    }
    ```

    Write a smaller number.

    ### E0625 Codes not pinned

    2 of the 3 options of `channel` have no pinned code. From version 2 on, an option that is inserted or moved would change the codes of stored answers, so each code is written down. This is version 2.

    ```
    survey visit
    version 2
    language en

    choice channel "How did you reach us?" {
        - store = 1 "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    ```

    Pin them as they are now: the fix writes them.

    ### E0626 Code of a row

    A row has no code. Codes stand for options; each row is a variable of its own.

    ```
    grid quality 1...5 "How far do you agree?" {
        - reliable = 1 "They did what they had promised"
    }
    ```

    Remove `=` and the number.

    ### E0627 Too many to select

    So many options cannot be chosen here. `select` is followed by the fewest and the most that may be chosen: whole numbers, the most from 1 to 2. Options that exclude the others do not count.

    ```
    choices failings "What went wrong?" select 1...5 {
        - empathy "Nobody seemed to care"
        - unclear "I was not told what would happen"
        - nothing "Nothing" exclusive
    }
    ```

    Write `select 1...2`.

    ### E0628 Exclusive in a choice

    In a `choice` every option excludes the others. `exclusive` is for `choices`, where several may be chosen.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - none "None of these" exclusive
    }
    ```

    Remove it; for an option that keeps its place when shuffled, write `pinned`.

    ### E0629 Line does not fit

    `yesno` cannot have an option. Bullets `- name "…"` are options and rows: they belong to `choice`, `choices`, `ranking`, `allocate`, `options` and `grid`. Numbers `1 "…"` are labels of points: they belong to scales.

    ```
    yesno again "Will you come again?" {
        - maybe "Perhaps"
    }
    choice channel "How did you reach us?" {
        1 "Badly"
        - store "In the store"
    }
    ```

    Remove the line, or change the kind of question.

    ### E0630 Property under a condition

    `shuffle` stands in inner braces of the list. A property is the whole question's; in the braces of an `if`, `group` or `shuffle` stand only options and rows.

    ```
    nps recommend "How likely are you to recommend us?"
    choices failings "What went wrong?" {
        - empathy "Nobody seemed to care"
        if recommend <= 3 {
            shuffle
            - unclear "I was not told what would happen"
        }
    }
    ```

    Move it out of the inner braces.

    ### E0631 Conditions too deep

    More than 16 conditions are nested around these options. Each option carries all conditions around it.

    ```
    nps recommend "How likely are you to recommend us?"
    choices failings "What went wrong?" {
        - empathy "Nobody seemed to care"
        if recommend <= 3 {
        - option0 "Option 0"
        if recommend <= 3 {
        - option1 "Option 1"
        if recommend <= 3 {
        - option2 "Option 2"
        if recommend <= 3 {
        - option3 "Option 3"
        if recommend <= 3 {
        - option4 "Option 4"
        if recommend <= 3 {
        - option5 "Option 5"
        if recommend <= 3 {
        - option6 "Option 6"
        if recommend <= 3 {
        - option7 "Option 7"
        if recommend <= 3 {
        - option8 "Option 8"
        if recommend <= 3 {
        - option9 "Option 9"
        if recommend <= 3 {
        - option10 "Option 10"
        if recommend <= 3 {
        - option11 "Option 11"
        if recommend <= 3 {
        - option12 "Option 12"
        if recommend <= 3 {
        - option13 "Option 13"
        if recommend <= 3 {
        - option14 "Option 14"
        if recommend <= 3 {
        - option15 "Option 15"
        if recommend <= 3 {
        - option16 "Option 16"
        - unclear "I was not told"
        }
        }
        }
        }
        }
        }
        }
        }
        }
        }
        }
        }
        }
        }
        }
        }
        }
    }
    ```

    Join conditions with `and`.

    ### E0632 Missing twice

    The row `reliable` offers `not_applicable`, which `quality` offers for all rows. It would be shown twice.

    ```
    grid quality 1...5 "How far do you agree?" {
        not_applicable "Does not apply"
        - reliable "They did what they had promised" not_applicable "I was not there"
    }
    ```

    Remove one of the two.

    ### E0633 Too many options

    A list has up to 10,000 options, a grid as many rows. Ask in steps, or ask a `text`.

    ### E0634 Given of another kind

    A given cannot be a `note`. A given is set by whoever starts the interview: a `text`, `number`, `yesno`, `rating`, `date` or `time`, or a `choice` or `choices` `from` a list.

    ```
    given branch: note
    nps recommend "How likely are you to recommend us?"
    ```

    Write `text` if it is any word.

    ### E0635 Consent not first

    `recommend` is asked before consent is given. Whoever does not consent is asked nothing and leaves no answer, so `consent` is the first question. A `note` may stand before it.

    ```
    nps recommend "How likely are you to recommend us?"
    consent agreed "May we use your answers?"
    ```

    Move `consent agreed` above `recommend`.

    ### E0636 Consent under a condition

    `agreed` is not asked of everybody. Consent stands once and for all in front: not under an `if`, nor in a `for`, `shuffle`, `draw` or `split`.

    ```
    given known: yesno
    if not known {
        consent agreed "May we use your answers?"
    }
    nps recommend "How likely are you to recommend us?"
    ```

    Move it out of the braces, to the top.

    ### E0637 Bound is no date

    The end of this range must be a date. The days that can be answered are the same for everybody, or count from the day of the interview.

    ```
    number stay 1...30 "How many nights did you stay?"
    date arrival 2020-01-01...today - stay "When did you arrive?"
    time desk 8...20 "When were you at the desk?"
    ```

    Write a day such as `2026-11-21`, or `today`, `today - 30`, `today + 365`; to compare with another answer, use `require`.

    ### E0638 Total missing

    `allocate time_spent` does not say what is divided. Behind the name stands the total: one whole number from 1 to 1000000.

    ```
    allocate time_spent "Where did your time go?" {
        - queue "In the queue"
        - desk "At the desk"
    }
    ```

    Write `allocate time_spent 100 "…"` for shares of a hundred.

    ### E0639 Except of another list

    `brands` has other options than `channels`. Options are left out by what was chosen among the same ones.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
    }
    choices brands "Which of these have you bought?" {
        - acme "Acme"
        - borea "Borea"
    }
    choice next from channels except brands "Which would you try next?"
    ```

    Let both take their options `from` one shared list, or write the options in brackets: `except [first, second]`.

    ### E0640 Nothing left

    All options of `channels` are left out. There would be nothing to choose.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
    }
    choice next from channels except [store, phone] "Which would you try next?"
    ```

    Leave out fewer of them.

    ### E0641 Given of a part of a list

    A given takes a whole list. It is set before anything is asked, so no answer can narrow it.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
        - other "Another way"
    }
    given origin: choice from channels except [other]
    nps recommend "How likely are you to recommend us?"
    ```

    Write `from` and the name of a list that is declared with `options`.

    ### E0642 Group among options

    A `group` cannot stand here. `choice` has options, and no rows. A group names rows of a grid that are scored together.

    ```
    choice channel "How did you reach us?" {
        group personal {
            - store "In the store"
            - phone "By phone"
        }
        - email "By e-mail"
    }
    ```

    Take the lines out of its braces.

    ### E0643 Group and row of one name

    `care` is a group and a row. `quality.care` would be both the score of the group and the answer of the row.

    ```
    grid quality 1...5 "How far do you agree?" {
        group care {
            - care "They cared"
            - kind "They were kind"
        }
    }
    ```

    Give one of the two another name.

    ### E0644 Empty group

    The group `care` has no rows. Its score is the mean over its rows.

    ```
    grid quality 1...5 "How far do you agree?" {
        - kept "They did what they had promised"
        group care "Care" {
        }
    }
    ```

    Write some rows in its braces, or remove it.

    ### E0645 Shuffle in a shuffle

    A `shuffle` stands inside a `shuffle`. The lines of one `shuffle` change places among themselves; of two, it would not be clear with which.

    ```
    choice channel "How did you reach us?" {
        shuffle {
            - store "In the store"
            shuffle {
                - phone "By phone"
                - email "By e-mail"
            }
        }
        - other "Another way"
    }
    ```

    Remove the inner one, or close the outer one first.

    ### E0646 Unreadable pattern

    This pattern cannot be read: '(' is not closed. A pattern is read as it stands between the quotes: characters, `.`, classes such as `[a-z]` and `\d`, groups `( )`, `|`, and `*`, `+`, `?` and `{2,4}` behind what is repeated. It describes the whole text.

    ```
    text code "What is the code on your receipt?" pattern "[A-Z]{2}(\d{4}"
    ```

    Write ) where the group ends, or \( for a parenthesis.

    ### E0647 Two patterns

    `phone` and `email` both say what the text looks like. A text has one pattern; `email` and `phone` are patterns.

    ```
    text contact "Where can we reach you?" optional email phone
    ```

    Remove one of the two.

    ### E0648 Default does not fit

    `20` cannot be the default of `party`. The default is an answer that can be accepted as it stands: here, a whole number from 1 to 12.

    ```
    number party 1...12 "How many were you?" default 20
    date arrival 2026-01-01...2026-12-31 "When did you arrive?" default 2025-12-24
    ```

    Write such a value, or leave `default` out.

    ### E0649 Default on consent

    Consent cannot have a default. Consent has to be given; a yes that is already there is none.

    ```
    consent agreed "May we use your answers?" default yes
    nps recommend "How likely are you to recommend us?"
    ```

    Remove `default`.

    ### E0650 Draw leaves nothing out

    `draw 3` leaves nothing out. 3 of the options can be drawn: those that are `pinned`, `exclusive` or `specify` always stay.

    ```
    choices brands "Which of these have you bought?" {
        draw 3
        - acme "Acme"
        - borea "Borea"
        - cyan "Cyan"
        - none "None of these" exclusive
    }
    ```

    Write a number from 1 to 2.

    ### E0651 Grid with scale and list

    `tasks` has a scale and options. Each row of a grid is rated on a scale, or takes its answer `from` a list: one of the two.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
    }
    grid tasks 1...5 from channels "How did you do these?" {
        - ordering "Ordering"
        - paying "Paying"
    }
    ```

    Remove the scale or `from`.

    ### E0652 From missing

    `channels` stands here without `from`. Behind the name of a question stands a range or a scale; options are taken with `from`.

    ```
    options channels {
        - store "In the store"
        - phone "By phone"
    }
    choices used channels "Which did you use?"
    ```

    Write `from channels`.

    ## Metrics, relations and tests

    ### E0701 No statistic

    `recommend * 10` is no statistic. A metric is a statistic of what was answered, such as `nps(…)`, perhaps with `where` and `by`.

    ```
    nps recommend "How likely are you to recommend us?"
    metric promoter = recommend * 10
    ```

    Write `metric promoter = nps(recommend)`; compute with metrics in the export.

    ### E0702 Unknown statistic

    There is no statistic `npss`. There are `nps`, `csat`, `ces`, `mean`, `share`, `gap`, `index`, `median`, `retention`, `churn`, `lifetime`.

    ```
    nps recommend "How likely are you to recommend us?"
    metric promoter = npss(recommend)
    ```

    Did you mean `nps`?

    ### E0703 Statistic does not fit

    `channel` is a `choice`, and `nps` is not computed on that. `nps` takes an `nps` question, or a `rating` on 0...10.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    nps recommend "How likely are you to recommend us?"
    metric promoter = nps(channel)
    metric channels = mean(channel)
    metric satisfied = csat(recommend)
    ```

    For the mean of a rating or number, write `mean(…)`; for a share, `share(…)` of a condition.

    ### E0704 Statistic of no question

    `recommend >= 9` is not the name of a question. `nps` is computed on what was answered to a question, or on a `let`.

    ```
    nps recommend "How likely are you to recommend us?"
    metric promoter = nps(recommend >= 9)
    ```

    Write the name of the question; conditions go behind `where`, computations into a `let`.

    ### E0705 Different scales

    These answers have different scales. A mean or gap over several answers is the score of one scale, so all must have the same points.

    ```
    nps recommend "How likely are you to recommend us?"
    csat overall "How satisfied are you?"
    metric loyalty = mean(recommend, overall)
    ```

    Write one metric for each; `index(…)` takes different scales.

    ### E0706 Driver is no number

    `channel` is one option, and drivers are ratings or numbers. How one answer leads to another is estimated from their correlation.

    ```
    nps recommend "How likely are you to recommend us?"
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    drivers of recommend: channel
    ```

    Name a rating, a row of a grid, a whole grid or a `number`.

    ### E0707 Driver twice

    `quality.reliable` is listed twice. The outcome stands before the colon, and each cause once behind it.

    ```
    nps recommend "How likely are you to recommend us?"
    grid quality 1...5 "How far do you agree?" {
        - reliable "They did what they had promised"
        - empathic "They treated me as a person"
    }
    drivers of recommend: quality, quality.reliable, recommend
    ```

    Remove `quality.reliable` from the list.

    ### E0708 Nobody counted

    Nobody can be counted here. The condition contradicts itself, or what must be true for the question to be asked.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
    }
    if channel == store {
        csat comfort "How welcoming did you find the place?"
    }
    metric comfort = csat(comfort) where channel == phone
    ```

    Change the condition, or leave it out.

    ### E0709 Counted twice

    `overall` is counted twice. A score takes each answer once.

    ```
    csat overall "How satisfied are you?"
    ces  ease    "They made it easy to get what I came for."
    metric happy = index(overall, ease: 2, overall)
    ```

    Remove `overall`; to make an answer count more, write an `index` with weights.

    ### E0710 Unknown in a test

    No `metric` of this survey is called `promotor`. `metric` in a test is followed by the name that the survey gives it.

    ```
    nps recommend "How likely are you to recommend us?"
    finish thanks "Thank you."
    metric promoter = nps(recommend)
    test "a promoter" {
        answer recommend = 9
        expect metric promotor = 100
        expect finish thank and check large_sum
    }
    ```

    Did you mean `promoter`?

    ### E0711 No answer

    This cannot be the answer to `recommend`. It is a whole number from 0 to 10.

    ```
    nps recommend "How likely are you to recommend us?"
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    test "a promoter" {
        answer recommend = 11
        answer channel = 1
    }
    ```

    Where the question offers it, `dont_know`, `refused`, `not_applicable` or `skipped` may stand here.

    ### E0712 Not a given

    `recommend` is not a given. `given` sets what an interview starts with: a `given` of the survey, `today`, `locale` or `seed`.

    ```
    nps recommend "How likely are you to recommend us?"
    test "a promoter" {
        given recommend = 9
    }
    ```

    To answer a question, write `answer recommend = …`.

    ### E0713 Not answered

    `branch` is not answered by the respondent. `answer` goes on to a question and answers it.

    ```
    given branch: text
    nps recommend "How likely are you to recommend us?"
    test "a promoter" {
        answer branch = "athens-02"
    }
    ```

    For a given, write `given branch = …`; what is computed, or only read, is never set.

    ### E0714 Number of interviews

    `0` is no number of interviews. A test adds from 1 to 10,000 respondents at a time.

    ```
    nps recommend "How likely are you to recommend us?"
    test "many" {
        interview 0 { answer recommend = 9 }
    }
    ```

    Write a smaller number.

    ### E0715 Setting does not fit

    This cannot be `today`. `today` is a date such as 2026-11-21.

    ```
    nps recommend "How likely are you to recommend us?"
    test "today" {
        given today = 5
        given locale = 5
        given seed = yes
    }
    ```

    ### E0716 Offered without an option

    `offered` asks about one option. It is followed by a question with options, a dot, and one of the options.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    test "offered" {
        expect offered channel
    }
    ```

    Write `offered used.bot`; for a whole question, write `asked`.

    ### E0717 Row without partner

    The row `clean` has no partner in the second grid. A gap is the mean of what was perceived less what was expected, row by row.

    ```
    grid perceived 1...5 "How was it?" {
        - kept  "They kept their word"
        - clean "It was clean"
    }
    grid expected 1...5 "How should it be?" {
        - kept  "They should keep their word"
        - quick "It should be quick"
    }
    metric shortfall = gap(perceived, expected)
    ```

    Give the two grids rows of the same names.

    ### E0718 By without groups

    `by spend` makes no groups: it is a number. `by` gives a figure for each group, so it takes an answer with few values: a given, a choice, a yes or no, a rating, a `split`, or the variable of the loop that the metric is about.

    ```
    number spend 0...100000 "How much did you spend?"
    nps recommend "How likely are you to recommend us?"
    metric promoter = nps(recommend) by spend
    ```

    For groups of numbers or dates, compare in a `let`, and write `by` with that.

    ### E0719 Two loops

    `content` is not asked in the same loop as `satisfied`. A metric on a loop is computed in each of its rounds, so all that it reads must stand in it.

    ```
    choices used "Which did you use?" {
        - store "The store"
        - phone "The telephone"
    }
    choices bought "What did you buy?" {
        - chair "A chair"
        - table "A table"
    }
    for c in used { csat satisfied "How satisfied were you with {c}?" }
    for b in bought { csat content "How content are you with {b}?" }
    metric both = index(satisfied, content)
    ```

    Name one round, as in `satisfied.store`, or write two metrics.

    ### E0720 No weight

    `0` is no weight. A weight is a number over 0 and up to 1000; an answer of weight 2 counts twice as much as one of weight 1.

    ```
    csat overall "How satisfied are you?"
    ces  ease    "They made it easy to get what I came for."
    metric happy = index(overall, ease: 0)
    ```

    Write it behind a colon, as in `index(overall, ease: 2)`, or leave it out for 1.

    ### E0721 No rate of interest

    `again` is no rate of interest. The discount is what money earns in one period elsewhere: a number over 0, such as 0.1 for ten percent.

    ```
    number margin 0...100000 "What do you spend in a year?"
    yesno again "Will you come back?"
    metric worth = lifetime(margin, again, discount: again)
    ```

    Write a number, as in `discount: 0.1`.

    ### E0722 Interview in an interview

    An `interview` cannot stand in another one. `interview` adds respondents to the test, and each of them answers alone.

    ```
    csat overall "How satisfied are you?"
    metric happy = csat(overall)
    test "a day at the store" {
        interview 3 {
            interview 2 { answer overall = 5 }
        }
        expect metric happy = 100
    }
    ```

    Close the block around it first.

    ### E0723 Given too late

    This `given` comes too late. What an interview starts with is fixed before its first answer and its first `expect`.

    ```
    given branch: text
    csat overall "How satisfied are you?"
    test "somebody in Athens" {
        answer overall = 5
        given branch = "athens"
    }
    ```

    Move it to the top of the block.

    ### E0724 Given twice

    `branch` is given twice. An interview starts once.

    ```
    given branch: text
    csat overall "How satisfied are you?"
    test "somebody in Athens" {
        given branch = "athens"
        given branch = "patras"
    }
    ```

    Remove one of the two.

    ### E0725 Expects of nobody

    `overall == 5` is about one interview, and here is none. All respondents of this test are in `interview` blocks; outside of them only metrics can be looked at.

    ```
    csat overall "How satisfied are you?"
    test "a day at the store" {
        interview 3 { answer overall = 5 }
        expect overall == 5
    }
    ```

    Move it into the block that it is about.

    ### E0726 Text of nothing

    `double` has no text of its own. `text` is what a respondent reads for a question, a row or an option.

    ```
    number spend 0...100000 "How much did you spend?"
    let double = spend * 2
    test "what is read" {
        expect double == 0 or text(double) == "How much?"
    }
    ```

    Write `text(overall)`, `text(quality.reliable)` or `text(channel.store)`.

    ### E0727 Statistic of a grid

    `quality` is several answers, and `median` is computed on one. A grid or an allocation has an answer for each row or option.

    ```
    grid quality 1...5 "How was it?" {
        - kept  "They kept their word"
        - clean "It was clean"
    }
    metric middle = median(quality)
    ```

    Name one, as in `quality.kept`; `mean(…)` and `index(…)` take all of them.

    ### E0728 Missing not offered

    `overall` cannot be `dont_know`. The question does not offer `dont_know`.

    ```
    csat overall "How satisfied are you?"
    test "no opinion" {
        answer overall = dont_know
    }
    ```

    Add `dont_know "…"` to the question, or answer `overall` otherwise.

    ## The header

    ### E0801 Survey missing

    The survey has no name. A file says first which survey it is; translations, responses and exports carry that name.

    ```
    version 1
    language en

    nps recommend "How likely are you to recommend us?"
    ```

    Write `survey service_loyalty`, with a name of your own, on the first line.

    ### E0802 Version missing

    The survey has no version. Responses carry the version, so that answers to different questions are never mixed.

    ```
    survey visit
    language en

    nps recommend "How likely are you to recommend us?"
    ```

    Write `version 1` under the line with `survey`.

    ### E0803 Language missing

    The survey does not say its language. The language of the texts decides how numbers are written and what translations start from.

    ```
    survey visit
    version 1

    nps recommend "How likely are you to recommend us?"
    ```

    Write `language en` under the line with `version`.

    ### E0804 No version

    `0` is no version. A version is a whole number from 1 to 1,000,000 that rises when answers change their meaning.

    ```
    survey visit
    version 0
    language en

    nps recommend "How likely are you to recommend us?"
    ```

    Write `version 1`.

    ### E0805 No language tag

    `english` is no language tag. A tag is a language of two or three letters, and perhaps a script or region after hyphens (BCP 47).

    ```
    survey visit
    version 1
    language english
    translations es, s

    nps recommend "How likely are you to recommend us?"
    ```

    Write a tag such as `en`, `pt-BR` or `zh-Hant`.

    ### E0806 Header twice

    `version` stands here for the second time. It may stand once in a file.

    ```
    survey visit
    version 1
    language en
    version 2

    nps recommend "How likely are you to recommend us?"
    ```

    Keep one of the two lines.

    ### E0807 Translation twice

    The translation `es` is listed twice. Each language is listed once.

    ```
    survey visit
    version 1
    language en
    translations es, sv, es

    nps recommend "How likely are you to recommend us?"
    ```

    Remove the second one.

    ### E0808 Translates itself

    `en` is the language of the file, and listed as a translation as well. Translations are the other languages: the texts of the file need none.

    ```
    survey visit
    version 1
    language en
    translations es, en

    nps recommend "How likely are you to recommend us?"
    ```

    Remove `en` from `translations`.

    ### E0809 Imports in a circle

    These files import each other: `parts/circle.survey` → `parts/round.survey` → `parts/circle.survey`. What a file imports must be complete before it.

    ```
    import "parts/circle.survey"
    rating kept agreement "They kept their word."
    ```

    Take one of the imports out, or move what both need into a file of its own.

    ### E0810 Too many imports

    A survey imports up to 1,000 files. Join some of them.

    ### E0811 Nothing to import

    There is no file `parts/cor.survey` to import. A path is relative to the file that imports.

    ```
    import "parts/cor.survey"
    nps recommend "How likely are you to recommend us?"
    ```

    Check the path, as in `import "parts/core.survey"`.

    ### E0812 Import too large

    A survey file can have up to 2 GiB. Check that it is a survey file.

    ### E0813 Two libraries of one name

    `parts/core.survey` and `parts/other/core.survey` are both called `core`. The translations of a library are in the folder `Locales/core`: both would have the same.

    ```
    import "parts/core.survey"
    import "parts/other/core.survey"
    rating kept agreement "They kept their word."
    ```

    Give one of the two files another name.

    ### E0814 Library in another language

    This library is in `sv`, and the survey in `en`. Translations start from one language, so a survey and what it imports are written in the same.

    ```
    import "parts/svenska.survey"
    rating kept agreement "They kept their word."
    ```

    Import a library in `en`.

    ### E0815 No library

    `survey` cannot stand in a file that is imported. An imported file is a library: lists, scales, fragments, imports, `language` and `translations`.

    ```
    import "parts/whole.survey"
    nps recommend "How likely are you to recommend us?"
    ```

    Put questions into a `fragment`, and `use` it.

    ## Warnings

    ### W1001 Never used `unused`

    `scale agreement` is never used. Nothing in the survey reads it, so respondents never notice it.

    ```
    scale agreement 1...5 {
        1 "No"
        5 "Yes"
    }
    options channels {
        - store "In the store"
    }
    number spend 0...1000 "How much did you spend?"
    let double = spend * 2
    ```

    Remove it, or use it.

    ### W1002 Always true `always_true`

    This is true for every answer. `recommend` is from 0 to 10.

    ```
    nps recommend "How likely are you to recommend us?"
    if recommend <= 11 {
        text why "Why?"
    }
    ```

    Compare with a smaller range, or leave the condition out.

    ### W1002 Consent is always given `always_true`

    This is true for every answer. `agreed` is yes for everybody who is asked anything more.

    ```
    consent agreed "May we use your answers?"
    if agreed {
        nps recommend "How likely are you to recommend us?"
    }
    ```

    Leave the condition out: whoever says no is asked nothing.

    ### W1003 Never true `never_true`

    This is true for no answer. `recommend` is from 0 to 10.

    ```
    nps recommend "How likely are you to recommend us?"
    number spend 0...1000 "How much did you spend?"
    if recommend > 10 or spend == 1.5 or spend in 2000...3000 {
        text why "Why?"
    }
    ```

    Compare with a value that can be answered.

    ### W1003 Never true of a date `never_true`

    This is true for no answer. `arrival` is from 2026-01-01 to today.

    ```
    date arrival 2026-01-01...today "When did you arrive?"
    if arrival > today or arrival < 2025-06-01 {
        text why "Why?"
    }
    ```

    Compare with a value that can be answered.

    ### W1004 Condition reads nothing `constant_condition`

    This condition reads no answer. It is the same for every respondent.

    ```
    nps recommend "How likely are you to recommend us?"
    if 1 < 2 {
        text why "Why?"
    }
    ```

    Name a question in it, or leave it out.

    ### W1005 Never in that state `never_in_state`

    `recommend` can never be `refused`. The question does not offer `refused`.

    ```
    nps recommend "How likely are you to recommend us?"
    if refused(recommend) {
        text why "Why?"
    }
    ```

    Add `refused "…"` to the question, or leave this out.

    ### W1006 May have no value `piped_may_be_missing`

    `{first}` may have no value here. The question may be left empty, or is not asked of everybody who reads this; they would read `…`.

    ```
    text first "Your first name?" optional
    note hello "Welcome, {first}."
    note bye "Good bye, {first | dear guest}."
    ```

    Say what to show instead: `{first | …}`.

    ### W1007 Long grid `long_grid`

    The grid `quality` has 8 rows. More than seven rarely fit a screen, and answers in long grids grow alike (straight-lining).

    ```
    grid quality 1...5 "How far do you agree?" {
        - item1 "Item 1"
        - item2 "Item 2"
        - item3 "Item 3"
        - item4 "Item 4"
        - item5 "Item 5"
        - item6 "Item 6"
        - item7 "Item 7"
        - item8 "Item 8"
    }
    ```

    Divide it into two grids.

    ### W1008 Labels lean to one side `unbalanced_labels`

    The labels of `overall` lean to one side. A scale whose one end is in words and the other is not pulls answers towards the words.

    ```
    csat overall "How satisfied are you?" {
        1 "Not at all"
        3 "Partly"
        4 "Mostly"
    }
    ```

    Label the opposite points as well, or only the two ends.

    ### W1009 Empty page `empty`

    The page `start` is empty. Nothing stands between its braces, so nothing is asked there.

    ```
    page start "Welcome" {
    }
    nps recommend "How likely are you to recommend us?"
    ```

    Write a question into it, or remove it.

    ### W1010 Asks nothing `asks_nothing`

    This survey asks nothing. It has no question, so its responses would be empty.

    ```
    finish "Thank you."
    ```

    Write one: `nps recommend "How likely are you to recommend us?"`.

    ### W1020 Contradiction `contradiction`

    This cannot be true together with `channel == store`. Parts joined by `and` must all be true of one answer, so the whole is true of none.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
    }
    number party 1...12 "How many were you?"
    choices failings "What went wrong?" {
        - empathy "Nobody seemed to care"
        - unclear "I was not told what would happen"
    }
    if channel == store and channel == phone { text a "Why?" }
    if party > 5 and channel == store and party < 3 { text b "Why?" }
    if empathy in failings and not (empathy in failings) { text c "Why?" }
    ```

    Join them with `or`, or correct one of the two.

    ### W1021 Condition twice `duplicate_condition`

    This stands twice in one condition. Joined by `or`, the second one changes nothing; perhaps another question or option was meant.

    ```
    choice channel "How did you reach us?" {
        - store "In the store"
        - phone "By phone"
        - email "By e-mail"
    }
    if channel == phone or channel == email or channel == phone {
        text why "Why?"
    }
    ```

    Remove it, or correct it.

    ### W1022 Arm repeated `repeated_arm`

    An earlier arm of this `if` has the same condition. The first arm whose condition is true is taken, so this one never is.

    ```
    nps recommend "How likely are you to recommend us?"
    if recommend <= 6 {
        text why "What should we have done better?"
    } else if recommend <= 6 {
        text praise "What did we do best?"
    }
    ```

    Correct one of the two conditions, or join the arms.

    ### W1031 Driver asked of some `narrow_driver`

    `comfort` is asked only of some of those who answer `recommend`. What drives an answer is estimated from those who gave all of them, so the base shrinks to these few.

    ```
    yesno visited "Did you visit us?"
    if visited {
        csat comfort "How welcoming did you find the place?"
    }
    csat overall "How satisfied are you?"
    nps recommend "How likely are you to recommend us?"
    drivers of recommend: overall, comfort
    ```

    Leave it out, or read the result as one about those who were asked.

    ## Warnings about loops and comments

    ### W1101 True in no round `no_round`

    This is true in no round of the loop. A condition on the variable of a loop is decided for each round when the survey is compiled. What stands under this one is never asked of anybody, and was not checked.

    ```
    for g in 1...3 {
        csat satisfied "How satisfied was guest {g}?"
        if g == 4 { text why "Why?" }
    }
    ```

    Compare with an option or number that the loop goes through.

    ### W1102 No such warning `unknown_allow`

    There is no warning called `long_gird`. After `// allow:` stand the names of warnings, which each warning says in brackets.

    ```
    // allow: long_gird
    nps recommend "How likely are you to recommend us?"
    ```

    Did you mean `long_grid`?

    ### W1103 Nothing to allow `idle_allow`

    There is no warning `long_grid` here to allow. An `allow` that is left over would hide the next warning of its kind.

    ```
    nps recommend "How likely are you to recommend us?"  // allow: long_grid
    ```

    Remove it.

    ## The craft of asking

    ### W1201 Double barrelled `double_barrelled`

    This asks for one rating of two things, joined by “and”. Whoever thinks well of the one and badly of the other cannot answer, and the figure says nothing about either.

    ```
    csat staff "How satisfied were you with the staff and the prices?"
    ```

    Ask one thing, or ask twice.

    ### W1202 Negated `negated`

    This is put in the negative, with “not”. Disagreeing with a negative is hard to read right; a part of the answers will mean the opposite.

    ```
    grid stay 1...5 "How far do you agree?" {
        1 "Strongly disagree"
        5 "Strongly agree"
        - waited "I did not have to wait"
        - quiet  "My room was quiet"
    }
    ```

    Say what is, and turn the item with `reversed` if its score runs the other way.

    ### W1203 Flipped scale `flipped_scale`

    “Very good” is the lowest point here. Another scale of this survey runs the other way. Respondents learn a direction once and keep to it.

    ```
    rating room 1...5 "How was your room?" {
        1 "Very bad"
        5 "Very good"
    }
    rating food 1...5 "How was the food?" {
        1 "Very good"
        5 "Very bad"
    }
    ```

    Let all scales run the same way.

    ### W1204 Inflected pipe `inflected_pipe`

    What `{way}` shows stands inside a sentence. In es, sv, el a word in a sentence takes an article or an ending, which no translator can give to a word that is filled in.

    ```
    survey visit
    version 1
    language en
    translations es, sv, el

    choice way "How did you reach us?" {
        - shop  "In the shop"
        - phone "By phone"
    }
    text why "Why did you choose {way} and nothing else?"
    ```

    Let it stand by itself: after a colon, or in quotation marks.

    ### W1205 Plural missing `plural_missing`

    The word after `{nights}` has one form for every number. “1 nights” is wrong, and other languages have more forms than two.

    ```
    survey visit
    version 1
    language en
    translations es, sv, el

    number nights 1...30 "How many nights did you stay?"
    csat stay "How satisfied are you with your {nights} nights here?"
    ```

    Write both: `"… {n} night" plural n "… {n} nights"`, or put the number after a colon.

    ### W1206 Some codes pinned `some_codes_pinned`

    `bot` has no code, and others of its list have one. Its code is its place in the list: an option put in front of it would shift it, and with it the meaning of what is stored.

    ```
    choice way "How did you reach us?" {
        - shop  = 1 "In the shop"
        - bot       "Through the chat assistant"
        - phone = 3 "By phone"
    }
    ```

    Write its code too; `sondeo format --pin` writes them all.

    ### W1207 Wide text `wide_text`

    This has 99 characters, more than a line of a terminal. Options, rows and labels are compared line by line; one that breaks in two is read as two.

    ```
    choice way "How did you reach us?" {
        - shop  "In the shop, at the counter, in the waiting room, or anywhere else where there was somebody of ou
        - phone "By phone"
    }
    ```

    Say it in 76 characters, and the rest in the question.

    """##
