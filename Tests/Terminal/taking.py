"""Takes an interview as a person does who knows what to answer: reads which question is on the screen, answers it with the
keys that the screen tells of, and goes on when the answer is in the store."""
import json
import re
import subprocess
from pathlib import Path

from terminal import ROOT, Failure, flat, framed, journal

YES = {"en": "y", "es": "s", "sv": "j", "el": "ν"}
NO = {"en": "n", "es": "n", "sv": "n", "el": "ο"}
COMMA = {"en": ".", "es": ",", "sv": ",", "el": ","}


class SurveyTexts:
    """A compiled survey, with its texts in one language."""

    def __init__(self, sondeo, survey, locale):
        compiled = subprocess.run([sondeo, "compile", survey, "--to", "json"], check=True, stdout=subprocess.PIPE).stdout
        self.document = json.loads(compiled)
        self.locale = locale
        self.translated = next((entry["texts"] for entry in self.document["localizations"] if entry["language"] == locale), {})
        self.entries = {entry.get("id", entry["key"]): entry for entry in self.document["texts"]}
        self.questions = self.document["questions"]
        self.lists = {entry.get("id", entry["name"]): entry["options"] for entry in self.document["lists"]}
        self.blocks = {block["id"]: block for block in self.document["blocks"]}
        self.scales = {entry.get("id", entry["name"]): entry for entry in self.document["scales"]}
        self.variables = {variable["name"]: variable for variable in self.document["variables"]}
        self.specified = {entry["variable"]: (question, entry["option"])
                          for question in self.questions for entry in question.get("specify", [])}

    def pattern(self, identifier):
        """A text in the language, as a pattern of what the screen shows."""
        return "(?:" + "|".join(self._filled(form, self.entries[identifier]) for form in self.forms(identifier)) + ")"

    def forms(self, identifier):
        """A text in the language, in its singular and plural forms where it has them."""
        entry = self.entries[identifier]
        translated = self.translated.get(entry["key"])
        if translated:
            return translated.get("forms", [translated["text"]])
        return [entry["source"], *([entry["plural"]["source"]] if "plural" in entry else [])]

    def page(self, question):
        """The title of the page that a question stands on, None where it has none."""
        place = next((step["in"] for step in self.document["steps"] if step.get("ask") == question["name"]), None)
        while place and "title" not in self.blocks[place]:
            place = self.blocks[place].get("in")
        return self.blocks[place]["title"] if place else None

    def _filled(self, text, entry):
        pipes = {pipe["name"]: pipe for pipe in entry.get("pipes", [])}
        parts = re.split(r"\{([A-Za-z0-9_.]+)\}", flat(text))
        return "".join(re.escape(part) if place % 2 == 0 else self._piped(pipes.get(part)) for place, part in enumerate(parts))

    def _piped(self, pipe):
        if pipe and "option" in pipe:
            option = next(o for o in self.lists[pipe["list"]] if o["name"] == pipe["option"])
            return self.pattern(option["text"])
        if pipe and "text" in pipe:
            return self.pattern(pipe["text"])
        return ".{0,80}?"

    def option(self, question, name):
        return next(option for option in self.lists[question["list"]] if option["name"] == name)


