"""Cards: a surface with a heading, and one that holds a picture and its table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.naming import named
from workbench.gui.plots import Drawing
from workbench.gui.plots.export import SUFFIXES, image, save
from workbench.gui.theme import Theme
from workbench.gui.widgets.elided import ElidedLabel
from workbench.gui.widgets.table_twin import TableTwin


class Card(QFrame):
    """Title to the left, a muted subtitle to the right, any widget below."""

    def __init__(
        self, title: str = "", subtitle: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = QLabel(title)
        self._title.setProperty("role", "title")
        self._subtitle = ElidedLabel(subtitle)
        self._subtitle.setProperty("role", "muted")
        self._subtitle.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self._header = QHBoxLayout()
        self._header.setSpacing(8)
        self._header.addWidget(self._title)
        self._header.addWidget(self._subtitle, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.setContentsMargins(12, 8, 10, 10)
        self._column.addLayout(self._header)

    @property
    def title(self) -> str:
        """The heading."""
        return self._title.text()

    @property
    def subtitle(self) -> str:
        """The words beside the heading."""
        return self._subtitle.whole_text

    def set_title(self, title: str) -> None:
        """Change the heading."""
        if title != self.title:
            self._title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Change the words beside the heading."""
        self._subtitle.set_text(subtitle)

    def add_tool(self, widget: QWidget) -> None:
        """Put a control at the right end of the header."""
        self._header.addWidget(widget)

    def add_body(self, widget: QWidget, stretch: int = 1) -> None:
        """Put ``widget`` below the header and what is there already."""
        self._column.addWidget(widget, stretch)


class PlotCard(Card):
    """A picture, its table twin, and a menu to switch, copy and export them."""

    def __init__(
        self, plot: Drawing[Any], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(plot.title, parent=parent)
        self.setObjectName(f"card_{plot.name}")
        self.plot = plot
        self._theme = theme
        self._least = QSize()
        self.twin = TableTwin(f"table_{plot.name}", plot.title)
        self._pages = QStackedLayout()
        self._pages.addWidget(plot)
        self._pages.addWidget(self.twin)
        self._column.addLayout(self._pages, 1)
        if tools := plot.tools():
            self.add_tool(tools)
            tools.show()
        self._menu_button = self._make_menu()
        self.add_tool(self._menu_button)
        plot.reshown.connect(self._describe)
        theme.changed.connect(self._tint)
        self._tint()

    @property
    def as_table(self) -> bool:
        """Whether the table is shown in the picture's place."""
        return self._pages.currentWidget() is self.twin

    def set_least(self, size: QSize) -> None:
        """Be at least so large; picture and header may ask for more."""
        self._least = size
        self.updateGeometry()

    def draw(self, state: Any) -> None:
        """Show ``state`` in whichever form is chosen."""
        self.plot.draw(state)
        self._describe()

    def show_as_table(self, table: bool) -> None:
        """Choose between the table and the picture."""
        self._pages.setCurrentWidget(self.twin if table else self.plot)
        self.draw(self.plot.state)

    def copy(self) -> None:
        """Put on the clipboard what is shown: the picture, or the table's text."""
        if self.as_table:
            self.twin.copy()
        else:
            QGuiApplication.clipboard().setImage(image(self.plot))

    def ask_where(self) -> None:
        """Ask for a file name and export to it; the suffix chooses the format."""
        filters = {
            self.tr("PNG picture (*.png)"): ".png",
            self.tr("SVG drawing (*.svg)"): ".svg",
            self.tr("CSV table (*.csv)"): ".csv",
        }
        dialog = QFileDialog(self, self.tr("Export"), self.plot.name)
        dialog.setObjectName(f"export_{self.plot.name}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(".png")
        dialog.filterSelected.connect(lambda f: dialog.setDefaultSuffix(filters[f]))
        dialog.fileSelected.connect(lambda file: self.export_to(Path(file)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the picture or the table; says so where that does not work."""
        try:
            save(self.plot, path)
        except OSError as error:
            self._complain(
                self.tr("“{file}” could not be written: {reason}.").format(
                    file=path, reason=error.strerror
                )
            )
        except ValueError:
            self._complain(
                self.tr("End the file name with one of {suffixes}.").format(
                    suffixes=", ".join(SUFFIXES)
                )
            )

    def minimumSizeHint(self) -> QSize:
        """What picture and header need, and never less than is readable."""
        return super().minimumSizeHint().expandedTo(self._least)

    def _describe(self) -> None:
        """Heading and table follow what the picture shows."""
        state = self.plot.state
        if self.as_table:
            self.twin.set_table(self.plot.table(state))
        self.set_title(self.plot.title)
        self.set_subtitle(self.plot.subtitle(state))

    def _complain(self, text: str) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Warning, self.tr("Export"), text, parent=self
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _make_menu(self) -> QToolButton:
        button = named(
            QToolButton(),
            f"menu_{self.plot.name}",
            role="flat",
            accessible=self.tr("{title}: table, copy, export").format(
                title=self.plot.title
            ),
        )
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(self.tr("Table, copy, export"))
        menu = QMenu(button)
        self._switch = menu.addAction("")
        self._switch.triggered.connect(lambda: self.show_as_table(not self.as_table))
        menu.addSeparator()
        self._copy = menu.addAction("")
        self._copy.triggered.connect(self.copy)
        self._export = menu.addAction(self.tr("Export…"))
        self._export.triggered.connect(self.ask_where)
        menu.aboutToShow.connect(self._name_actions)
        button.setMenu(menu)
        self._name_actions()
        return button

    def actions_shown(self) -> tuple[QAction, ...]:
        """The menu's actions, named for what is shown now."""
        self._name_actions()
        return self._switch, self._copy, self._export

    def _name_actions(self) -> None:
        if self.as_table:
            self._switch.setText(self.tr("Show as picture"))
            self._copy.setText(self.tr("Copy table"))
        else:
            self._switch.setText(self.tr("Show as table"))
            self._copy.setText(self.tr("Copy picture"))
        drawn = not self.plot.notice
        self._copy.setEnabled(drawn)
        self._export.setEnabled(drawn)

    def _tint(self) -> None:
        self._menu_button.setIcon(self._theme.icon("more", self._theme.colours.muted))
