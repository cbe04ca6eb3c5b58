"""Preferences → Engines: where each engine can run, and environments for them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.core.cancel import CancelToken
from workbench.engines import ENGINES, Engine
from workbench.engines.base import install_command
from workbench.external import Consents, Environments, Place, setup
from workbench.external.child import Say
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.widgets.allowed_hosts import AllowedHosts
from workbench.gui.widgets.environment_form import EnvironmentForm, Mode
from workbench.gui.widgets.environment_job import EnvironmentJob

_GUTTER = 8
"""Pixels between what is shown and the scroll bar."""


class EnginesPage(QWidget):
    """A row for each engine; below them allowed clusters, the form, or what goes on."""

    changed = Signal()
    """Engines may be available now that were not, or the other way round."""

    def __init__(
        self,
        *,
        environments: Environments,
        consents: Consents,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("engines_page")
        self._environments = environments
        self._engine = ""
        self._rows = {
            name: _Row(
                name,
                kind,
                create=self._button("create", name, self.tr("Create environment…")),
                use=self._button("use", name, self.tr("Use existing…")),
                remove=self._button("remove", name, self.tr("Remove…")),
            )
            for name, kind in ENGINES.items()
        }
        self._form = EnvironmentForm()
        self._job = EnvironmentJob()
        self._hosts = AllowedHosts(consents=consents)
        self._below = self._hosts, self._form, self._job
        introduction = named(QLabel(wordWrap=True), "engines_words", role="muted")
        introduction.setText(
            self.tr(
                "Some engines need libraries that do not come with the program. They "
                "run in a Python environment beside it, with the same measurements."
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place, row in enumerate(self._rows.values()):
            grid.addWidget(row.title, place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(row.state, place, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(row.buttons, place, 2, Qt.AlignmentFlag.AlignVCenter)
        self._scroll = named(QScrollArea(widgetResizable=True), "engines_scroll")
        body = QWidget()
        body.setProperty("role", "page")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, _GUTTER, 0)
        inside.setSpacing(12)
        inside.addWidget(introduction)
        inside.addLayout(grid)
        inside.addWidget(named(QLabel(), "engines_divider", role="divider"))
        for widget in self._below:
            inside.addWidget(widget)
        inside.addStretch(1)
        self._scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self._scroll)
        self._show_below(self._hosts)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._show_end)
        self._form.accepted.connect(self._start)
        self._form.rejected.connect(lambda: self._show_below(self._hosts))
        self._job.ended.connect(self._ended)
        self.refresh()

    @property
    def busy(self) -> bool:
        """Whether an environment is being set up."""
        return self._job.running

    def stop(self) -> None:
        """End what goes on."""
        self._job.stop()

    def refresh(self) -> None:
        """Look again where each engine can run."""
        for name, row in self._rows.items():
            place = self._environments.place(name)
            row.show_place(place, self._words(name, place), busy=self.busy)

    def _show_below(self, wanted: QWidget) -> None:
        """The form, what goes on, or else the allowed computers."""
        for widget in self._below:
            widget.setVisible(widget is wanted)
        self._show_end(0, self._scroll.verticalScrollBar().maximum())

    def _show_end(self, least: int, most: int) -> None:
        """Scroll to what is filled in or goes on, whenever there is more to scroll."""
        if self._hosts.isHidden():
            self._scroll.verticalScrollBar().setValue(most)

    def _words(self, engine: str, place: Place) -> str:
        """The state in a few words: the buttons beside it are the remedy."""
        kind = ENGINES.get(engine)
        if place.available or place.message != kind.availability().message:
            return say(place.message)  # why an environment cannot be used, for one
        if getattr(sys, "frozen", False):
            return self.tr("needs an environment")
        return self.tr("not installed: {command}").format(command=install_command(kind))

    def _ask(self, mode: Mode, engine: str) -> None:
        self._engine = engine
        self._form.ask(mode, say(ENGINES.get(engine).title), self._free_name(engine))
        self._show_below(self._form)

    def _button(self, what: str, engine: str, text: str) -> QPushButton:
        button = named(QPushButton(text), f"engine_{what}_{engine}")
        match what:
            case "create" | "use":
                mode: Mode = "create" if what == "create" else "use"
                button.clicked.connect(lambda: self._ask(mode, engine))
            case "remove":
                button.clicked.connect(lambda: self._ask_to_remove(engine))
        return button

    def _free_name(self, engine: str) -> str:
        taken = {each.name for each in self._environments.all()}
        names = (engine, *(f"{engine}-{n}" for n in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)

    def _start(self) -> None:
        form, engine = self._form, self._engine
        work = setup.create if form.mode == "create" else setup.use
        name, python = form.name, form.python
        source = setup.Source(wheels=form.wheels)

        def carry_out(tell: Say, cancel: CancelToken) -> object:
            return work(
                self._environments,
                name,
                engine,
                python=python,
                say=tell,
                cancel=cancel,
                source=source,
            )

        self._run(self.tr("Setting up “{name}” …").format(name=name), carry_out)

    def _ask_to_remove(self, engine: str) -> None:
        environment = self._environments.place(engine).environment
        if environment is None:
            return
        box = named(QMessageBox(self), "remove_question")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Remove environment"))
        box.setText(self.tr("Remove “{name}”?").format(name=environment.name))
        box.setInformativeText(
            self.tr("Its folder and the libraries in it are deleted.")
            if environment.made_here
            else self.tr("It is taken off the list; its folder stays as it is.")
        )
        remove = box.addButton(
            self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.setDefaultButton(
            box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        )
        remove.clicked.connect(partial(self._remove, environment.name))
        box.finished.connect(box.deleteLater)
        box.open()

    def _remove(self, name: str) -> None:
        environments = self._environments
        self._run(
            self.tr("Removing “{name}” …").format(name=name),
            lambda tell, cancel: setup.remove(environments, name),
        )

    def _run(self, what: str, work: Callable[[Say, CancelToken], object]) -> None:
        self._show_below(self._job)
        self._job.start(what, work)
        self.refresh()

    def _ended(self) -> None:
        self.refresh()
        self.changed.emit()


class _Row:
    """One engine: its title, its state in words, what can be done about it."""

    def __init__(
        self,
        name: str,
        kind: type[Engine],
        *,
        create: QPushButton,
        use: QPushButton,
        remove: QPushButton,
    ) -> None:
        self._kind = kind
        self._create, self._use, self._remove = create, use, remove
        self.title = named(QLabel(say(kind.title)), f"engine_title_{name}")
        self.state = named(QLabel(wordWrap=True), f"engine_state_{name}")
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = QWidget()
        line = QHBoxLayout(self.buttons)
        line.setContentsMargins(0, 0, 0, 0)
        for button in (create, use, remove):
            button.setVisible(bool(kind.requires))
            line.addWidget(button)

    def show_place(self, place: Place, words: str, *, busy: bool) -> None:
        """Say where the engine can run, and offer what makes sense."""
        self.state.setText(words)
        self.state.setProperty("role", "good" if place.available else "muted")
        self.state.style().polish(self.state)
        self.title.setEnabled(place.available)
        if not self._kind.requires:
            return
        self._create.setVisible(not place.environment)
        self._use.setVisible(not place.available)
        self._remove.setVisible(place.environment is not None)
        for button in (self._create, self._use):
            button.setEnabled(not busy and not place.available)
        self._remove.setEnabled(not busy)
