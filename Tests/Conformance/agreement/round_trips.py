"""What leaves comes back: JSON Lines, XML and CSV to the byte, surveys from JSON and XML, Triple-S by its values."""
import json

import truth
from findings import expect, same
from running import run
from survey_model import Survey


def lines_of(path):
    return path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")


def through(study, form, original):
    """JSON Lines -> store -> another form -> another store -> JSON Lines, equal to the byte."""
    path, _ = study.export(form, "--include-personal", name=f"round-{form}")
    store = study.folder / f"round-{form}.db"
    run(study.sondeo, "collect", path, "--store", store, *study.surveys(), cwd=study.folder)
    back = study.folder / f"round-{form}.jsonl"
    run(study.sondeo, "export", store, *study.surveys(), "--to", "jsonl", "--include-personal", "-o", back, cwd=study.folder)
    found, expected = lines_of(back), lines_of(original)
    same(len(found), len(expected), "lines")
    for number, (one, other) in enumerate(zip(found, expected), 1):
        same(one, other, f"line {number}")
    return {"cells": sum(len(line["answers"]) + len(line["missing"]) for line in truth.lines(back))}


def survey(study, form):
    """A compiled survey -> `.survey` text -> the same survey."""
    compiled, text, again = (study.folder / f"again.{suffix}" for suffix in [form, "survey", "json"])
    locales = study.folder / f"Locales-{form}"
    run(study.sondeo, "compile", study.source, "--to", form, "-o", compiled, "--force")
    run(study.sondeo, "import", compiled, "-o", text, "--locales", locales, "--force")
    run(study.sondeo, "compile", text, "--locales", locales, "--to", "json", "-o", again, "--force")
    found, expected = json.loads(again.read_text(encoding="utf-8")), study.survey.document
    same(found["structure"], expected["structure"], "structure")
    shown = Survey(again)
    count = 0
    for variable, other in zip(study.survey.variables, shown.variables, strict=True):
        for locale in study.survey.locales:
            same(shown.label(other, locale), study.survey.label(variable, locale), f"label of {variable.name} in {locale}")
            count += 1
    return {"labels": count}


def triple_s(study, options, name):
    """Triple-S -> a survey and responses -> the same answers, by labels and values."""
    locale = study.survey.locales[0]
    path, losses = study.export("triple-s", "--locale", locale, "--include-personal", *options, name=name)
    text, responses, document = (path.with_suffix(suffix) for suffix in [".back.survey", ".back.jsonl", ".back.json"])
    run(study.sondeo, "import", path, "-o", text, "--responses", responses, "--force")
    run(study.sondeo, "compile", text, "--to", "json", "-o", document, "--force")
    back = Survey(document)
    run(study.sondeo, "stats", responses, "--survey", text, "--format", "json", "-o", path.with_suffix(".back.stats"), "--force")
    return compare_back(back, truth.lines(responses), study, losses)


def compare_back(back, found, study, losses):
    """Answers of options are found again by their labels, all others by their values."""
    same(len(found), len(study.responses), "responses")
    renamed = losses.renamed()
    variables = {variable.name: variable for variable in back.variables}
    count = 0
    locale = study.survey.locales[0]
    for variable in study.survey.variables:
        name = renamed.get(variable.name, variable.name)
        if variable.kind not in ["option", "point", "yesno", "number", "date", "time"] or name not in variables:
            continue
        other = variables[name]
        for line, original in zip(found, study.responses):
            value = original["answers"].get(variable.name)
            if value is None:
                continue
            here = line["answers"].get(name)
            expect(here is not None, f"{variable.name} of {original['response']} is gone")
            if variable.kind == "option":
                labels = {option["name"]: study.survey.text(option["text"], locale) for option in variable.options}
                others = {option["name"]: back.text(option["text"], locale) for option in other.options}
                same(others[here], labels[value], variable.name)
            elif variable.kind in ["number", "date", "time"]:
                same(here, value, variable.name)
            elif variable.kind == "point" and other.kind in ["point", "number"]:
                same(here, value, variable.name)
            elif variable.kind == "yesno" and other.kind == "yesno":
                same(here, value, variable.name)
            count += 1
    return {"cells": count}
