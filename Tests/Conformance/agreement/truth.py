"""The answers as they are: the JSON Lines export, read with nothing but Python's own JSON reader."""
import json
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from survey_model import Missing

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def lines(path):
    """The lines of a file; numbers are exact."""
    return [
        json.loads(line, parse_float=Decimal, parse_int=int)
        for line in path.read_bytes().decode("utf-8").removesuffix("\n").split("\n") if line
    ]


def moment(text):
    """Milliseconds since 1970."""
    return (datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH) // timedelta(milliseconds=1)


def minutes(text):
    """Minutes since midnight."""
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest)


def part(line, name):
    """What belongs to the response."""
    if name == "id":
        return line["response"]
    if name == "stale":
        return int(line.get("stale", False))
    if name in ["started", "ended"]:
        return moment(line[name])
    value = line.get(name)
    return str(value) if name == "seed" else value


def cell(line, column):
    """What a response has in a column: None for what was not asked, `Missing`, or a value as its kind has it: codes of
    options, points, 1 and 0, places (0 for none), exact numbers, days, minutes, milliseconds, texts."""
    variable = column.variable
    if variable is None:
        return part(line, column.name.removeprefix("response:"))
    if variable.name in line["missing"]:
        return Missing(line["missing"][variable.name])
    if variable.name not in line["answers"]:
        return None
    answer = line["answers"][variable.name]
    if column.kind == "flag":
        return int(variable.options[column.option]["name"] in answer)
    if column.kind == "place":
        name = variable.options[column.option]["name"]
        return answer.index(name) + 1 if name in answer else 0
    if column.kind == "option":
        return next(option["code"] for option in variable.options if option["name"] == answer)
    if column.kind == "yesno":
        return int(answer)
    if column.kind == "number":
        return Decimal(answer)
    if column.kind == "date":
        return date.fromisoformat(answer)
    if column.kind == "time":
        return minutes(answer)
    return answer


def table(columns, responses):
    """For each column the cells of all responses."""
    return {column.name: [cell(line, column) for line in responses] for column in columns}


def roster_table(survey, name, responses, personal=False):
    """The rows of the table of a roster: (response, codes, {stem: cell}); a row for each pass in which anything was asked."""
    levels, stems, passes = survey.rosters(personal)[name]
    rows = []
    for line in responses:
        for codes, columns in passes.items():
            cells = {stem: cell(line, column) for stem, column in columns.items()}
            if any(value is not None for value in cells.values()):
                rows.append((line["response"], codes, {stem: cells.get(stem) for stem in stems}))
    return levels, stems, rows
