"""Making an environment for engines, taking an existing one, and removing it.

All of it may take minutes and is meant for a thread of its own: each line that the
commands print is passed on as it comes, a cancel ends them and whatever they started,
and an environment that did not become complete is removed again. Nothing is downloaded
unless the person asked for an environment, and with a folder of wheels nothing at all.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import msgspec

from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.engines import ENGINES
from workbench.external import child, interpreters, report
from workbench.external.child import Say
from workbench.external.environments import Environment, Environments, interpreter
from workbench.external.wheel import own_wheel

LIMIT_S = 60.0
"""How long an environment may take to say what is in it."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where packages come from."""

    wheels: str = ""
    """A folder that holds all that is needed: nothing is fetched then."""
    wheel: str = ""
    """The product's own wheel, where it is not to be looked for."""


def create(
    environments: Environments,
    name: str,
    engine: str,
    *,
    python: str,
    say: Say,
    cancel: CancelToken,
    source: Source = Source(),  # noqa: B008 - it is frozen
) -> Environment:
    """Make a new environment by ``python`` and install what ``engine`` needs in it.

    Raises ``BadInput`` with what went wrong and what to do, and ``Cancelled``.
    """
    found = _fitting(python)
    if not found.makes_environments:
        raise _refusal("python", _cannot_make(found))
    folder = _folder(environments, name)
    if environments.get(name) is not None:
        raise _refusal("name", _taken(name))
    _check(source)  # before an environment is made for nothing
    remove_folder(folder)  # an attempt that was killed
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        say(f"{found.title}: {folder}")
        make(found, folder, say, cancel)
        there = interpreter(folder)
        _install(there, engine, source, say, cancel)
        kept = _checked(name, there, engine, made_here=True)
        environments.keep(kept)
    except BaseException as error:
        remove_folder(folder)
        raise _explained(error) from error
    return kept


def use(
    environments: Environments,
    name: str,
    engine: str,
    *,
    python: str,
    say: Say,
    cancel: CancelToken,
    source: Source = Source(),  # noqa: B008 - it is frozen
) -> Environment:
    """Take an environment that exists, and install in it what ``engine`` lacks there.

    Raises ``BadInput`` with what went wrong and what to do, and ``Cancelled``.
    """
    there = Path(_fitting(python).python).absolute()
    _folder(environments, name)
    if environments.get(name) is not None:
        raise _refusal("name", _taken(name))
    try:
        try:
            kept = _checked(name, there, engine, made_here=False)
        except BadInput as lacking:
            say(str(lacking))
            _install(there, engine, source, say, cancel)
            kept = _checked(name, there, engine, made_here=False)
        environments.keep(kept)
    except BaseException as error:
        raise _explained(error) from error
    return kept


def remove(environments: Environments, name: str) -> None:
    """Forget an environment; its folder goes too, if the program made it."""
    environment = environments.get(name)
    if environment is None:
        known = [e.name for e in environments.all()]
        raise _refusal("name", _unknown(name, known))
    environments.forget(name)
    if environment.made_here:
        remove_folder(_folder(environments, name))


def make(
    found: interpreters.Interpreter, folder: Path, say: Say, cancel: CancelToken
) -> None:
    """An empty virtual environment with pip."""
    child.run([found.python, "-m", "venv", str(folder)], say, cancel)


def remove_folder(folder: Path) -> None:
    """Remove an environment's folder, as far as possible."""
    shutil.rmtree(folder, ignore_errors=True)


def install_arguments(engine: str, wheel: Path, source: Source) -> list[str]:
    """What pip is asked for: our wheel with the engine's extra, at our own versions."""
    extra = ENGINES.get(engine, "engine").extra
    arguments = ["install", "--no-input", "--disable-pip-version-check"]
    arguments += ["--progress-bar", "off"]
    if source.wheels:
        arguments += ["--no-index", "--find-links", str(Path(source.wheels).absolute())]
    arguments.append(f"workbench{f'[{extra}]' if extra else ''} @ {wheel.as_uri()}")
    for library in report.LIBRARIES:
        if version := report.version(library):
            arguments.append(f"{library}=={version}")
    return arguments


def _install(
    python: Path, engine: str, source: Source, say: Say, cancel: CancelToken
) -> None:
    _check(source)
    with contextlib.ExitStack() as stack:
        if source.wheel:
            wheel = Path(source.wheel).absolute()
        else:
            wheel = stack.enter_context(own_wheel(say, cancel))
        command = [str(python), "-m", "pip"]
        child.run([*command, *install_arguments(engine, wheel, source)], say, cancel)


