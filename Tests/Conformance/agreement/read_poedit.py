"""Poedit, the program of most translators, on a screen that nobody sees: it opens a catalogue, saves it, and nothing is lost."""
import os
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from findings import expect, same
from running import run

PATIENCE = 90  # seconds; it takes two where nothing else is going on


def is_there():
    return all(shutil.which(program) for program in ["poedit", "Xvfb", "xdotool"])


@contextmanager
def started(command, **options):
    """A program of which nothing is left behind."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def screen(home):
    """The environment of a program on a screen of its own."""
    reading, writing = os.pipe()
    with started(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], pass_fds=[writing]):
        os.close(writing)
        with os.fdopen(reading) as said:
            display = said.readline().strip()
        expect(display, "Xvfb does not start")
        yield os.environ | {"DISPLAY": f":{display}", "HOME": str(home), "LC_ALL": "C.UTF-8", "GDK_BACKEND": "x11"}


def saved(path, environment):
    """Opens a file in Poedit, and saves it as a translator does, with Ctrl+S."""
    title = re.escape(path.name) + ".*Poedit"
    before, end = path.stat().st_mtime_ns, time.monotonic() + PATIENCE
    with started(["poedit", str(path)], env=environment):
        while path.stat().st_mtime_ns == before:
            expect(time.monotonic() < end, f"{path.name} is not saved within {PATIENCE} seconds")
            time.sleep(0.5)
            # Again where it was not yet listening.
            subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", title, "windowfocus", "key", "--clearmodifiers", "ctrl+s"],
                env=environment, capture_output=True)
        size = -1
        while size != (size := path.stat().st_size):
            time.sleep(0.5)


def contents(path):
    """A catalogue however its lines are broken: texts, notes, marks, order, header."""
    return [line for line in run("msgcat", "--no-wrap", path).split("\n") if line != '"POT-Creation-Date: \\n"']


def save(paths):
    """Poedit changes nothing but the header, in which it says that it was there."""
    expect(paths, "there is no catalogue to open")
    with tempfile.TemporaryDirectory() as home, screen(home) as environment:
        for original in paths:
            path = Path(home) / original.name
            shutil.copy(original, path)
            saved(path, environment)
            found = contents(path)
            marks = [line for line in found if line.startswith('"X-Generator: Poedit')]
            same(len(marks), 1, f"marks of Poedit in {path.name}")
            for one, other in zip_longest([line for line in found if line not in marks], contents(original)):
                same(one, other, f"{path.name} saved by Poedit")
    return {"files": len(paths)}
