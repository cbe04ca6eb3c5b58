"""Joint learning: how well many learn together that keep their rows."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QWidget

from workbench.core.spec import RepeatSpec
from workbench.gui.bridge import JobQueue
from workbench.gui.draft import Draft
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.joint_setup import JointSetup
from workbench.gui.widgets.joint_view import JointView
from workbench.gui.widgets.page import FIRST_JOINT
from workbench.gui.widgets.run_page import RunPage
from workbench.planner import PRESETS
from workbench.session import Session

_WHOLE = PRESETS[FIRST_JOINT].spec
EXAMPLE = msgspec.structs.replace(
    _WHOLE,
    title="",
    params={**_WHOLE.params, "rounds": 20},
    engine="serial",
    workers=(1,),
    repeats=RepeatSpec(minimum=1, maximum=1),
)
"""What Joint learning begins with, in seconds."""


class JointPage(RunPage):
    """Who holds what and how they meet on the left; what became of it beside them."""

    def __init__(
        self,
        *,
        session: Session,
        draft: Draft,
        jobs: JobQueue,
        theme: Theme,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name="joint",
            session=session,
            draft=draft,
            jobs=jobs,
            preferences=preferences,
            panel=JointSetup(session=session, draft=draft, theme=theme),
            view=JointView(theme),
            example=EXAMPLE,
            parent=parent,
        )
