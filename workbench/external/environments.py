"""The Python environments that this person has made or chosen for engines.

They are listed in one small file in the program's data folder, read anew each time:
window, command line and several programs share it. Those that the program made lie
beside it, one folder each.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import platformdirs

from workbench.core.cancel import CancelToken
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ClusterSpec
from workbench.engines import ENGINES, Availability, Engine
from workbench.external import kept
from workbench.external.engine import ExternalEngine
from workbench.external.report import Report, misfit, own, remark


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """One environment: its Python, and what it said when it was set up."""

    name: str
    python: str
    made_here: bool
    """Whether the program made its folder, and may remove it."""
    report: Report


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where an engine can run: in this process, through an environment, or nowhere."""

    available: bool
    message: Message
    """Where, or what to do about it."""
    environment: Environment | None = None
    """The one it runs in, or the one that has it and cannot be used."""


class Environments:
    """The list; ``folder`` is where it is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or (
            platformdirs.user_data_path("workbench", appauthor=False) / "environments"
        )
        self._file = self.folder / "environments.json"

    def all(self) -> tuple[Environment, ...]:
        """All of them, by name; none where the file is missing or spoilt."""
        try:
            return msgspec.json.decode(
                self._file.read_bytes(), type=tuple[Environment, ...]
            )
        except (OSError, msgspec.MsgspecError):
            return ()

    def get(self, name: str) -> Environment | None:
        """The one of that name."""
        return next((e for e in self.all() if e.name == name), None)

    def keep(self, environment: Environment) -> None:
        """Add one, or put it in the place of another of its name."""
        others = [e for e in self.all() if e.name != environment.name]
        kept.write(self._file, sorted([*others, environment], key=lambda e: e.name))

    def forget(self, name: str) -> None:
        """Take one out of the list; its folder stays."""
        kept.write(self._file, [e for e in self.all() if e.name != name])

    def place(self, engine: str) -> Place:
        """Where ``engine``, which is registered, can run."""
        kind = ENGINES.get(engine, "engine")
        here = kind.availability()
        if here.available:
            message = Message(QT_TRANSLATE_NOOP("Message", "available here"))
            return Place(available=True, message=message)
        return self._through(engine) or Place(available=False, message=here.message)

    def availability(self, engine: str) -> Availability:
        """Whether ``engine`` can be used at all, and if not, what to do about it."""
        place = self.place(engine)
        message = Message("") if place.available else place.message
        return Availability(available=place.available, message=message)

    def remark(self, engine: str) -> Message | None:
        """What should be known of the environment that ``engine`` would use."""
        place = self.place(engine)
        if not place.available or place.environment is None:
            return None
        return remark(place.environment.report, own())

    def _through(self, engine: str) -> Place | None:
        """The first environment that has the engine and fits, or why none does."""
        unfit: Place | None = None
        for environment in self.all():
            if engine not in environment.report.engines:
                continue
            reason = misfit(environment.report, own()) or _missing(environment)
            if reason is None:
                return Place(
                    available=True,
                    environment=environment,
                    message=Message(
                        QT_TRANSLATE_NOOP(
                            "Message", "through environment “{name}” (Python {python})"
                        ),
                        {
                            "name": environment.name,
                            "python": environment.report.python_text,
                        },
                    ),
                )
            unfit = Place(available=False, message=reason, environment=environment)
        return unfit


def opened(
    name: str,
    threads_per_worker: int,
    memory_limit: int | None,
    cluster: ClusterSpec,
    environment: Environment | None,
    cancel: CancelToken,
) -> Engine:
    """The engine, opened here or in ``environment``; ``cancel`` ends the waiting."""
    engine: Engine
    if environment is None:
        engine = ENGINES.get(name)(
            threads_per_worker=threads_per_worker,
            memory_limit=memory_limit,
            cluster=cluster,
        )
    else:
        engine = ExternalEngine(
            name,
            Path(environment.python),
            threads_per_worker=threads_per_worker,
            memory_limit=memory_limit,
            cluster=cluster,
        )
    with engine.stoppable(cancel):
        engine.open()
    return engine


def interpreter(folder: Path) -> Path:
    """The Python of an environment in ``folder``."""
    inside = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return folder / inside


def _missing(environment: Environment) -> Message | None:
    if Path(environment.python).exists():
        return None
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The environment “{name}” is gone: there is no {python}. Remove it in "
            "Preferences → Engines and create it anew.",
        ),
        {"name": environment.name, "python": environment.python},
    )
