"""How members and votes cut a plane of two features; drawn on request."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.core.errors import WorkbenchError
from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState
from workbench.ensembles.surface import Surfaces
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.models.surfaces import Axes, axes_of, drawn
from workbench.gui.naming import named
from workbench.gui.plots.surface import SurfacePlot
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import PlotCard
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.flow import FlowLayout
from workbench.gui.widgets.pictures import Panel
from workbench.gui.widgets.words import sentence


class SurfacePanel(Panel):
    """Two choosers, a button, and the picture; nothing is fitted until it is asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface_panel")
        self._spec: ExperimentSpec | None = None
        self._features = Loader(self)
        self._features.loaded.connect(self._offer)
        self._features.failed.connect(self._refuse)
        self._surfaces = Loader(self)
        self._surfaces.loaded.connect(self._show)
        self._surfaces.failed.connect(self._refuse)
        self._first = ComboBox(objectName="surface_first", name=self.tr("Across"))
        self._second = ComboBox(objectName="surface_second", name=self.tr("Upwards"))
        self._draw = named(QPushButton(self.tr("Draw")), "surface_draw")
        self._draw.clicked.connect(self.draw)
        self._words = sentence("surface_words", "muted")
        self.card = PlotCard(SurfacePlot(theme), theme)
        choosers = QWidget()
        line = FlowLayout(choosers, gap=8)
        for text, box in (
            (self.tr("&Across"), self._first),
            (self.tr("&Upwards"), self._second),
        ):
            box.setMinimumContentsLength(14)
            label = QLabel(text)
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box)
        line.addWidget(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(choosers)
        column.addWidget(self._words)
        column.addWidget(self.card, 1)
        self._clear("")

    def show_state(self, state: RunState) -> None:
        """Offer the columns of the run's data; another run clears the picture."""
        spec, found = state.spec, state.findings
        if found is None or spec is None:
            self._spec = None
            self._clear("")
        elif found.kind == "regression":
            self._spec = None
            self._clear(
                self.tr("Decision surfaces show classes; these data have values.")
            )
        elif spec != self._spec:
            self._spec = spec
            self._clear(self.tr("Reading the data …"))
            dataset, seed = spec.dataset, spec.seed
            self._features.request(lambda: axes_of(dataset, seed))

    def draw(self) -> None:
        """Fit the quick members on the two columns and show what they say."""
        spec = self._spec
        if spec is None:
            return
        first, second = self._first.currentData(), self._second.currentData()
        self._words.setText(self.tr("Fitting the members on two columns …"))
        self._words.show()
        self._draw.setEnabled(False)
        self._surfaces.request(lambda: drawn(spec, first, second))

    def set_least(self, size: QSize) -> None:
        """The picture gets it."""
        self.card.set_least(size)

    def _offer(self, found: Axes) -> None:
        chosen = ((self._first, found.first), (self._second, found.second))
        for box, place in chosen:
            box.clear()
            for name in found.names:
                box.addItem(name, name)
            box.setCurrentIndex(place)
        enough = len(found.names) > 1
        self._allow(enough)
        self._words.setText(
            self.tr(
                "Members are fitted anew on these two columns alone: the picture shows "
                "how such models cut a plane, not what the run scored."
            )
            if enough
            else self.tr("A plane needs two columns of numbers.")
        )

    def _show(self, found: Surfaces) -> None:
        self._allow(True)
        self.card.draw(found)
        notes = " ".join(say(note) for note in found.notes)
        self._words.setText(notes)
        self._words.setVisible(bool(notes))

    def _refuse(self, error: WorkbenchError) -> None:
        self._allow(self._first.count() > 1)
        self._words.setText(say(error.message))
        self._words.show()

    def _clear(self, words: str) -> None:
        self._features.drop()
        self._surfaces.drop()
        self._allow(False)
        self.card.draw(None)
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _allow(self, able: bool) -> None:
        for widget in (self._first, self._second, self._draw):
            widget.setEnabled(able)
