"""Runs the program and other people's programs."""
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}


class Refused(Exception):
    """A command ended with another exit code than it should."""


def run(*command, exits=0, cwd=None):
    """The standard output of a command that must end with an exit code."""
    return ended(command, exits, cwd).stdout


def messages(*command):
    """What a command that must end well says on standard error."""
    return ended(command, 0, None).stderr


def ended(command, exits, cwd):
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, encoding="utf-8", cwd=cwd, env=ENVIRONMENT)
    if done.returncode != exits:
        said = f"{done.stdout}\n{done.stderr}".strip()
        raise Refused(f"{' '.join(map(str, command))} ended with {done.returncode}: {said[-1500:]}")
    return done
