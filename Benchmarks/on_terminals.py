"""What a person at a terminal waits for, and what it costs: Sondeo and its peers on the same five questions.

Each program runs on a pseudo-terminal that nothing but this process reads, or in tmux with a client on such a terminal.
"""
import json
import os
import re
import select
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "Benchmarks" / "peers"
sys.path.insert(0, str(ROOT / "Tests" / "Terminal"))
from terminal import Terminal, Tmux, flat, install  # noqa: E402

LABELS = ["In the store", "By phone", "By e-mail", "On social media", "Through the chat assistant", "Another way"]
KEYS = int(os.environ.get("KEYS", "500"))
QUIET = 0.2


class Costs:
    """Processor seconds and context switches of a program and all it started, until now."""

    def __init__(self, pid):
        self.seconds = self.switches = 0
        for process in descendants(pid):
            for task in Path(f"/proc/{process}/task").glob("*"):
                try:
                    self.seconds += int((task / "schedstat").read_text().split()[0]) / 1e9
                    status = (task / "status").read_text()
                except OSError:
                    continue
                self.switches += sum(int(n) for n in re.findall(r"ctxt_switches:\s+(\d+)", status))


def descendants(pid):
    found, parents = [pid], {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    for process in found:
        found += parents.get(process, [])
    return found


def first_frame(command, **options):
    """Seconds from the start to the last byte of the first frame, and how many bytes there were."""
    with Terminal(command, **options) as terminal:
        last = None

        def is_whole():
            return all(terminal.sees(label) for label in LABELS)

        while True:
            ready, _, _ = select.select([terminal.master], [], [], QUIET if last else 30)
            if not ready:
                if last and is_whole():
                    return last, terminal.received
                if terminal.poll() is not None or not last:
                    terminal.until(is_whole, "the first frame", 0)
                continue
            terminal.read()
            last = time.perf_counter() - terminal.started


def median_first_frame(command, times=20, **options):
    for _ in range(2):
        first_frame(command, **options)
    frames = [first_frame(command, **options) for _ in range(times)]
    return statistics.median(frame[0] for frame in frames), frames[0][1]


def drain(terminal, quiet):
    """Reads until nothing came for so many seconds."""
    while select.select([terminal.master], [], [], quiet)[0]:
        if not terminal.read():
            return


def key_times(terminal, count, quiet=0.004):
    """Seconds from writing an arrow to the first byte of what it paints, for each of so many."""
    drain(terminal, 0.3)
    times = []
    for number in range(count):
        # Down and up by turns, so that there is always somewhere to go.
        key = ("Down", "Up")[number % 2]
        begin = time.perf_counter()
        terminal.press(key)
        ready, _, _ = select.select([terminal.master], [], [], 5)
        times.append(time.perf_counter() - begin)
        if not ready:
            terminal.until(lambda: False, f"something to change after {key}, key {number}", 0)
        terminal.read()
        drain(terminal, quiet)
    return times


def percentile(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def directly(command, count, **options):
    """Times of keys, processor seconds and bytes for each."""
    with Terminal(command, **options) as terminal:
        terminal.until(lambda: all(terminal.sees(label) for label in LABELS), "the first question")
        key_times(terminal, 20)
        before, received = Costs(terminal.pid), terminal.received
        times = key_times(terminal, count)
        after = Costs(terminal.pid)
        return times, (after.seconds - before.seconds) / count, (terminal.received - received) / count


def through_tmux(command, count, environment=None):
    """Times of keys from one terminal through tmux to the program and back."""
    with Tmux(command, 80, 24, environment) as server:
        server.until(lambda: all(server.sees(label) for label in LABELS), "the first question")
        with Terminal([*server.base, "attach"], has_screen=False) as client:
            client.settle(0.3)
            key_times(client, 20)
            return key_times(client, count)


def idle(command, seconds=5, **options):
    """Processor seconds and context switches while nobody does anything."""
    with Terminal(command, **options) as terminal:
        terminal.until(lambda: all(terminal.sees(label) for label in LABELS), "the first question")
        terminal.settle(1)
        before = Costs(terminal.pid)
        time.sleep(seconds)
        after = Costs(terminal.pid)
        return after.seconds - before.seconds, after.switches - before.switches


def programs(sondeo, folder, python):
    """The programs by name: what starts them, and what has to be in their environment."""
    frame = folder / "frame.txt"
    form = folder / "ncurses-form"
    subprocess.run(["cc", "-O2", PEERS / "ncurses-form.c", "-o", form, "-lncursesw"], check=True)
    ours = [sondeo, "run", PEERS / "five.survey", "--store", folder / "five.db"]
    # The ncurses program draws what ours does.
    with Terminal(ours) as terminal:
        terminal.until(lambda: all(terminal.sees(label) for label in LABELS), "the first question")
        terminal.settle(QUIET)
        text = terminal.text()
    frame.write_text(text + "\n")
    rows = [number for number, line in enumerate(text.split("\n")) if any(label in line for label in LABELS)]
    return {
        "Sondeo": ours,
        "ncurses": [form, frame, rows[0], rows[-1]],
        "dialog": ["sh", PEERS / "dialog-form"],
        "questionary": [python, PEERS / "questionary-form.py"],
        "textual": [python, PEERS / "textual-form.py"],
    }


def milliseconds(seconds, places=2):
    return f"{seconds * 1000:.{places}f} ms"


def measure(sondeo, folder, python, row):
    install("tmux", "dialog", "libncurses-dev")
    shipped = [sondeo, "run", ROOT / "Surveys" / "service_loyalty.survey", "--set", "branch=here"]
    forms = programs(sondeo, folder, python)

    ours, size = median_first_frame(shipped)
    row("first frame of the shipped survey", f"{milliseconds(ours, 1)}, {size} bytes", "", "", "25 ms")
    for name, command in forms.items():
        theirs, size = median_first_frame(command, times=20 if name in ("Sondeo", "ncurses", "dialog") else 5)
        what = f"{milliseconds(theirs, 1)}, {size} bytes"
        if name == "Sondeo":
            row("first frame of five questions", what, "", "", "before every peer")
        else:
            row("", "", f"{name} {what}", f"{ours / theirs:.2f}", "1.00")

    costs = {}
    for name, command in forms.items():
        count = KEYS if name != "textual" else min(KEYS, 200)
        times, seconds, size = directly(command, count)
        costs[name] = seconds
        what = (f"median {milliseconds(statistics.median(times))}, p99 {milliseconds(percentile(times, 0.99))}; "
                f"{seconds * 1e6:.0f} µs processor, {size:.0f} bytes")
        if name == "Sondeo":
            mine, bytes_of_key = statistics.median(times), size
            row(f"key to paint, {KEYS} arrows, in a pty", what, "", "", "0.50 ms")
        else:
            row("", "", f"{name} {what}", f"{mine / statistics.median(times):.2f}", "")
    row("processor time of a key", f"{costs['Sondeo'] * 1e6:.0f} µs", f"ncurses {costs['ncurses'] * 1e6:.0f} µs",
        f"{costs['Sondeo'] / costs['ncurses']:.2f}", "2.00 of the peer")
    row("bytes of a key on xterm", f"{bytes_of_key:.0f}", "", "", "200")

    for name, command in {**forms, "cat, which only echoes": None}.items():
        if command is None:
            echo = folder / "echo"
            echo.write_text("#!/bin/sh\nprintf '%s\\n' " + " ".join(f"'{label}'" for label in LABELS) + "\nexec cat\n")
            echo.chmod(0o755)
            command = [echo]
        times = through_tmux(command, KEYS if name != "textual" else min(KEYS, 200))
        what = f"median {milliseconds(statistics.median(times))}, p99 {milliseconds(percentile(times, 0.99))}"
        if name == "Sondeo":
            mine = statistics.median(times)
            row(f"key to paint, {KEYS} arrows, through tmux", what, "", "", "0.50 ms, p99 5 ms")
        else:
            row("", "", f"{name} {what}", f"{mine / statistics.median(times):.2f}", "")

    for name in ("Sondeo", "ncurses"):
        slow(name, forms[name], row)
    for name, command in forms.items():
        seconds, switches = idle(command)
        what = f"{milliseconds(seconds, 3)} processor, {switches} switches"
        if name == "Sondeo":
            row("idle for 5 s", what, "", "", "0 ms")
        else:
            row("", "", f"{name} {what}", "", "")


def slow(name, command, row):
    """A serial line of 9600 baud: 960 bytes a second, at a VT100."""
    begin = time.perf_counter()
    with Terminal(command, term="vt100", rate=960) as terminal:
        terminal.until(lambda: all(terminal.sees(label) for label in LABELS), "the first frame")
        first, size = time.perf_counter() - begin, terminal.received
        drain_slowly(terminal)
        before = flat(terminal.text()), terminal.look().cursor.y
        keys = []
        for key in ("Down", "Down", "Up"):
            begin, received = time.perf_counter(), terminal.received
            terminal.press(key)
            terminal.until(lambda: (flat(terminal.text()), terminal.look().cursor.y) != before, f"the answer to {key}")
            last = drain_slowly(terminal)
            keys.append(((last or time.perf_counter()) - begin, terminal.received - received))
            before = flat(terminal.text()), terminal.look().cursor.y
    seconds = statistics.median(key[0] for key in keys)
    what = (f"first frame {first:.2f} s, {size} bytes; a key {seconds * 1000:.0f} ms, "
            f"{statistics.median(key[1] for key in keys):.0f} bytes")
    row("9600 baud, vt100" if name == "Sondeo" else "", what if name == "Sondeo" else "",
        "" if name == "Sondeo" else f"{name} {what}", "", "usable" if name == "Sondeo" else "")


def drain_slowly(terminal):
    """Reads what is on the line until it was silent for a while; gives when the last byte came."""
    last, until = None, time.perf_counter() + 0.1
    while time.perf_counter() < until:
        if terminal.read(0.01):
            last = time.perf_counter()
            until = last + 0.1
    return last


def memory(sondeo, row):
    """What ten thousand interviews in one kiosk leave in memory: the robot counts it."""
    done = subprocess.run([ROOT / "Tests" / "Torture" / "robot", sondeo], check=True, stdout=subprocess.PIPE, text=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    row(f"memory after {figures['interviews']:,} interviews in one kiosk",
        f"{figures['last_mib']:.1f} MiB, {figures['early_mib']:.1f} MiB early on", "", "", "30 MiB, not growing")
