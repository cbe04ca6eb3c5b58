"""How rows are split for scoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from workbench.core.errors import Problem
from workbench.core.spec import CvSpec
from workbench.gui import i18n
from workbench.gui.widgets.disclosure import Disclosure
from workbench.gui.widgets.fields import ComboBox, NumberBox
from workbench.gui.widgets.problem_label import ProblemLabel, about


class ValidationSection(QWidget):
    """One line, such as “5-fold cross-validation × 4”, that opens to a form.

    ``inner`` adds the folds within the training rows.
    """

    edited = Signal(object)
    """Carries the :class:`CvSpec` asked for."""

    def __init__(self, *, inner: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("validation_section")
        self._has_inner = inner
        self._cv = CvSpec()
        self._problem = ProblemLabel(objectName="cv_problem")
        self._form = QWidget()
        self._rows = QFormLayout(self._form)
        self._rows.setContentsMargins(0, 0, 0, 4)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._build()
        self._line = Disclosure(self._form, objectName="cv_line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._line)
        layout.addWidget(self._problem)
        self._wire()
        self.show_cv(self._cv)

    def show_cv(self, cv: CvSpec) -> None:
        """Show how rows are split, without a signal."""
        self._cv = cv
        self._scheme.show_data(cv.scheme)
        self._folds.show_number(cv.folds)
        self._test_size.show_number(round(cv.test_size * 100, 9))
        self._repeats.show_number(cv.repeats)
        self._inner.show_number(cv.inner_folds)
        with QSignalBlocker(self._shuffle):
            self._shuffle.setChecked(cv.shuffle)
        self._rows.setRowVisible(self._folds, cv.scheme == "kfold")
        self._rows.setRowVisible(self._test_size, cv.scheme == "holdout")
        self._line.show_text(self._words(cv))

    def show_inner(self, inner: bool) -> None:
        """Whether anything learns within the training rows."""
        self._has_inner = inner
        self._rows.setRowVisible(self._inner, inner)
        self._line.show_text(self._words(self._cv))

    def open(self) -> None:
        """Show the form."""
        self._line.open()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with the splits, and open the form for the remedy."""
        mine = about(problems, "cv")
        self._problem.show_problems(mine)
        if mine:
            self._line.open()

    def _build(self) -> None:
        self._scheme = ComboBox(objectName="cv_scheme", name=self.tr("Splits"))
        self._scheme.addItem(self.tr("k-fold"), "kfold")
        self._scheme.addItem(self.tr("Hold-out"), "holdout")
        self._folds = NumberBox(
            objectName="cv_folds",
            name=self.tr("Folds"),
            whole=True,
            minimum=1,
            maximum=10_000,
        )
        self._test_size = NumberBox(
            objectName="cv_test_size",
            name=self.tr("Test share in percent"),
            whole=False,
            minimum=0,
            maximum=100,
        )
        self._repeats = NumberBox(
            objectName="cv_repeats",
            name=self.tr("Repeats of the splits"),
            whole=True,
            minimum=1,
            maximum=10_000,
        )
        self._inner = NumberBox(
            objectName="cv_inner_folds",
            name=self.tr("Inner folds"),
            whole=True,
            minimum=2,
            maximum=10_000,
        )
        self._inner.setToolTip(
            self.tr(
                "Within the training rows of each split: every row is predicted by a "
                "copy that never saw it, and rules learn from that"
            )
        )
        self._shuffle = QCheckBox(self.tr("S&huffle rows first"))
        self._shuffle.setObjectName("cv_shuffle")
        self._shuffle.setAccessibleName(self.tr("Shuffle rows first"))
        for text, field in (
            (self.tr("&Splits"), self._scheme),
            (self.tr("&Folds"), self._folds),
            (self.tr("Test share (%)"), self._test_size),
            (self.tr("Re&peats"), self._repeats),
            (self.tr("&Inner folds"), self._inner),
        ):
            label = QLabel(text)
            label.setBuddy(field)
            self._rows.addRow(label, field)
        self._rows.addRow(self._shuffle)
        self._rows.setRowVisible(self._inner, self._has_inner)

    def _wire(self) -> None:
        self._scheme.currentIndexChanged.connect(
            lambda _: self._ask(scheme=self._scheme.currentData())
        )
        self._folds.edited.connect(lambda n: self._ask(folds=n))
        self._test_size.edited.connect(
            lambda n: self._ask(test_size=round(n / 100, 12))
        )
        self._repeats.edited.connect(lambda n: self._ask(repeats=n))
        self._inner.edited.connect(lambda n: self._ask(inner_folds=n))
        self._shuffle.toggled.connect(lambda on: self._ask(shuffle=on))

    def _words(self, cv: CvSpec) -> str:
        if cv.scheme == "kfold":
            text = self.tr("{folds}-fold cross-validation").format(folds=cv.folds)
        else:
            share = i18n.percent(cv.test_size)
            text = self.tr("Hold-out, {share} for testing").format(share=share)
        text = text if cv.repeats == 1 else f"{text} × {cv.repeats}"
        if not self._has_inner:
            return text
        inner = self.tr("{n} inner folds").format(n=cv.inner_folds)
        return f"{text} · {inner}"

    def _ask(self, **changes: Any) -> None:
        cv = msgspec.structs.replace(self._cv, **changes)
        self.show_cv(cv)
        self.edited.emit(cv)
