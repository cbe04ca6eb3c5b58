"""What a person is told when Spark does not start, is gone, or refuses a worker."""

from __future__ import annotations

import re
from typing import NamedTuple

from workbench.core.errors import EngineFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value, plain
from workbench.engines import spark_wire, versions
from workbench.engines.execute import shortened

_PYTHONS = re.compile(r"different version:? \(?(\d+\.\d+)\)? than that in driver")
_PORT = re.compile(r"BindException|Address already in use")
_ERROR = re.compile(r"^(?!at |\.\.\. ).*(?:Exception|Error|error)\b")
_SHOWN = 300


class Failures(NamedTuple):
    """Makes sentences of the driver's last words."""

    title: Message
    address: str
    workers: int

    def of(self, gone: spark_wire.Gone) -> EngineFailed:
        """The sentence, and its remedy."""
        template = _WORDS[gone.what]
        if gone.what == "start" and _PORT.search(gone.reason):
            template = _PORT_TAKEN
        values: dict[str, Value] = {
            "engine": self.title,
            "address": self.address,
            "workers": self.workers,
            "have": gone.reason if gone.what == "cores" else "",
            "reason": _line(gone.reason),
        }
        return EngineFailed(Message(template, values))


def refused(title: Message, error: Exception) -> EngineFailed | None:
    """Why a worker did not answer its greeting, where that has a name."""
    if found := _PYTHONS.search(str(error)):
        message = versions.problem(title, {"python": found[1]}, versions.here())
    else:
        message = versions.missing(title, error)
    return None if message is None else EngineFailed(message)


def _line(reason: str) -> Message:
    """The line that says most: the last that names an error, else the last of all."""
    lines = [line.strip() for line in reason.splitlines() if line.strip()]
    errors = [line for line in lines if _ERROR.search(line)]
    if not lines:
        return Message(QT_TRANSLATE_NOOP("Message", "it left no word"))
    return plain(shortened((errors or lines)[-1], _SHOWN).rstrip("."))


_WORDS = {
    "driver": QT_TRANSLATE_NOOP(
        "Message",
        "{engine} ended: its driver process is gone, perhaps for lack of memory "
        "({reason}). What was measured is kept. Start the run again.",
    ),
    "java": QT_TRANSLATE_NOOP(
        "Message",
        "{engine} ended: its Java process is gone, perhaps for lack of memory "
        "({reason}). What was measured is kept. Start the run again.",
    ),
    "cluster": QT_TRANSLATE_NOOP(
        "Message",
        "The cluster of {engine} at {address} is gone ({reason}). What was measured is "
        "kept. Start the cluster and the run again.",
    ),
    "cores": QT_TRANSLATE_NOOP(
        "Message",
        "The cluster of {engine} at {address} gave {have} of {workers} cores. Ask for "
        "fewer workers, or wait until others need them no more.",
    ),
    "connect": QT_TRANSLATE_NOOP(
        "Message",
        "No master of {engine} answers at {address} ({reason}). Check the address, the "
        "version of {engine} there, and its secret (_SPARK_AUTH_SECRET).",
    ),
    "start": QT_TRANSLATE_NOOP(
        "Message",
        "{engine} cannot be started ({reason}). Check Java and the free memory, or "
        "choose the engine “processes”.",
    ),
}
_PORT_TAKEN = QT_TRANSLATE_NOOP(
    "Message",
    "{engine} finds no port of this computer to listen on ({reason}). End programs "
    "that hold many ports, or choose the engine “processes”.",
)
