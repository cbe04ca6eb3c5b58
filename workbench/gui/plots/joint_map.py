"""A map of one round: every client's update as a mark, so that a wrong one stands out.

Updates have as many dimensions as the model has parameters; the map shows the two
directions in which they differ most (principal components).
"""

from __future__ import annotations

import math
from collections import Counter

from PySide6.QtCore import QPointF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.core.joint import ClientPoint, JointUpdates
from workbench.core.state import RunState
from workbench.gui.plots.axes import RoundAxis
from workbench.gui.plots.choice import Choice
from workbench.gui.plots.joint_map_layer import (
    LOOKS,
    SHAPES,
    Look,
    Map,
    MapLayer,
    look,
    look_colour,
    spots_of,
)
from workbench.gui.plots.joint_plot import (
    JointPlot,
    client_name,
    courses,
    finite,
    strategy_title,
)
from workbench.gui.plots.key import Entry, Sign
from workbench.gui.plots.ranges import around
from workbench.gui.plots.scale_axis import figure
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme

_REACH = 12.0
_SIGNS: dict[Look, Sign] = {"rejected": "cross", "dropped": "outlined"}
_BESIDE, _ABOVE, _STRIP = 4.0, 4.5, 1.6
"""In lines of text: what the axes and the key take, and the strip at the foot."""
_MOST_NAMES = 8
"""Beyond so many clients in trouble their names would cover the map."""


