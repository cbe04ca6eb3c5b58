"""The window: a rail of pages, menus, a status bar. It knows only pages and actions.

State lives in the draft, the job queue, theme and language, so the window can throw its
pages away and build them again, which is how it changes its language.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenuBar,
    QMessageBox,
    QStackedWidget,
    QWidget,
)

from workbench.core.state import RunState
from workbench.gui import actions
from workbench.gui.actions import LANGUAGE_TITLES, THEME_TITLES, translated
from workbench.gui.dialogs import Dialogs
from workbench.gui.draft import Draft
from workbench.gui.models.self_check import SelfCheck
from workbench.gui.naming import named
from workbench.gui.pages import PAGES
from workbench.gui.theme import ZOOM_STEP
from workbench.gui.widgets.about import AboutDialog, HelpDialog
from workbench.gui.widgets.bundle_dialog import BundleSaver
from workbench.gui.widgets.crash_dialog import CrashDialog
from workbench.gui.widgets.experiment_files import ExperimentFiles, file_in
from workbench.gui.widgets.export_dialog import Exporter, results_text
from workbench.gui.widgets.getting_ready import GettingReady
from workbench.gui.widgets.page import Page, Surroundings
from workbench.gui.widgets.preferences_dialog import PreferencesDialog
from workbench.gui.widgets.rail import Rail
from workbench.gui.widgets.self_check_dialog import SelfCheckDialog
from workbench.gui.widgets.status_bar import StatusBar
from workbench.gui.widgets.tour import Tour
from workbench.gui.widgets.welcome import WelcomeDialog
from workbench.planner import PRESETS
from workbench.store import Imported

STOP_LIMIT_MS = 10_000
"""How long closing waits for a run to stop before it closes anyway."""
_MESSAGE_MS = 6000
EXAMPLE = "iris-vote"
_LAYOUT = "window"
_QUEUED = Qt.ConnectionType.QueuedConnection


class MainWindow(QMainWindow):
    """Holds the pages over what lives longer than they do.

    One that is not ``ready`` shows a placeholder until :meth:`make_ready`.
    """

    closed = Signal()
    """The window is gone for good, and so is what was open beside it."""

    def __init__(
        self,
        around: Surroundings,
        *,
        ready: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ready = ready
        self._when_ready: list[Callable[[], None]] = []
        self.setObjectName("main_window")
        self.setWindowTitle("Workbench")
        self.setMinimumSize(1024, 700)
        self.resize(1440, 900)
        self.crashes = CrashDialog(self)
        self._around = around
        self._pages: dict[str, Page] = {}
        self._actions: dict[str, QAction] = {}
        self._tour: Tour | None = None
        self._current = PAGES[0].name
        self._closing = False
        self._stop_limit = QTimer(self, interval=STOP_LIMIT_MS, singleShot=True)
        self._exporter = Exporter(self)
        store = around.session.store
        self._files = ExperimentFiles(
            draft=lambda: self._draft,
            draft_for=around.draft_for,
            import_bundle=store.import_bundle,
            window=self,
        )
        self._bundles = BundleSaver(store=store, window=self)
        self.setAcceptDrops(True)
        self._self_check = SelfCheck(
            jobs=around.jobs,
            language=around.language,
            history=store.path,
            parent=self,
        )
        self._dialogs = Dialogs(around, self._self_check, window=self)
        self._wire()
        self.rebuild()
        self.restoreGeometry(around.preferences.layout(_LAYOUT))

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._current]

    @property
    def _draft(self) -> Draft:
        """What Undo, Redo and Run are about: the page's own set-up if it has one."""
        page = self._pages.get(self._current)
        return (page.draft if page is not None else None) or self._around.draft

    def rebuild(self) -> None:
        """Build menus and pages anew, in the language of now."""
        if self._tour is not None:
            self._tour.end()
        with self._around.theme.building():
            self._build_menus()
            self._build_centre()
            self._build_page(self._current)
            self.setStatusBar(StatusBar(session=self._around.session))
        self.show_page(self._current)
        self._dialogs.rebuild()

    def make_ready(self) -> None:
        """Put the pages in place, and do what was asked for meanwhile."""
        self._ready = True
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self.show_page(self._current)
        waiting, self._when_ready = self._when_ready, []
        for action in waiting:
            action()

    def come_to_front(self) -> None:
        """Be seen, also where the person had put the window away."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self._current = name
        if name not in self._pages:
            with self._around.theme.building():
                self._build_page(name)
        self._stack.setCurrentWidget(self.page)
        self._rail.show_current(name)
        self._update_actions()
        self.page.setFocus()

    def tell(self, text: str) -> None:
        """Show something that the person should know, without holding anything up."""
        box = named(QMessageBox(self), "notice")
        box.setModal(False)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle("Workbench")
        box.setText(text)
        box.finished.connect(box.deleteLater)
        box.show()

    def close_at_once(self) -> None:
        """Stop what runs and close, without a question."""
        self._closing = True
        if self._around.jobs.live:
            self._around.jobs.cancel_all()
            self._stop_limit.start()
            self._say(self.tr("Stopping the running experiment …"))
        else:
            self.close()

    # What the actions ask for, by name

    def open_experiment(self) -> None:
        """Ask for a file that holds an experiment, and take it over."""
        self._files.ask_to_open()

    def open_file(self, file: str) -> None:
        """Open an experiment or a run bundle, as soon as it can be shown."""
        if self._ready:
            self._files.open(file)
        else:
            self._when_ready.append(lambda: self.open_file(file))

    def save_experiment(self) -> None:
        """Ask for a file to write the draft into."""
        self._files.ask_to_save()

    def export_results(self) -> None:
        """Write the run on the screen to a file."""
        if (state := self._results()) is not None:
            self._exporter.ask(state)

    def save_bundle(self) -> None:
        """Write the run on the screen to a bundle, to be opened elsewhere."""
        state = self.page.shown_state()
        if state is None or state.run_id is None or state.live:
            self._say(self.tr("There is no finished run on this page yet."))
        else:
            self._bundles.ask(state.run_id)

    def copy_results(self) -> None:
        """Put verdict and figures of the run on the screen on the clipboard."""
        if (state := self._results()) is not None:
            QGuiApplication.clipboard().setText(results_text(state))
            self._say(self.tr("Results copied"))

    def run_experiment(self) -> None:
        """Run the draft, where the person sees it and what may keep it from running."""
        if self.page.draft is None:
            self.show_page(PAGES[0].name)
        if self._ready:
            self.page.run()
        else:
            self._when_ready.append(self.run_experiment)

    def stop_experiment(self) -> None:
        """Stop the job that runs; those behind it go on."""
        self._around.jobs.cancel_current()

    def undo(self) -> None:
        """Take the last change of the setup back."""
        self._draft.undo_stack.undo()

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._draft.undo_stack.redo()

    def zoom_in(self) -> None:
        """Larger text."""
        self._around.theme.set_zoom(self._around.theme.zoom + ZOOM_STEP)

    def zoom_out(self) -> None:
        """Smaller text."""
        self._around.theme.set_zoom(self._around.theme.zoom - ZOOM_STEP)

    def zoom_reset(self) -> None:
        """Text in the size that the system asks for."""
        self._around.theme.set_zoom(1.0)

    def show_preferences(self) -> None:
        """Open the preferences beside the window."""
        self._dialogs.show(PreferencesDialog)

    def show_welcome(self) -> None:
        """Open the three ways to begin."""
        self._dialogs.show(WelcomeDialog)

    def show_tour(self) -> None:
        """Go through the parts of the window, one after the other."""
        if self._ready:
            if self._tour is not None:
                self._tour.end()
            self._tour = Tour(show_page=self.show_page, window=self)
            self._tour.ended.connect(self._tour_ended)
        else:
            self._when_ready.append(self.show_tour)

    def run_example(self) -> None:
        """Set the example up and run it."""
        self._around.draft.load(PRESETS[EXAMPLE].spec, self.tr("Load the example"))
        self.run_experiment()

    def open_table(self) -> None:
        """Ask for a table of the person's own."""
        self.show_page(PAGES[0].name)
        self.page.ask_for_table()

    def show_about(self) -> None:
        """Open versions and credits."""
        self._dialogs.show(AboutDialog)

    def show_self_check(self) -> None:
        """Examine this installation, and show what is found."""
        self._dialogs.show(SelfCheckDialog)
        self._self_check.start()

    def show_help(self) -> None:
        """Open the page on how to read the pictures."""
        self._dialogs.show(HelpDialog)

    # Building

    def _wire(self) -> None:
        around = self._around
        around.theme.changed.connect(self._look_changed, _QUEUED)
        around.language.changed.connect(self._language_changed, _QUEUED)
        for draft in around.drafts:
            draft.undo_stack.indexChanged.connect(self._update_actions)
        around.jobs.submitted.connect(self._update_actions)
        around.jobs.finished.connect(self._job_finished)
        self._stop_limit.timeout.connect(self.close)
        self._dialogs.exampleRequested.connect(self.run_example)
        self._dialogs.tableRequested.connect(self.open_table)
        self._dialogs.tourRequested.connect(self.show_tour)
        self._dialogs.enginesChanged.connect(self.rebuild)
        self._files.opened.connect(self._opened)
        self._files.imported.connect(self._imported)
        self._files.saved.connect(self._written)
        self._bundles.written.connect(self._written)
        self._exporter.written.connect(self._written)

    def _build_menus(self) -> None:
        bar = named(QMenuBar(self), "menu_bar")
        self._actions = actions.fill(bar, self, self._around.theme)
        view = bar.findChild(QWidget, "menu_view")
        self._add_view_choices(view)
        self.setMenuBar(bar)
        self._update_actions()

    def _add_view_choices(self, view: Any) -> None:
        theme, language = self._around.theme, self._around.language
        titles = {name: translated(text) for name, text in THEME_TITLES.items()}
        self._themes = actions.add_choices(
            view.addMenu(self.tr("&Theme")), "theme", titles, theme.name, theme.set
        )
        titles = {name: translated(text) for name, text in LANGUAGE_TITLES.items()}
        actions.add_choices(
            view.addMenu(self.tr("&Language")),
            "language",
            titles,
            language.code,
            language.set,
        )
        view.addSeparator()
        titles = {entry.name: _page_text(entry.title) for entry in PAGES}
        pages = actions.add_choices(view, "page", titles, self._current, self.show_page)
        for number, action in enumerate(pages.actions(), start=1):
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))

    def _build_page(self, name: str) -> None:
        """Build a page when it is first shown."""
        entry = next(e for e in PAGES if e.name == name)
        page = entry.build(self._around) if self._ready else GettingReady()
        page.pageRequested.connect(self.show_page)
        page.told.connect(self._say)
        page.runOpened.connect(self._show_run)
        self._pages[name] = page
        self._stack.addWidget(page)

    def _show_run(self, name: str, run_id: int) -> None:
        """Show a run of the history on the page of that name."""
        self.show_page(name)
        self.page.show_run(run_id)

    def _build_centre(self) -> None:
        self._rail = Rail(theme=self._around.theme)
        self._stack = named(QStackedWidget(), "pages")
        self._pages = {}
        for entry in PAGES:
            self._rail.add(
                name=entry.name,
                title=_page_text(entry.title),
                question=_page_text(entry.question),
                icon=entry.icon,
            )
        self._rail.chosen.connect(self.show_page)
        central = QWidget()
        layout = QHBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(central)

    # What happened

    def _results(self) -> RunState | None:
        state = self.page.shown_state()
        if state is None or state.estimate is None:
            self._say(self.tr("There are no results on this page yet."))
            return None
        return state

    def _update_actions(self, *_: object) -> None:
        stack = self._draft.undo_stack
        for name, able, text, what in (
            ("undo", stack.canUndo(), self.tr("&Undo"), stack.undoText()),
            ("redo", stack.canRedo(), self.tr("&Redo"), stack.redoText()),
        ):
            self._actions[name].setEnabled(able)
            self._actions[name].setText(f"{text}: {what}" if able else text)
        self._actions["stop"].setEnabled(self._around.jobs.live)

    def _job_finished(self, job: object) -> None:
        self._update_actions()
        if self._closing and not self._around.jobs.live:
            self.close()

    def _look_changed(self) -> None:
        self._around.preferences.theme = self._around.theme.name
        self._around.preferences.zoom = self._around.theme.zoom
        actions.tint(self._actions, self._around.theme)
        for action in self._themes.actions():
            action.setChecked(action.data() == self._around.theme.name)

    def _language_changed(self) -> None:
        self._around.preferences.language = self._around.language.code
        self.rebuild()

    def _opened(self, file: str, page: str) -> None:
        self.show_page(page)
        self._say(self.tr("Opened “{file}”").format(file=Path(file).name))

    def _tour_ended(self) -> None:
        self._tour = None
        self.page.setFocus()

    def _imported(self, file: str, imported: Imported) -> None:
        self.show_page("history")
        self.page.show_run(imported.run_id)
        text = (
            self.tr("“{file}” was in the history already, as run {run}")
            if imported.known
            else self.tr("“{file}” is in the history now, as run {run}")
        )
        self._say(text.format(file=Path(file).name, run=imported.run_id))

    def _written(self, file: str) -> None:
        self._say(self.tr("Written to “{file}”").format(file=Path(file).name))

    def _say(self, text: str) -> None:
        self.statusBar().showMessage(text, _MESSAGE_MS)

    def _ask_to_close(self) -> None:
        box = named(QMessageBox(self), "close_question")
        box.setModal(False)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Workbench")
        box.setText(self.tr("Stop the running experiment and close?"))
        box.setInformativeText(self.tr("What was measured so far stays in History."))
        stop = box.addButton(
            self.tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole
        )
        keep = box.addButton(self.tr("Keep running"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        stop.clicked.connect(self.close_at_once)
        box.finished.connect(box.deleteLater)
        box.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one experiment or run that comes as a file."""
        if file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open it."""
        if (file := file_in(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.open_file(file)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when nothing runs; else ask, or wait for what is being stopped."""
        stopped = not self._around.jobs.live
        if stopped or (self._closing and not self._stop_limit.isActive()):
            self._stop_limit.stop()
            self._around.preferences.remember_layout(_LAYOUT, self.saveGeometry())
            self._around.preferences.save()
            self.crashes.close()
            self._dialogs.close()
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        if not self._closing and self.findChild(QMessageBox, "close_question") is None:
            self._ask_to_close()


def _page_text(text: str) -> str:
    return QCoreApplication.translate("Pages", text)
