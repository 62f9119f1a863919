"""Programs on terminals, driven from outside.

`Terminal` puts a program on a pseudo-terminal of the kernel and is the person and the hardware at its other end: keys by
their names, the screen as the independent model `pyte` sees it, window sizes, a serial line's speed, the settings that
`stty` shows, how the program ended. `Tmux` does the same inside tmux, which is a terminal of its own.

Nothing here sleeps for luck: what is waited for is named, and a wait that fails says so with the screen.
"""
import atexit
import copy
import fcntl
import json
import os
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SCREEN_MODEL = "pyte==0.8.2"
PATIENCE = float(os.environ.get("PATIENCE", "30"))


class Failure(AssertionError):
    """What did not hold, with what was on the screen."""


def ensure_screen_model():
    """Installs pyte from the Python index into a folder of the build, once, and gives the module."""
    folder = ROOT / ".build" / "terminal-venv"
    marker = folder / "installed"
    if not marker.exists() or marker.read_text() != SCREEN_MODEL:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", SCREEN_MODEL], check=True)
        marker.write_text(SCREEN_MODEL)
    for packages in folder.glob("lib/python*/site-packages"):
        if str(packages) not in sys.path:
            sys.path.append(str(packages))
    import pyte
    return pyte


# Keys.

CSI, SS3 = "\x1b[", "\x1bO"
COMMON = {
    "Enter": "\r", "Tab": "\t", "Escape": "\x1b", "Backspace": "\x7f", "Space": " ", "BackTab": CSI + "Z",
    "Up": CSI + "A", "Down": CSI + "B", "Right": CSI + "C", "Left": CSI + "D",
    "PageUp": CSI + "5~", "PageDown": CSI + "6~", "Insert": CSI + "2~", "Delete": CSI + "3~",
    **{f"F{n}": CSI + f"{code}~" for n, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24))},
    **{f"Ctrl-{chr(n + 64)}": chr(n) for n in range(1, 27)}, "Ctrl-\\": "\x1c",
}
KEYS = {
    "linux": {"Home": CSI + "1~", "End": CSI + "4~", **{f"F{n}": CSI + "[" + "ABCDE"[n - 1] for n in range(1, 6)}},
    "tmux": {"Home": CSI + "1~", "End": CSI + "4~", **{f"F{n}": SS3 + "PQRS"[n - 1] for n in range(1, 5)}},
    "xterm": {"Home": SS3 + "H", "End": SS3 + "F", **{f"F{n}": SS3 + "PQRS"[n - 1] for n in range(1, 5)}},
    # The keypad of the first of them: four function keys, no Home, no paging.
    "vt100": {f"F{n}": SS3 + "PQRS"[n - 1] for n in range(1, 5)},
}


def key_bytes(term, name, in_application=False):
    """What a terminal sends for a key, or the text itself; arrows differ where a program asked for that."""
    if in_application and name in ("Up", "Down", "Right", "Left"):
        return SS3 + COMMON[name][-1]
    family = next((f for f in KEYS if term.startswith(f)), "vt100" if term.startswith("vt") else "xterm")
    return KEYS[family].get(name) or COMMON.get(name) or name


# What a program may leave behind.

SEQUENCE = re.compile(rb"\x1b\[(\?)?([0-9;]*)([hlm])|\x1b([=>c78])|\x1b\[!p")
LEFT_ON = {47: "alternate screen", 1047: "alternate screen", 1049: "alternate screen", 1: "cursor keys of applications",
           9: "mouse", 1000: "mouse", 1001: "mouse", 1002: "mouse", 1003: "mouse", 1004: "focus reports",
           1005: "mouse", 1006: "mouse", 1015: "mouse", 1016: "mouse", 2004: "bracketed paste", 2026: "held output",
           5: "reversed screen", 6: "origin mode"}


# What a program can ask: where the cursor is, how the terminal is, what it is.
QUESTION = re.compile(rb"\x1b\[[0-9;?>=]*[nc]")


