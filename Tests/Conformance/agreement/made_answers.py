"""Responses that nobody gave: every variable goes through every value and every kind of missing, not asked among them."""
import hashlib
import json
import uuid
from datetime import date, timedelta
from decimal import Decimal

STATES = ["complete", "partial", "screened", "abandoned"]
STATIONS = ["αθήνα-02", "malmö 1", "kiosk;3", 'the "desk"', "=1+1", None]
CHANNELS = ["terminal", "kiosk", None]
# What people type: separators, quotes, lines, other scripts, what a sheet or a shell would run, what XML must escape.
TYPED = [
    "a, b; c", 'She said "no"', "two\nlines", "..two points", ".skipped", "=1+1", "+1", "-1", "@x", "'quoted'", " spaces ",
    "<b>&amp;</b>", "]]>", "%s {place} \\n \\", "NULL", "NA", "nan", "0x1F", "1e5", "007", "true", "1", "-99", ".",
    "Ήταν ωραία, ευχαριστώ", "很好", "שלום עולם", "مرحبا", "👩‍👩‍👧 é e\u0301 ñ", "🙂" * 30, "ά" * 300, "a" * 599 + "é",
    "\n\nlines\n\n", "ſ ﬁ ŉ", "\u00a0", "x" * 255 + "é" + "y" * 300, '"', '""', "'", ",", ";", "a\u0300" * 100,
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 " * 20, "2026-11-22", "09:30", "\ufffd", "_x0041_", "<<EOF",
]
MANY = 48


def values(variable):
    """What a variable can have, as JSON has it: every option and point, both ends of what is unbounded, odd texts."""
    domain, kind = variable.domain, variable.kind
    names = [option["name"] for option in variable.options]
    exclusive = {option["name"] for option in variable.options if option.get("exclusive")}
    if kind == "option":
        return names
    if kind in ["set", "ranking"]:
        low, high = domain["select"]
        free = names if kind == "ranking" else [name for name in names if name not in exclusive]
        high = min(high, len(free))
        found = [free[index:index + max(low, 1)] for index in range(len(free)) if index + max(low, 1) <= len(free)]
        found += [free[:high], free[len(free) - high:], free[::2][:max(high, 1)] if len(free[::2]) >= low else free[:high]]
        if kind == "ranking":
            found += [list(reversed(one)) for one in found]
        else:
            found += [[name] for name in exclusive]
        if low == 0:
            found.append([])
        return [one for one in found if low <= len(one) <= high or set(one) <= exclusive and len(one) == 1]
    if kind == "point":
        points = list(range(domain["low"], domain["high"] + 1))
        return points if len(points) <= MANY else points[:12] + [-1, 0, 1] + points[-12:]
    if kind == "yesno":
        return [True, False]
    if kind == "number":
        return numbers(domain)
    if kind == "text":
        return texts(domain)
    if kind == "date":
        return days(domain)
    return times(domain)


def numbers(domain):
    low, high, decimals = domain.get("low"), domain.get("high"), domain.get("decimals", 0)
    step = Decimal(1).scaleb(-decimals)
    found = [Decimal(0), Decimal(1), step, -step, Decimal(-99), Decimal(-98), Decimal(-9999), Decimal("7.5"), Decimal("0.1"),
             Decimal("0.1") + Decimal("0.2"), Decimal(2**53 - 1), Decimal(2**53), Decimal(2**53 + 1), Decimal(-(2**53) - 1),
             Decimal(2**63), Decimal(10) ** 30, Decimal("123456789012.3456789012"), Decimal("-0.0000000001"),
             Decimal("1234567.89"), Decimal(99), Decimal(100000)]
    for bound in [low, high]:
        if bound is not None:
            found += [Decimal(str(bound)), Decimal(str(bound)) + step, Decimal(str(bound)) - step]
    kept = []
    for number in found:
        is_inside = (low is None or number >= Decimal(str(low))) and (high is None or number <= Decimal(str(high)))
        if is_inside and number == number.quantize(step) and number not in kept:
            kept.append(number)
    return kept


def texts(domain):
    if domain.get("format") == "email":
        return ["ada@example.org", "o'neil+x@sub.example.co"]
    if domain.get("format") == "phone":
        return ["+30 210 1234567", "08-123 456"]
    if "pattern" in domain:
        return []
    length, is_single = domain["length"], domain.get("lines", 1) == 1
    found = [text.replace("\n", " ") if is_single else text for text in TYPED]
    found += ["λ" * length, ("line of text, " * length)[:length - 1] + "!"]
    return [text for text in found if len(text) <= length and text.strip()]


