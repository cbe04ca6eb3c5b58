"""Step “Who holds what”: how rows are dealt to clients, seen while it is set."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.core.errors import Problem
from workbench.core.parameters import ParamValue, filled
from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.loading import Latest
from workbench.gui.models.holdings import (
    Dealer,
    Holdings,
    moves_of,
    same_base,
    with_move,
    without_moves,
)
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.joint_alpha import AlphaSlider
from workbench.gui.widgets.joint_bars import Part
from workbench.gui.widgets.joint_moves import MoveForm
from workbench.gui.widgets.joint_painter import Painter
from workbench.gui.widgets.joint_params import Group, ParamsSection
from workbench.gui.widgets.problem_label import ProblemLabel, about
from workbench.gui.widgets.words import sentence, unbroken
from workbench.joint.painting import Move
from workbench.joint.partition import PARTITIONERS
from workbench.workloads.joint_parameters import HOLDINGS

_BY_NAME = {parameter.name: parameter for parameter in HOLDINGS}
_APART = ("alpha", "moves")
"""Set with the slider and in the picture."""
_MOST_CLASSES = 24
"""So many classes are named below the picture."""


class HoldingsSection(ParamsSection):
    """Method, clients, α, and the picture in which rows are moved by hand.

    Rows are dealt in the background, exactly as a run would deal them.
    """

    def __init__(
        self, *, draft: Draft, theme: Theme, parent: QWidget | None = None
    ) -> None:
        titles = {name: say(entry.title) for name, entry in PARTITIONERS.items()}
        super().__init__(
            draft=draft,
            objectName="holdings_section",
            choices={"partition": titles},
            parent=parent,
        )
        self.set_words(self.tr("Who holds what"), self.tr("Change who holds what"))
        own = tuple(p for p in HOLDINGS if p.name not in _APART)
        self.add(Group(name="holdings", parameters=own))
        self._theme = theme
        self._dealer = Dealer()
        self._shown: Holdings = Holdings()
        self._asked: ExperimentSpec | None = None
        self._deals = Latest(self)
        self._deals.loaded.connect(self._show_holdings)
        self._deals.failed.connect(
            lambda e: self._show_holdings(Holdings(why=e.message))
        )
        self._method = sentence("holdings_method", "small")
        self._alpha = AlphaSlider(_BY_NAME["alpha"])
        self._alpha.edited.connect(self._alpha_chosen)
        self._problem = ProblemLabel(objectName="holdings_problem")
        self._facts = sentence("holdings_facts", "small")
        self._painter = Painter(theme)
        self._legend = named(QLabel(), "holdings_legend", role="small")
        self._legend.setWordWrap(True)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._move = MoveForm()
        self._undo_row = self._undo_links()
        for widget in (
            self._alpha,
            self._method,
            self._problem,
            self._painter,
            self._legend,
            self._facts,
            self._move,
            self._undo_row,
        ):
            self.add_body(widget, 0)
        self._painter.chosen.connect(self._chosen)
        self._painter.formRequested.connect(self._move.take_focus)
        self._painter.moveRequested.connect(self._moved)
        self._move.moveRequested.connect(self._moved)
        theme.changed.connect(self._show_legend)
        self._show_holdings(self._shown)

    @property
    def holdings(self) -> Holdings:
        """What is shown."""
        return self._shown

    def relevant(self, values: Mapping[str, ParamValue]) -> Collection[str]:
        """What the method asks for, and how many clients unless a column says."""
        method = str(values["partition"])
        if method not in PARTITIONERS:
            return {"partition", "clients"}
        entry = PARTITIONERS.get(method)
        asked = {parameter.name for parameter in entry.parameters}
        return {"partition", *asked, *(() if entry.owned else ("clients",))}

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show how rows are dealt; who holds what follows from the background."""
        super().show_spec(spec)
        values = filled(HOLDINGS, spec.params)
        method, alpha = str(values["partition"]), values["alpha"]
        known = method in PARTITIONERS
        self._method.setText(say(PARTITIONERS.get(method).help) if known else "")
        self._method.setVisible(known)
        self._alpha.setVisible("alpha" in self.relevant(values))
        if isinstance(alpha, int | float):
            self._alpha.show_number(alpha)
        self._undo_row.setVisible(bool(spec.params.get("moves")))
        self._deal(spec)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong; what concerns the picture stands above it."""
        super().show_problems(problems)
        apart = [f"params.{name}" for name in _APART]
        self._problem.show_problems(about(problems, *apart))

    def _alpha_chosen(self, alpha: float) -> None:
        params = {**self._draft.spec.params, "alpha": alpha}
        self._draft.replace(self.tr("Change α"), params=params, title="")

    def _deal(self, spec: ExperimentSpec) -> None:
        asked = self._asked
        moved = asked is None or asked.params.get("moves") != spec.params.get("moves")
        if asked is not None and not moved and same_base(asked, spec):
            return
        self._asked = spec
        dealer = self._dealer
        self._deals.request(lambda: dealer.deal(spec))

    def _show_holdings(self, found: Holdings) -> None:
        self._shown = found
        held = found.partition
        self._painter.setVisible(held is not None)
        self._painter.show_held(held)
        self._chosen(self._painter.part)
        self._show_legend()
        self._facts.setText(unbroken(self._told(found)))
        self._facts.setVisible(bool(self._facts.text()))
        count = self.tr("{n} clients").format(n=len(held.clients)) if held else ""
        self.set_subtitle(count)

    def _told(self, found: Holdings) -> str:
        held = found.partition
        if held is None:
            return say(found.why) if found.why is not None else ""
        rows = [client.rows for client in held.clients]
        text = self.tr(
            "{rows} training rows, {least} to {most} a client; {test} kept for testing."
        )
        said = [
            text.format(
                rows=sum(rows), least=min(rows), most=max(rows), test=held.test_rows
            )
        ]
        if found.skew is not None:
            skew = self.tr("Knowing the client tells {share} of the class.")
            said.append(skew.format(share=f"{100 * found.skew:.0f} %"))
        return " ".join([*said, *map(say, held.notes)])

    def _show_legend(self) -> None:
        held = self._shown.partition
        classes = held.classes if held is not None else ()
        shades, parts = self._painter.shades, []
        for number, name in enumerate(classes[:_MOST_CLASSES]):
            colour = shades.of(number).name()
            parts.append(
                f"<span style='color:{colour}'>■</span>\N{NO-BREAK SPACE}"
                + escape(name).replace(" ", "\N{NO-BREAK SPACE}")
            )
        more = "" if len(classes) <= _MOST_CLASSES else " …"
        self._legend.setText("&nbsp; ".join(parts) + more)
        self._legend.setVisible(bool(parts))

    def _chosen(self, part: Part | None) -> None:
        words = self._painter.words(part) if part is not None else ""
        self._move.show_part(part, self._shown.partition, words)

    def _moved(self, part: Part, target: int, rows: int) -> None:
        """Move rows in the draft; what is not shown as it stands is not moved."""
        move = Move(part.label, part.client, target, rows)
        text = self.tr("Move rows to another client")
        params = with_move(self._draft.spec, move)
        self._draft.replace(text, params=params, title="")

    def _undo_links(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        last = named(
            QPushButton(self.tr("Undo last move")), "undo_last_move", role="link"
        )
        last.clicked.connect(self._undo_last)
        every = named(QPushButton(self.tr("As dealt")), "undo_moves", role="link")
        every.setToolTip(self.tr("Take all moves by hand back"))
        every.clicked.connect(self._undo_all)
        line.addWidget(last)
        line.addWidget(every)
        line.addStretch(1)
        return row

    def _undo_last(self) -> None:
        kept = max(0, len(moves_of(self._draft.spec)) - 1)
        params = without_moves(self._draft.spec, kept)
        self._draft.replace(self.tr("Undo last move"), params=params, title="")

    def _undo_all(self) -> None:
        params = without_moves(self._draft.spec)
        self._draft.replace(self.tr("As dealt"), params=params, title="")
