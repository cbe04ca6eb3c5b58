"""Step “Workers”: how many, on which engine, and how often each is timed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLabel, QWidget

from workbench.core.errors import Problem
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.engines import ENGINES, addresses
from workbench.external import Environments
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.widgets.cluster_form import ClusterForm
from workbench.gui.widgets.disclosure import Disclosure
from workbench.gui.widgets.engines_form import EnginesForm
from workbench.gui.widgets.execution_rows import ExecutionRows
from workbench.gui.widgets.fields import ComboBox, NumberBox
from workbench.gui.widgets.problem_label import ProblemLabel, about
from workbench.gui.widgets.repeats_form import RepeatsForm
from workbench.gui.widgets.section import Section
from workbench.gui.widgets.worker_chips import WorkerChips
from workbench.workloads import WORKLOADS

_LARGEST_SEED = 2**32 - 1


class WorkersSection(Section):
    """Chips, an engine, and one line for the rule of repeats that opens to a form.

    The form also holds what few people change: how tasks are handed out, and limits.
    What is special there is told below the line, so that it is never out of sight.
    Other engines are offered for comparison where the page ``compares``.
    """

    def __init__(
        self,
        *,
        draft: Draft,
        cores: int,
        compares: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(objectName="workers_section", parent=parent)
        self.set_title(self.tr("Workers"))
        here = self.tr("1 core here") if cores == 1 else self.tr("{n} cores here")
        self.set_subtitle(here.format(n=cores))
        self._draft = draft
        self._compares = compares
        self._chips = WorkerChips(cores=cores)
        self._workers_problem = ProblemLabel(objectName="workers_problem")
        self._scaling = self._scalings()
        self._growth = named(QLabel(), "scaling_words", role="small")
        self._growth.setWordWrap(True)
        self._scaling_problem = ProblemLabel(objectName="scaling_problem")
        self._engine = self._engines()
        self._engine_problem = ProblemLabel(objectName="engine_problem")
        self._cluster = ClusterForm()
        self._rivals = EnginesForm()
        self._compare = Disclosure(self._rivals, objectName="compare_line")
        self._repeats = RepeatsForm()
        self._execution = ExecutionRows(self._repeats)
        self._seed = NumberBox(
            objectName="seed",
            name=self.tr("Seed"),
            whole=True,
            minimum=0,
            maximum=_LARGEST_SEED,
        )
        self._seed.setToolTip(self.tr("Same seed, same folds, same scores"))
        self._seed_problem = ProblemLabel(objectName="seed_problem")
        self._repeats.add_row(self.tr("See&d"), self._seed, self._seed_problem)
        self._rule = Disclosure(self._repeats, objectName="repeats_line")
        self._special = named(QLabel(), "execution_words", role="small")
        self._special.setWordWrap(True)
        for widget in (
            self._chips,
            self._workers_problem,
            self._scaling,
            self._growth,
            self._scaling_problem,
            self._engine,
            self._engine_problem,
            self._cluster,
            self._compare,
            self._rule,
            self._special,
        ):
            self.add_body(widget, 0)
        self._wire()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show what ``spec`` says of workers, without changing the draft."""
        self._chips.show_counts(spec.workers)
        self._show_scaling(spec)
        self._engine.show_data(spec.engine)
        self._cluster.show_spec(spec)
        self._rivals.show_spec(spec)
        self._compare.show_text(self._rivals.words(spec))
        self._compare.setVisible(self._compares or bool(spec.engines.names))
        self._execution.show_spec(spec)
        special = self._execution.words(spec)
        self._special.setText(special)
        self._special.setVisible(bool(special))
        self._seed.show_number(spec.seed)
        self._repeats.show_repeats(spec.repeats)
        self._rule.show_text(self._words(spec.repeats))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong below the field it belongs to."""
        self._workers_problem.show_problems(about(problems, "workers"))
        self._scaling_problem.show_problems(about(problems, "scaling"))
        self._engine_problem.show_problems(about(problems, "engine"))
        self._cluster.show_problems(problems)
        self._seed_problem.show_problems(about(problems, "seed"))
        self._repeats.show_problems(problems)
        if self._rivals.show_problems(problems):
            self._compare.open()
        inside = self._execution.show_problems(problems)
        if inside or about(problems, "repeats", "seed"):
            self._rule.open()

    def _show_scaling(self, spec: ExperimentSpec) -> None:
        """The choice only where there is one, or where it has to be taken back."""
        known = spec.workload in WORKLOADS
        grows = WORKLOADS.get(spec.workload).grows if known else None
        self._scaling.show_data(spec.scaling)
        self._scaling.setVisible(grows is not None or spec.weak)
        self._growth.setVisible(grows is not None and spec.weak)
        if grows is not None:
            self._growth.setText(
                self.tr(
                    "On p workers: p times the {what}, in p times the tasks."
                ).format(what=say(grows))
            )

    def _scalings(self) -> ComboBox:
        combo = ComboBox(objectName="scaling", name=self.tr("The problem"))
        combo.addItem(self.tr("Problem stays (strong scaling)"), "strong")
        combo.addItem(self.tr("Problem grows (weak scaling)"), "weak")
        combo.setToolTip(
            self.tr(
                "Strong scaling asks how much faster more workers solve the same "
                "problem. Weak scaling asks whether p workers solve a problem p times "
                "as large in the time of one: the ideal is a constant time."
            )
        )
        return combo

    def _engines(self) -> ComboBox:
        combo = ComboBox(objectName="engine", name=self.tr("Engine"))
        environments = Environments()
        for name, kind in ENGINES.items():
            combo.addItem(say(kind.title), name)
            availability = environments.availability(name)
            if availability.available:
                continue
            model = combo.model()
            if isinstance(model, QStandardItemModel):
                model.item(combo.count() - 1).setEnabled(False)
            remedy = say(availability.message)
            combo.setItemData(combo.count() - 1, remedy, Qt.ItemDataRole.ToolTipRole)
        return combo

    def _wire(self) -> None:
        replace = self._draft.replace
        self._chips.countsRequested.connect(
            lambda counts: replace(self.tr("Choose worker counts"), workers=counts)
        )
        self._scaling.currentIndexChanged.connect(
            lambda _: replace(
                self.tr("Choose how the problem scales"),
                scaling=self._scaling.currentData(),
            )
        )
        self._engine.currentIndexChanged.connect(
            lambda _: self._choose_engine(self._engine.currentData())
        )
        self._cluster.changeRequested.connect(
            lambda text, cluster: replace(text, cluster=cluster)
        )
        self._rivals.edited.connect(
            lambda engines: replace(
                self.tr("Choose engines to compare"), engines=engines
            )
        )
        self._execution.changeRequested.connect(
            lambda text, changes: replace(text, **changes)
        )
        self._seed.edited.connect(lambda n: replace(self.tr("Change seed"), seed=n))
        self._repeats.edited.connect(
            lambda rule: replace(self.tr("Change repeats"), repeats=rule)
        )

    def _choose_engine(self, name: str) -> None:
        """Another engine; the cluster is left behind where it cannot use it."""
        schemes = ENGINES.get(name).schemes
        cluster = addresses.fitting(self._draft.spec.cluster, schemes)
        self._draft.replace(self.tr("Choose engine"), engine=name, cluster=cluster)

    def _words(self, rule: RepeatSpec) -> str:
        if rule.minimum == rule.maximum:
            return self.tr("Repeat {n} times").format(n=rule.minimum)
        return self.tr("Repeat until ±{width:g} % ({least}–{most} times)").format(
            width=rule.width * 100, least=rule.minimum, most=rule.maximum
        )
