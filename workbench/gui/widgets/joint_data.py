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
from workbench.gui.widgets.fields import NumberBox
from workbench.gui.widgets.model_choices import Kind
from workbench.gui.widgets.other_roles import OtherRoles
from workbench.gui.widgets.problem_label import ProblemLabel, about
from workbench.joint.base import OBJECTIVES


class JointDataSection(DataSection):
    """Data, and of a file the columns that say whose row it is and what is kept.

    With an owner column rows are dealt by it, unless another way is chosen.
    """

    def __init__(self, *, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft=draft, parent=parent)
        rows = QWidget()
        self._own_rows = QFormLayout(rows)
        self._own_rows.setContentsMargins(0, 0, 0, 0)
        self._own_roles = OtherRoles(prefix="data")
        self._own_roles.edited.connect(self._roles_chosen)
        self._own_rows.addRow(self._own_roles)
        self._test_share = NumberBox(
            objectName="joint_test_size",
            name=self.tr("Test share in percent"),
            whole=False,
            minimum=0,
            maximum=99,
        )
        self._test_share.setToolTip(
            self.tr("How many of the rows no client learns from; 0 keeps none")
        )
        label = QLabel(self.tr("Test share (%)"))
        label.setBuddy(self._test_share)
        self._own_rows.addRow(label, self._test_share)
        self._marks_problem = ProblemLabel(objectName="owner_problem")
        self.add_body(rows, 0)
        self.add_body(self._marks_problem, 0)
        self._test_share.edited.connect(self._share_changed)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show the data, their owners and test rows, without changing the draft."""
        super().show_spec(spec)
        self._own_rows.setRowVisible(self._own_roles, spec.dataset.file is not None)
        self._own_rows.setRowVisible(self._test_share, spec.dataset.test_column is None)
        self._test_share.show_number(round(spec.cv.test_size * 100, 9))

    def show_columns(self, dataset: DatasetSpec) -> None:
        """Offer them as owner and as mark of test rows too."""
        super().show_columns(dataset)
        columns = list(self._columns)
        marks = (dataset.owner, dataset.test_column)
        columns += [name for name in marks if name is not None and name not in columns]
        self._own_roles.show_roles(*marks)
        self._own_roles.show_columns(columns, dataset.target)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with owners and test rows below their fields."""
        mine = about(problems, "dataset.owner", "dataset.test_column", "cv")
        self._marks_problem.show_problems(mine)
        super().show_problems([p for p in problems if p not in mine])

    def brought(self, dataset: DatasetSpec, kind: Kind) -> dict[str, Any]:
        """Strategies suit all data; a model or a column that does not is let go."""
        params = dict(self._draft.spec.params)
        model = params.get("model")
        known = isinstance(model, str) and model in OBJECTIVES
        if known and OBJECTIVES.get(str(model)).kind not in (kind, None):
            del params["model"]
        return {"params": _dealt_by(params, dataset)}

    def _roles_chosen(self) -> None:
        """With other owners rows are dealt by them."""
        before = self._draft.spec.dataset
        dataset = msgspec.structs.replace(
            before, owner=self._own_roles.owner, test_column=self._own_roles.test_column
        )
        params = _dealt_by(dict(self._draft.spec.params), dataset)
        if dataset.owner not in (None, before.owner):
            params["partition"] = "owner"
        text = self.tr("Choose owners and test rows")
        self._draft.replace(
            text, dataset=_without_marks(dataset), params=params, title=""
        )

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
