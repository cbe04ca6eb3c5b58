"""The history at the start of the program, and what to do where it cannot be used.

A home that cannot be written costs the history, not the program: runs are then kept in
a temporary file, and the window says so once. A history of a newer program, or another
program's database, is left as it is, and the person chooses how to go on.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from workbench.core.errors import StoreError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.preferences import Preferences
from workbench.session import Session, history_path
from workbench.store import NewerHistory, UnwritableHistory, copy_newer

_translate = QApplication.translate
_TEMPORARY = QT_TRANSLATE_NOOP(
    "Message",
    "{reason} Until then runs are kept for this session only: save those that you want "
    "to keep as bundles (File menu).",
)
_COPY = QT_TRANSLATE_NOOP(
    "Message",
    "This is a copy of the history of a newer version; the file itself was not "
    "touched. What you run now is kept for this session only.",
)
_WITHOUT = QT_TRANSLATE_NOOP("Message", "The history was left as it is.")


class Opening:
    """Opens the session; a temporary folder that it made is gone after the ``with``."""

    def __init__(self, preferences: Preferences) -> None:
        self.notices: list[Message] = []
        """What the window should say once it is there."""
        self._preferences = preferences
        self._folder: Path | None = None

    def __enter__(self) -> Opening:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def session(self) -> Session | None:
        """A session over the best history there is; ``None`` if the person quits."""
        path: Path | None = self._preferences.history or history_path()
        while path is not None:
            try:
                return Session(history=path)
            except UnwritableHistory as error:
                return self._temporary(Message(_TEMPORARY, {"reason": error.message}))
            except StoreError as error:
                match self._ask(error):
                    case "copy":
                        return self._copy(path)
                    case "without":
                        left = Message(_WITHOUT)
                        return self._temporary(Message(_TEMPORARY, {"reason": left}))
                    case "folder":
                        path = self._choose_folder() or path
                    case _:
                        path = None
        return None

    def _temporary(self, notice: Message) -> Session:
        self.notices.append(notice)
        return Session(history=self._new_folder() / "history.sqlite")

    def _copy(self, path: Path) -> Session:
        copy = self._new_folder() / "history.sqlite"
        try:
            copy_newer(path, copy)
        except StoreError as error:
            return self._temporary(Message(_TEMPORARY, {"reason": error.message}))
        self.notices.append(Message(_COPY))
        return Session(history=copy)

    def _new_folder(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="workbench-"))
        return self._folder

    def _ask(self, error: StoreError) -> str:
        """Say why the history cannot be used, and ask how to go on."""
        box = named(QMessageBox(), "history_refused")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Workbench")
        box.setText(say(error.message))
        accept, reject = QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole
        texts = {
            "without": _translate("Opening", "Go on without it"),
            "folder": _translate("Opening", "Use another folder…"),
        }
        if isinstance(error, NewerHistory):
            texts = {"copy": _translate("Opening", "Look at a copy"), **texts}
        buttons = {
            named(box.addButton(text, accept), f"history_{name}"): name
            for name, text in texts.items()
        }
        quit_ = named(
            box.addButton(_translate("Opening", "Quit"), reject.RejectRole),
            "history_quit",
        )
        box.setDefaultButton(quit_)
        _wait_for(box)
        answer = next((n for b, n in buttons.items() if b is box.clickedButton()), "")
        box.deleteLater()
        return answer

    def _choose_folder(self) -> Path | None:
        """Where the history shall be from now on; remembered for the next start."""
        dialog = named(
            QFileDialog(None, _translate("Opening", "Folder for the history")),
            "history_choice",
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        _wait_for(dialog)
        chosen = dialog.selectedFiles() if dialog.result() else []
        dialog.deleteLater()
        if not chosen:
            return None
        path = Path(chosen[0], "history.sqlite")
        self._preferences.history = path
        return path


def _wait_for(dialog: QDialog) -> None:
    """Show ``dialog`` and serve events until it is closed.

    A loop of its own: that of the application must end only with the program, or Qt
    holds what comes later for something that outlives it.
    """
    loop = QEventLoop()
    dialog.finished.connect(loop.quit)
    dialog.open()
    loop.exec()
