"""Checks of the installers in a bare Debian, as a person meets them: with a mouse."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import product
import screen
from bare_system import BareSystem
from check_folder import Fault, kind
from screen import Screen, until

DIST = product.ROOT / "dist"
SYSTEM = Path("/var/tmp/workbench-bare-debian")
"""Kept from one check to the next; outside build/, which every build empties."""
PROGRAM = "/usr/lib/workbench/workbench"
ENTRY = "/usr/share/applications/workbench.desktop"
RUN_COLOUR = "#2563eb"
"""Run is the one button in the light theme's strong colour."""
_HISTORY = ".local/share/workbench/history.sqlite"
EXPERIMENT = {
    "title": "Two models of mine",
    "dataset": {"name": "iris"},
    "models": [
        {"name": "one", "estimator": "naive_bayes"},
        {"name": "other", "estimator": "decision_tree"},
    ],
    "workers": [1, 2],
}
_FILES = (".wbexp", ".wbrun")
_TYPES = ("application/x-workbench-experiment", "application/x-workbench-run")


def check(pictures: Path) -> list[str]:
    """Carry out all checks; what does not hold."""
    if lacking := _lacking():
        return [lacking]
    pictures.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    Path("/tmp/.X11-unix").mkdir(exist_ok=True, mode=0o1777)
    with Screen() as display, BareSystem(SYSTEM) as system:
        try:
            for step in STEPS:
                start = time.monotonic()
                found = step(Visit(system, display, pictures))
                seconds = time.monotonic() - start
                print(f"ok  {step.__doc__} {found} ({seconds:.1f} s)", flush=True)
        except (Fault, TimeoutError, RuntimeError) as fault:
            display.picture().save(pictures / "failed.png")
            faults.append(f"{step.__doc__}: {fault}")
    return faults


class Visit:
    """What a step needs: the system, its screen, and where pictures go."""

    def __init__(self, system: BareSystem, display: Screen, pictures: Path) -> None:
        self.system = system
        self.display = display
        self.pictures = pictures

    @contextmanager
    def window(self, *words: str) -> Iterator[str]:
        """The window that a command opens; closed by a person, and nothing left."""
        before = self.system.shared_memory()
        start = time.monotonic()
        opener = self.system.start(*words, display=self.display.display)
        until(lambda: self.display.window("Workbench"), "a window opens", limit=60)
        print(f"    a window after {time.monotonic() - start:.1f} s", flush=True)
        window = self.display.window("Workbench") or ""
        self.display.settled()
        yield window
        self.display.close(window)
        program = self.program
        until(
            lambda: not self.system.processes(program),
            "all processes are gone",
            limit=15,
        )
        opener.wait(15)
        if left := sorted(set(self.system.shared_memory()) - set(before)):
            raise Fault(f"left in shared memory: {left}")

    @property
    def program(self) -> str:
        """Where the program lies: installed for all, or else for the person."""
        own = f"/home/{self.system.home.name}/.local/lib/workbench/workbench"
        return PROGRAM if (self.system.folder / PROGRAM[1:]).exists() else own

    @property
    def history(self) -> Path:
        """The person's history, as seen from outside."""
        return self.system.home / _HISTORY

    def kinds(self) -> Counter[str]:
        """What processes of the program there are now, by kind."""
        lines = self.system.processes(self.program)
        return Counter(
            "program" if all(file.endswith(_FILES) for file in line[1:]) else kind(line)
            for line in lines
        )

    def runs(self) -> list[dict[str, object]]:
        """All runs of the person's history, as the command line lists them."""
        listed = self.system.as_person("workbench", "list", "runs", "--json")
        found: list[dict[str, object]] = json.loads(listed)
        return found


def installs(visit: Visit) -> str:
    """The package installs into a bare Debian with what it depends on."""
    package = next(DIST.glob("workbench_*.deb"))
    shutil.copy(package, visit.system.folder / "tmp" / package.name)
    visit.system.as_root("apt-get", "-q", "update")
    visit.system.install(f"/tmp/{package.name}")
    return visit.system.as_root("dpkg-query", "--show", "workbench").strip()


def starts_and_measures(visit: Visit) -> str:
    """The menu entry opens the window; Run, pressed with a mouse, measures."""
    visit.system.install("libglib2.0-bin")  # “gio launch”, which a desktop does itself
    with visit.window("gio", "launch", ENTRY):
        place = visit.display.picture().button(RUN_COLOUR)
        if place is None:
            raise Fault("no Run button is to be seen")
        visit.display.click(*place)
        most = _watch(visit)
        visit.display.settled().save(visit.pictures / "measure.png")
    expected = Counter(program=1, worker=2, tracker=1)
    if most != expected:
        raise Fault(f"its processes were {dict(most)}, not {dict(expected)}")
    return f"processes {dict(most)}, none left"


