"""The description beside a CSV: frictionless validates it and the data with it, and reads typed cells."""
import json

from findings import expect, same
from survey_model import Missing


def validate(path):
    import frictionless
    with frictionless.system.use_context(trusted=True):
        report = frictionless.validate(str(path))
    problems = [f"{error.type}: {error.message}" for error in report.task.errors] if len(report.tasks) == 1 else report.flatten(["type", "message"])
    expect(report.valid, f"frictionless: {problems[:3]}")
    return {"files": 1 + len(report.tasks)}


def compare_cells(path, columns, table):
    """Cells as frictionless has them: numbers, days, times; every kind of missing is none there."""
    import frictionless
    with frictionless.system.use_context(trusted=True):
        package = frictionless.Package(str(path))
        rows = package.resources[0].read_rows()
    same(len(rows), len(table[columns[0].name]), "rows")
    count = 0
    for column in columns:
        ranking = [other.name for other in columns if other.variable is column.variable] if column.kind == "place" else []
        for number, row in enumerate(rows):
            wanted = expected(column, table[column.name][number])
            if column.kind == "place" and wanted == 0 and any(table[name][number] for name in ranking):
                wanted = None
            found = row[column.name]
            if column.kind == "moment" and found is not None:
                found = round(found.timestamp() * 1000)
            elif column.kind == "time" and found is not None:
                found = found.hour * 60 + found.minute
            elif column.kind == "yesno" and found is not None:
                found = int(found)
            elif column.name == "response:seed":
                found = str(found)
            same(found, wanted, f"{column.name} in row {number + 1}")
            count += 1
    return {"cells": count}


def expected(column, cell):
    if cell is None or isinstance(cell, Missing):
        return None
    if column.kind == "option":
        return next(option["name"] for option in column.variable.options if option["code"] == cell)
    if column.kind == "text":
        return "." + cell if cell.startswith(".") else cell or None
    return cell


def compare_labels(path, survey, columns, locale):
    """Titles, categories and labelled kinds of missing of the document."""
    document = json.loads(path.read_text(encoding="utf-8"))
    same(document["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json", "profile")
    fields = {field["name"]: field for field in document["resources"][0]["schema"]["fields"]}
    same(list(fields), [column.name for column in columns], "fields")
    counts = {"labels": 0, "missing": 0}
    for column in columns:
        variable, field = column.variable, fields[column.name]
        if variable is None:
            expect(field["title"], f"{column.name} has no title")
            continue
        title = survey.label(variable, locale)
        if column.option is not None:
            title += " – " + survey.text(variable.options[column.option]["text"], locale)
        same(field["title"], title, f"title of {column.name}")
        counts["labels"] += 1
        if column.kind == "option":
            same(field["categories"], [
                {"value": option["name"], "label": survey.text(option["text"], locale)} for option in variable.options], column.name)
            counts["labels"] += len(variable.options)
        elif column.kind == "point" and variable.points:
            labels = {one["value"]: one.get("label") for one in field.get("categories", [])}
            for point, key in variable.points.items():
                same(labels.get(point), survey.text(key, locale), f"{point} of {column.name}")
                counts["labels"] += 1
        missing = {one["value"]: one["label"] for one in field["missingValues"]}
        same(set(missing), {""} | {"." + kind for kind in variable.missing}, f"missing values of {column.name}")
        for kind, key in variable.missing_texts.items():
            if kind in variable.missing:
                same(missing["." + kind], survey.text(key, locale), f"{kind} of {column.name}")
        counts["missing"] += len(missing)
    return counts
