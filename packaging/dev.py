"""Sets up what Workbench needs on this machine, then starts or tests it.

Needs Python 3.11 or newer and nothing else. ``packaging/run`` calls it; on Windows it
is called directly: ``py packaging/dev.py``.

    packaging/run [app]                 open the window; without a screen run an example
    packaging/run cli ARGS...           the command line program, ``workbench ARGS...``
    packaging/run test                  format, lint, types, import contracts, all tests
    packaging/run test --engines        the tests of the optional engines, with their
                                        libraries; a missing one is a failure
    packaging/run test [PYTEST ARGS...] only these tests
    packaging/run build                 the installers, see installer/build.py
    packaging/run check-installed       proof that they work once installed
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whatever Python is there runs this
    sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import environments
import system_libraries
from environments import BUILD, CORE, ENGINES, FULL, ROOT

EXAMPLE = ("run", "iris-vote")
EXAMPLE_LIMIT_S = 600.0
"""An unattended run ends, whatever happens."""

NO_SCREEN = """\
There is no screen here ({reason}), so the example “iris-vote” runs in the terminal.
For the window, start this command in a desktop session or through “ssh -X”, or on a
virtual screen: xvfb-run -a packaging/run"""

INSTALLER = ROOT / "packaging" / "installer"
SETUP_TESTS = "tests/packaging"
QT_TESTS = (
    "tests/gui",
    "tests/journeys",
    SETUP_TESTS,
    "tests/faults/test_jobs.py",
    "tests/faults/test_bad_worlds.py::test_that_the_window_works_in_a_home_that_cannot_be_written",
    "tests/faults/test_network.py::test_that_the_window_talks_to_nobody_from_start_to_end",
    "tests/test_guards.py",
)
"""What needs Qt, or the tools beside it. Everything else is tested without it, once."""

ENGINES_THERE = "WORKBENCH_ENGINES"
"""Where it is set, a test that lacks an engine's library fails instead of skipping."""

SCRIPTS = ("packaging", "packaging/benchmarks", "packaging/installer")
"""Folders of scripts, whose types are checked apart from the package."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; the exit status."""
    command, *rest = arguments or ["app"]
    commands: dict[str, Callable[[list[str]], int]] = {
        "app": app,
        "cli": cli,
        "test": test,
        "build": build,
        "check-installed": check_installed,
    }
    if command not in commands:
        asked_for_help = command in ("help", "-h", "--help")
        print(
            (__doc__ or "").strip(), file=sys.stdout if asked_for_help else sys.stderr
        )
        return 0 if asked_for_help else 2
    # Containers like to set this. The environments come without bytecode: every process
    # would then compile the same libraries anew, which takes seconds each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return commands[command](rest)
    except KeyboardInterrupt:
        say("Stopped. The same command goes on from here.")
        return 130
    except subprocess.CalledProcessError as error:
        say(f"This command failed with status {error.returncode}:")
        say("  " + " ".join(map(str, error.cmd)))
        return 1


def say(text: str) -> None:
    """One line for the person, apart from what the program prints."""
    print(f"[workbench] {text}", file=sys.stderr, flush=True)


def app(arguments: list[str]) -> int:
    """Open the window, or run the example where there is no screen."""
    variables: dict[str, str] = {}
    reason = no_screen(os.environ)
    if not reason:
        variables = system_libraries.ensure(
            screen=True, beside=ROOT / ".qtlibs", say=say
        )
        if not system_libraries.screen_answers(variables):
            reason = "the one that the environment names does not answer"
    python = environments.ensure(FULL, say)
    program = [str(python), "-m", "workbench"]
    if not reason:
        return become([*program, *arguments], variables)
    say(NO_SCREEN.format(reason=reason))
    return limited([*program, *EXAMPLE], EXAMPLE_LIMIT_S)


def cli(arguments: list[str]) -> int:
    """The command line program; without arguments its help, never the window."""
    python = environments.ensure(FULL, say)
    return become([str(python), "-m", "workbench", *(arguments or ["--help"])], {})


