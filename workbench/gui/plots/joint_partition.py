"""Who holds what: the rows of every client, by class."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.core.joint import ClientShare, JointPartition
from workbench.core.state import RunState
from workbench.gui.i18n import percent
from workbench.gui.plots.axes import NameAxis, RoundAxis
from workbench.gui.plots.joint_partition_layer import PartitionLayer, class_look
from workbench.gui.plots.joint_plot import JointPlot
from workbench.gui.plots.key import Entry
from workbench.gui.plots.table import Cell, Table
from workbench.gui.theme import Theme

_MOST_NAMES = 40
_AXIS, _LOW, _WIDE = 4.0, 18.0, 4.0
"""In lines of text: the other axis' width, how high slanted names may not make less
of, and slots that have room for level ones."""
_IN_TIP = 6
"""So many classes of a client are listed in its tip, the largest first."""


class JointPartitionPlot(JointPlot):
    """A stacked bar per client in the order given; one that is empty gets a mark."""

    name = "joint_partition"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._clients, self._rows = NameAxis(), RoundAxis("left")
        self._rows.whole = True
        self._named = False
        axes = {"bottom": self._clients, "left": self._rows}
        super().__init__(theme, axes, parent)
        self._layer = PartitionLayer()
        self.canvas.add_layer(self._layer)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Who holds what")

    @property
    def drawn(self) -> JointPartition | None:
        """What is drawn."""
        return self._layer.partition

    @property
    def names_shown(self) -> bool:
        """Whether there is room for the clients' names."""
        return self._named

    def subtitle(self, state: RunState) -> str:
        """How many rows and clients there are, and how many have none."""
        found = _partition(state)
        if found is None:
            return ""
        rows = sum(client.rows for client in found.clients)
        words = (
            self.tr("{rows} rows at 1 client")
            if len(found.clients) == 1
            else self.tr("{rows} rows at {count} clients")
        )
        texts = [words.format(rows=rows, count=len(found.clients))]
        if empty := sum(client.rows == 0 for client in found.clients):
            texts.append(self.tr("{count} without rows").format(count=empty))
        texts.append(self.tr("{count} test rows").format(count=found.test_rows))
        return " · ".join(texts)

    def table(self, state: RunState) -> Table:
        """A row per client: its rows, in all and of each class."""
        found = _partition(state)
        count = self.tr("rows of {name}")
        classes = found.classes if found else ()
        headers = (
            self.tr("client"),
            self.tr("rows"),
            *(count.format(name=name) for name in classes),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (client.name, client.rows, *(client.counts if classes else ()))
            for client in (found.clients if found else ())
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Who holds which data? Every client becomes a bar of its rows, stacked by "
            "class: the more the bars differ, the harder it is to learn together."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The bars appear as soon as the rows are dealt out.")

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        found = _partition(state)
        return found is not None and bool(found.clients)

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        found, drawn = _partition(state), self._layer.partition
        # By identity first, since thousands of clients do not compare in no time.
        if found is None or found is drawn or found == drawn:
            return
        self._layer.show_partition(found, self.colours)
        most = max(client.rows for client in found.clients) or 1
        count = len(found.clients)
        self.canvas.set_axis_label("left", self.tr("rows"))
        self.canvas.set_ranges((-0.5, count - 0.5), (0.0, 1.06 * most))
        self.canvas.set_key(self._key(found))
        self._name_clients(found)

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.partition = None
        self._clients.fit()

    def tip(self, position: QPointF) -> str:
        """The rows of the client under the mouse."""
        found, number = self._layer.partition, round(position.x())
        if found is None or position.y() < 0 or not 0 <= number < len(found.clients):
            return ""
        client = found.clients[number]
        words = self.tr("1 row") if client.rows == 1 else self.tr("{count} rows")
        lines = [f"{client.name}: {words.format(count=client.rows)}"]
        return "\n".join([*lines, *self._by_class(found, client)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the clients where the new width has room for it."""
        super().resizeEvent(event)
        if self._layer.partition is not None:
            self._name_clients(self._layer.partition)

    def _by_class(self, found: JointPartition, client: ClientShare) -> list[str]:
        if not found.classes or not client.rows:
            return []
        pairs = zip(found.classes, client.counts, strict=True)
        held = sorted((p for p in pairs if p[1]), key=lambda p: -p[1])
        lines = [
            f"{name}: {count} ({percent(count / client.rows)})"
            for name, count in held[:_IN_TIP]
        ]
        if (rest := len(held) - _IN_TIP) > 0:
            lines.append(self.tr("and {count} more classes").format(count=rest))
        return lines

    def _name_clients(self, found: JointPartition) -> None:
        """By name below their bars, or all of them together where they are too many."""
        count = len(found.clients)
        # Of this widget's own size: names take room from the bars, and would follow.
        line = QFontMetricsF(self.small_font()).height()
        slot = (self.width() - _AXIS * line) / count
        low = self.height() < _LOW * line and slot < _WIDE * line
        self._named = count <= _MOST_NAMES and slot >= line and not low
        names = [client.name for client in found.clients] if self._named else []
        text = (
            self.tr("clients")
            if self._named
            else self.tr("{count} clients, in their order").format(count=count)
        )
        self.canvas.set_axis_label("bottom", text)
        self._clients.set_names(names)

    def _key(self, found: JointPartition) -> tuple[Entry, ...]:
        entries = []
        if any(client.rows == 0 for client in found.clients):
            text = self.tr("no rows")
            mark = Entry(
                sign="mark", colour=self.colours.danger, text=text, shape="triangle"
            )
            entries.append(mark)
        for number, name in enumerate(found.classes):
            fill, pattern, over = class_look(self.colours, number)
            entries.append(
                Entry(
                    sign="box",
                    colour=fill.name(),
                    text=name,
                    pattern=pattern,
                    over=over,
                )
            )
        return tuple(entries)


def _partition(state: RunState) -> JointPartition | None:
    return state.joint.partition if state.joint else None
