"""Worker counts as chips to switch on and off, and a field to add any other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from workbench.gui.naming import named

USUAL = (1, 2, 4, 8)
_IN_A_LINE = 5
_LARGEST = 99_999


class WorkerChips(QWidget):
    """Shows chosen counts, asks for others.

    One worker is always measured, since every speedup is relative to it: its chip stays
    on.
    """

    countsRequested = Signal(tuple)  # noqa: N815 - a signal, named as Qt names them
    """Carries the ascending counts that should be measured."""

    def __init__(self, *, cores: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("worker_chips")
        self.setAccessibleName(self.tr("Worker counts"))
        self._usual = tuple(sorted({*USUAL, cores}))
        self._chosen: tuple[int, ...] = ()
        self._chips: dict[int, QToolButton] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._other = named(
            QLineEdit(),
            "worker_count_other",
            accessible=self.tr("Another worker count"),
        )
        self._other.setToolTip(self.tr("Type another worker count and press Enter"))
        self._other.setPlaceholderText(self.tr("other"))
        self._other.setValidator(QIntValidator(0, _LARGEST, self._other))
        self._other.returnPressed.connect(self._add)
        self._other.editingFinished.connect(self._add)
        self._arrange()

    def counts(self) -> tuple[int, ...]:
        """The counts whose chips are on."""
        return tuple(n for n, chip in sorted(self._chips.items()) if chip.isChecked())

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show which counts are chosen, without a signal."""
        self._chosen = tuple(sorted(set(counts)))
        if set(self._chips) != {*self._usual, *self._chosen}:
            self._arrange()
        for count, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(count == 1 or count in self._chosen)

    def _arrange(self) -> None:
        wanted = sorted({*self._usual, *self._chosen})
        for count in set(self._chips) - set(wanted):
            self._chips.pop(count).deleteLater()
        for count in wanted:
            if count not in self._chips:
                self._chips[count] = self._chip(count)
        self._other.setMaximumWidth(self.fontMetrics().horizontalAdvance("0" * 9))
        fields = [*(self._chips[count] for count in wanted), self._other]
        while (old := self._lines.takeAt(0)) is not None:
            if (emptied := old.layout()) is not None:
                emptied.deleteLater()
        for first in range(0, len(fields), _IN_A_LINE):
            line = QHBoxLayout()
            for field in fields[first : first + _IN_A_LINE]:
                line.addWidget(field)
            line.addStretch(1)
            self._lines.addLayout(line)
        for before, after in itertools.pairwise(fields):
            QWidget.setTabOrder(before, after)

    def _chip(self, count: int) -> QToolButton:
        chip = named(QToolButton(self), f"workers_{count}", role="chip")
        chip.setText(str(count))
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = self.tr("1 worker") if count == 1 else self.tr("{n} workers")
        chip.setAccessibleName(name.format(n=count))
        chip.setToolTip(
            self.tr("One worker is always measured: speedups are relative to it.")
            if count == 1
            else name.format(n=count)
        )
        chip.toggled.connect(lambda on: self._toggled(count, on))
        chip.show()
        return chip

    def _toggled(self, count: int, on: bool) -> None:
        chosen = {*self._chosen, 1}
        if on:
            chosen.add(count)
        elif count != 1:
            chosen.discard(count)
        self._ask(chosen)

    def _add(self) -> None:
        text = self._other.text()
        if text:
            self._other.clear()
            self._ask({*self._chosen, 1, int(text)})

    def _ask(self, counts: set[int]) -> None:
        self.show_counts(tuple(counts))
        self.countsRequested.emit(tuple(sorted(counts)))
