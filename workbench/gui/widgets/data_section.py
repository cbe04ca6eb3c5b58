"""Step “Data”: a set that ships with the program, or the person's own file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from workbench.core.errors import Problem
from workbench.core.parameters import ParamValue, filled
from workbench.core.spec import DatasetSpec, ExperimentSpec
from workbench.datasets import DATASETS, Preview, Summary, describe, sniff
from workbench.gui import i18n
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.naming import named
from workbench.gui.widgets.disclosure import Disclosure
from workbench.gui.widgets.features_dialog import FeaturesDialog
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.import_dialog import ImportDialog
from workbench.gui.widgets.model_choices import (
    Kind,
    default_models,
    kind_of_models,
    kind_of_name,
)
from workbench.gui.widgets.parameter_form import ParameterForm
from workbench.gui.widgets.problem_label import ProblemLabel, about
from workbench.gui.widgets.section import Section

_OPEN = "open:"
_FILE = "file:"


class DataSection(Section):
    """Reads and writes the data of the draft.

    Data of another kind bring that kind's default models with them, in the same step of
    Undo. What kind a file holds is found out in the background before it is put in.
    """

    def __init__(self, *, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(objectName="data_section", parent=parent)
        self.set_title(self.tr("Data"))
        self._draft = draft
        self._files: dict[str, DatasetSpec] = {}
        self._columns: tuple[str, ...] = ()
        self._columns_of: tuple[object, ...] = ()
        self._summary: Summary | None = None
        self._wanted = DatasetSpec()
        self._kinds = Loader(self)
        self._previews = Loader(self)
        self._choice = ComboBox(objectName="dataset", name=self.tr("Data set"))
        self._file_problem = ProblemLabel(objectName="dataset_problem")
        self._notes = named(QLabel(), "dataset_notes", role="small")
        self._notes.setWordWrap(True)
        self._target = ComboBox(objectName="target", name=self.tr("Target column"))
        self._target_row = self._row(self.tr("&Target"), self._target)
        self._target_problem = ProblemLabel(objectName="target_problem")
        self._features = named(QPushButton(), "choose_features", role="link")
        self._look = named(
            QPushButton(self.tr("Look at the table…")), "look_at_table", role="link"
        )
        self._features_problem = ProblemLabel(objectName="features_problem")
        self._form: ParameterForm | None = None
        self._settings: Disclosure | None = None
        self._settings_of = ""
        self._lay_out()
        self._wire()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show which data are chosen, without changing the draft."""
        dataset = spec.dataset
        if dataset.file is not None:
            self._files[dataset.file] = dataset
        self._show_choice(dataset)
        self._show_settings(dataset)
        self._show_target(dataset)
        self._show_features(dataset)

    def show_summary(self, summary: Summary | None) -> None:
        """Say what is known of the data; ``None`` where they cannot be read."""
        self._summary = summary
        if summary is None:
            self.set_subtitle("")
            self._notes.hide()
            return
        size = (
            self.tr("{n} texts").format(n=summary.rows)
            if summary.text
            else f"{summary.rows} × {summary.features}"
        )
        if summary.kind == "classification":
            classes = self.tr("{n} classes").format(n=summary.classes)
            self.set_subtitle(f"{size} · {classes}")
        else:
            purpose = self.tr("numbers to predict")
            self.set_subtitle(f"{size} · {purpose}")
        missing = (
            self.tr("{n} missing values").format(n=summary.missing)
            if summary.missing
            else self.tr("no missing values")
        )
        facts = f"{missing} · {i18n.bytes_text(summary.size_bytes)}"
        self._notes.setText("\n".join([facts, *map(say, summary.notes)]))
        self._notes.show()
        self._show_features(self._draft.spec.dataset)

    def brought(self, dataset: DatasetSpec, kind: Kind) -> dict[str, Any]:
        """What these data change in the draft beside themselves."""
        models = self._draft.spec.models
        return (
            {} if kind_of_models(models) == kind else {"models": default_models(kind)}
        )

    def show_columns(self, dataset: DatasetSpec) -> None:
        """Offer the file's columns wherever one of them can be chosen."""
        self._fill_target(dataset)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong below the field that it belongs to."""
        mine = about(problems, "dataset")
        target = about(mine, "dataset.target")
        features = about(mine, "dataset.features")
        params = about(mine, "dataset.params")
        self._target_problem.show_problems(target)
        self._features_problem.show_problems(features)
        if self._form is not None and self._settings is not None:
            self._form.show_problems(params, "dataset.params")
            if params:
                self._settings.open()
            params = []
        shown = [*target, *features, *about(mine, "dataset.params")]
        rest = [p for p in mine if p not in shown]
        self._file_problem.show_problems([*rest, *params])

    def ask_for_file(self) -> None:
        """Let the person pick a table."""
        dialog = QFileDialog(self, self.tr("Open a table"))
        dialog.setObjectName("open_table")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                self.tr("Tables (*.csv *.tsv *.txt *.parquet)"),
                self.tr("All files (*)"),
            ]
        )
        dialog.fileSelected.connect(lambda file: self.open_file(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_file(self, file: Path) -> None:
        """Show a table, to be used or not."""
        known = self._files.get(str(file), DatasetSpec(file=str(file)))
        dialog = ImportDialog(known, parent=self)
        dialog.accepted_table.connect(self._use_table)
        dialog.open()

    def _lay_out(self) -> None:
        links = QWidget()
        row = QHBoxLayout(links)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._features)
        row.addWidget(self._look)
        row.addStretch(1)
        for widget in (
            self._choice,
            self._file_problem,
            self._notes,
            self._target_row,
            self._target_problem,
            links,
            self._features_problem,
        ):
            self.add_body(widget, 0)

    def _row(self, text: str, field: QWidget) -> QWidget:
        row = QWidget()
        form = QFormLayout(row)
        form.setContentsMargins(0, 0, 0, 0)
        label = QLabel(text)
        label.setBuddy(field)
        form.addRow(label, field)
        return row

    def _wire(self) -> None:
        self._choice.currentIndexChanged.connect(self._chosen)
        self._target.currentIndexChanged.connect(self._target_chosen)
        self._features.clicked.connect(self._choose_features)
        self._look.clicked.connect(
            lambda: self.open_file(Path(self._draft.spec.dataset.file or ""))
        )
        self._kinds.loaded.connect(self._kind_known)
        self._kinds.failed.connect(lambda _: self._put(self._wanted, None))
        self._previews.loaded.connect(self._preview_known)

    def _show_choice(self, dataset: DatasetSpec) -> None:
        current = f"{_FILE}{dataset.file}" if dataset.file else dataset.name
        entries = [(say(entry.title), name) for name, entry in DATASETS.items()]
        if dataset.file is None and dataset.name not in DATASETS:
            entries.append((dataset.name, dataset.name))
        entries += [(Path(file).name, f"{_FILE}{file}") for file in self._files]
        self._choice.blockSignals(True)
        if self._choice.count() != len(entries) + 2:
            self._choice.clear()
            for title, data in entries:
                self._choice.addItem(title, data)
            self._choice.insertSeparator(len(entries))
            self._choice.addItem(self.tr("Open a file…"), _OPEN)
        self._choice.blockSignals(False)
        self._choice.show_data(current)

    def _show_settings(self, dataset: DatasetSpec) -> None:
        known = dataset.file is None and dataset.name in DATASETS
        name = dataset.name if known else ""
        if name != self._settings_of:
            self._settings_of = name
            self._build_settings(name)
        if self._form is not None:
            self._form.show_values(dataset.params)

    def _build_settings(self, name: str) -> None:
        if self._settings is not None:
            self._settings.hide()
            self._settings.deleteLater()
        self._form = self._settings = None
        parameters = DATASETS.get(name).parameters if name else ()
        if not parameters:
            return
        self._form = ParameterForm(parameters, objectName="dataset_form")
        self._form.edited.connect(self._settings_changed)
        self._settings = Disclosure(self._form, objectName="dataset_settings")
        given = DATASETS.get(name).shape is None
        self._settings.show_text(
            self.tr("How texts are counted")
            if given
            else self.tr("Shape and difficulty")
        )
        self.add_body(self._settings, 0)

    def _show_target(self, dataset: DatasetSpec) -> None:
        is_file = dataset.file is not None
        self._target_row.setVisible(is_file)
        self._look.setVisible(is_file)
        if dataset.file is None:
            return
        of = (dataset.file, dataset.dialect)
        if of != self._columns_of:
            self._columns_of = of
            self._columns = ()
            file, dialect = Path(dataset.file), dataset.dialect
            self._previews.request(lambda: sniff(file, dialect))
        self.show_columns(dataset)

    def _fill_target(self, dataset: DatasetSpec) -> None:
        names = list(self._columns)
        if dataset.target is not None and dataset.target not in names:
            names.append(dataset.target)
        self._target.blockSignals(True)
        if [self._target.itemText(i) for i in range(self._target.count())] != names:
            self._target.clear()
            for name in names:
                self._target.addItem(name, name)
        self._target.blockSignals(False)
        self._target.show_data(dataset.target)

    def _show_features(self, dataset: DatasetSpec) -> None:
        columns = self._all_features(dataset)
        whole = len(columns)
        chosen = whole if dataset.features is None else len(dataset.features)
        text = (
            self.tr("All {all} features…")
            if dataset.features is None
            else self.tr("{n} of {all} features…")
        )
        words = text.format(n=chosen, all=whole)
        self._features.setText(words)
        self._features.setAccessibleName(words)
        one = dataset.file is None and whole == 1
        self._features.setVisible(whole > 0 and not one)

    def _all_features(self, dataset: DatasetSpec) -> tuple[str, ...]:
        if dataset.file is not None:
            taken = (dataset.target, dataset.owner, dataset.test_column)
            return tuple(name for name in self._columns if name not in taken)
        if self._summary is None or dataset.name not in DATASETS:
            return ()
        entry = DATASETS.get(dataset.name)
        return entry.feature_names(filled(entry.parameters, dataset.params))

    def _chosen(self) -> None:
        data = self._choice.currentData()
        if data == _OPEN:
            self.show_spec(self._draft.spec)
            self.ask_for_file()
        elif data.startswith(_FILE):
            self._use(self._files[data.removeprefix(_FILE)])
        else:
            self._use(DatasetSpec(name=data))

    def _target_chosen(self) -> None:
        dataset, target = self._draft.spec.dataset, self._target.currentData()
        features = dataset.features
        if features is not None:
            features = tuple(name for name in features if name != target)
        roles = {"owner": dataset.owner, "test_column": dataset.test_column}
        self._use(
            msgspec.structs.replace(
                dataset,
                target=target,
                features=features or None,
                # What is predicted can say nothing else of a row.
                **{role: None for role, name in roles.items() if name == target},
            )
        )

    def _settings_changed(self, params: dict[str, ParamValue]) -> None:
        changed = msgspec.structs.replace(self._draft.spec.dataset, params=params)
        text = self.tr("Change the data's parameters")
        self._draft.replace(text, dataset=changed, title="")

    def _choose_features(self) -> None:
        dataset = self._draft.spec.dataset
        columns = self._all_features(dataset)
        dialog = FeaturesDialog(columns, dataset.features, parent=self)
        dialog.chosen.connect(self._features_chosen)
        dialog.open()

    def _features_chosen(self, features: tuple[str, ...] | None) -> None:
        changed = msgspec.structs.replace(self._draft.spec.dataset, features=features)
        self._draft.replace(self.tr("Choose features"), dataset=changed, title="")

    def _use(self, dataset: DatasetSpec) -> None:
        """Put ``dataset`` into the draft as soon as its kind is known."""
        if dataset.file is None:
            self._kinds.drop()
            self._put(dataset, kind_of_name(dataset))
        else:
            self._wanted = dataset
            self._kinds.request(lambda: describe(dataset))

    def _use_table(
        self, dataset: DatasetSpec, summary: Summary, columns: tuple[str, ...]
    ) -> None:
        self._previews.drop()
        self._columns_of = (dataset.file, dataset.dialect)
        self._columns = columns
        self._put(dataset, summary.kind)

    def _kind_known(self, summary: Summary) -> None:
        self._put(self._wanted, summary.kind)

    def _put(self, dataset: DatasetSpec, kind: Kind | None) -> None:
        brought = {} if kind is None else self.brought(dataset, kind)
        text = self.tr("Choose data")
        self._draft.replace(text, dataset=dataset, title="", **brought)

    def _preview_known(self, preview: Preview) -> None:
        self._columns = tuple(column.name for column in preview.columns)
        dataset = self._draft.spec.dataset
        self.show_columns(dataset)
        self._show_features(dataset)
