"""Runs what the pages about exports show, in the order of each page, in a fresh folder that has a store of synthetic answers.

    pages.py SONDEO FOLDER PAGE...
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from running import ROOT, run

BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What runs a block: the file's name, the command, and the program that must be there.
RUNNERS = {
    "sh": ("block.sh", ["sh", "-eu", "block.sh"], "sh"),
    "python": ("block.py", [sys.executable, "block.py"], None),
    "r": ("block.R", ["Rscript", "--vanilla", "block.R"], "Rscript"),
    "sps": ("block.sps", ["pspp", "-o", "block.txt", "block.sps"], "pspp"),
    "sql": ("block.sql", [sys.executable, "run_sql.py", "block.sql"], None),
}
SQL = """import duckdb, sys
with duckdb.connect("page.duckdb") as database:
    for found in [database.execute(statement) for statement in duckdb.extract_statements(open(sys.argv[1]).read())]:
        print(found.fetchall() if found.description else "")
"""


def blocks(page):
    """The languages and texts of the blocks of a page that can be run; blocks of Stata's own language cannot."""
    return [(language.lower(), text) for language, text in BLOCK.findall(page.read_text(encoding="utf-8"))]


def run_page(sondeo, folder, page, store):
    """The number of blocks that ran, what was left out, and what failed."""
    place = folder / page.stem
    place.mkdir()
    shutil.copy(store, place / "answers.db")
    programs = place / ".bin"
    programs.mkdir()
    (programs / "sondeo").symlink_to(sondeo)
    environment = os.environ | {
        "PATH": f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "HOME": str(place)}
    ran, left, faults = 0, [], []
    joined = {}
    for number, (language, text) in enumerate(blocks(page), 1):
        if language not in RUNNERS:
            if language not in ["text", "json", "csv", "xml"]:
                left.append(f"block {number} is {language}")
            continue
        name, command, needed = RUNNERS[language]
        if needed and not shutil.which(needed, path=environment["PATH"]):
            left.append(f"block {number} needs {needed}")
            continue
        # What one block defines, a later one of the same language goes on with.
        body = text if language in ["sh", "sql"] else joined.get(language, "") + text
        (place / name).write_text(body, encoding="utf-8")
        (place / "run_sql.py").write_text(SQL, encoding="utf-8")
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, encoding="utf-8", errors="replace")
        said = done.stdout + done.stderr
        if language == "sps" and (place / "block.txt").exists():
            said += (place / "block.txt").read_text(encoding="utf-8", errors="replace")
        if done.returncode != 0 or language == "sps" and "error:" in said:
            faults.append(f"block {number} ({language}) ended with {done.returncode}: {said[-1200:]}")
            break
        joined[language] = body
        ran += 1
    return ran, left, faults


def main(sondeo, folder, *pages):
    folder = Path(folder)
    survey = ROOT / "Surveys/service_loyalty.survey"
    lines, store = folder / "answers.jsonl", folder / "answers.db"
    run(sondeo, "simulate", survey, "--count", "500", "--seed", "1", "-o", lines)
    run(sondeo, "collect", lines, "--survey", survey, "--store", store)
    failed = total = 0
    for page in map(Path, pages):
        ran, left, faults = run_page(os.path.realpath(sondeo), folder, page, store)
        for fault in faults:
            print(f"FAILED {page.name}: {fault}")
        for note in left:
            print(f"left   {page.name}: {note}, which is not here")
        if not ran and not faults:
            faults.append("nothing ran")
            print(f"FAILED {page.name}: no block of it ran")
        failed += len(faults)
        total += ran
        if not faults:
            print(f"ok     {page.name}: {ran} blocks", flush=True)
    print(f"{total} blocks of {len(pages)} pages ran, {failed} failed")
    return 1 if failed or not pages else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
