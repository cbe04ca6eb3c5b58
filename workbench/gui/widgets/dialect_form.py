"""How a text table is written: its signs, to be corrected where they were misread."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from workbench.core.messages import QT_TRANSLATE_NOOP
from workbench.core.parameters import Parameter, ParamValue
from workbench.datasets.dialect import DIALECT
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.widgets.fields import ComboBox

_SIGNS: Mapping[str, str] = {
    "": QT_TRANSLATE_NOOP("DialectForm", "none"),
    ",": QT_TRANSLATE_NOOP("DialectForm", "comma ,"),
    ";": QT_TRANSLATE_NOOP("DialectForm", "semicolon ;"),
    "\t": QT_TRANSLATE_NOOP("DialectForm", "tab"),
    "|": QT_TRANSLATE_NOOP("DialectForm", "bar |"),
    " ": QT_TRANSLATE_NOOP("DialectForm", "space"),
    ":": QT_TRANSLATE_NOOP("DialectForm", "colon :"),
    '"': QT_TRANSLATE_NOOP("DialectForm", 'double "'),
    "'": QT_TRANSLATE_NOOP("DialectForm", "single '"),
    ".": QT_TRANSLATE_NOOP("DialectForm", "point ."),
}


class DialectForm(QWidget):
    """One field per sign. What the person chose is kept, the rest is guessed again."""

    edited = Signal(dict)
    """Carries the signs that are to be taken as given."""

    def __init__(
        self, given: Mapping[str, ParamValue], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dialect_form")
        self._given = dict(given)
        self._fields: dict[str, QWidget] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(len(DIALECT), 1)
        for column, parameter in enumerate(DIALECT):
            field = self._field(parameter)
            self._fields[parameter.name] = field
            if isinstance(field, ComboBox):
                label = named(QLabel(say(parameter.title)), "", role="small")
                label.setBuddy(field)
                layout.addWidget(label, 0, column)
            layout.addWidget(field, 1, column)

    @property
    def given(self) -> dict[str, ParamValue]:
        """What is not left to the guess."""
        return dict(self._given)

    def show_dialect(self, values: Mapping[str, ParamValue]) -> None:
        """Show how the table was read, without a signal."""
        for name, field in self._fields.items():
            if isinstance(field, QCheckBox):
                with QSignalBlocker(field):
                    field.setChecked(values[name] is True)
            elif isinstance(field, ComboBox):
                field.show_data(values[name])

    def _field(self, parameter: Parameter) -> QWidget:
        title, name = say(parameter.title), f"dialect_{parameter.name}"
        if parameter.kind == "bool":
            box = named(QCheckBox(title), name, accessible=title)
            box.toggled.connect(lambda on: self._ask(parameter.name, on))
            return box
        combo = ComboBox(objectName=name, name=title)
        combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setToolTip(say(parameter.help))
        for choice in parameter.choices:
            combo.addItem(_sign(choice), choice)
        combo.currentIndexChanged.connect(
            lambda _: self._ask(parameter.name, combo.currentData())
        )
        return combo

    def _ask(self, name: str, value: ParamValue) -> None:
        self._given[name] = value
        self.edited.emit(self.given)


def _sign(choice: str) -> str:
    if choice not in _SIGNS:
        return choice
    return QCoreApplication.translate("DialectForm", _SIGNS[choice])
