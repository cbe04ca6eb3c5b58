"""Help → Self-check: a row for each check as it is done, with what helps."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.doctor.base import GROUP_TITLES, STATUS_WORDS, Group, Result, Status
from workbench.doctor.report import document, summary, text
from workbench.gui.i18n import say, seconds
from workbench.gui.models.self_check import SelfCheck
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.problem_label import announce

_ICONS = {"ok": "tick", "warning": "warning", "failed": "close", "skipped": "more"}
_ROLES = {"ok": "good", "warning": "warning", "failed": "danger", "skipped": "muted"}
_ICON_EMS = 1.1
_QUICK_S = 0.05
"""Shorter checks are not worth a duration."""


class SelfCheckDialog(QDialog):
    """Shows the self-check of the window; closing it stops what goes on."""

    def __init__(
        self, *, self_check: SelfCheck, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("self_check_dialog")
        self.setWindowTitle(self.tr("Self-check"))
        self._check = self_check
        self._theme = theme
        self._rows: list[ResultRow] = []
        self._groups: dict[Group, tuple[QFrame, QVBoxLayout]] = {}
        # Where a row lies is known once the layout had its turn.
        self._follow = QTimer(self, interval=0, singleShot=True)
        self._follow.timeout.connect(self._show_what_matters)
        self._title = named(
            QLabel(self.tr("Self-check")), "self_check_title", role="heading"
        )
        self._summary = named(QLabel(wordWrap=True), "self_check_summary")
        self._bar = named(
            QProgressBar(textVisible=False),
            "self_check_progress",
            accessible=self.tr("Checks done"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._summary)
        layout.addWidget(self._bar)
        layout.addWidget(self._make_list(), 1)
        layout.addLayout(self._make_buttons())
        em = self.fontMetrics().height()
        self.resize(min(46 * em, 900), min(40 * em, 640))
        self_check.changed.connect(self.refresh)
        theme.changed.connect(self._dress)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known by now."""
        results = self._check.results
        if len(results) < len(self._rows):
            self._clear()
        for result in results[len(self._rows) :]:
            self._add(result)
        self._bar.setMaximum(max(1, self._check.count))
        self._bar.setValue(len(results))
        self._bar.setVisible(self._check.live)
        self._summary.setText(self._words())
        live = self._check.live
        self._again.setText(self.tr("Stop") if live else self.tr("Check again"))
        self._copy.setEnabled(bool(results))
        self._save.setEnabled(bool(results))
        if self._check.progress == "done":
            announce(self._summary, self._summary.text())
        self._follow.start()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(text(self._check.results, say))
        self._copy.setText(self.tr("Copied"))

    def ask_to_save(self) -> None:
        """Let the person choose a file for the report."""
        dialog = named(
            QFileDialog(self, self.tr("Save report")), "self_check_file_dialog"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Text (*.txt)"), self.tr("JSON (*.json)")])
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("workbench-self-check.txt")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, file: str) -> None:
        """Write the report; ``.json`` has all figures behind the sentences."""
        results = self._check.results
        report = text(results, say)
        if Path(file).suffix == ".json":
            report = json.dumps(document(results), indent=2, ensure_ascii=False) + "\n"
        try:
            Path(file).write_text(report, encoding="utf-8")
        except OSError as error:
            box = named(QMessageBox(self), "self_check_save_failed")
            box.setIcon(QMessageBox.Icon.Warning)
            box.setWindowTitle(self.tr("Save report"))
            box.setText(
                self.tr(
                    "“{file}” cannot be written: {reason}. Choose another folder."
                ).format(file=Path(file).name, reason=error.strerror)
            )
            box.finished.connect(box.deleteLater)
            box.open()

    def _words(self) -> str:
        results = self._check.results
        match self._check.progress:
            case "waiting" if not self._check.held_up:
                return self.tr("Begins …")
            case "waiting":
                return self.tr(
                    "Waits until the running experiment has ended, so that neither "
                    "disturbs the other …"
                )
            case "running":
                check = self._check.current
                return self.tr("{done} of {all}: {title} …").format(
                    done=len(results) + (check is not None),
                    all=self._check.count,
                    title=say(check.title) if check is not None else "",
                )
            case "stopped":
                return self.tr("Stopped after {done} of {all} checks.").format(
                    done=len(results), all=self._check.count
                )
            case "done":
                return say(summary(results))
        return ""

    def _show_what_matters(self) -> None:
        """The newest row while more may come; then the first that is not in order."""
        bad = [row for row in self._rows if row.status in ("failed", "warning")]
        if self._check.live:
            rows = self._rows[-1:]
        elif self._check.progress == "done":
            rows = bad[:1] or self._rows[:1]
        else:
            rows = []
        for row in rows:
            self._area.ensureWidgetVisible(row, 0, row.height())

    def _toggle(self) -> None:
        if self._check.live:
            self._check.stop()
        else:
            self._check.start()

    def _add(self, result: Result) -> None:
        if result.group not in self._groups:
            self._groups[result.group] = self._add_group(result.group)
        row = ResultRow(result, self._theme)
        self._rows.append(row)
        self._groups[result.group][1].addWidget(row)

    def _add_group(self, group: Group) -> tuple[QFrame, QVBoxLayout]:
        title = say(GROUP_TITLES[group])
        card = named(QFrame(), f"self_check_{group}", role="card", accessible=title)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(10)
        column.addWidget(
            named(QLabel(title), f"self_check_{group}_title", role="small")
        )
        self._column.insertWidget(self._column.count() - 1, card)
        return card, column

    def _clear(self) -> None:
        for card, _ in self._groups.values():
            card.hide()
            card.deleteLater()
        self._groups.clear()
        self._rows.clear()
        self._copy.setText(self.tr("Copy as text"))

    def _dress(self) -> None:
        for row in self._rows:
            row.dress()

    def _make_list(self) -> QScrollArea:
        page = QWidget()
        page.setProperty("role", "page")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        self._area = area = named(
            QScrollArea(widgetResizable=True),
            "self_check_results",
            accessible=self.tr("What was found"),
        )
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    def _make_buttons(self) -> QHBoxLayout:
        self._again = named(QPushButton(), "self_check_again")
        self._copy = named(QPushButton(self.tr("Copy as text")), "self_check_copy")
        self._save = named(QPushButton(self.tr("Save report…")), "self_check_save")
        close = named(QPushButton(self.tr("Close")), "self_check_close")
        for button, slot in (
            (self._again, self._toggle),
            (self._copy, self.copy),
            (self._save, self.ask_to_save),
            (close, self.close),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        row = QHBoxLayout()
        row.addWidget(self._again)
        row.addStretch(1)
        for button in (self._copy, self._save, close):
            row.addWidget(button)
        return row

    def done(self, result: int) -> None:
        """Nobody looks any more: stop."""
        self._check.stop()
        super().done(result)


class ResultRow(QFrame):
    """One result: a mark, the check's name, what was found, what helps."""

    def __init__(
        self, result: Result, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        word = say(STATUS_WORDS[result.status])
        title = say(result.title)
        named(
            self,
            f"self_check_row_{result.name}",
            role="plain",
            accessible=f"{title}: {word}",
        )
        self._result = result
        self._theme = theme
        self._icon = QLabel()
        self._icon.setToolTip(word)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(self._make_head(title, word))
        texts.addWidget(_words(say(result.found), "found", ""))
        if result.remedy is not None:
            role = "small" if result.status == "ok" else _ROLES[result.status]
            texts.addWidget(_words(f"→ {say(result.remedy)}", "remedy", role))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.dress()

    @property
    def status(self) -> Status:
        """How it came out."""
        return self._result.status

    def dress(self) -> None:
        """Draw the mark in the colours of the theme."""
        colours = self._theme.colours
        tints = {
            "ok": colours.good,
            "warning": colours.warning,
            "failed": colours.danger,
            "skipped": colours.muted,
        }
        status = self._result.status
        size = round(self.fontMetrics().height() * _ICON_EMS)
        icon = self._theme.icon(_ICONS[status], tints[status])
        self._icon.setPixmap(icon.pixmap(size, size))

    def _make_head(self, title: str, word: str) -> QHBoxLayout:
        result = self._result
        status = named(QLabel(word), "status", role=_ROLES[result.status])
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(named(QLabel(title), "title", role="title"), 1)
        if result.seconds >= _QUICK_S:
            took = named(QLabel(seconds(result.seconds)), "seconds", role="small")
            head.addWidget(took)
        head.addWidget(status)
        return head


def _words(words: str, name: str, role: str) -> QLabel:
    label = named(QLabel(words, wordWrap=True), name, role=role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # A path without a blank must not make the dialog wider.
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    # Its own smallest height is that of one word a line; room for it would stay empty.
    label.setMinimumSize(1, 1)
    return label
