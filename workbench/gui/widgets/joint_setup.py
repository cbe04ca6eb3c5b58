"""The setup of joint learning, in the order in which a person decides."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.theme import Theme
from workbench.gui.widgets.joint_data import JointDataSection
from workbench.gui.widgets.joint_holdings import HoldingsSection
from workbench.gui.widgets.joint_privacy import PrivacySection
from workbench.gui.widgets.joint_sections import ModelSection, RoundsSection
from workbench.gui.widgets.joint_strategies import StrategiesSection
from workbench.gui.widgets.page import JOINT
from workbench.gui.widgets.section import Section
from workbench.gui.widgets.setup import Setup
from workbench.gui.widgets.start_row import StartRow
from workbench.gui.widgets.workers_section import WorkersSection
from workbench.session import Session


class JointSetup(Setup):
    """Data, who holds them, the model, strategies, rounds, privacy, workers."""

    def __init__(
        self,
        *,
        session: Session,
        draft: Draft,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            session=session,
            draft=draft,
            theme=theme,
            objectName="joint_setup",
            start=StartRow(draft=draft, workloads=(JOINT,)),
            data=JointDataSection(draft=draft),
            sections=(
                HoldingsSection(draft=draft, theme=theme),
                ModelSection(draft=draft),
                StrategiesSection(draft=draft, theme=theme),
                RoundsSection(draft=draft),
                PrivacySection(draft=draft),
                WorkersSection(draft=draft, cores=session.machine.cores),
            ),
            parent=parent,
        )

    def steps(self, spec: ExperimentSpec) -> tuple[Section, ...]:
        """All of them, always."""
        return self._sections