class Modes:
    """The modes of a terminal as the bytes that were written to it set them."""

    def __init__(self):
        self.on, self.style, self.rest, self.keypad = set(), b"", b"", False
        self.cursor, self.wrap = True, True
        # What was ever asked for.
        self.ever, self.has_colours = set(), False

    def feed(self, data):
        data = self.rest + data
        end = 0
        for match in SEQUENCE.finditer(data):
            end = match.end()
            private, numbers, final, single = match.groups()
            if final == b"m":
                numbers_set = {int(n) for n in numbers.split(b";") if n}
                self.has_colours |= bool(numbers_set & {*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)})
                self.style = b"" if set(numbers.split(b";")) <= {b"", b"0", b"39", b"49"} else numbers
            elif final and private:
                for number in (int(n) for n in numbers.split(b";") if n):
                    if number == 25:
                        self.cursor = final == b"h"
                    elif number == 7:
                        self.wrap = final == b"h"
                    elif number in LEFT_ON:
                        self.ever |= {number} if final == b"h" else set()
                        (self.on.add if final == b"h" else self.on.discard)(number)
            elif single == b"=":
                self.keypad = True
            elif single == b">":
                self.keypad = False
            elif single == b"c":
                self.__init__()
        # The beginning of a sequence that comes in two reads.
        self.rest = data[max(end, len(data) - 40):]
        escape = self.rest.rfind(b"\x1b")
        self.rest = self.rest[escape:] if escape >= 0 and SEQUENCE.match(self.rest, escape) is None else b""

    def left(self):
        """What is not as a shell wants it."""
        wrong = [LEFT_ON[number] for number in sorted(self.on)]
        wrong += [] if self.cursor else ["hidden cursor"]
        wrong += [] if self.wrap else ["no wrapping"]
        wrong += ["keypad of applications"] if self.keypad else []
        wrong += [f"style {self.style.decode()}"] if self.style else []
        return wrong


def screen_model(columns, rows, answer):
    """A pyte screen that also has an alternate screen, and that answers what a program asks its terminal."""
    pyte = ensure_screen_model()

    class Screen(pyte.Screen):
        kept = None

        def write_process_input(self, data):
            answer(data)

        def set_mode(self, *modes, **options):
            if options.get("private") and {47, 1047, 1049} & set(modes) and self.kept is None:
                self.kept = copy.deepcopy(self.buffer), copy.copy(self.cursor)
                self.erase_in_display(2)
            super().set_mode(*modes, **options)

        def reset_mode(self, *modes, **options):
            if options.get("private") and {47, 1047, 1049} & set(modes) and self.kept is not None:
                self.buffer, self.cursor = self.kept
                self.kept = None
            super().reset_mode(*modes, **options)

        def report_device_attributes(self, mode=0, **options):
            if not options.get("private"):
                super().report_device_attributes(mode)

    screen = Screen(columns, rows)
    return screen, pyte.ByteStream(screen)


# A program on a pseudo-terminal.

