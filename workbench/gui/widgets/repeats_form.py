"""How often every worker count is timed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from workbench.core.errors import Problem
from workbench.core.spec import RepeatSpec
from workbench.gui.widgets.fields import NumberBox
from workbench.gui.widgets.problem_label import ProblemLabel


class RepeatsForm(QWidget):
    """Least, most, width of the interval, time budget."""

    edited = Signal(object)
    """Carries the :class:`RepeatSpec` asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("repeats_form")
        self._repeats = RepeatSpec()
        self._problems: dict[str, ProblemLabel] = {}
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._layout.setFieldGrowthPolicy(
            QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        )
        self._least = self._row(
            "minimum", self.tr("At &least"), whole=True, minimum=1, maximum=1000
        )
        self._most = self._row(
            "maximum", self.tr("At &most"), whole=True, minimum=1, maximum=1000
        )
        self._width = self._row(
            "width", self.tr("&Until ± %"), whole=False, minimum=0.1, maximum=100
        )
        self._width.setToolTip(
            self.tr("Stop when the 95 % interval of each speedup is this narrow")
        )
        self._budget = self._row(
            "budget_s", self.tr("&Time budget (s)"), whole=False, optional=True
        )
        self._budget.lineEdit().setPlaceholderText(self.tr("none"))
        self._wire()

    def show_repeats(self, repeats: RepeatSpec) -> None:
        """Show the rule, without a signal."""
        self._repeats = repeats
        self._least.show_number(repeats.minimum)
        self._most.show_number(repeats.maximum)
        self._width.show_number(round(repeats.width * 100, 9))
        self._budget.show_number(repeats.budget_s)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say each problem below its field."""
        for name, label in self._problems.items():
            field = f"repeats.{name}"
            label.show_problems([p for p in problems if p.field == field])

    def add_row(
        self, text: str, field: QWidget, problem: QWidget | None = None
    ) -> None:
        """Put a further field below these, aligned, its problem below it."""
        label = QLabel(text)
        label.setBuddy(field)
        self._layout.addRow(label, field)
        if problem is not None:
            self._layout.addRow(problem)

    def _row(
        self,
        name: str,
        text: str,
        *,
        whole: bool,
        minimum: float = 0.0,
        maximum: float | None = None,
        optional: bool = False,
    ) -> NumberBox:
        box = NumberBox(
            objectName=f"repeats_{name}",
            name=text.replace("&", ""),
            whole=whole,
            minimum=minimum,
            maximum=maximum,
            optional=optional,
            start=60.0,
        )
        self._problems[name] = ProblemLabel(objectName=f"repeats_{name}_problem")
        self.add_row(text, box, self._problems[name])
        return box

    def _wire(self) -> None:
        self._least.edited.connect(lambda n: self._ask(minimum=n))
        self._most.edited.connect(lambda n: self._ask(maximum=n))
        self._width.edited.connect(lambda n: self._ask(width=round(n / 100, 12)))
        self._budget.edited.connect(lambda n: self._ask(budget_s=n))

    def _ask(self, **changes: float | None) -> None:
        self._repeats = msgspec.structs.replace(self._repeats, **changes)
        self.edited.emit(self._repeats)