def test(arguments: list[str]) -> int:
    """All checks and tests, or with pytest's arguments only those tests."""
    pytest_arguments = [word for word in arguments if word != "--engines"]
    variables = {
        **system_libraries.ensure(screen=False, beside=ROOT / ".qtlibs", say=say),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    engines = "--engines" in arguments
    if engines:
        system_libraries.ensure_java(say)
        variables[ENGINES_THERE] = "1"
        pytest_arguments = pytest_arguments or ["-m", "engines"]
    python = environments.ensure(ENGINES if engines else FULL, say)
    pytest = [str(python), "-m", "pytest"]
    if pytest_arguments:
        steps = {"the tests": [*pytest, *pytest_arguments]}
    else:
        steps = checks(python)
    failed = [
        name for name, command in steps.items() if not passes(name, command, variables)
    ]
    if not pytest_arguments:
        failed += side_by_side(suites(python), variables)
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


def build(arguments: list[str]) -> int:
    """Make the installers, in an environment that holds nothing else."""
    # With the screen's libraries, since some of them travel with the program.
    variables = system_libraries.ensure(screen=True, beside=ROOT / ".qtlibs", say=say)
    system_libraries.ensure_build_tools(say)
    python = environments.ensure(BUILD, say)
    return become([str(python), str(INSTALLER / "build.py"), *arguments], variables)


def check_installed(arguments: list[str]) -> int:
    """Check what was built, with the environment that built it."""
    python = environments.ensure(BUILD, say)
    script = str(INSTALLER / "check_installed.py")
    return become([str(python), script, *arguments], {})


def checks(python: Path) -> dict[str, list[str]]:
    """What runs before the tests, by name."""
    scripts = [str(file) for folder in SCRIPTS for file in (ROOT / folder).glob("*.py")]
    module = [str(python), "-m"]
    tool = [str(python.with_name("lint-imports"))]
    return {
        "the format": [*module, "ruff", "format", "--check"],
        "the lint": [*module, "ruff", "check"],
        "the types": [*module, "mypy"],
        "the types of the scripts": [*module, "mypy", *scripts],
        "the import contracts": tool,
    }


def suites(python: Path) -> dict[str, list[str]]:
    """All tests, in two parts: without Qt in an environment that has none, and with."""
    core = environments.ensure(CORE, say)
    return {
        "the tests without Qt": [str(core), "-m", "pytest", f"--ignore={SETUP_TESTS}"],
        # One cache of last results is enough, and two would write it at once.
        "the tests with Qt": [
            *(str(python), "-m", "pytest", "-p", "no:cacheprovider"),
            *QT_TESTS,
        ],
    }


def passes(name: str, command: Sequence[str], variables: Mapping[str, str]) -> bool:
    """Run one step of the tests; whether it succeeded."""
    say(f"Checking {name} ...")
    environment = {**os.environ, **variables}
    return (
        subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
    )


def side_by_side(
    steps: Mapping[str, Sequence[str]], variables: Mapping[str, str]
) -> list[str]:
    """Run steps at once; the names of those that failed.

    The first speaks as it goes, the others in turn once they have ended. Most tests
    keep one core busy and wait now and then, so two parts take little more than half of
    the time.
    """
    say(f"Checking {' and '.join(steps)}, side by side ...")
    environment = {**os.environ, **variables}
    failed = []
    with ExitStack() as cleared_up:
        running: list[tuple[str, subprocess.Popen[bytes], IO[bytes] | None]] = []
        for name, command in steps.items():
            file: IO[bytes] | None = None
            if running:
                file = cleared_up.enter_context(tempfile.TemporaryFile())
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=file, stderr=file
            )
            cleared_up.enter_context(process)
            running.append((name, process, file))
        for name, process, said in running:
            if process.wait():
                failed.append(name)
            if said is not None:
                say(f"What {name} said:")
                said.seek(0)
                sys.stdout.flush()
                shutil.copyfileobj(said, sys.stdout.buffer)
                sys.stdout.flush()
    return failed


def no_screen(environment: Mapping[str, str]) -> str:
    """Why no window can be opened; empty when the environment names a screen."""
    platform = environment.get("QT_QPA_PLATFORM", "")
    if platform.partition(":")[0] in ("offscreen", "minimal"):
        return f"QT_QPA_PLATFORM is “{platform}”"
    if platform or not sys.platform.startswith("linux"):
        return ""
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return ""
    return "neither DISPLAY nor WAYLAND_DISPLAY is set"


def become(command: list[str], variables: Mapping[str, str]) -> int:
    """Hand over to the program: our terminal, our signals, our exit status."""
    environment = {**os.environ, **variables}
    if os.name == "posix":
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # it got the same signal and ends in its own way


def limited(command: Sequence[str], seconds: float) -> int:
    """Run the program for at most ``seconds``; 124 when it had to be ended."""
    try:
        return subprocess.run(command, timeout=seconds, check=False).returncode
    except subprocess.TimeoutExpired:
        say(f"Ended after {seconds:.0f} s, which is far more than it should need.")
        return 124


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
