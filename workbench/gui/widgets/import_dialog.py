"""A look at a person's table before it is used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.core.errors import BadInput, Problem, WorkbenchError
from workbench.core.parameters import ParamValue
from workbench.core.spec import DatasetSpec
from workbench.datasets import Preview, Summary, describe, sniff
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.models.preview import PreviewModel
from workbench.gui.naming import named
from workbench.gui.widgets.dialect_form import DialectForm
from workbench.gui.widgets.features_dialog import FeatureList
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.other_roles import OtherRoles
from workbench.gui.widgets.problem_label import ProblemLabel, announce

_WIDTH, _HEIGHT = 860, 620
_LIST_WIDTH = 230
_LINE = 1.6


class ImportDialog(QDialog):
    """How the file was read, its first rows, what to predict and what to learn from.

    Everything is read in the background. The table is read whole before it is accepted,
    so that what is wrong with it is said here, beside the remedy.
    """

    accepted_table = Signal(object, object, object)
    """Carries the :class:`DatasetSpec`, the ``Summary`` of what it holds, and the names
    of all columns of the file."""

    def __init__(self, dataset: DatasetSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self._file = Path(dataset.file or "")
        self._target_wanted = dataset.target
        self._features_wanted = dataset.features
        self._preview: Preview | None = None
        self._chosen = dataset
        self.setWindowTitle(self.tr("Use a table"))
        self._previews = Loader(self)
        self._summaries = Loader(self)
        self._dialect = DialectForm(dataset.dialect or {})
        self._problem = ProblemLabel(objectName="import_problem")
        self._busy = named(QLabel(), "import_busy", role="muted")
        self._rows = PreviewModel(self)
        self._target = ComboBox(objectName="import_target", name=self.tr("Target"))
        self._features = FeatureList()
        self._others = OtherRoles(owner=dataset.owner, test_column=dataset.test_column)
        self._size = named(QLabel(), "import_size", role="muted")
        self._notes = named(QLabel(), "import_notes", role="warning")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._use = named(QPushButton(self.tr("&Use this table")), "use_table")
        self._lay_out()
        self._wire()
        self.resize(_WIDTH, _HEIGHT)
        self._read(self._dialect.given)

    def dataset(self) -> DatasetSpec:
        """What would be put into the draft."""
        return DatasetSpec(
            file=str(self._file),
            target=self._target.currentData(),
            features=self._features.chosen(),
            dialect=self._preview.dialect if self._preview is not None else None,
            owner=self._others.owner,
            test_column=self._others.test_column,
        )

    def use(self) -> None:
        """Read the whole table; accept it when that went well."""
        dataset = self._chosen = self.dataset()
        self._tell_busy(self.tr("Reading the whole table …"))
        self._summaries.request(lambda: describe(dataset))

    def done(self, result: int) -> None:
        """Let late answers go."""
        self._previews.drop()
        self._summaries.drop()
        super().done(result)

    def _lay_out(self) -> None:
        title = named(QLabel(self._file.name), "import_file", role="heading")
        title.setToolTip(str(self._file))
        self._size.setAlignment(Qt.AlignmentFlag.AlignRight)
        top = QHBoxLayout()
        top.addWidget(title)
        top.addWidget(self._size, 1)
        table = named(
            QTableView(),
            "import_preview",
            role="field",
            accessible=self.tr("First rows of the table"),
        )
        table.verticalHeader().setDefaultSectionSize(
            round(_LINE * self.fontMetrics().height())
        )
        table.setModel(self._rows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self._notes.setWordWrap(True)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(table, 1)
        middle.addLayout(self._choices())
        self._use.setProperty("role", "primary")
        self._use.setDefault(True)
        self._use.setEnabled(False)
        self._buttons.addButton(self._use, QDialogButtonBox.ButtonRole.AcceptRole)
        bottom = QHBoxLayout()
        bottom.addWidget(self._busy, 1)
        bottom.addWidget(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self._dialect)
        layout.addWidget(self._problem)
        layout.addLayout(middle, 1)
        layout.addWidget(self._notes)
        layout.addLayout(bottom)

    def _choices(self) -> QGridLayout:
        """What to predict, what to learn from, and what else a column can say."""
        every = named(QPushButton(self.tr("&All")), "import_all", role="link")
        nothing = named(QPushButton(self.tr("&None")), "import_none", role="link")
        every.clicked.connect(lambda: self._features.tick_all(True))
        nothing.clicked.connect(lambda: self._features.tick_all(False))
        for button in (every, nothing):
            button.setAutoDefault(False)
        target = QLabel(self.tr("&Predict"))
        target.setBuddy(self._target)
        features = QLabel(self.tr("&Learn from"))
        features.setBuddy(self._features)
        self._features.setFixedWidth(_LIST_WIDTH)
        self._others.setFixedWidth(_LIST_WIDTH)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.addWidget(target, 0, 0, 1, 3)
        grid.addWidget(self._target, 1, 0, 1, 3)
        grid.addWidget(features, 2, 0)
        grid.addWidget(every, 2, 1)
        grid.addWidget(nothing, 2, 2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._features, 3, 0, 1, 3)
        grid.addWidget(self._others, 4, 0, 1, 3)
        return grid

    def _wire(self) -> None:
        self._buttons.rejected.connect(self.reject)
        self._use.clicked.connect(self.use)
        self._dialect.edited.connect(self._read)
        self._target.currentIndexChanged.connect(self._target_chosen)
        self._others.edited.connect(self._others_chosen)
        self._features.edited.connect(self._allow)
        self._previews.loaded.connect(self._show_preview)
        self._previews.failed.connect(self._cannot_preview)
        self._summaries.loaded.connect(self._accept_table)
        self._summaries.failed.connect(self._show_error)
        self.finished.connect(self.deleteLater)

    def _read(self, given: dict[str, ParamValue]) -> None:
        self._tell_busy(self.tr("Reading the first rows …"))
        file = self._file
        self._previews.request(lambda: sniff(file, given))

    def _show_preview(self, preview: Preview) -> None:
        self._tell_busy("")
        self._preview = preview
        self._problem.show_problems(())
        self._rows.show_preview(preview)
        self._dialect.setVisible(preview.dialect is not None)
        if preview.dialect is not None:
            self._dialect.show_dialect(preview.dialect)
        self._size.setText(self._words(preview))
        self._notes.setText("\n".join(say(warning) for warning in preview.warnings))
        self._notes.setVisible(bool(preview.warnings))
        names = self._columns()
        wanted = self._target_wanted
        self._target.blockSignals(True)
        self._target.clear()
        for name in names:
            self._target.addItem(name, name)
        last = len(names) - 1
        place = names.index(wanted) if wanted in names else last
        self._target.setCurrentIndex(place)
        self._target.blockSignals(False)
        self._others.show_columns(names, self._target.currentData())
        self._show_features()

    def _columns(self) -> tuple[str, ...]:
        if self._preview is None:
            return ()
        return tuple(column.name for column in self._preview.columns)

    def _words(self, preview: Preview) -> str:
        text = (
            self.tr("{rows} rows × {columns} columns")
            if preview.exact
            else self.tr("about {rows} rows × {columns} columns")
        )
        return text.format(rows=preview.row_estimate, columns=len(preview.columns))

    def _show_features(self) -> None:
        others = self._others
        taken = {self._target.currentData(), others.owner, others.test_column}
        columns = [name for name in self._columns() if name not in taken]
        wanted = self._features_wanted
        if wanted is not None and not set(wanted) & set(columns):
            wanted = None
        self._features.show_columns(columns, wanted)

    def _target_chosen(self) -> None:
        self._target_wanted = self._target.currentData()
        self._others.show_columns(self._columns(), self._target_wanted)
        self._others_chosen()

    def _others_chosen(self) -> None:
        self._features_wanted = self._features.chosen()
        self._show_features()
        self._problem.show_problems(())

    def _show_error(self, error: WorkbenchError) -> None:
        self._tell_busy("")
        problems: Sequence[Problem] = (
            error.problems
            if isinstance(error, BadInput)
            else [Problem(field="dataset.file", message=error.message)]
        )
        self._problem.show_problems(problems)
        self._notes.hide()  # the problem says it in full
        announce(self._problem, self._problem.text())

    def _cannot_preview(self, error: WorkbenchError) -> None:
        self._preview = None
        self._rows.show_preview(None)
        self._show_error(error)

    def _accept_table(self, summary: Summary) -> None:
        self.accepted_table.emit(self._chosen, summary, self._columns())
        self.accept()

    def _tell_busy(self, text: str) -> None:
        self._busy.setText(text)
        self._allow()

    def _allow(self) -> None:
        ready = self._preview is not None and not self._busy.text()
        self._use.setEnabled(ready and self._features.chosen() != ())
