"""A numbered card of the setup panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from workbench.core.errors import Problem
from workbench.core.spec import ExperimentSpec
from workbench.gui.naming import named
from workbench.gui.widgets.card import Card


class Section(Card):
    """A card with its place in the order in which a person decides."""

    def __init__(self, *, objectName: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName(objectName)
        self._step = named(QLabel(), f"{objectName}_step", role="step")
        self._header.insertWidget(0, self._step)
        self._column.setContentsMargins(12, 8, 12, 12)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show what ``spec`` says here, without changing the draft."""
        raise NotImplementedError

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong below the field that it belongs to."""
        raise NotImplementedError

    def show_step(self, number: int) -> None:
        """Its number in the panel."""
        self._step.setText(str(number))

    def set_title(self, title: str) -> None:
        """Name the step, for a screen reader too."""
        super().set_title(title)
        self.setAccessibleName(title)