def days(domain):
    if any("today" in str(domain.get(bound, "")) for bound in ["low", "high"]):
        return None
    found = ["0001-01-01", "1582-10-14", "1582-10-15", "1899-12-31", "1900-01-01", "1900-02-28", "1900-03-01", "1959-12-31",
             "1960-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2026-11-22", "2038-01-20", "9999-12-31"]
    low, high = domain.get("low", "0001-01-01"), domain.get("high", "9999-12-31")
    return [day for day in [*found, low, high] if low <= day <= high]


def times(domain):
    low, high = domain.get("low", "00:00"), domain.get("high", "23:59")
    return [time for time in ["00:00", "00:01", "09:30", "12:00", "23:59", low, high] if low <= time <= high]


def identifier(seed, milliseconds):
    """A UUID version 7 that is always the same."""
    digest = hashlib.sha256(seed.encode()).digest()
    number = milliseconds << 80 | 7 << 76 | int.from_bytes(digest[:2], "big") % 4096 << 64 | 2 << 62
    return str(uuid.UUID(int=number | int.from_bytes(digest[2:10], "big") >> 2))


def allocations(survey):
    """The amounts of each `allocate`, by the name of its question: (variables, total)."""
    found = {}
    for variable in survey.variables:
        if variable.role == "amount":
            found.setdefault(variable.question["name"], ([], variable.question["total"]))[0].append(variable)
    return found


def lines(survey, count, start=date(2026, 3, 1)):
    """So many lines for a survey, of which the first are enough for every variable to go through all of its values."""
    turns = {}
    for place, variable in enumerate(survey.variables):
        if variable.role == "amount":
            continue
        found = values(variable)
        if found is not None:
            found = [("value", value) for value in found]
        else:
            found = [("today", variable.domain)]
        found += [("missing", kind) for kind in variable.missing] + [("not_asked", None)]
        turns[variable.name] = found
    count = max([count, *map(len, turns.values())])
    split = allocations(survey)
    made = []
    for number in range(count):
        day = start + timedelta(days=number)
        begun = f"{day}T{number % 24:02}:{number * 7 % 60:02}:{number % 60:02}.{number * 37 % 1000:03}Z"
        ended = f"{day}T23:59:59.{number % 1000:03}Z"
        answers, missing = {}, {}
        for place, variable in enumerate(survey.variables):
            if variable.role == "amount":
                continue
            turn = turns[variable.name]
            # Each variable begins elsewhere, so that not all are missing in the same lines.
            kind, value = turn[(number + place) % len(turn)]
            if variable.role == "today":
                answers[variable.name] = str(day)
            elif kind == "today":
                answers[variable.name] = str(bounded_by_today(value, day))
            elif kind == "value":
                answers[variable.name] = value
            elif kind == "missing":
                missing[variable.name] = value
        for question, (variables, total) in split.items():
            way = number % 4
            if way == 0 and all("skipped" in variable.missing for variable in variables):
                missing |= {variable.name: "skipped" for variable in variables}
            elif way == 1:
                answers |= {variable.name: total if not index else 0 for index, variable in enumerate(variables)}
            elif way == 2:
                answers |= {variable.name: 1 if index else total - len(variables) + 1 for index, variable in enumerate(variables)}
        milliseconds = 1_770_000_000_000 + number
        line = {
            "response": identifier(f"{survey.name} {survey.version} {number}", milliseconds), "survey": survey.name,
            "version": survey.version, "structure": survey.document["structure"],
            "locale": [*survey.locales, "fr"][number % (len(survey.locales) + 1)],
            "station": STATIONS[number % len(STATIONS)], "channel": CHANNELS[number % len(CHANNELS)],
            "seed": [number, 2**64 - 1, 2**53 + 1][number % 3], "started": begun, "ended": ended,
            "state": STATES[number // 3 % len(STATES)],
            "answers": {v.name: answers[v.name] for v in survey.variables if v.name in answers},
            "missing": {v.name: missing[v.name] for v in survey.variables if v.name in missing},
        }
        if number % 5 == 0:
            line["stale"] = True
        made.append({key: value for key, value in line.items() if value is not None})
    return made


def bounded_by_today(domain, day):
    """A day between bounds that count from today: the last."""
    high = str(domain.get("high", domain.get("low")))
    offset = high.removeprefix("today").replace(" ", "")
    return day + timedelta(days=int(offset or 0))


def written(line):
    """A line as the program writes it: numbers exact and without an exponent, nothing between the parts."""
    def value(part):
        if isinstance(part, Decimal):
            return format(part, "f")
        if isinstance(part, dict):
            return "{" + ",".join(f"{value(key)}:{value(inner)}" for key, inner in part.items()) + "}"
        return json.dumps(part, ensure_ascii=False, separators=(",", ":"))

    return value(line)
