"""Statistics of many responses counted again from the exported lines, what happened while collecting, how strict the schemas of
JSON are, and what a kiosk says of itself. Everything else is compared by agreement/main.py.

    interchange.py SONDEO FOLDER      FOLDER is empty and for this alone; Tests/Conformance/run makes it
"""
import copy
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE / "agreement"), str(HERE.parent / "Terminal")]

from findings import expect, same
from fronts import Kiosk
from own_formats import conforms, load, validator, xmllint
from recounted import STATES, recounted
from running import ROOT, run
from same_survey import refuses_strangers

STATISTICS = ROOT / "Schemas/sondeo-statistics.xsd"


class Checks:
    """Runs checks to the end, whatever one of them finds, and counts them."""

    def __init__(self):
        self.passed = self.failed = 0

    def __call__(self, name, check, *arguments):
        """Whether `check` passed, which is a function that raises if not."""
        try:
            check(*arguments)
        except Exception as error:  # whatever goes wrong is a finding, and the others are still to be run
            self.failed += 1
            frames = traceback.extract_tb(error.__traceback__)
            place = [frame.lineno for frame in frames if frame.name not in ("expect", "same")][-1]
            print(f"FAILED {name}: {type(error).__name__} in line {place}: {str(error)[:600]}")
            return False
        self.passed += 1
        print(f"ok     {name}")
        return True


def varied(simulated):
    """Simulated responses with what simulation never gives: other states, languages and channels."""
    given = [json.loads(line) for line in simulated.removesuffix("\n").split("\n")]
    for number, line in enumerate(given):
        if number % 7 == 0:
            line["channel"] = "terminal"
        if number % 11 == 0:
            del line["station"]
        if number % 13 == 0:
            line["state"] = STATES[number // 13 % len(STATES)]
        if number % 83 == 0:  # few enough to be hidden
            line["locale"] = "fr"
        if number % 19 == 0:
            line["stale"] = True
    return given


def written(given, path):
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in given)
    path.write_text(text, encoding="utf-8")


def collecting_facts(folder, given, sondeo, survey):
    """Repeated, conflicting, strange and later lines are counted as such."""
    changed = copy.deepcopy(given[:2])
    for line in changed:
        line["station"] = "elsewhere"
    later = copy.deepcopy(given[5:9])
    for number, line in enumerate(later):
        line["response"] = f"019b7892-0000-7000-8000-00000000000{number}"
        line["version"] = 7
    written(given + given[:3] + changed + later, folder / "again.jsonl")
    with open(folder / "again.jsonl", "a", encoding="utf-8") as file:
        file.write("{}\n")
    document = folder / "again.json"
    # What is missing in the figures is written all the same, and the exit code tells of it.
    run(sondeo, "stats", folder / "again.jsonl", "--survey", survey, "--format", "json", "-o", document, exits=1)
    facts = load(document)
    conforms("statistics", facts)
    same([facts.get(key) for key in ["known", "conflicts", "rejected", "otherVersions"]], [3, 2, 1, 4])
    same(facts["responses"], len(given) + len(later))
    run(sondeo, "stats", folder / "again.jsonl", "--survey", survey, "--format", "xml", "-o", folder / "again.xml",
        exits=1)
    xmllint("--schema", STATISTICS, folder / "again.xml")
    same(ElementTree.parse(folder / "again.xml").getroot().get("otherVersions"), "4")
    same(set(load(folder / "statistics.json")) & {"known", "conflicts", "rejected", "otherVersions"}, set())


def damaged_files_are_refused(folder):
    """A validator that lets everything pass proves nothing."""
    for kind, change in [
        ("survey", lambda document: document.pop("steps")),
        ("survey", lambda document: document.update(version="1")),
        ("statistics", lambda document: document.pop("distributions")),
        ("statistics", lambda document: document["cells"][0].pop("stale")),
        ("statistics", lambda document: document["distributions"][-1].update(n=-1)),
        ("statistics", lambda document: document["figures"][0].update(value="45")),
        ("proof", lambda document: document.pop("undecided")),
        ("proof", lambda document: document["files"][0]["parts"][0].update(happens="often")),
        ("proof", lambda document: document["files"][0]["burden"]["routes"].update(exact=12)),
    ]:
        document = load(folder / f"{kind}.json")
        change(document)
        expect(not validator(kind).is_valid(document), f"sondeo-{kind}.schema.json lets a damaged file pass")


def examine(check, sondeo, survey, folder):
    """Everything about one survey."""
    folder.mkdir()
    name, given = survey.stem, []

    def writing():
        run(sondeo, "compile", survey, "--to", "json", "-o", folder / "survey.json")
        given.extend(varied(run(sondeo, "simulate", survey, "--count", "600", "--seed", "11")))
        written(given, folder / "given.jsonl")
        store = folder / "answers.db"
        run(sondeo, "collect", folder / "given.jsonl", "--survey", survey, "--store", store)
        run(sondeo, "export", store, "--to", "jsonl", "--include-personal", "-o", folder / "answers.jsonl")
        run(sondeo, "stats", store, "--format", "json", "-o", folder / "statistics.json")
        run(sondeo, "prove", survey, "--all", "--format", "json", "-o", folder / "proof.json")

    if not check(f"{name}: the program writes what is compared", writing):
        return
    for kind in ["survey", "statistics", "proof"]:
        check(f"{name}: jsonschema accepts the {kind}", conforms, kind, load(folder / f"{kind}.json"))
        check(f"{name}: no object of the {kind} takes a strange key", refuses_strangers, kind, load(folder / f"{kind}.json"))
    check(f"{name}: statistics are what the exported lines give", recounted, folder, load(folder / "survey.json"))
    check(f"{name}: what happened while collecting is told", collecting_facts, folder, given, sondeo, survey)
    check(f"{name}: damaged files are refused", damaged_files_are_refused, folder)


def kiosk_statuses(folder, sondeo):
    """Of a kiosk in the middle of an interview, and of one that was killed with its supervisor."""
    with Kiosk(sondeo, Path(folder) / "kiosk") as kiosk:
        kiosk.two_answers()
        looking = sondeo, "kiosk", "status", "--store", kiosk.store, "--format", "json"
        alive = json.loads(run(*looking))
        conforms("kiosk-status", alive)
        same([(here["state"], here["alive"]) for here in alive["kiosks"]], [("interview", True)], "a living kiosk")
        same(alive["responses"]["open"], 1, "its open interviews")
        worker = kiosk.worker()
        os.kill(kiosk.terminal.pid, signal.SIGKILL)
        os.kill(worker, signal.SIGKILL)
        kiosk.terminal.end()
        dead = json.loads(run(*looking, exits=1))
        conforms("kiosk-status", dead)
        same([(here["alive"], here["healthy"]) for here in dead["kiosks"]], [(False, False)], "a dead kiosk")


def main(sondeo, folder):
    check = Checks()
    check("kiosk status: jsonschema accepts it, alive and dead", kiosk_statuses, folder, sondeo)
    for survey in [ROOT / "Surveys/service_loyalty.survey", ROOT / "Tests/Conformance/everything.survey"]:
        examine(check, sondeo, survey, Path(folder) / survey.stem)
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


sys.exit(main(*sys.argv[1:]))
