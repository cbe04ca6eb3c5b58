"""What this program is made of: versions, licence, credits; and how to read it."""

from __future__ import annotations

import importlib.metadata
import platform
import sqlite3

import PySide6
from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import workbench
from workbench.gui.naming import named

_HELP_WIDTH = 520
_LIBRARIES = (
    ("scikit-learn", "scikit-learn"),
    ("NumPy", "numpy"),
    ("SciPy", "scipy"),
    ("DuckDB", "duckdb"),
    ("pyqtgraph", "pyqtgraph"),
)


def version_lines() -> list[tuple[str, str]]:
    """Name and version of the program and of what its results depend on."""
    return [
        ("Workbench", workbench.__version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("PySide6", PySide6.__version__),
        *((title, importlib.metadata.version(name)) for title, name in _LIBRARIES),
        ("SQLite", sqlite3.sqlite_version),
        (QCoreApplication.translate("About", "System"), platform.platform()),
    ]


class AboutDialog(QDialog):
    """Versions that can be copied into a message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(self.tr("About Workbench"))
        title = named(QLabel("Workbench"), "about_title", role="heading")
        purpose = QLabel(
            self.tr("Experiments with parallelism and ensembles, measured with care.")
        )
        versions = "\n".join(f"{name}  {text}" for name, text in version_lines())
        self._versions = named(
            QLabel(versions), "about_versions", accessible=self.tr("Versions")
        )
        self._versions.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        licences = self.tr(
            "Licence: MIT. It stands on Qt and PySide6 (LGPL), scikit-learn, NumPy, "
            "SciPy and pyqtgraph (BSD and MIT), DuckDB (MIT), SQLite (public domain). "
            "Chinese glyphs: Noto Sans SC (SIL Open Font Licence)."
        )
        credits_ = named(QLabel(licences), "about_credits", role="small")
        credits_.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = named(QPushButton(self.tr("Copy versions")), "about_copy")
        copy.clicked.connect(self._copy_versions)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        for label in (title, purpose, self._versions, credits_):
            layout.addWidget(label)
        layout.addWidget(buttons)
        self.setMinimumWidth(430)

    def _copy_versions(self) -> None:
        QGuiApplication.clipboard().setText(self._versions.text())


class HelpDialog(QDialog):
    """How to read the pictures, on one screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help_dialog")
        self.setWindowTitle(self.tr("How to read this"))
        text = named(QLabel(self._text()), "help_text")
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setWordWrap(True)
        text.setFixedWidth(_HELP_WIDTH)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.addWidget(text)
        layout.addWidget(buttons)

    def _text(self) -> str:
        parts = (
            (
                self.tr("Speedup"),
                self.tr(
                    "How many times faster the same work is done with more workers. "
                    "The line “ideal” is twice as fast with two workers, four times "
                    "with four. Each point carries its 95\u00a0% interval: the "
                    "narrower, the surer. From three worker counts on, the line in a "
                    "band is the law that fits best. A cross is a repeat with an "
                    "outlier; it counts like the others. Where the problem grows with "
                    "the workers, the scaled speedup is how many times as much is done "
                    "per second."
                ),
            ),
            (
                self.tr("Efficiency"),
                self.tr(
                    "Speedup divided by workers. At 100\u00a0% no worker is wasted; at "
                    "50\u00a0% half of them wait or do what one alone would not have "
                    "to do."
                ),
            ),
            (
                self.tr("Accuracy"),
                self.tr(
                    "Each dot is one test on rows that the model had not seen. The "
                    "mark beside them is their mean with its interval. Intervals that "
                    "overlap widely mean: no difference shown."
                ),
            ),
            (
                self.tr("Timeline"),
                self.tr(
                    "Which worker did what, and when. Gaps are waiting time; a long "
                    "bar at the end keeps all the others waiting."
                ),
            ),
            (
                self.tr("Where the time went"),
                self.tr(
                    "Each bar is all the time that the workers had. Only “compute” "
                    "brings the run forward; every other part is what parallel work "
                    "costs. The verdict names the largest of them, with a cure."
                ),
            ),
            (
                self.tr("Verdict"),
                self.tr(
                    "What the measurements support, and no more. If they cannot "
                    "support a conclusion, it says what to measure next. Where times "
                    "scatter too far, it names what else the computer did in the slow "
                    "trials."
                ),
            ),
            (
                self.tr("Scaling"),
                self.tr(
                    "What more workers would give. Filled marks are measured, the line "
                    "in a band is fitted, a dashed line is what you assume, hatched "
                    "squares are simulated. “Measure it” makes the measurement that "
                    "narrows the answer most."
                ),
            ),
            (
                self.tr("Ensembles"),
                self.tr(
                    "Whether combining models pays. “Against best single” is the gain "
                    "on the same splits, with its interval; one that holds zero shows "
                    "no gain. Members help each other only where they err on different "
                    "rows."
                ),
            ),
        )
        return "".join(f"<p><b>{title}.</b> {text}</p>" for title, text in parts)