def _check(source: Source) -> None:
    """That what packages are to come from is there."""
    if source.wheels and not Path(source.wheels).is_dir():
        raise _refusal("wheels", _no_folder(source.wheels))
    if source.wheel and not Path(source.wheel).is_file():
        raise _refusal("wheel", _no_file(source.wheel))


def _checked(name: str, python: Path, engine: str, *, made_here: bool) -> Environment:
    """The environment as it reports itself; ``BadInput`` where it does not fit."""
    there = ask(python)
    if isinstance(there, Message):
        raise _refusal("python", there)
    reason = report.misfit(there, report.own())
    if reason is not None:
        raise _refusal("python", reason)
    if engine not in there.engines:
        raise _refusal("python", _lacks(python, engine))
    return Environment(name=name, python=str(python), made_here=made_here, report=there)


def ask(python: Path) -> report.Report | Message:
    """What the environment of ``python`` says of itself, or why nothing."""
    try:
        answer = subprocess.run(
            [str(python), "-m", "workbench.external.report"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LIMIT_S,
            check=True,
            env=child.variables(),
            cwd=python.parent,  # “-m” would look for modules in any other
        ).stdout
        return msgspec.json.decode(answer.splitlines()[-1], type=report.Report)
    except (OSError, subprocess.SubprocessError, LookupError, msgspec.MsgspecError):
        return Message(
            QT_TRANSLATE_NOOP(
                "Message", "Workbench is not installed in the environment of {python}."
            ),
            {"python": str(python)},
        )


def _fitting(python: str) -> interpreters.Interpreter:
    path = interpreters.find(python)
    found = interpreters.ask(path or python)
    if isinstance(found, Message):
        raise _refusal("python", found)
    if reason := interpreters.unfit(found):
        raise _refusal("python", reason)
    return found


def _folder(environments: Environments, name: str) -> Path:
    """Never outside the program's own folder, whatever the name says."""
    if not _NAME.fullmatch(name):
        raise _refusal("name", _bad_name(name))
    return environments.folder / name


def _explained(error: BaseException) -> BaseException:
    """What went wrong as a sentence with a remedy; a bug stays what it is."""
    match error:
        case child.CommandFailed():
            return _refusal("install", _failed(error.lines))
        case OSError():
            return _refusal("install", _no_room(error))
    return error


def _refusal(field: str, message: Message) -> BadInput:
    return BadInput([Problem(field=field, message=message)])


def _cannot_make(found: interpreters.Interpreter) -> Message:
    version = f"{found.version[0]}.{found.version[1]}"
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{path} cannot make environments: its part “venv” is missing. On Debian "
            "and Ubuntu: sudo apt install python{version}-venv.",
        ),
        {"path": found.python, "version": version},
    )


def _failed(lines: Sequence[str]) -> Message:
    told = [line for line in lines if "error" in line.lower()] or list(lines)
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The installation failed: {reason}. Check the network connection; without "
            "one, give a folder of wheels that holds all that is needed.",
        ),
        {"reason": (told[-1] if told else "–").rstrip(".")},
    )


def _no_room(error: OSError) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The environment cannot be written: {reason}. Make room on the disk, or "
            "check who may write into {folder}.",
        ),
        {"reason": error.strerror or str(error), "folder": str(error.filename or "–")},
    )


def _lacks(python: Path, engine: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("Message", "The environment of {python} lacks {engine}."),
        {"python": str(python), "engine": ENGINES.get(engine, "engine").title},
    )


def _taken(name: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "There is an environment “{name}” already. Remove it first, or choose "
            "another name.",
        ),
        {"name": name},
    )


def _unknown(name: str, known: Sequence[str]) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message", "There is no environment “{name}”. Known: {known}."
        ),
        {"name": name, "known": tuple(known) or "–"},
    )


def _bad_name(name: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” cannot be an environment's name. Use up to 40 letters, digits, "
            "“-” and “_”.",
        ),
        {"name": name},
    )


def _no_folder(path: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("Message", "There is no folder “{path}” with wheels."),
        {"path": path},
    )


def _no_file(path: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("Message", "There is no wheel “{path}”."), {"path": path}
    )