def examines_itself(visit: Visit) -> str:
    """The installed program's self-check finds nothing wrong."""
    if "doctor" not in visit.system.as_person("workbench", "--help"):
        visit.system.as_person("workbench", "run", "iris-vote", "--json")
        return "– this version has none; a run from the command line is done"
    visit.system.as_person("workbench", "doctor", "--json")
    return ""


def opens_files(visit: Visit) -> str:
    """A double click on an experiment opens it in the program."""
    visit.system.install("shared-mime-info", "desktop-file-utils")
    for name in _TYPES:
        answer = visit.system.as_person("gio", "mime", name)
        if "workbench.desktop" not in answer:
            raise Fault(f"{name} belongs to: {answer}")
    file = visit.system.home / "my experiment.wbexp"
    file.write_text(json.dumps(EXPERIMENT), encoding="utf-8")
    kind_ = visit.system.as_person(
        "gio", "info", "-a", "standard::content-type", file.name
    )
    if _TYPES[0] not in kind_:
        raise Fault(f"an experiment is taken for: {kind_}")
    with visit.window("gio", "open", file.name):
        visit.display.settled().save(visit.pictures / "opened-file.png")
        again = visit.system.start(
            "workbench", file.name, display=visit.display.display
        )
        status = again.wait(30)
        running = visit.kinds()["program"]
    if (status, running) != (0, 1):
        raise Fault(f"a second start ended with {status}; {running} programs ran then")
    return "– a second start left it to the first"


def goes(visit: Visit) -> str:
    """The package goes, and leaves what the person measured."""
    before = len(visit.runs())
    said = visit.system.as_root("apt-get", "-q", "purge", "-y", "workbench")
    if "~/.local/share/workbench" not in said:
        raise Fault(f"removal does not say where the runs are: {said}")
    patterns = ("usr/lib/workbench*", "usr/bin/workbench*", "usr/share/*/*workbench*")
    left = [file for p in patterns for file in visit.system.folder.glob(p)]
    left += (visit.system.folder / "usr/share/icons").rglob("workbench.*")
    if left:
        raise Fault(f"left behind: {left}")
    if not visit.history.exists():
        raise Fault("the person's history is gone")
    return f"{before} runs stay"


def installs_for_one_person(visit: Visit) -> str:
    """The .run installs without root, opens from the menu, and goes."""
    visit.system.install("xz-utils")
    installer = next(DIST.glob("workbench-*.run"))
    shutil.copy(installer, visit.system.folder / "tmp" / installer.name)
    person = visit.system.as_person
    person("sh", f"/tmp/{installer.name}", "--check")
    person("sh", f"/tmp/{installer.name}")
    person("sh", f"/tmp/{installer.name}")  # an upgrade is the same command
    person(".local/bin/workbench", "--version")
    entry = (
        f"/home/{visit.system.home.name}/.local/share/applications/workbench.desktop"
    )
    with visit.window("gio", "launch", entry):
        visit.display.settled().save(visit.pictures / "installed-for-one.png")
    person(".local/lib/workbench/uninstall")
    left = list((visit.system.home / ".local").rglob("*workbench*"))
    own = {".local/share/workbench", ".local/state/workbench"}
    left = [f for f in left if str(f.relative_to(visit.system.home)) not in own]
    if left:
        raise Fault(f"left behind: {left}")
    if not visit.history.exists():
        raise Fault("the person's history is gone")
    return ""


STEPS: tuple[Callable[[Visit], str], ...] = (
    installs,
    starts_and_measures,
    examines_itself,
    opens_files,
    goes,
    installs_for_one_person,
)


def _watch(visit: Visit) -> Counter[str]:
    """Follow a run to its end; the most processes of each kind at one time."""
    most: Counter[str] = Counter()

    def over() -> bool:
        for name, count in visit.kinds().items():
            most[name] = max(most[name], count)
        return _finished_runs(visit.history) > before

    before = _finished_runs(visit.history)
    until(over, "the run is over", poll=0.05)
    return most


def _finished_runs(history: Path) -> int:
    """How many runs of the history have ended, read without the program."""
    with closing(sqlite3.connect(f"file:{history}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT status FROM runs WHERE status IS NOT NULL")
        return len(rows.fetchall())


def _lacking() -> str:
    """What keeps the checks from being done here; empty if nothing does."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "These checks need root on Linux; --frozen needs neither."
    packages = screen.missing()
    packages += [] if shutil.which("debootstrap") else ["debootstrap"]
    if packages:
        return f"Tools are missing: apt-get install {' '.join(packages)}"
    if not list(DIST.glob("workbench_*.deb")):
        return "There is no package in dist/: run packaging/build first."
    return ""
