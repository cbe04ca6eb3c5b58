"""Which other engines the same experiment is timed on, to be compared."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from workbench.core.errors import Problem
from workbench.core.spec import WORKS, EnginesSpec, ExperimentSpec, Work
from workbench.engines import ENGINES, Engine
from workbench.engines.base import install_command
from workbench.external import Environments
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.problem_label import ProblemLabel, about


class EnginesForm(QWidget):
    """A box to tick for each engine; what is not installed is grey, with its command.

    The experiment's own engine and the serial one always take part.
    """

    edited = Signal(object)
    """Carries the :class:`EnginesSpec` asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engines_form")
        self._spec = EnginesSpec()
        self._own = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._boxes: dict[str, QCheckBox] = {}
        self._usable: dict[str, bool] = {}
        environments = Environments()
        for name, kind in ENGINES.items():
            box = named(QCheckBox(say(kind.title)), f"compare_{name}")
            availability = environments.availability(name)
            self._usable[name] = availability.available
            box.toggled.connect(lambda on, name=name: self._toggled(name, on))
            self._boxes[name] = box
            column.addWidget(box)
            if not availability.available:
                box.setToolTip(say(availability.message))
                column.addWidget(_command(name, _remedy(kind)))
        self._work = ComboBox(objectName="compare_work", name=self.tr("Tasks are"))
        self._work.setToolTip(
            self.tr(
                "Python code holds the interpreter’s lock, so threads take turns; "
                "native code (most of NumPy and scikit-learn) releases it."
            )
        )
        for work in WORKS:
            self._work.addItem(self._work_words(work), work)
        self._work.currentIndexChanged.connect(
            lambda _: self._ask(work=self._work.currentData())
        )
        column.addWidget(self._work)
        self._problem = ProblemLabel(objectName="engines_problem")
        column.addWidget(self._problem)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show what ``spec`` says, without a signal."""
        self._spec, self._own = spec.engines, spec.engine
        chosen = {*spec.engines.names, *({spec.engine, "serial"} if self._on else ())}
        for name, box in self._boxes.items():
            fixed = self._on and name in (spec.engine, "serial")
            with QSignalBlocker(box):
                box.setChecked(name in chosen)
            box.setEnabled(self._usable[name] and not fixed)
        self._work.show_data(spec.engines.work)
        self._work.setVisible(self._on)

    def show_problems(self, problems: Sequence[Problem]) -> bool:
        """Say what is wrong; whether anything is."""
        found = about(problems, "engines")
        self._problem.show_problems(found)
        return bool(found)

    def words(self, spec: ExperimentSpec) -> str:
        """What is compared, in a line."""
        if not spec.engines.names:
            return self.tr("Compare with other engines")
        count = len({*spec.engines.names, "serial"} - {spec.engine})
        if count == 1:
            return self.tr("Compared with 1 engine")
        return self.tr("Compared with {count} engines").format(count=count)

    @property
    def _on(self) -> bool:
        return bool(self._spec.names)

    def _toggled(self, name: str, on: bool) -> None:
        chosen = {*self._spec.names} | {name} if on else {*self._spec.names} - {name}
        if not chosen - {self._own, "serial"}:
            chosen = {name} if on else set()
        self._ask(names=tuple(n for n in ENGINES.names() if n in chosen))

    def _ask(self, **changes: object) -> None:
        self._spec = msgspec.structs.replace(self._spec, **changes)
        self.edited.emit(self._spec)

    def _work_words(self, work: Work) -> str:
        if work == "native":
            return self.tr("Tasks: native code")
        return self.tr("Tasks: Python code")


def _remedy(kind: type[Engine]) -> str:
    """The command for this kind of installation: a frozen program has no pip."""
    if getattr(sys, "frozen", False):
        return f"workbench engines create {kind.name}"
    return install_command(kind)


def _command(name: str, text: str) -> QLabel:
    """What a person types to get the engine; it can be selected and copied."""
    label = named(QLabel(text), f"compare_{name}_install", role="small")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    label.setIndent(24)
    return label
