"""Decision surfaces: what members and rules say over a plane of two features."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from workbench.ensembles.surface import Surface, Surfaces
from workbench.gui.i18n import percent, say, score
from workbench.gui.plots.axes import RoundAxis
from workbench.gui.plots.base import Drawing
from workbench.gui.plots.choice import Choice
from workbench.gui.plots.key import Entry
from workbench.gui.plots.layers import SHAPES
from workbench.gui.plots.surface_layer import SurfaceLayer
from workbench.gui.plots.surface_panels import SurfaceView, from_plane, said_at
from workbench.gui.plots.table import Cell, Table
from workbench.gui.theme import Theme

_ALL = ""


class SurfacePlot(Drawing[Surfaces | None]):
    """Regions in pale colours of the classes, edges between them, rows as marks.

    All surfaces stand side by side; a click on one shows it alone, with its axes, and
    the next click goes back.
    """

    name = "surface"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        axes = {"bottom": RoundAxis("bottom"), "left": RoundAxis("left")}
        super().__init__(theme, axes, None, parent)
        for axis in axes.values():
            axis.setGrid(False)  # it would cut the regions
        self._shown = _ALL
        self._layer = SurfaceLayer()
        self.canvas.add_layer(self._layer)
        self.canvas.clicked.connect(self._click)
        self._choice = Choice("surface_shown", self.tr("Member or rule shown"), self)
        self._choice.chosen.connect(self.show_surface)
        self._choice.hide()
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Decision surface")

    def tools(self) -> QWidget:
        """The choice of one surface, or all."""
        return self._choice

    def show_surface(self, key: str) -> None:
        """Show this one alone, or all for an empty key."""
        self._shown = key
        self.show_again()

    def draw(self, state: Surfaces | None) -> None:
        """Show ``state``, with the surfaces to choose from."""
        surfaces = state.surfaces if state else ()
        known = any(one.key == self._shown for one in surfaces)
        offered = [(_ALL, self.tr("all"))]
        offered += [(one.key, say(one.title)) for one in surfaces]
        self._choice.offer(offered if surfaces else [], self._shown if known else _ALL)
        super().draw(state)

    def subtitle(self, state: Surfaces | None) -> str:
        """How good it is on rows held out, and what was left out."""
        if state is None:
            return ""
        texts, view = [], self._view(state)
        if len(view.panels) > 1:
            texts.append(self.tr("accuracy on rows held out"))
        elif view.panels[0].accuracy is not None:
            words = self.tr("accuracy {score}, held out")
            texts.append(words.format(score=score(view.panels[0].accuracy)))
        shown, count = len(view.rows), len(state.points)
        if shown < count:
            words = self.tr("{shown} of {count} rows drawn")
            texts.append(words.format(shown=shown, count=count))
        return " · ".join([*texts, *map(say, state.notes)])

    def table(self, state: Surfaces | None) -> Table:
        """A row per surface: its accuracy and how much of the plane each class has."""
        headers = (
            self.tr("member or rule"),
            self.tr("kind"),
            self.tr("accuracy on rows held out"),
        )
        if state is None:
            return Table(headers=headers)
        share = self.tr("share of the plane: {name}")
        view = self._view(state)
        numbers = view.classes()
        names = (share.format(name=view.class_name(k)) for k in numbers)
        rows = tuple(self._row(one, numbers) for one in state.surfaces)
        return Table(headers=(*headers, *names), rows=rows)

    def has_picture(self, state: Surfaces | None) -> bool:
        """Whether there is anything to draw."""
        return state is not None and bool(state.surfaces)

    def why_empty(self, state: Surfaces | None) -> str:
        """What the picture will answer."""
        return self.tr(
            "How do members and ensemble cut the data? Choose two features: each one "
            "is fitted on them alone and asked about every point of their plane."
        )

    def update_picture(self, state: Surfaces | None) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        if state is None:
            return
        view, now = self._view(state), self._layer.view_now
        # By identity, since arrays do not compare to a single answer.
        if now is not None and now.made is state and now.shown == view.shown:
            return
        across, up = state.features
        words = self.tr("{feature}: {low:.3g} to {high:.3g} →")
        self._layer.show_view(
            view,
            self.colours,
            self.small_font(),
            words.format(feature=across, low=view.x[0], high=view.x[1]),
            words.format(feature=up, low=view.y[0], high=view.y[1]),
        )
        alone = len(view.panels) == 1
        for side, text in (("bottom", across), ("left", up)):
            self.canvas.getPlotItem().showAxis(side, alone)
            self.canvas.set_axis_label(side, text)
        whole = (0.0, 1.0)
        self.canvas.set_ranges(*((view.x, view.y) if alone else (whole, whole)))
        self.canvas.set_key(self._key(view))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.view_now = None

    def tip(self, position: QPointF) -> str:
        """What is said of the place under the mouse."""
        view, found = self._layer.view_now, self._surface_at(position)
        if view is None or found is None:
            return ""
        surface, x, y = found
        number, sure = said_at(view, surface, x, y)
        across, up = view.made.features
        said = view.class_name(number)
        if sure is not None:
            words = self.tr("{name}, {share} sure")
            said = words.format(name=said, share=percent(sure))
        return "\n".join(
            (say(surface.title), f"{across} {x:.3g}", f"{up} {y:.3g}", f"→ {said}")
        )

    def _view(self, state: Surfaces) -> SurfaceView:
        known = any(one.key == self._shown for one in state.surfaces)
        return SurfaceView(made=state, shown=self._shown if known else _ALL)

    def _row(self, surface: Surface, numbers: tuple[int, ...]) -> tuple[Cell, ...]:
        kind = self.tr("rule") if surface.rule else self.tr("member")
        shares = (float((surface.labels == k).mean()) for k in numbers)
        return (say(surface.title), kind, surface.accuracy, *shares)

    def _key(self, view: SurfaceView) -> tuple[Entry, ...]:
        series = self.colours.series
        return (
            *(
                Entry(
                    sign="mark",
                    colour=series[number % len(series)],
                    text=view.class_name(number),
                    shape=SHAPES[number % len(SHAPES)],
                )
                for number in view.classes()
            ),
            Entry(
                sign="faint",
                colour=self.colours.muted,
                text=self.tr("fainter: fitted on"),
            ),
        )

    def _click(self, position: QPointF) -> None:
        """A panel is shown alone; one that is goes back among the others."""
        view, found = self._layer.view_now, self._surface_at(position)
        if view is None or len(view.made.surfaces) < 2:
            return
        if len(view.panels) == 1:
            self.show_surface(_ALL)
        elif found is not None:
            self.show_surface(found[0].key)

    def _surface_at(self, position: QPointF) -> tuple[Surface, float, float] | None:
        view = self._layer.view_now
        if view is None:
            return None
        if len(view.panels) == 1:
            (left, right), (low, high) = view.x, view.y
            inside = left <= position.x() <= right and low <= position.y() <= high
            x, y = position.x(), position.y()
            return (view.panels[0], x, y) if inside else None
        rect: QRectF = self.canvas.getPlotItem().getViewBox().sceneBoundingRect()
        at = QPointF(
            rect.left() + position.x() * rect.width(),
            rect.bottom() - position.y() * rect.height(),
        )
        places = self._layer.laid_out(rect)
        for surface, panel in zip(view.panels, places, strict=True):
            if panel.plane.contains(at):
                return (surface, *from_plane(view, panel.plane, at))
        return None
