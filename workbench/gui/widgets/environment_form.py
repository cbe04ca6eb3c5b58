"""What is asked before an environment is set up: its name, a Python, where from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.external import interpreters
from workbench.external.interpreters import Interpreter
from workbench.gui.loading import Loader
from workbench.gui.naming import named

Mode = Literal["create", "use"]


class EnvironmentForm(QWidget):
    """One form for both ways; Pythons are looked for in the background."""

    accepted = Signal()
    rejected = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("environment_form")
        self.mode: Mode = "create"
        self._title = named(QLabel(), "environment_title", role="heading")
        self._words = named(QLabel(wordWrap=True), "environment_words", role="small")
        self._name = named(QLineEdit(), "environment_name", accessible=self.tr("Name"))
        self._python = named(
            QComboBox(editable=True),
            "environment_python",
            accessible=self.tr("Python"),
        )
        self._python.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._wheels = named(
            QLineEdit(), "environment_wheels", accessible=self.tr("Folder of wheels")
        )
        self._wheels.setPlaceholderText(self.tr("empty: from the network"))
        self._go = named(QPushButton(), "environment_go", role="primary")
        leave = named(QPushButton(self.tr("Cancel")), "environment_leave")
        self._form = QFormLayout()
        self._form.addRow(self.tr("&Name"), self._name)
        self._form.addRow(self.tr("&Python"), self._with_browse(self._python))
        self._form.addRow(self.tr("&Wheels in"), self._with_browse(self._wheels))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._words):
            layout.addWidget(widget)
        layout.addLayout(self._form)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self._loader = Loader(self)
        self._loader.loaded.connect(self._offer)
        self._go.clicked.connect(self.accepted)
        leave.clicked.connect(self.rejected)
        self._python.editTextChanged.connect(self._update)
        self._name.textChanged.connect(self._update)

    @property
    def name(self) -> str:
        """What it is to be called."""
        return self._name.text().strip()

    @property
    def python(self) -> str:
        """The path chosen or typed."""
        index = self._python.findText(self._python.currentText())
        path = self._python.itemData(index) if index >= 0 else None
        return str(path or self._python.currentText().strip())

    @property
    def wheels(self) -> str:
        """The folder to install from, or empty."""
        return self._wheels.text().strip()

    def ask(self, mode: Mode, title: str, name: str) -> None:
        """Ask how to get the engine called ``title``; ``name`` is proposed."""
        self.mode = mode
        self._name.setText(name)
        self._python.clear()
        if mode == "create":
            self._title.setText(
                self.tr("A new environment for {engine}").format(engine=title)
            )
            self._words.setText(
                self.tr(
                    "A folder of its own in your data folder; your other Pythons stay "
                    "as they are. Packages come from the network, or from a folder of "
                    "wheels."
                )
            )
            self._go.setText(self.tr("Create"))
            self._hint(self.tr("looking for Pythons …"))
            self._loader.request(interpreters.candidates)
        else:
            self._title.setText(
                self.tr("An existing environment for {engine}").format(engine=title)
            )
            self._words.setText(
                self.tr(
                    "Choose its program “python”. What the engine needs and the "
                    "environment lacks, Workbench itself among it, is installed in it."
                )
            )
            self._go.setText(self.tr("Use"))
            self._hint(self.tr("path of its program “python”"))
            self._loader.drop()
        self._update()
        self._name.setFocus()

    def _offer(self, found: Sequence[Interpreter]) -> None:
        typed = self._python.currentText()
        for each in found:
            self._python.addItem(each.title, each.python)
        if typed:
            self._python.setEditText(typed)
        elif not found:
            self._hint(self.tr("none found: choose one, or install it from python.org"))
        self._update()

    def _update(self) -> None:
        self._go.setEnabled(bool(self.name and self.python))

    def _hint(self, text: str) -> None:
        """What stands in the field while nothing else does."""
        line = self._python.lineEdit()
        assert line is not None  # the box is editable
        line.setPlaceholderText(text)

    def _with_browse(self, field: QComboBox | QLineEdit) -> QWidget:
        """A field with a button that opens a file dialog for it."""
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        browse = named(
            QPushButton(self.tr("Browse…")),
            f"{field.objectName()}_browse",
            accessible=self.tr("Browse for {what}").format(what=field.accessibleName()),
        )
        browse.clicked.connect(lambda: self._browse(field))
        line.addWidget(field, 1)
        line.addWidget(browse)
        return box

    def _browse(self, field: QComboBox | QLineEdit) -> None:
        dialog = named(QFileDialog(self), "environment_browse_dialog")
        if isinstance(field, QComboBox):
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(field.setEditText)
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.fileSelected.connect(field.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