class Terminal:
    """A program on a pseudo-terminal.

    `command` is a list. With `is_job` it is started as a shell does, as the foreground job of a session that somebody else
    leads, so that it can be stopped; else it leads the session itself, as under getty or sshd. `rate` is how many bytes a
    second pass to the screen, and back. The model of the screen is only run when the screen is looked at, or when the
    program asks it something; without `has_screen` there is none.
    """

    def __init__(self, command, term="xterm-256color", columns=80, rows=24, environment=None, rate=None,
                 has_screen=True, is_job=False, folder=None, limits=None, answers=True):
        self.term, self.rate, self.is_job = term, rate, is_job
        self.master, self.slave = os.openpty()
        os.set_blocking(self.master, False)
        self.size(columns, rows)
        self.before = self.settings()
        self.modes = Modes()
        self.received = self.sent = 0
        self.tail = b""
        self.waiting = bytearray()
        self.allowance, self.counted_at = 0.0, time.monotonic()
        self.answers = answers
        self.screen = self.stream = None
        self.unseen = bytearray()
        if has_screen:
            self.screen, self.stream = screen_model(columns, rows, self.reply)
        self.status = None
        self.is_stopped = self.is_deaf = False
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/", "TERM": term, **(environment or {})}
        command = [str(part) for part in command]
        self.started = time.perf_counter()
        if is_job:
            self._start_job(command, environment, folder, limits)
        else:
            self.pid = os.fork()
            if self.pid == 0:
                self._become(command, environment, folder, limits, leads=True)
        LIVING.append(self)

    def _become(self, command, environment, folder, limits, leads, ready=None):
        try:
            if leads:
                os.setsid()
                fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for descriptor in range(3):
                os.dup2(self.slave, descriptor)
            for number in (signal.SIGPIPE, signal.SIGINT, signal.SIGTTOU, signal.SIGTTIN, signal.SIGTSTP, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            if folder:
                os.chdir(folder)
            if limits:
                limits()
            os.closerange(3, 256)
            os.execvpe(command[0], command, environment)
        except BaseException as error:
            os.write(2, f"{command[0]}: {error}\r\n".encode())
        finally:
            os._exit(127)

    def _start_job(self, command, environment, folder, limits):
        """A small shell: it leads the session, starts the job in front, and reports what becomes of it."""
        reports, report = os.pipe()
        orders, order = os.pipe()
        shell = os.fork()
        if shell == 0:
            try:
                os.close(self.master)
                os.setsid()
                fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
                for number in (signal.SIGTTOU, signal.SIGTTIN, signal.SIGTSTP, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
                    signal.signal(number, signal.SIG_IGN)
                job = os.fork()
                if job == 0:
                    os.setpgid(0, 0)
                    os.tcsetpgrp(self.slave, os.getpid())
                    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
                    self._become(command, environment, folder, limits, leads=False)
                try:
                    os.setpgid(job, job)
                except OSError:
                    pass
                os.write(report, f"pid {job}\n".encode())
                while True:
                    _, status = os.waitpid(job, os.WUNTRACED | os.WCONTINUED)
                    if os.WIFSTOPPED(status):
                        # As a shell does: its own settings, and itself in front.
                        os.tcsetpgrp(self.slave, os.getpid())
                        os.write(report, f"stopped {os.WSTOPSIG(status)}\n".encode())
                        if os.read(orders, 1) == b"f":
                            os.tcsetpgrp(self.slave, job)
                            os.killpg(job, signal.SIGCONT)
                    elif os.WIFCONTINUED(status):
                        os.write(report, b"continued\n")
                    else:
                        os.write(report, f"ended {os.waitstatus_to_exitcode(status)}\n".encode())
                        os._exit(0)
            finally:
                os._exit(1)
        os.close(report)
        os.close(orders)
        os.set_blocking(reports, False)
        self.shell, self.reports, self.orders, self.pid = shell, reports, order, None
        self.said = b""
        self.until(lambda: self.pid is not None, "the job to begin")

    # What becomes of it.

    def poll(self):
        """Sees whether it has ended or was stopped; gives the status, negative for a signal."""
        if self.status is not None:
            return self.status
        if not self.is_job:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG | os.WUNTRACED | os.WCONTINUED)
            if pid:
                if os.WIFSTOPPED(status):
                    self.is_stopped = True
                elif os.WIFCONTINUED(status):
                    self.is_stopped = False
                else:
                    self.status, self.usage = os.waitstatus_to_exitcode(status), usage
            return self.status
        try:
            self.said += os.read(self.reports, 4096)
        except BlockingIOError:
            pass
        *lines, self.said = self.said.split(b"\n")
        for line in lines:
            word, _, number = line.partition(b" ")
            if word == b"pid":
                self.pid = int(number)
            elif word == b"stopped":
                self.is_stopped = True
            elif word == b"continued":
                self.is_stopped = False
            elif word == b"ended":
                self.status = int(number)
                os.waitpid(self.shell, 0)
        return self.status

    def foreground(self):
        """What `fg` does in a shell."""
        os.write(self.orders, b"f")
        self.until(lambda: not self.is_stopped, "the job to go on")

    def end(self, what="the program to end", seconds=PATIENCE):
        """Waits until it has ended and all it wrote was read; gives the status, negative for a signal."""
        self.until(lambda: self.status is not None, what, seconds)
        while self.master is not None and self.read(0):
            pass
        return self.status

    def signal(self, number):
        os.kill(self.pid, number)

    def hang_up(self):
        """The line is cut: the terminal is gone."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = None

    def close(self):
        """Ends what still runs and frees the terminal."""
        if self not in LIVING:
            return
        LIVING.remove(self)
        if self.status is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            if self.is_job:
                try:
                    os.write(self.orders, b"x")
                except OSError:
                    pass
            try:
                self.until(lambda: self.status is not None, "a killed program to end", 10)
            except Failure as failure:
                print(failure, file=sys.stderr)
        if self.is_job:
            os.close(self.reports)
            os.close(self.orders)
        if self.master is not None:
            os.close(self.master)
            os.close(self.slave)
            self.master = self.slave = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # What is seen.

    def read(self, seconds=0.0):
        """Takes what came within so many seconds, as fast as the line is; gives whether anything did."""
        if self.master is None or self.is_deaf:
            time.sleep(seconds)
            return False
        if seconds or not self.waiting:
            ready, _, _ = select.select([self.master], [self.master] if self.waiting else [], [], seconds)
        self._write()
        most = 65536
        if self.rate:
            now = time.monotonic()
            self.allowance = min(self.allowance + (now - self.counted_at) * self.rate, max(1.0, self.rate / 50))
            self.counted_at = now
            most = int(self.allowance)
            if most < 1:
                time.sleep(1 / self.rate)
                return False
        try:
            data = os.read(self.master, most)
        except (BlockingIOError, OSError):
            return False
        self.allowance -= len(data)
        self.feed(data)
        return bool(data)

    def feed(self, data):
        self.received += len(data)
        self.tail = (self.tail + data)[-20000:]
        self.modes.feed(data)
        if self.stream:
            self.unseen += data
            if QUESTION.search(self.unseen, max(0, len(self.unseen) - len(data) - 20)):
                self.look()

    def look(self):
        """Has the model of the screen read what came."""
        data, self.unseen = bytes(self.unseen), bytearray()
        self.stream.feed(data)
        return self.screen

    def text(self):
        """The screen as lines of text, without spaces at their ends."""
        if not self.screen:
            return self.tail.decode(errors="replace")
        return "\n".join(line.rstrip() for line in self.look().display)

    def cursor_line(self):
        """The line that the terminal's cursor stands on."""
        screen = self.look()
        return screen.display[min(screen.cursor.y, screen.lines - 1)]

    def sees(self, text):
        """Whether a text is on the screen, wherever its lines are broken."""
        return flat(text) in flat(self.text())

    def until(self, is_so, what, seconds=PATIENCE):
        """Reads until something is so; fails with the screen."""
        deadline = time.monotonic() + seconds
        while True:
            ended = self.poll() is not None
            if is_so():
                return
            if time.monotonic() > deadline:
                raise Failure(f"waited {seconds:.0f} s for {what}, and saw ({self.term}, "
                              f"{'ended with ' + str(self.status) if ended else 'running'}):\n{framed(self.text())}")
            if self.read(0.02):
                # A frame may come in pieces; half of it is no screen.
                while self.read(0.002):
                    pass
            elif self.master is None:
                time.sleep(0.01)

    def wait(self, text, seconds=PATIENCE):
        """Waits until a text is on the screen."""
        self.until(lambda: self.sees(text), f"“{text}”", seconds)

    def wait_gone(self, text, seconds=PATIENCE):
        """Waits until a text is no more on the screen."""
        self.until(lambda: not self.sees(text), f"“{text}” to go", seconds)

    def settle(self, quiet=0.15, seconds=PATIENCE):
        """Reads until nothing came for a while: for what has no text to wait for."""
        deadline = time.monotonic() + seconds
        last, count = time.monotonic(), self.received
        while time.monotonic() - last < quiet and time.monotonic() < deadline:
            self.poll()
            self.read(0.01)
            if self.received != count:
                last, count = time.monotonic(), self.received

    # What is done.

    def press(self, *names):
        """Presses keys by name, one write each; what is no name is typed."""
        for name in names:
            self.type(key_bytes(self.term, name, 1 in self.modes.on))

    def type(self, text):
        """Types text, or any bytes."""
        data = text.encode() if isinstance(text, str) else text
        self.sent += len(data)
        self.waiting += data
        self._write()

    def paste(self, text):
        """Pastes text as a terminal does that was asked to mark pastes, and as any other."""
        marks = (b"\x1b[200~", b"\x1b[201~") if 2004 in self.modes.on else (b"", b"")
        self.type(marks[0] + (text.encode() if isinstance(text, str) else text) + marks[1])

    def click(self, column, row):
        """Presses and releases the first button at a cell counted from 0, if the mouse was asked for."""
        if 1006 not in self.modes.on:
            raise Failure("the program did not ask for the mouse")
        self.type(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")

    def reply(self, data):
        """What the terminal itself answers."""
        if self.answers:
            self.waiting += data.encode()

    def _write(self):
        while self.waiting and self.master is not None:
            try:
                written = os.write(self.master, bytes(self.waiting[:4096]))
            except (BlockingIOError, OSError):
                return
            del self.waiting[:written]

    def size(self, columns, rows):
        """Gives the window another size."""
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if getattr(self, "screen", None):
            self.look().resize(rows, columns)

    # How the terminal is left.

    def settings(self):
        """What `stty -g` shows."""
        return termios.tcgetattr(self.slave)

    def wrong(self):
        """What is not as it was before the program began; empty where all is well."""
        while self.read(0):
            pass
        changed = [] if self.settings() == self.before else [f"stty differs: {difference(self.before, self.settings())}"]
        return changed + self.modes.left()

    def check_restored(self, after):
        if self.wrong():
            raise Failure(f"after {after} the terminal was left with {', '.join(self.wrong())}:\n{framed(self.text())}")


LIVING = []


@atexit.register
def _close_all():
    for terminal in list(LIVING):
        terminal.close()


def difference(before, after):
    names = ["input", "output", "control", "local", "speed in", "speed out", "characters"]
    return ", ".join(f"{name} {a} was {b}" for name, b, a in zip(names, before, after) if a != b)


def flat(text):
    """Words with one space between them: a text is the same wherever its lines are broken, whatever frames it, and where
    the right edge says that there is more above or below."""
    return " ".join(re.sub(r"[│┃|]|\^$|\sv$", " ", text, flags=re.MULTILINE).split())


def framed(text):
    lines = text.split("\n")
    width = max([len(line) for line in lines] + [20])
    return "\n".join(["+" + "-" * width + "+", *("|" + line.ljust(width) + "|" for line in lines), "+" + "-" * width + "+"])


# tmux.

class Tmux:
    """A program in tmux: a server of its own, no configuration, a window of a given size."""

    count = 0

    def __init__(self, command, columns=80, rows=24, environment=None, term="tmux-256color"):
        Tmux.count += 1
        self.base = ["tmux", "-u", "-f", "/dev/null", "-L", f"sondeo-{os.getpid()}-{Tmux.count}"]
        self.environment = {"LANG": "C.UTF-8", "PATH": os.environ["PATH"], "TERM": "xterm-256color", "HOME": "/",
                            **(environment or {})}
        script = " ".join(f"'{part}'" for part in map(str, command))
        # What is set before the window is there holds for it; the shell stays, so that the last screen can be read.
        self.run("start-server", ";", "set-option", "-g", "history-limit", "100000", ";", "set-option", "-g",
                 "default-terminal", term, ";", "set-option", "-s", "escape-time", "0", ";", "set-option", "-g", "status",
                 "off", ";", "new-session", "-d", "-s", "test", "-x", str(columns), "-y", str(rows),
                 f"stty -g > /dev/null; before=$(stty -g); {script}; status=$?; "
                 f"[ \"$before\" = \"$(stty -g)\" ] && echo ended with $status, settings kept || "
                 f"echo ended with $status, settings changed; exec cat")
        LIVING.append(self)

    def run(self, *arguments):
        done = subprocess.run([*self.base, *arguments], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True)
        if done.returncode:
            raise Failure(f"tmux {arguments} failed: {done.stderr}")
        return done.stdout

    def text(self, history=False):
        return self.run("capture-pane", "-p", *(["-J", "-S", "-"] if history else []), "-t", "test").rstrip("\n")

    def cursor_line(self):
        """The line that the cursor stands on."""
        # Both at once, so that they are of the same moment.
        row, *lines = self.run("display-message", "-p", "-t", "test", "#{cursor_y}", ";", "capture-pane", "-p", "-t",
                               "test").split("\n")
        return lines[int(row)] if int(row) < len(lines) else ""

    def styled(self):
        """The screen with its colours as escape sequences."""
        return self.run("capture-pane", "-p", "-e", "-t", "test")

    def sees(self, text):
        return flat(text) in flat(self.text())

    def until(self, is_so, what, seconds=PATIENCE):
        deadline = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > deadline:
                raise Failure(f"waited {seconds:.0f} s for {what}, and saw in tmux:\n{framed(self.text())}")
            time.sleep(0.005)

    def wait(self, text, seconds=PATIENCE):
        self.until(lambda: self.sees(text), f"“{text}”", seconds)

    def wait_gone(self, text, seconds=PATIENCE):
        self.until(lambda: not self.sees(text), f"“{text}” to go", seconds)

    def press(self, *names):
        """Presses keys by the names that `Terminal` has; what is no name is typed."""
        for name in names:
            if name in NAMES_IN_TMUX or re.fullmatch(r"F\d+|Up|Down|Left|Right|Home|End|Tab|Enter|Escape|Space", name):
                self.run("send-keys", "-t", "test", NAMES_IN_TMUX.get(name, name))
            elif name.startswith("Ctrl-"):
                self.run("send-keys", "-t", "test", "C-" + name[5:].lower())
            else:
                self.type(name)

    def type(self, text):
        self.run("send-keys", "-t", "test", "-l", "--", text)

    def size(self, columns, rows):
        self.run("resize-window", "-t", "test", "-x", str(columns), "-y", str(rows))

    def end(self, seconds=PATIENCE):
        """Waits until the program has ended; gives its status and whether `stty` shows what it did before."""
        self.until(lambda: "ended with " in self.text(), "the end", seconds)
        found = re.search(r"ended with (\d+), settings (\w+)", self.text())
        return int(found[1]), found[2] == "kept"

    def close(self):
        if self in LIVING:
            LIVING.remove(self)
        subprocess.run([*self.base, "kill-server"], env=self.environment, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


NAMES_IN_TMUX = {"PageUp": "PPage", "PageDown": "NPage", "Backspace": "BSpace", "BackTab": "BTab", "Delete": "DC",
                 "Insert": "IC", "Ctrl-\\": "C-\\"}


# What is in a store.

def reader(store):
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=10)
    return connection


def journal(store):
    """Every record of every interview, in order: (interview, variable, what, answer)."""
    if not Path(store).exists() or Path(store).stat().st_size == 0:
        return []
    connection = reader(store)
    try:
        return connection.execute("SELECT interview, variable, what, answer FROM journal ORDER BY interview, seq").fetchall()
    except sqlite3.OperationalError:
        # The tables are not there yet.
        return []
    finally:
        connection.close()


def responses(sondeo, store):
    """The responses in a store, as the product exports them."""
    lines = subprocess.run([sondeo, "export", store, "--to", "jsonl", "--include-personal"], check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in lines.splitlines()]


def verify(sondeo, store):
    """Has the product inspect a store."""
    done = subprocess.run([sondeo, "verify", store], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise Failure(f"{store} is not sound:\n{done.stdout}")


def install(*packages):
    """Debian packages that are needed and not there."""
    subprocess.run([ROOT / "Tools" / "install-libraries", *packages], check=True)


def needs(program, package):
    if not shutil.which(program):
        install(package)


def working_folder():
    """A folder in the build, on a disk and not in memory, so that what is durable there is durable."""
    (ROOT / ".build").mkdir(exist_ok=True)
    return tempfile.TemporaryDirectory(dir=ROOT / ".build")
