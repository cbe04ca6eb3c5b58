"""What if: questions to a law, a law of one's own, and a simulated machine."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QSlider,
    QWidget,
)

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.fields import NumberBox
from workbench.gui.widgets.parameter_form import ParameterForm
from workbench.gui.widgets.words import sentence, unbroken
from workbench.scaling.study import by_hand
from workbench.scaling.what_if import Assumed

MOST_WORKERS = 10_000
_WORKERS, _WANTED = 64, 10.0
_STEPS = 1000
_LEAST, _MOST = 1e-6, 1.0
"""A slider goes over these decades; its left end is 0."""

MACHINE: tuple[Parameter, ...] = (
    Parameter(
        name="latency_ms",
        kind="float",
        default=0.1,
        minimum=0.0,
        maximum=10_000.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Latency (ms)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "How long a task is on its way to a worker, and back again."
            )
        ),
    ),
    Parameter(
        name="dispatch_ms",
        kind="float",
        default=0.05,
        minimum=0.0,
        maximum=10_000.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Handing out (ms)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How long the program needs to hand out one task. With many workers "
                "it cannot keep all of them busy.",
            )
        ),
    ),
    Parameter(
        name="task_kb",
        kind="float",
        default=0.0,
        minimum=0.0,
        maximum=1e9,
        title=Message(QT_TRANSLATE_NOOP("Message", "Data per task (kB)")),
    ),
    Parameter(
        name="bandwidth_mb",
        kind="float",
        default=1000.0,
        minimum=0.001,
        maximum=1e6,
        title=Message(QT_TRANSLATE_NOOP("Message", "Bandwidth (MB/s)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Of the one link that all workers’ data have to cross."
            )
        ),
    ),
    Parameter(
        name="stragglers",
        kind="float",
        default=0.0,
        minimum=0.0,
        maximum=100.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Slow workers (%)")),
    ),
    Parameter(
        name="slowness",
        kind="float",
        default=2.0,
        minimum=1.0,
        maximum=1000.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "How many times slower")),
    ),
)


class WhatIf(Card):
    """Asks two questions, and offers a law and a machine that nobody measured."""

    changed = Signal()
    """Something else is asked, assumed or simulated."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("what_if")
        self.set_title(self.tr("What if"))
        self.set_subtitle(self.tr("not measured"))
        self._fitted = by_hand(0.0)
        self._weak = False
        self._at = sentence("what_if_at")
        self._reach = sentence("what_if_reach")
        self._ask()
        self._assume()
        self._simulate()
        self._column.addStretch(1)
        self.show_fitted(by_hand(0.0))

    @property
    def workers(self) -> int:
        """Up to how many workers the picture goes."""
        return int(self._workers.number() or 1)

    @property
    def wanted(self) -> float:
        """The speedup that is asked for."""
        return float(self._wanted.number() or 1.0)

    @property
    def assumption(self) -> Assumed | None:
        """The law that is assumed, if one is."""
        if not self._assumed.isChecked():
            return None
        return by_hand(
            _value(self._contention.value()),
            _value(self._coherence.value()),
            weak=self._weak,
        )

    @property
    def machine(self) -> dict[str, float] | None:
        """What ``simulated_speedups`` is to be told, if something is simulated."""
        if not (self._simulated.isChecked() and self._simulated.isEnabled()):
            return None
        shown = {name: _number(v) for name, v in self._machine.values().items()}
        return {
            "latency_s": shown["latency_ms"] / 1000,
            "dispatch_s": shown["dispatch_ms"] / 1000,
            "task_bytes": shown["task_kb"] * 1000,
            "bytes_per_s": shown["bandwidth_mb"] * 1e6,
            "straggler_share": shown["stragglers"] / 100,
            "straggler_factor": shown["slowness"],
        }

    def show_answers(self, at: Sequence[Message], reach: Sequence[Message]) -> None:
        """What the questions' answers are; empty where there is no law."""
        for label, answer in ((self._at, at), (self._reach, reach)):
            label.setText(unbroken(" ".join(map(say, answer))))
            label.setVisible(bool(answer))

    def show_fitted(self, fitted: Assumed, *, weak: bool = False) -> None:
        """Where the sliders stand unless they were moved.

        ``weak`` is whether the work grows with the workers: other laws hold then.
        """
        self._fitted, self._weak = fitted, weak
        if not self._assumed.isChecked():
            self._show_sliders(fitted)

    def show_tasks(self, count: int | None) -> None:
        """How many measured tasks there are to be simulated, if any."""
        self._simulated.setEnabled(count is not None)
        self._machine.setEnabled(count is not None)
        self._simulated.setToolTip(
            self.tr("Only a run brings tasks that can be simulated; a file does not.")
            if count is None
            else self.tr("{count} tasks, as long as they were measured").format(
                count=count
            )
        )

    def _ask(self) -> None:
        self._workers = NumberBox(
            objectName="what_if_workers",
            name=self.tr("Workers in question"),
            whole=True,
            minimum=1,
            maximum=MOST_WORKERS,
        )
        self._workers.show_number(_WORKERS)
        self._wanted = NumberBox(
            objectName="what_if_wanted",
            name=self.tr("Speedup in question"),
            whole=False,
            minimum=1.0,
            maximum=1e6,
        )
        self._wanted.show_number(_WANTED)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, text, field, answer in (
            (0, self.tr("What would so many &workers give?"), self._workers, self._at),
            (
                2,
                self.tr("How many workers for this &speedup?"),
                self._wanted,
                self._reach,
            ),
        ):
            label = QLabel(text, wordWrap=True)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(answer, row + 1, 0, 1, 2)
            field.edited.connect(lambda _: self.changed.emit())
        self._column.addLayout(grid)

    def _assume(self) -> None:
        self._column.addWidget(_line())
        self._assumed = named(
            QCheckBox(self.tr("Assume another law")),
            "what_if_assume",
            accessible=self.tr("Assume another law"),
        )
        self._assumed.toggled.connect(self._assume_toggled)
        self._again = named(
            QPushButton(self.tr("As fitted")), "what_if_reset", role="link"
        )
        self._again.clicked.connect(self._reset)
        self._contention, self._contention_text = self._slider(
            "what_if_contention", self.tr("Serial share, or contention")
        )
        self._coherence, self._coherence_text = self._slider(
            "what_if_coherence", self.tr("Coherence")
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._assumed, 0, 0)
        grid.addWidget(self._again, 0, 1, Qt.AlignmentFlag.AlignRight)
        for row, title, slider, text in (
            (
                1,
                self.tr("serial share, contention"),
                self._contention,
                self._contention_text,
            ),
            (3, self.tr("coherence"), self._coherence, self._coherence_text),
        ):
            grid.addWidget(named(QLabel(title), "", role="small"), row, 0)
            grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(slider, row + 1, 0, 1, 2)
        self._column.addLayout(grid)

    def _simulate(self) -> None:
        self._column.addWidget(_line())
        self._simulated = named(
            QCheckBox(self.tr("Simulate the measured tasks")),
            "what_if_simulate",
            accessible=self.tr("Simulate the measured tasks"),
        )
        self._machine = ParameterForm(MACHINE, objectName="what_if_machine")
        self._machine.hide()
        self._machine.edited.connect(lambda _: self.changed.emit())
        self._simulated.toggled.connect(self._simulate_toggled)
        self._column.addWidget(self._simulated)
        self._column.addWidget(self._machine)

    def _slider(self, name: str, title: str) -> tuple[QSlider, QLabel]:
        slider = named(QSlider(Qt.Orientation.Horizontal), name, accessible=title)
        slider.setRange(0, _STEPS)
        slider.setPageStep(_STEPS // 20)
        slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        text = named(QLabel(), f"{name}_text", role="small")
        slider.valueChanged.connect(self._slid)
        return slider, text

    def _slid(self) -> None:
        """Moving a slider is assuming another law."""
        with QSignalBlocker(self._assumed):
            self._assumed.setChecked(True)
        self._write()
        self.changed.emit()

    def _assume_toggled(self, on: bool) -> None:
        if not on:
            self._show_sliders(self._fitted)
        self._write()
        self.changed.emit()

    def _reset(self) -> None:
        self._assumed.setChecked(False)

    def _simulate_toggled(self, on: bool) -> None:
        self._machine.setVisible(on)
        self.changed.emit()

    def _show_sliders(self, shown: Assumed) -> None:
        for slider, value in zip(
            (self._contention, self._coherence), _both(shown), strict=True
        ):
            with QSignalBlocker(slider):
                slider.setValue(_position(value))
        self._write()

    def _write(self) -> None:
        shown = self.assumption or self._fitted
        contention, coherence = _both(shown)
        self._contention_text.setText(_share(contention))
        self._coherence_text.setText(_share(coherence))
        self._again.setEnabled(self._assumed.isChecked())


def _value(position: int) -> float:
    """A share over six decades: small ones matter as much as large ones."""
    if position == 0:
        return 0.0
    return float(_LEAST * (_MOST / _LEAST) ** (position / _STEPS))


def _position(value: float) -> int:
    if value < _LEAST:
        return 0
    return round(_STEPS * math.log(value / _LEAST) / math.log(_MOST / _LEAST))


def _both(law: Assumed) -> tuple[float, float]:
    """Contention and coherence; Amdahl's law has none of the latter."""
    first, *more = law.parameters
    return first, more[0] if more else 0.0


def _share(value: float) -> str:
    return f"{100 * value:.3g} %".replace(" %", "\N{NO-BREAK SPACE}%")


def _number(value: ParamValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _line() -> QFrame:
    line = named(QFrame(), "", role="plain")
    line.setFrameShape(QFrame.Shape.HLine)
    return line
