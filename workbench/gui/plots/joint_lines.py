"""Pictures of something against rounds, bytes or seconds: a curve for each strategy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.core.joint import JointCourse, JointRound
from workbench.core.state import RunState
from workbench.gui.i18n import bytes_text, score, seconds
from workbench.gui.naming import named
from workbench.gui.plots.choice import Choice
from workbench.gui.plots.joint_curves import (
    Curve,
    Line,
    Picture,
    View,
    nearest,
    resolve,
)
from workbench.gui.plots.joint_layer import CurveLayer
from workbench.gui.plots.joint_plot import (
    JointPlot,
    courses,
    series_colour,
    series_shape,
    strategy_title,
)
from workbench.gui.plots.joint_track import ACROSS, Across, Tracks
from workbench.gui.plots.key import Entry
from workbench.gui.plots.rows import score_name
from workbench.gui.plots.scale_axis import ScaleAxis
from workbench.gui.theme import Theme

_REACH = 16.0
"""Within how many pixels of a point its tip is shown."""


class RoundsPlot(JointPlot):
    """A curve for each strategy, with a choice of what is drawn against what.

    Subclasses say what there is to be seen upwards (:meth:`ways`), and how a choice
    becomes a :class:`~workbench.gui.plots.joint_curves.View`.
    """

    first_up = ""
    first_across: Across = "rounds"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._bottom, self._left = ScaleAxis("bottom"), ScaleAxis("left")
        super().__init__(theme, {"bottom": self._bottom, "left": self._left}, parent)
        self._up = self.first_up
        self._across: Across = self.first_across
        self._tracks = Tracks()
        self._seen: tuple[object, ...] = ()
        self._layer = CurveLayer()
        self.canvas.add_layer(self._layer)
        self._up_choice = Choice(f"{self.name}_up", self.tr("What is drawn upwards"))
        self._up_choice.chosen.connect(lambda up: self.show_axes(up=up))
        self._across_choice = Choice(
            f"{self.name}_across", self.tr("What is drawn across")
        )
        self._across_choice.chosen.connect(self._choose_across)
        self._tools = self._make_tools()
        self.refresh()

    @property
    def picture(self) -> Picture | None:
        """What is drawn."""
        return self._layer.picture

    def ways(self, state: RunState) -> Sequence[tuple[str, str]]:
        """Keys and names of what can be drawn upwards, the usual one first."""
        raise NotImplementedError

    def view(self, state: RunState, up: str, across: Across) -> View:
        """What to draw for a choice."""
        raise NotImplementedError

    def up_text(self, state: RunState, up: str) -> str:
        """What the upward axis is called."""
        raise NotImplementedError

    def line_text(self, line: Line) -> str:
        """What a line is, where strategies have several."""
        raise NotImplementedError

    def describe(self, state: RunState, one: JointRound) -> Sequence[str]:
        """What the tip says of a round beside its place."""
        raise NotImplementedError

    def tools(self) -> QWidget:
        """What is drawn upwards, and against what."""
        return self._tools

    def show_axes(self, up: str = "", across: Across | None = None) -> None:
        """Draw ``up`` against ``across`` from now on; what is not given stays."""
        self._up, self._across = up or self._up, across or self._across
        self.show_again()

    def draw(self, state: RunState) -> None:
        """Show ``state``, with what there is to choose from."""
        ways = self.ways(state)
        self._up_choice.offer(ways, self.shown_up(state))
        self._up_choice.setVisible(len(ways) > 1 or not ways)
        texts: dict[Across, str] = {
            "rounds": self.tr("rounds"),
            "bytes": self.tr("bytes"),
            "seconds": self.tr("seconds"),
            "simulated": self.tr("simulated"),
        }
        offered = [(a, texts[a]) for a in self._offered(state)]
        self._across_choice.offer(offered, self.shown_across(state))
        super().draw(state)

    def shown_up(self, state: RunState) -> str:
        """What is drawn upwards: what was chosen, if it was found."""
        keys = [key for key, _ in self.ways(state)]
        return self._up if self._up in keys else next(iter(keys), "")

    def shown_across(self, state: RunState) -> Across:
        """What is drawn across: what was chosen, if it was found."""
        return self._across if self._across in self._offered(state) else "rounds"

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return bool(self.ways(state))

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        up, across = self.shown_up(state), self.shown_across(state)
        view, found = self.view(state, up, across), courses(state)
        seen = (view, state.metric, state.model_titles, _rounds(found))
        if seen == self._seen:
            return
        picture = resolve(self._tracks.follow(found), found, view)
        if picture is None:
            return
        self._seen = seen
        self._left.set_log(view.log)
        self._bottom.whole = across == "rounds"
        self._layer.show_picture(picture, self.colours, self.small_font())
        self.canvas.set_axis_label("bottom", self._across_text(picture))
        self.canvas.set_axis_label("left", self.up_text(state, up))
        self.canvas.set_ranges(picture.x, picture.y)
        self.canvas.set_key(self._key(picture, state))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._seen = ()
        self._layer.picture = None

    def tip(self, position: QPointF) -> str:
        """All that is known of the round under the mouse."""
        picture = self._layer.picture
        if picture is None:
            return ""
        at = position.x(), position.y()
        found = nearest(picture, at, self.canvas.pixel_size, _REACH)
        return self._tip(*found) if found else ""

    def _tip(self, curve: Curve, one: JointRound) -> str:
        title = strategy_title(self.state, curve.key)
        head = self.tr("{strategy}, round {number}")
        sent = bytes_text(one.bytes_up + one.bytes_down)
        time = self.tr("{size} sent, {time} since the trial began").format(
            size=sent, time=seconds(one.seconds)
        )
        lines = [
            head.format(strategy=title, number=one.round),
            *self.describe(self.state, one),
            time,
        ]
        if one.simulated_s is not None:
            words = self.tr("simulated over the network: {time}")
            lines.append(words.format(time=seconds(one.simulated_s)))
        return "\n".join(lines)

    def score_line(self, state: RunState, one: JointRound) -> str:
        """The score on test rows in words."""
        words = self.tr("{metric} {value} on test rows")
        metric = score_name(state.metric)
        return words.format(metric=metric, value=score(one.test_score))

    def _key(self, picture: Picture, state: RunState) -> tuple[Entry, ...]:
        colours = self.colours
        shown: dict[str, int] = {}
        for curve in picture.curves:
            shown.setdefault(curve.key, curve.number)
        entries = [
            Entry(
                sign="curve",
                colour=series_colour(colours, number),
                text=strategy_title(state, key),
                shape=series_shape(number, len(colours.series)),
            )
            for key, number in shown.items()
        ]
        if len(picture.view.lines) > 1:
            lines = [
                Entry(
                    sign="line" if line.dashed else "solid",
                    colour=colours.muted,
                    text=self.line_text(line),
                )
                for line in picture.view.lines
            ]
            entries = [*lines, *entries]
        if any(map(picture.astray, picture.curves)):
            text = self.tr("went astray")
            entries.insert(0, Entry(sign="cross", colour=colours.muted, text=text))
        return tuple(entries)

    def _across_text(self, picture: Picture) -> str:
        match picture.view.across:
            case "rounds":
                return self.tr("rounds")
            case "bytes":
                words = self.tr("sent up and down ({unit})")
                return words.format(unit=picture.unit)
            case "seconds":
                return self.tr("seconds since the trial began")
            case "simulated":
                return self.tr("seconds over the network, simulated")

    def _offered(self, state: RunState) -> tuple[Across, ...]:
        simulated = any(
            course.rounds and course.rounds[-1].simulated_s is not None
            for course in courses(state).values()
        )
        return ACROSS if simulated else ACROSS[:-1]

    def _choose_across(self, key: str) -> None:
        self.show_axes(across=next(a for a in ACROSS if a == key))

    def _make_tools(self) -> QWidget:
        tools = named(QWidget(self), f"{self.name}_tools")
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._up_choice)
        row.addWidget(self._across_choice)
        tools.hide()
        return tools


def _rounds(found: dict[str, JointCourse]) -> tuple[object, ...]:
    """What is compared: equal tuples of the same rounds compare at once."""
    return tuple((key, one.rounds, one.end) for key, one in found.items())
