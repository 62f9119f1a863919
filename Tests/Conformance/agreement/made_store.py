"""One store of the ten instruments and of the surveys that strain formats: synthetic answers, and made ones that go through
every value and every kind of missing."""
import json
import re
import shutil
from pathlib import Path

import polib

import made_answers
from findings import same
from running import ROOT, run
from survey_model import Survey

SIMULATED = 25
INSTRUMENTS = sorted((ROOT / "Surveys").glob("*.survey"))
STRAINING = [ROOT / "Tests/Conformance/everything.survey", ROOT / "Tests/Conformance/agreement/extremes.survey"]


def surveys(folder):
    """Copies of the surveys with all of their translations, so that nothing of the project is written."""
    place = folder / "surveys"
    shutil.copytree(ROOT / "Surveys", place)
    shutil.copytree(ROOT / "Locales", folder / "Locales")
    return [place / path.name for path in INSTRUMENTS] + [Path(shutil.copy(path, place)) for path in STRAINING]


# What a translation may look like; the first is the one of most texts.
WORDINGS = [
    "«{}» ελληνικά; \"ή\" έτσι", "{} 👩‍👩‍👧 é e\u0301", "\\\\ {} \\{{όχι\\}}",
    "{} " + "και πολλά λόγια ακόμη " * 5 + "ως το τέλος.", "μιαλέξηχωρίςκενάμεταξύτωνγραμμάτωντηςπουδενχωράσεμίαγραμμή {}",
]


def translate(sondeo, survey, folder, locale):
    """Makes a catalogue for a survey that has none: every text in Greek letters, some of them stale or missing."""
    (folder / "Locales" / survey.stem).mkdir(exist_ok=True)
    run(sondeo, "translate", "merge", survey, "--locales", folder / "Locales")
    path = folder / "Locales" / survey.stem / f"{locale}.po"
    catalogue = polib.pofile(str(path))
    for number, entry in enumerate(catalogue):
        if number % 17 == 5:
            continue
        wording = WORDINGS[0] if number % 5 else WORDINGS[number // 5 % len(WORDINGS)]
        # A translation may have line breaks where its source has.
        if "\n" in entry.msgid:
            wording = "«{}»\nκαι ακόμη \"μία\"\nγραμμή"
        if entry.msgid_plural:
            for form in entry.msgstr_plural:
                entry.msgstr_plural[form] = wording.format(entry.msgid_plural) + f" ({form})"
        else:
            entry.msgstr = wording.format(entry.msgid)
        if number % 17 == 6:
            entry.flags.append("fuzzy")
    catalogue.save()


def second_version(survey):
    """The same survey as its author would go on with it: a question more, two in other words, a text gone."""
    text = survey.read_text(encoding="utf-8")
    for old, new in [
        ("version 1\n", "version 2\n"),
        ('text   short_text   "A short text"', 'text   short_text   "A short text, please"'),
        ('    text   long_text ', '    number added 0...9 "A question that is new" optional\n    text   long_text '),
        ('note bye "Goodbye, {guests} guest." plural guests "Goodbye, {guests} guests."\n', ""),
        ('grid sets from places "Which of these, row by row?"', 'grid sets from places "Which, row by row?"'),
    ]:
        same(text.count(old), 1, f"{old!r} in {survey.name}")
        text = text.replace(old, new)
    path = survey.with_name("extremes-2.survey")
    path.write_text(text, encoding="utf-8")
    return path


def build(sondeo, folder):
    """Makes the store, and gives its path and a study for each survey; that with two versions has both sources."""
    sources = surveys(folder)
    for source in sources[-2:]:
        for locale in re.search(r"translations (.*)", source.read_text(encoding="utf-8"))[1].split(", "):
            translate(sondeo, source, folder, locale)
    newer = second_version(sources[-1])
    store, lines, sent = folder / "answers.db", folder / "lines.jsonl", {}
    studies = []
    for seed, source in enumerate([*sources, newer], 1):
        document = folder / f"{source.stem}.json"
        run(sondeo, "compile", source, "--locales", folder / "Locales", "--to", "json", "-o", document)
        survey = Survey(document)
        made = [made_answers.written(line) for line in made_answers.lines(survey, 1)]
        simulated = run(
            sondeo, "simulate", source, "--count", SIMULATED, "--seed", seed, "--locales", ",".join(survey.locales))
        made += simulated.removesuffix("\n").split("\n")
        sent.setdefault(survey.name, []).extend(made)
        studies.append((source, survey))
    with open(lines, "w", encoding="utf-8", newline="") as file:
        # In the order in which kiosks would bring them: all surveys mixed.
        everything = [line for found in sent.values() for line in found]
        for number in range(7):
            for line in everything[number::7]:
                file.write(line + "\n")
    options = [part for source, _ in studies for part in ["--survey", source]]
    said = run(sondeo, "collect", lines, "--store", store, "--rejected", folder / "rejected.jsonl", *options, cwd=folder)
    for source, survey in studies:
        simulated = [line for line in sent[survey.name] if json.loads(line).get("channel") == "simulated"]
        same(len(simulated) >= SIMULATED, True, f"responses of {survey.name} that say they are synthetic")
    return store, studies, sent, said