class Taker:
    """Takes one interview on a driver (`Terminal` or `Tmux`) with the answers of a response."""

    def __init__(self, driver, texts, response, store, after_each=None, is_over=None):
        self.driver, self.texts, self.store = driver, texts, store
        self.is_over = is_over or self.program_has_ended
        self.answers = dict(response["answers"])
        self.missing = dict(response.get("missing", {}))
        self.after_each = after_each
        self.current = None
        self.passed_notes = set()
        # The interviews that others have had.
        self.before = max([record[0] for record in journal(store)], default=0)
        self.read()

    def read(self):
        records = [record for record in journal(self.store) if record[0] > self.before]
        self.recorded = {variable for _, variable, what, _ in records if what not in ("locale", "stale")}

    def pending(self, question):
        """The variables of a question that still have to be answered, as the response has them."""
        return [v for v in question.get("variables", []) if (v in self.answers or v in self.missing) and v not in self.recorded]

    def fail(self, why):
        raise Failure(f"{self.texts.document['survey']} in {self.texts.locale}: {why}, recorded "
                      f"{sorted(self.recorded)}:\n{framed(self.driver.text())}")

    def is_seen(self, identifier, screen):
        """Whether a text is on the screen."""
        return re.search(self.texts.pattern(identifier), screen) is not None

    def is_asked(self, question, screen):
        """Whether a question is on the screen; the same text may be asked on several pages, as in a roster."""
        if not self.is_seen(question["text"], screen):
            return False
        text, page = self.texts.pattern(question["text"]), self.texts.page(question)
        is_shared = any(other is not question and other["kind"] != "note" and self.texts.pattern(other["text"]) == text
                        for other in self.texts.questions)
        return not is_shared or page is None or self.is_seen(page, screen)

    # The course.

    def take(self):
        """Takes it to its end; gives the last status of the program."""
        for _ in range(400):
            self.driver.until(lambda: self.place() is not None, f"a question, after {sorted(self.recorded)}")
            kind, what = self.place()
            if kind == "end":
                return
            if kind == "note":
                self.passed_notes.add(what["name"])
                self.go_on_from(lambda: self.driver.press("Enter"))
            elif kind == "check":
                self.go_on_from(lambda: self.driver.type(YES[self.texts.locale]))
            elif kind == "specify":
                self.answer_specify(what)
            elif kind == "review":
                self.go_on_from(lambda: self.driver.press("Enter"))
            else:
                self.answer(what)
            if self.after_each:
                self.after_each(len(self.recorded))
        self.fail("it did not end")

    def program_has_ended(self):
        status = getattr(self.driver, "status", None)
        return status is not None or "ended with " in self.driver.text()

    def place(self):
        """Where the interview stands, as far as the screen tells."""
        self.read()
        if self.is_over():
            return "end", None
        screen = flat(self.driver.text())
        for check in self.texts.document["checks"]:
            if self.is_seen(check["text"], screen):
                return "check", check
        for variable, (question, _) in self.texts.specified.items():
            if variable not in self.recorded and (variable in self.answers or self.missing.get(variable)) \
                    and not self.pending(question) and set(question["variables"]) <= self.recorded:
                return "specify", variable
        if self.current and self.pending(self.current):
            return "question", self.current
        for question in self.texts.questions:
            if question["kind"] == "note":
                if question["name"] not in self.passed_notes and self.is_seen(question["text"], screen):
                    return "note", question
            elif self.pending(question) and self.is_asked(question, screen):
                self.current = question
                return "question", question
        if not any(self.pending(question) for question in self.texts.questions):
            return "review", None
        return None

    def go_on_from(self, act):
        """Does something that changes the screen, and waits until it has."""
        before = self.driver.text()
        act()
        self.driver.until(lambda: self.is_over() or self.driver.text() != before, "the screen to change")

    def commit(self, variables, *keys):
        """Goes on, and waits until one of the variables is in the store."""
        self.driver.press(*keys)

        def is_there():
            self.read()
            return any(variable in self.recorded for variable in variables) or self.is_over()

        try:
            self.driver.until(is_there, f"{variables} in the store", 10)
        except Failure as failure:
            raise Failure(f"{failure}\n(the answer was {[self.answers.get(v, self.missing.get(v)) for v in variables]}, "
                          f"the last keys were {keys})") from None

    # One question.

    def answer(self, question):
        pending = self.pending(question)
        variable = pending[0]
        kind = question["kind"]
        if kind == "grid":
            return self.answer_grid(question, pending)
        if kind == "allocate":
            return self.answer_allocation(question, pending)
        if variable in self.missing:
            return self.answer_missing(question, variable)
        value = self.answers[variable]
        if kind in ("yesno", "consent"):
            self.driver.type((YES if value else NO)[self.texts.locale])
            self.commit([variable], "Enter")
        elif kind == "choice":
            self.go_to(self.texts.option(question, value)["text"])
            self.driver.press("Space")
            self.commit([variable], "Enter")
        elif kind == "choices":
            for name in value:
                self.go_to(self.texts.option(question, name)["text"])
                self.driver.press("Space")
            self.commit([variable], "Enter")
        elif kind == "ranking":
            self.answer_ranking(question, variable, value)
        elif kind == "number":
            self.driver.type(str(value).replace(".", COMMA[self.texts.locale]))
            self.commit([variable], "Enter")
        elif kind == "text":
            self.type_text(question, value)
            self.commit([variable], "Tab" if question.get("lines", 1) > 1 else "Enter")
        else:
            # Points of a scale, dates and times are typed as they are written.
            self.driver.type(str(value))
            self.commit([variable], "Enter")

    def type_text(self, question, value):
        for number, line in enumerate(str(value).split("\n")):
            if number:
                self.driver.press("Enter")
            self.driver.type(line)

    def answer_missing(self, question, variable):
        kind = self.missing[variable]
        if kind == "skipped":
            return self.commit([variable], "Tab" if question.get("lines", 1) > 1 else "Enter")
        offered = {entry["kind"]: entry["text"] for entry in question.get("missing", [])}
        if question["kind"] in ("number", "text", "date", "time"):
            self.driver.type("*")
            while not self.is_on_cursor_line(offered[kind]):
                self.go_on_from(lambda: self.driver.press("Down"))
        else:
            self.go_to(offered[kind])
            self.driver.press("Space")
        self.commit([variable], "Enter")

    def answer_specify(self, variable):
        if variable in self.answers:
            self.driver.type(self.answers[variable])
        self.commit([variable], "Enter")

    # Moving in what is shown.

    def is_on_cursor_line(self, identifier):
        """Whether the cursor stands on the row of a text, or of as much of it as the row has."""
        pattern = self.texts.pattern(identifier)
        # Without the marks before it, and without the bar and the buttons behind an amount.
        line = flat(re.sub(r"\[ *\d* *\] [#.].*|\([ *]\)|\[[ x]\]|>", " ", self.driver.cursor_line()))
        line = re.sub(r"^\d+\.? ", "", line)
        return bool(line) and (re.search(pattern, line) is not None or re.match(re.escape(line[:40]), self.plain(identifier)) is not None)

    def plain(self, identifier):
        return flat(self.texts.forms(identifier)[0])

    def go_to(self, identifier):
        """Moves the focus to an option by its label."""
        for key in ("Down", "Up"):
            for _ in range(60):
                if self.is_on_cursor_line(identifier):
                    return
                before = self.driver.text(), self.driver.cursor_line()
                self.driver.press(key)
                try:
                    self.driver.until(lambda: (self.driver.text(), self.driver.cursor_line()) != before, "a move", 1)
                except Failure:
                    break
        self.fail(f"no option “{self.plain(identifier)}” to go to")

    # Questions of several parts.

    def row_at_cursor(self, rows):
        """Which of some rows, by variable and text, the cursor stands on."""
        at_cursor = [variable for variable, text in rows.items() if self.is_on_cursor_line(text)]
        return at_cursor[0] if len(at_cursor) == 1 else None

    def only_row(self, rows):
        """Which of some rows is the only one that is shown, as in a window where a table has no room."""
        screen = flat(self.driver.text())
        shown = [variable for variable, text in rows.items() if self.plain(text)[:12] in screen]
        return shown[0] if len(shown) == 1 else None

    def answer_ranking(self, question, variable, value):
        for place, name in enumerate(value, 1):
            self.go_to(self.texts.option(question, name)["text"])
            before = self.driver.text()
            self.driver.type(str(place))
            if place < len(value):
                self.driver.until(lambda: self.driver.text() != before, "an option to get its place")
        self.commit([variable], "Enter")

    def answer_allocation(self, question, pending):
        options = {f"{question['name']}.{option['name']}": option["text"] for option in self.texts.lists[question["list"]]}
        rows = {variable: options[variable] for variable in pending}
        self.driver.until(lambda: self.row_at_cursor(rows), f"one of {pending} at the cursor")
        variable = self.row_at_cursor(rows)
        self.driver.type(str(self.answers[variable]))
        self.commit([variable], "Enter")

    def answer_grid(self, question, pending):
        texts = dict(zip(question["variables"], (row["text"] for row in question["rows"])))
        rows = {variable: texts[variable] for variable in pending}

        def row():
            # Rows that are answered count too, or half a frame would leave only one.
            only = self.only_row(texts)
            return self.row_at_cursor(rows) or (only if only in rows else None)

        self.driver.until(row, f"one of {pending} at the cursor")
        variable = row()
        if variable in self.missing:
            row = next(row for row in question["rows"] if row["text"] == rows[variable])
            offered = {entry["kind"]: entry["text"] for entry in row.get("missing", []) + question.get("missing", [])}
            key = self.key_in_legend(offered[self.missing[variable]])
        else:
            value = self.answers[variable]
            key = self.column(question, value) if question.get("list") else str(value)
        self.driver.type(key)
        if len(pending) > 1 and not (key == "1" and self.has_two_digits(question)):
            return self.commit([variable])
        # The last row waits for a look at the whole grid.
        self.commit([variable], "Enter")

    def column(self, question, name):
        """The key of an option of a grid: as its legend has it, or by its place among those that are offered."""
        text = self.texts.option(question, name)["text"]
        found = re.search(r"(\d+) = " + self.texts.pattern(text), flat(self.driver.text()))
        hidden = {name for carried in question.get("carried", []) for name in carried.get("except", [])}
        offered = [option["name"] for option in self.texts.lists[question["list"]] if option["name"] not in hidden]
        return found[1] if found else str(offered.index(name) + 1)

    def has_two_digits(self, question):
        """Whether a first digit may be followed by another."""
        scale = self.texts.scales.get(question.get("scale"), {})
        return max(scale.get("high", 0), len(self.texts.lists.get(question.get("list"), []))) > 9

    def key_in_legend(self, identifier):
        """The key that the screen gives for a column."""
        found = re.search(r"(\S+) = " + self.texts.pattern(identifier), flat(self.driver.text()))
        if not found:
            self.fail(f"no key for “{self.plain(identifier)}”")
        return found[1]
