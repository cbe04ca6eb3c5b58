"""The pages of the window, in the order of the rail: add one here, and it is there.

A page is imported when it is built: what it draws with takes longer to load than the
window takes to open. :func:`load` does that ahead of time, in any thread.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from workbench.core.messages import QT_TRANSLATE_NOOP
from workbench.gui.widgets.page import Page, Surroundings
from workbench.workloads import WORKLOADS


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page before it is built; its texts are still to be translated ("Pages")."""

    name: str
    title: str
    question: str
    icon: str
    build: Callable[[Surroundings], Page]


def load() -> None:
    """Import what the pages need."""
    importlib.import_module("workbench.gui.pages.measure")
    importlib.import_module("workbench.gui.pages.scaling")
    importlib.import_module("workbench.gui.pages.ensembles")
    importlib.import_module("workbench.gui.pages.joint")
    importlib.import_module("workbench.gui.pages.history")
    # What a person chooses later should not be imported under their hands.
    dict(WORKLOADS.items())


def _measure(around: Surroundings) -> Page:
    from workbench.gui.pages.measure import MeasurePage

    return MeasurePage(
        session=around.session,
        draft=around.draft,
        jobs=around.jobs,
        theme=around.theme,
        language=around.language,
        preferences=around.preferences,
    )


def _scaling(around: Surroundings) -> Page:
    from workbench.gui.pages.scaling import ScalingPage

    return ScalingPage(
        session=around.session,
        draft=around.kernel,
        jobs=around.jobs,
        theme=around.theme,
        preferences=around.preferences,
    )


def _ensembles(around: Surroundings) -> Page:
    from workbench.gui.pages.ensembles import EnsemblesPage

    return EnsemblesPage(
        session=around.session,
        draft=around.ensemble,
        jobs=around.jobs,
        theme=around.theme,
        preferences=around.preferences,
    )


def _joint(around: Surroundings) -> Page:
    from workbench.gui.pages.joint import JointPage

    return JointPage(
        session=around.session,
        draft=around.joint,
        jobs=around.jobs,
        theme=around.theme,
        preferences=around.preferences,
    )


def _history(around: Surroundings) -> Page:
    from workbench.gui.pages.history import HistoryPage

    return HistoryPage(
        session=around.session,
        draft_for=around.draft_for,
        jobs=around.jobs,
        theme=around.theme,
        language=around.language,
        preferences=around.preferences,
    )


PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        name="measure",
        title=QT_TRANSLATE_NOOP("Pages", "Measure"),
        question=QT_TRANSLATE_NOOP(
            "Pages", "How many workers pay, and which model is best?"
        ),
        icon="measure",
        build=_measure,
    ),
    PageEntry(
        name="scaling",
        title=QT_TRANSLATE_NOOP("Pages", "Scaling"),
        question=QT_TRANSLATE_NOOP("Pages", "What would more workers give?"),
        icon="scaling",
        build=_scaling,
    ),
    PageEntry(
        name="ensembles",
        title=QT_TRANSLATE_NOOP("Pages", "Ensembles"),
        question=QT_TRANSLATE_NOOP(
            "Pages", "Is an ensemble worth it here, which one, and how many members?"
        ),
        icon="ensembles",
        build=_ensembles,
    ),
    PageEntry(
        name="joint",
        title=QT_TRANSLATE_NOOP("Pages", "Joint learning"),
        question=QT_TRANSLATE_NOOP(
            "Pages", "How well do many learn together that keep their rows?"
        ),
        icon="joint",
        build=_joint,
    ),
    PageEntry(
        name="history",
        title=QT_TRANSLATE_NOOP("Pages", "History"),
        question=QT_TRANSLATE_NOOP("Pages", "What was measured before?"),
        icon="history",
        build=_history,
    ),
)
