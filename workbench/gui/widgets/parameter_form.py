"""A form that is made from declared parameters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeGuard

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.core.errors import Problem
from workbench.core.parameters import Parameter, ParamValue, filled
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.widgets.fields import ComboBox, NumberBox
from workbench.gui.widgets.problem_label import ProblemLabel

_DIALOG_WIDTH = 460
_DIALOG_HEIGHT = 620
_AROUND_FORM = 170
_READABLE = 12
"""How many letters of a choice in words can be read at least."""


class ParameterForm(QWidget):
    """One row per parameter. Shows what is given, asks for what was changed.

    A value equal to the default is left out of what it asks for, so a spec says only
    what is special about it. ``explained`` writes each help text below its field; else
    it is the field's tool tip. ``choices`` gives words to a parameter's choices.
    """

    edited = Signal(dict)
    """Carries the parameters to be given from now on."""

    def __init__(
        self,
        parameters: Sequence[Parameter],
        *,
        objectName: str,
        explained: bool = False,
        choices: Mapping[str, Mapping[str, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(objectName)
        self._declared = tuple(parameters)
        self._explained = explained
        self._choices = choices or {}
        self._given: dict[str, ParamValue] = {}
        self._fields: dict[str, QWidget] = {}
        self._problems: dict[str, ProblemLabel] = {}
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(10)
        self._layout.setVerticalSpacing(6)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._layout.setFieldGrowthPolicy(
            QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        )
        # A long name stands over its field where both do not fit into the panel.
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for parameter in self._declared:
            self._add_row(parameter)
        self._reset = named(
            QPushButton(self.tr("Reset to defaults")),
            f"{objectName}_reset",
            role="link",
            accessible=self.tr("Reset to defaults"),
        )
        self._reset.setAutoDefault(False)
        self._reset.clicked.connect(lambda: self._ask({}))
        self._layout.addRow(self._reset)
        self.show_values({})

    @property
    def given(self) -> dict[str, ParamValue]:
        """The parameters as shown, without those that are at their default."""
        return dict(self._given)

    def values(self) -> dict[str, ParamValue]:
        """What every field shows."""
        return {p.name: self._shown(p) for p in self._declared}

    def show_values(self, given: Mapping[str, ParamValue]) -> None:
        """Show ``given`` over the defaults, without a signal."""
        self._given = dict(given)
        values = filled(self._declared, given)
        for parameter in self._declared:
            field, value = self._fields[parameter.name], values[parameter.name]
            match field:
                case QCheckBox():
                    with QSignalBlocker(field):
                        field.setChecked(value is True)
                case ComboBox():
                    field.show_data(value)
                case NumberBox():
                    field.show_number(value if _is_number(value) else None)
                case QLineEdit():
                    field.setText("" if value is None else str(value))
        self._reset.setEnabled(bool(given))

    def show_only(self, names: Collection[str]) -> None:
        """Leave out the rows of parameters that mean nothing now."""
        for name, field in self._fields.items():
            self._layout.setRowVisible(field, name in names)

    def show_problems(self, problems: Sequence[Problem], field: str) -> None:
        """Say the problems of the parameters that lie under the path ``field``."""
        for name, label in self._problems.items():
            label.show_problems([p for p in problems if p.field == f"{field}.{name}"])

    def _add_row(self, parameter: Parameter) -> None:
        field = self._field(parameter)
        help_text = say(parameter.help)
        field.setToolTip(help_text)
        field.setAccessibleDescription(help_text)
        self._fields[parameter.name] = field
        if isinstance(field, QCheckBox):
            self._layout.addRow(field)
        else:
            label = QLabel(say(parameter.title))
            label.setToolTip(help_text)
            label.setBuddy(field)
            self._layout.addRow(label, field)
        name = f"{self.objectName()}_{parameter.name}"
        if self._explained and help_text:
            explanation = named(QLabel(help_text), f"{name}_help", role="small")
            explanation.setWordWrap(True)
            self._layout.addRow(explanation)
        problem = ProblemLabel(objectName=f"{name}_problem")
        self._problems[parameter.name] = problem
        self._layout.addRow(problem)

    def _field(self, parameter: Parameter) -> QWidget:
        name, title = f"{self.objectName()}_{parameter.name}", say(parameter.title)

        def ask(value: ParamValue) -> None:
            self._change(parameter, value)

        match parameter.kind:
            case "bool":
                box = named(QCheckBox(title), name, accessible=title)
                box.toggled.connect(ask)
                return box
            case "choice":
                combo = ComboBox(objectName=name, name=title)
                if parameter.optional:
                    combo.addItem(self.tr("none"), None)
                given = self._choices.get(parameter.name)
                if given:
                    combo.setMinimumContentsLength(_READABLE)
                words = given or {
                    choice: say(word) for choice, word in parameter.words.items()
                }
                for choice in parameter.choices:
                    text = words.get(choice, choice.replace("_", " "))
                    combo.addItem(text, choice)
                combo.currentIndexChanged.connect(lambda _: ask(combo.currentData()))
                return combo
            case "int" | "float":
                default = parameter.default
                number = NumberBox(
                    objectName=name,
                    name=title,
                    whole=parameter.kind == "int",
                    minimum=parameter.minimum,
                    maximum=parameter.maximum,
                    optional=parameter.optional,
                    start=default if _is_number(default) else None,
                )
                if parameter.optional:
                    number.lineEdit().setPlaceholderText(self.tr("none"))
                number.edited.connect(ask)
                return number
            case "text":
                line = named(QLineEdit(), name, accessible=title)
                line.editingFinished.connect(lambda: self._ask_text(parameter, line))
                return line

    def _shown(self, parameter: Parameter) -> ParamValue:
        match self._fields[parameter.name]:
            case QCheckBox() as box:
                return box.isChecked()
            case ComboBox() as combo:
                choice: ParamValue = combo.currentData()
                return choice
            case NumberBox() as number:
                return number.number()
            case QLineEdit() as line:
                return line.text()
            case other:
                raise TypeError(f"no field of a form: {other!r}")

    def _ask_text(self, parameter: Parameter, line: QLineEdit) -> None:
        """Once the field is left: only if something else is written there now."""
        text = line.text().strip()
        if text != filled(self._declared, self._given)[parameter.name]:
            self._change(parameter, text)

    def _change(self, parameter: Parameter, value: ParamValue) -> None:
        given = {**self._given, parameter.name: value}
        if value == parameter.default:
            del given[parameter.name]
        self._ask(given)

    def _ask(self, given: dict[str, ParamValue]) -> None:
        self.show_values(given)
        self.edited.emit(given)


def _is_number(value: ParamValue) -> TypeGuard[float]:
    return isinstance(value, int | float)


class ParameterDialog(QDialog):
    """A form in a window of its own; every change counts at once and can be undone."""

    edited = Signal(dict)
    """Carries the parameters to be given from now on."""

    def __init__(
        self,
        parameters: Sequence[Parameter],
        given: Mapping[str, ParamValue],
        *,
        title: str,
        text: str,
        objectName: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(objectName)
        self.setWindowTitle(title)
        self.form = ParameterForm(
            parameters, objectName=f"{objectName}_form", explained=True
        )
        self.form.show_values(given)
        self.form.edited.connect(self.edited)
        heading = named(QLabel(title), f"{objectName}_heading", role="heading")
        about = named(QLabel(text), f"{objectName}_text", role="muted")
        about.setWordWrap(True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("role", "page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.form)
        inside.addStretch(1)
        scroll.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(about)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        wanted = inside.totalHeightForWidth(_DIALOG_WIDTH - 40) + _AROUND_FORM
        self.resize(_DIALOG_WIDTH, min(_DIALOG_HEIGHT, wanted))
        self.finished.connect(self.deleteLater)
