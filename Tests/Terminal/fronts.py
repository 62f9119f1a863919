"""The fronts that the scripts beside this one drive, and the small surveys they take."""
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from terminal import Failure, Terminal, journal, responses, verify  # noqa: E402

STEPS = '''survey steps
version 1
language en
translations es
title "Steps"

rating first 1...9 "First question?"
rating second 1...9 "Second question?"
text third "Third question?" optional lines 3
rating fourth 1...9 "Fourth question?"
finish "That is the end."
'''
STEPS_ES = '''msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: es\\n"

msgctxt "title"
msgid "Steps"
msgstr "Pasos"

msgctxt "question.first"
msgid "First question?"
msgstr "¿Primera pregunta?"

msgctxt "question.second"
msgid "Second question?"
msgstr "¿Segunda pregunta?"

msgctxt "question.third"
msgid "Third question?"
msgstr "¿Tercera pregunta?"

msgctxt "question.fourth"
msgid "Fourth question?"
msgstr "¿Cuarta pregunta?"

msgctxt "finish"
msgid "That is the end."
msgstr "Es el fin."
'''

REVIEW = "Send my answers"


def write_steps(folder):
    """The survey of four questions in two languages; gives its file."""
    (folder / "Locales" / "steps").mkdir(parents=True, exist_ok=True)
    survey = folder / "steps.survey"
    survey.write_text(STEPS)
    (folder / "Locales" / "steps" / "es.po").write_text(STEPS_ES)
    return survey


def only_response(sondeo, store):
    """The one response in a store that is sound."""
    verify(sondeo, store)
    found = responses(sondeo, store)
    if len(found) != 1:
        raise Failure(f"{store} has {len(found)} responses: {found}")
    return found[0]


class Front:
    """One run of the program on a terminal, with a store and the survey of four questions."""

    def __init__(self, sondeo, folder, **options):
        self.sondeo, self.folder = sondeo, folder
        folder.mkdir(parents=True, exist_ok=True)
        self.survey, self.store = write_steps(folder), folder / "answers.db"
        self.terminal = Terminal(self.command(), is_job=True, environment={"TMPDIR": str(folder)}, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.terminal.close()

    def answer(self, digit, then):
        """Answers the question on the screen, and waits for what comes next."""
        self.terminal.press(str(digit), "Enter")
        self.terminal.wait(then)

    def two_answers(self):
        """To the third question, with two answers given."""
        self.reach()
        self.answer(7, "Second question?")
        self.answer(8, "Third question?")

    def recorded(self):
        """The answers in the journal, by variable, of the last interview."""
        rows = journal(self.store)
        return {variable: answer for number, variable, what, answer in rows
                if what == "answered" and number == rows[-1][0]}


class Interview(Front):
    """`sondeo run` on the whole screen."""

    name = "interview"
    # The status at the end of all questions.
    told_to_end = 0

    def command(self):
        return [self.sondeo, "run", self.survey, "--store", self.store, "--locale", "en"]

    def reach(self):
        self.terminal.wait("First question?")

    def worker(self):
        return self.terminal.pid


WAITS = "Please press a key."
SETTINGS = '''# A kiosk that waits for nobody longer than it must.
survey = {survey}
store = {store}
station = here
locales = {locales}
review = {review}
guard-paint = {guard}
guard-quiet = {guard}
idle = 5 s
idle-text = 5 s
idle-warning = 3 s
thanks = 60 s
thanks-skip = 0 s
restart-wait = 1 s
disk-reserve = 0
{more}
'''


def write_settings(folder, survey, store, locales="en", review="yes", guard="0 s", more=""):
    """A settings file; gives it."""
    settings = folder / "kiosk.conf"
    text = SETTINGS.format(survey=survey, store=store, locales=locales, review=review, guard=guard, more=more)
    settings.write_text(text + "".join(f"\n[texts {locale}]\nattract = {WAITS}\n" for locale in locales.split(", ")))
    return settings


def children(pid):
    """The processes that a process has started and that are still there."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Kiosk(Front):
    """`sondeo kiosk`: a supervisor and its worker."""

    name = "kiosk"
    told_to_end = 143
    locales = "en, es"

    def command(self):
        settings = write_settings(self.folder, self.survey, self.store, self.locales)
        return [self.sondeo, "kiosk", "--settings", settings]

    def reach(self):
        self.terminal.wait(WAITS)
        self.terminal.press("Enter")
        if "," in self.locales:
            self.terminal.wait("English")
            self.terminal.press("1")
        self.terminal.wait("First question?")

    def worker(self):
        """The process of the worker, which the supervisor started."""
        found = []
        self.terminal.until(lambda: found.extend(children(self.terminal.pid)) or found, "a worker")
        return found[0]

    def trail(self):
        """What the audit trail has, line by line."""
        import json
        return [json.loads(line) for path in sorted(self.folder.rglob("*.trail.jsonl"))
                for line in path.read_text().splitlines()]
