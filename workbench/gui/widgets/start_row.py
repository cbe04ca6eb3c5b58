"""What kind of work is measured, and ready-made experiments to start from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QMenu, QToolButton, QWidget

from workbench.core.parameters import ParamValue
from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.model_choices import default_models, kind_of_name
from workbench.planner import PRESETS
from workbench.workloads import WORKLOADS


class StartRow(QWidget):
    """A list of workloads and a menu of presets, on one quiet line.

    Where ``workloads`` are given, the others are set up on another page.
    """

    direction = QBoxLayout.Direction.LeftToRight

    def __init__(
        self,
        *,
        draft: Draft,
        workloads: Sequence[str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("start_row")
        self._draft = draft
        self._workloads = WORKLOADS.names() if workloads is None else tuple(workloads)
        self._kept: dict[str, dict[str, ParamValue]] = {}
        self._workload = ComboBox(objectName="workload", name=self.tr("Kind of work"))
        for name in self._workloads:
            entry = WORKLOADS.get(name)
            self._workload.addItem(self.title(name), name)
            self._workload.setItemData(
                self._workload.count() - 1,
                say(entry.help),
                Qt.ItemDataRole.ToolTipRole,
            )
        self._workload.currentIndexChanged.connect(self._choose)
        self._presets = self._presets_button()
        layout = QBoxLayout(self.direction, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._workload, 1)
        layout.addWidget(self._presets)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show the workload, without changing the draft."""
        self._workload.show_data(spec.workload)
        self._kept[spec.workload] = spec.params

    def title(self, name: str) -> str:
        """What a workload is called here."""
        return say(WORKLOADS.get(name).title)

    def _presets_button(self) -> QToolButton:
        button = named(
            QToolButton(),
            "presets",
            accessible=self.tr("Start from a ready-made experiment"),
        )
        button.setText(self.tr("Start from"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setArrowType(Qt.ArrowType.DownArrow)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        for name, preset in PRESETS.items():
            if preset.spec.workload not in self._workloads:
                continue
            action = menu.addAction(say(preset.title))
            action.setObjectName(f"preset_{name}")
            action.setToolTip(say(preset.help))
            action.triggered.connect(lambda _=False, name=name: self._load(name))
        button.setMenu(menu)
        return button

    def _load(self, name: str) -> None:
        text = self.tr("Start from {preset}")
        preset = PRESETS[name]
        self._draft.load(preset.spec, text.format(preset=say(preset.title)))

    def _choose(self) -> None:
        name = self._workload.currentData()
        spec = self._draft.spec
        models = spec.models
        entry = WORKLOADS.get(name)
        if entry.uses_data and not models:
            models = default_models(kind_of_name(spec.dataset) or "classification")
        self._draft.replace(
            self.tr("Choose the kind of work"),
            workload=name,
            params=self._kept.get(name, {}),
            models=models,
            scaling=spec.scaling if entry.grows is not None else "strong",
            title="",
        )
