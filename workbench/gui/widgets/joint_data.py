"""Step “Data” of joint learning: whose row it is, and which rows are kept for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from workbench.core.errors import Problem
from workbench.core.parameters import ParamValue
from workbench.core.spec import DatasetSpec, ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.widgets.data_section import DataSection
from workbench.gui.widgets.fields import ComboBox, NumberBox
from workbench.gui.widgets.model_choices import Kind
from workbench.gui.widgets.problem_label import ProblemLabel, about
from workbench.joint.base import OBJECTIVES


class JointDataSection(DataSection):
    """Data, and of a file the columns that say whose row it is and what is kept.

    With an owner column rows are dealt by it, unless another way is chosen.
    """

    def __init__(self, *, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft=draft, parent=parent)
        self._roles: dict[str, ComboBox] = {}
        rows = QWidget()
        self._form = QFormLayout(rows)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._owner = self._column("owner", self.tr("O&wner of a row"))
        self._owner.setToolTip(
            self.tr("A column that says whose row it is: every owner is a client")
        )
        self._test = self._column("test_column", self.tr("Test rows"))
        self._test.setToolTip(
            self.tr("A column that says which rows are kept for testing (1) or not (0)")
        )
        self._share = NumberBox(
            objectName="joint_test_size",
            name=self.tr("Test share in percent"),
            whole=False,
            minimum=0,
            maximum=99,
        )
        self._share.setToolTip(
            self.tr("How many of the rows no client learns from; 0 keeps none")
        )
        label = QLabel(self.tr("Test share (%)"))
        label.setBuddy(self._share)
        self._form.addRow(label, self._share)
        self._marks = ProblemLabel(objectName="owner_problem")
        self.add_body(rows, 0)
        self.add_body(self._marks, 0)
        self._owner.currentIndexChanged.connect(self._owner_chosen)
        self._test.currentIndexChanged.connect(self._test_chosen)
        self._share.edited.connect(self._share_changed)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show the data, their owners and test rows, without changing the draft."""
        super().show_spec(spec)
        is_file = spec.dataset.file is not None
        for role in self._roles.values():
            self._form.setRowVisible(role, is_file)
        self._form.setRowVisible(self._share, spec.dataset.test_column is None)
        self._share.show_number(round(spec.cv.test_size * 100, 9))

    def show_columns(self, dataset: DatasetSpec) -> None:
        """Offer them as owner and as mark of test rows too."""
        super().show_columns(dataset)
        for name, role in self._roles.items():
            chosen = getattr(dataset, name)
            names = [n for n in self._columns if n != dataset.target]
            if chosen is not None and chosen not in names:
                names.append(chosen)
            role.blockSignals(True)
            role.clear()
            nobody = self.tr("none") if name == "owner" else self.tr("drawn by chance")
            role.addItem(nobody, None)
            for column in names:
                role.addItem(column, column)
            role.blockSignals(False)
            role.show_data(chosen)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with owners and test rows below their fields."""
        mine = about(problems, "dataset.owner", "dataset.test_column", "cv")
        self._marks.show_problems(mine)
        super().show_problems([p for p in problems if p not in mine])

    def brought(self, dataset: DatasetSpec, kind: Kind) -> dict[str, Any]:
        """Strategies suit all data; a model or a column that does not is let go."""
        params = dict(self._draft.spec.params)
        model = params.get("model")
        if isinstance(model, str) and model in OBJECTIVES:
            if OBJECTIVES.get(model).kind not in (kind, None):
                del params["model"]
        return {"params": _dealt_by(params, dataset)}

    def _all_features(self, dataset: DatasetSpec) -> tuple[str, ...]:
        marks = (dataset.owner, dataset.test_column)
        return tuple(n for n in super()._all_features(dataset) if n not in marks)

    def _column(self, name: str, title: str) -> ComboBox:
        combo = ComboBox(objectName=name, name=title.replace("&", ""))
        label = QLabel(title)
        label.setBuddy(combo)
        self._form.addRow(label, combo)
        self._roles[name] = combo
        return combo

    def _owner_chosen(self) -> None:
        owner = self._owner.currentData()
        dataset = msgspec.structs.replace(self._draft.spec.dataset, owner=owner)
        params = dict(self._draft.spec.params)
        if owner is not None:
            params["partition"] = "owner"
        text = self.tr("Choose whose row it is")
        params = _dealt_by(params, dataset)
        self._draft.replace(text, dataset=_without_marks(dataset), params=params)

    def _test_chosen(self) -> None:
        column = self._test.currentData()
        dataset = msgspec.structs.replace(self._draft.spec.dataset, test_column=column)
        text = self.tr("Choose test rows")
        self._draft.replace(text, dataset=_without_marks(dataset))

    def _share_changed(self, percent: float) -> None:
        cv = msgspec.structs.replace(
            self._draft.spec.cv, test_size=round(percent / 100, 12)
        )
        self._draft.replace(self.tr("Change the test share"), cv=cv)


def _dealt_by(
    params: dict[str, ParamValue], dataset: DatasetSpec
) -> dict[str, ParamValue]:
    """Not by owners of whom nobody knows any more."""
    if dataset.owner is None and params.get("partition") == "owner":
        del params["partition"]
    return params


def _without_marks(dataset: DatasetSpec) -> DatasetSpec:
    """Columns that mark owners or test rows are no features."""
    if dataset.features is None:
        return dataset
    marks = (dataset.owner, dataset.test_column)
    kept = tuple(name for name in dataset.features if name not in marks)
    return msgspec.structs.replace(dataset, features=kept or None)
