"""One model of the list: a tick, its parameters behind a button, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from workbench.core.errors import Problem
from workbench.core.spec import ModelSpec
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.elided import ElidedCheckBox
from workbench.gui.widgets.model_choices import Catalogue
from workbench.gui.widgets.problem_label import ProblemLabel


class ModelRow(QWidget):
    """Shows one model, asks to take it in or out, or to see its parameters."""

    toggled = Signal(bool)
    parametersRequested = Signal()  # noqa: N815 - a signal, named as Qt names them

    def __init__(
        self,
        model: ModelSpec,
        *,
        catalogue: Catalogue,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"model_{model.key}")
        self._theme = theme
        self._catalogue = catalogue
        words = say(catalogue.title(model))
        self.box = named(
            ElidedCheckBox(words), f"model_{model.key}_box", accessible=words
        )
        self._lacking = catalogue.lacking(model)
        told = self._lacking or catalogue.help_text(model)
        self.box.setToolTip(f"{words}. {say(told)}")
        self.box.toggled.connect(self.toggled)
        self.button = self._parameters_button(model)
        self._members = named(QLabel(), f"model_{model.key}_members", role="small")
        self._members.setWordWrap(True)
        self._members.setContentsMargins(24, 0, 0, 0)
        self._problem = ProblemLabel(objectName=f"model_{model.key}_problem")
        self._problem.setContentsMargins(24, 0, 0, 0)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self.box, 0, 0)
        layout.addWidget(self.button, 0, 1)
        layout.setRowMinimumHeight(0, self.box.sizeHint().height() + 4)
        layout.addWidget(self._members, 1, 0, 1, 2)
        layout.addWidget(self._problem, 2, 0, 1, 2)
        self.tint()

    def show_model(self, model: ModelSpec, *, chosen: bool, members: str) -> None:
        """Show whether it is chosen, with which parameters, and who votes in it."""
        with QSignalBlocker(self.box):
            self.box.setChecked(chosen)
        self.box.setEnabled(chosen or self._lacking is None)
        changed = ", ".join(f"{key} = {value}" for key, value in model.params.items())
        tip = self.tr("Parameters: {changed}") if changed else self.tr("Parameters")
        self.button.setToolTip(tip.format(changed=changed))
        self._members.setText(members)
        self._members.setVisible(bool(members))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with this model."""
        self._problem.show_problems(problems)

    def tint(self) -> None:
        """Wear the colours of the theme."""
        self.button.setIcon(self._theme.icon("more", self._theme.colours.muted))

    def _parameters_button(self, model: ModelSpec) -> QToolButton:
        title = say(self._catalogue.title(model))
        name = self.tr("Parameters of {model}").format(model=title)
        button = named(
            QToolButton(),
            f"model_{model.key}_parameters",
            role="flat",
            accessible=name,
        )
        button.setFixedSize(26, self.box.sizeHint().height() + 4)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self.parametersRequested)
        if not self._catalogue.parameters(model):
            button.hide()
        return button
