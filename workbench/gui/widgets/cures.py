"""Cures in words, and how one gets into the draft."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.core.anatomy import Change, Diagnosis
from workbench.core.errors import BadInput
from workbench.core.spec import ExperimentSpec
from workbench.engines import ENGINES
from workbench.gui.draft import Draft, changed
from workbench.gui.i18n import say
from workbench.workloads import WORKLOADS

translate = QCoreApplication.translate


def order_words(order: str) -> str:
    """The order in which tasks are handed out, as it is chosen and as it is told."""
    match order:
        case "longest_first":
            return translate("Cures", "longest task first")
        case "shortest_first":
            return translate("Cures", "shortest task first")
        case _:
            return translate("Cures", "tasks in their own order")


def threads_words(threads: int) -> str:
    """The cap on each worker's threads."""
    if threads == 0:
        return translate("Cures", "the libraries’ own threads")
    if threads == 1:
        return translate("Cures", "1 thread per worker")
    return translate("Cures", "{n} threads per worker").format(n=threads)


def chunk_words(chunk: int) -> str:
    """How many tasks travel together."""
    if chunk == 0:
        return translate("Cures", "adaptive chunks")
    if chunk == 1:
        return translate("Cures", "one task at a time")
    return translate("Cures", "chunks of {n} tasks").format(n=chunk)


def changes_words(changes: tuple[Change, ...], spec: ExperimentSpec) -> str:
    """What ``changes`` set, one after the other; ``spec`` knows whose parameters."""
    return ", ".join(_words(change, spec) for change in changes)


def in_force(changes: tuple[Change, ...], spec: ExperimentSpec) -> bool:
    """Whether ``spec`` has the settings already."""
    try:
        return changed(spec, changes) == spec
    except BadInput:
        return False


def apply_cure(draft: Draft, diagnosis: Diagnosis, base: ExperimentSpec) -> str:
    """Put ``base`` with the cure into the draft as one step, and say so."""
    words = changes_words(diagnosis.changes, base)
    try:
        after = changed(base, diagnosis.changes)
    except BadInput as error:
        return say(error.message)
    draft.load(after, translate("Cures", "Apply: {changes}").format(changes=words))
    return translate("Cures", "Setup changed: {changes}").format(changes=words)


def _words(change: Change, spec: ExperimentSpec) -> str:
    value = change.value
    match change.field.split("."):
        case ["threads_per_worker"] if isinstance(value, int):
            return threads_words(value)
        case ["schedule", "chunk"] if isinstance(value, int):
            return chunk_words(value)
        case ["schedule", "order"] if isinstance(value, str):
            return order_words(value)
        case ["workers"] if isinstance(value, str):
            return translate("Cures", "worker counts {counts}").format(counts=value)
        case ["workers"] if value == 1:
            return translate("Cures", "1 worker")
        case ["workers"]:
            return translate("Cures", "at most {n} workers").format(n=value)
        case ["engine"] if value in ENGINES:
            title = say(ENGINES.get(str(value)).title)
            return translate("Cures", "engine “{name}”").format(name=title)
        case ["params", name] if spec.workload in WORKLOADS:
            for parameter in WORKLOADS.get(spec.workload).parameters:
                if parameter.name == name:
                    return f"{say(parameter.title)} = {value}"
    return f"{change.field} = {value}"