class JointMapPlot(JointPlot):
    """A mark per client of the latest round of one strategy.

    Shape and colour tell used, late, refused and poisoned updates apart. Clients that
    were asked and have no place, since nothing finite came, stand in a strip below.
    """

    name = "joint_map"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        axes = {"bottom": RoundAxis("bottom"), "left": RoundAxis("left")}
        super().__init__(theme, axes, parent)
        self._wanted = ""
        self._seen: tuple[object, ...] = ()
        self._layer = MapLayer()
        self.canvas.add_layer(self._layer)
        self._choice = Choice("joint_map_strategy", self.tr("Strategy shown"), self)
        self._choice.chosen.connect(self.show_strategy)
        self._choice.hide()
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Map of updates")

    @property
    def map(self) -> Map | None:
        """What is drawn."""
        return self._layer.map

    def tools(self) -> QWidget:
        """The choice of the strategy."""
        return self._choice

    def show_strategy(self, key: str) -> None:
        """Draw this strategy; one that is not there means the first."""
        self._wanted = key
        self.show_again()

    def draw(self, state: RunState) -> None:
        """Show ``state``, with the strategies to choose from."""
        shown = self._shown(state)
        offered = [(key, strategy_title(state, key)) for key in _having(state)]
        self._choice.offer(offered, shown.strategy if shown else "")
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """Which round it is, and what became of how many clients."""
        shown = self._shown(state)
        if shown is None:
            return ""
        texts = [self.tr("round {number}").format(number=shown.round)]
        counts = Counter(look(point) for point in shown.clients)
        texts += [f"{counts[o]} {self._look_text(o)}" for o in LOOKS if counts[o]]
        return self.ended_words(state, " · ".join(texts))

    def table(self, state: RunState) -> Table:
        """A row per client of the round shown."""
        headers = (
            self.tr("client"),
            self.tr("what became of its update"),
            self.tr("poisoned"),
            self.tr("first component"),
            self.tr("second component"),
            self.tr("length of the update"),
            self.tr("loss on its rows"),
        )
        shown = self._shown(state)
        yes = self.tr("yes")
        rows = tuple(
            (
                client_name(state.joint, point.client),
                self._look_text(point.fate),
                yes if point.poisoned else "",
                finite(point.x),
                finite(point.y),
                finite(point.norm),
                finite(point.loss),
            )
            for point in (shown.clients if shown else ())
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Do the clients pull the same way, and does one of them not belong? Each "
            "one’s update becomes a mark, near to those that are like it."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The marks appear with the first updates.")

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        shown = self._shown(state)
        return shown is not None and bool(spots_of(shown) or _nowhere(shown))

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        shown = self._shown(state)
        partition = state.joint.partition if state.joint else None
        if shown is None or self._seen == (shown, partition):
            return
        self._seen = (shown, partition)
        found = self._map(state, shown)
        words = self.tr("no place:")
        self._layer.show_map(found, self.colours, self.small_font(), words)
        self.canvas.set_axis_label("bottom", self.tr("where updates differ most"))
        self.canvas.set_axis_label("left", self.tr("second most"))
        self.canvas.set_ranges(found.x, found.y)
        self.canvas.set_key(self._key(shown))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._seen = ()
        self._layer.map = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep both directions to the same scale."""
        super().resizeEvent(event)
        if self._layer.map is not None:
            self._seen = ()
            self.draw(self.state)

    def tip(self, position: QPointF) -> str:
        """The client under the mouse: its name, fate, norm and loss."""
        found = self._layer.map
        if found is None:
            return ""
        width, height = self.canvas.pixel_size
        away = [
            (
                math.hypot(
                    (spot.x - position.x()) / width, (spot.y - position.y()) / height
                ),
                spot.point,
            )
            for spot in found.spots
        ]
        view = self.canvas.getPlotItem().getViewBox()
        pixel = view.mapViewToScene(position)
        away += [
            (math.hypot(place.x() - pixel.x(), place.y() - pixel.y()), point)
            for point, place in self._layer.strip_places(
                found, view.sceneBoundingRect()
            )
            if found.nowhere
        ]
        distance, point = min(away, key=lambda pair: pair[0])
        return self._describe(point) if distance <= _REACH else ""

    def _describe(self, point: ClientPoint) -> str:
        head = f"{client_name(self.state.joint, point.client)}: "
        head += self._look_text(point.fate)
        if point.poisoned:
            head += ", " + self.tr("poisoned")
        lines = [head]
        if point.norm is not None:
            words = self.tr("length of the update {value}")
            lines.append(words.format(value=figure(point.norm)))
        elif point.fate == "rejected":
            lines.append(self.tr("its update holds figures that are not finite"))
        if point.loss is not None:
            words = self.tr("loss on its own rows {value}")
            lines.append(words.format(value=figure(point.loss)))
        return "\n".join(lines)

    def _map(self, state: RunState, shown: JointUpdates) -> Map:
        spots, nowhere = spots_of(shown), _nowhere(shown)
        odd = [s for s in spots if look(s.point) in ("poisoned", "rejected")]
        named = odd if len(odd) <= _MOST_NAMES else []
        x = around([s.x for s in spots] or [0.0], 0.14, least=1e-12)
        y = around([s.y for s in spots] or [0.0], 0.14, least=1e-12)
        return Map(
            updates=shown,
            spots=spots,
            nowhere=nowhere,
            names=tuple(self._name(state, s.point, s.far, s in named) for s in spots),
            **self._to_scale(x, y, below=bool(nowhere)),
        )

    def _name(
        self, state: RunState, point: ClientPoint, far: float, named: bool
    ) -> str:
        name = client_name(state.joint, point.client) if named else ""
        if far > 1:
            size = f"{far:.1f}" if far < 10 else f"{far:.0f}"
            times = self.tr("{times}× as far").format(times=size)
            return f"{name}, {times}" if name else times
        return name

    def _to_scale(
        self, x: tuple[float, float], y: tuple[float, float], *, below: bool
    ) -> dict[str, tuple[float, float]]:
        """Both ranges widened to about the same scale, with room for the strip."""
        # By this widget's size: the view's own would follow the figures of its axes.
        line = self.fontMetrics().height()
        width = max(40.0, self.width() - _BESIDE * line)
        height = max(40.0, self.height() - _ABOVE * line)
        strip = _STRIP * line if below else 0.0
        free = max(20.0, height - strip)
        unit = max((x[1] - x[0]) / width, (y[1] - y[0]) / free)
        middle, centre = (x[0] + x[1]) / 2, (y[0] + y[1]) / 2
        half, rise = unit * width / 2, unit * free / 2
        return {
            "x": (middle - half, middle + half),
            "y": (centre - rise - unit * strip, centre + rise),
        }

    def _key(self, shown: JointUpdates) -> tuple[Entry, ...]:
        used = {look(p) for p in shown.clients if look(p) != "idle"}
        return tuple(
            Entry(
                sign=_SIGNS.get(one, "mark"),
                colour=look_colour(self.colours, one),
                text=self._look_text(one),
                shape=SHAPES[one],
            )
            for one in LOOKS
            if one in used
        )

    def _look_text(self, one: Look) -> str:
        return {
            "used": self.tr("used"),
            "poisoned": self.tr("poisoned"),
            "rejected": self.tr("refused"),
            "late": self.tr("too late"),
            "dropped": self.tr("gave up"),
            "idle": self.tr("not asked"),
        }[one]

    def _shown(self, state: RunState) -> JointUpdates | None:
        found = _having(state)
        return found.get(self._wanted) or next(iter(found.values()), None)


def _having(state: RunState) -> dict[str, JointUpdates]:
    return {
        key: course.updates
        for key, course in courses(state).items()
        if course.updates is not None
    }


def _nowhere(shown: JointUpdates) -> tuple[ClientPoint, ...]:
    """Those who were asked and have no place, poisoned and refused ones first."""
    found = [p for p in shown.clients if p.fate != "idle" and finite(p.x) is None]
    return tuple(
        sorted(found, key=lambda p: (look(p) not in ("poisoned", "rejected"), p.client))
    )
