from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import Run
from workbench.gui.plots import PLOTS, Plot, TimelinePlot
from workbench.gui.plots.export import image, save, svg
from workbench.gui.theme import LIGHT, Theme


@pytest.fixture(params=PLOTS, ids=lambda plot: plot.name)
def plot(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> Plot:
    made: Plot = request.param(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    made.draw(Run().finished())
    return made


def test_that_a_png_file_is_the_picture_twice_as_fine(
    plot: Plot, tmp_path: Path
) -> None:
    save(plot, tmp_path / "picture.png")

    read = QImage(str(tmp_path / "picture.png"))
    assert read.width() > 2 * 460
    assert read.height() > 2 * 280


def test_that_an_svg_file_is_a_drawing_with_texts(plot: Plot, tmp_path: Path) -> None:
    save(plot, tmp_path / "picture.svg")

    body = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    assert f">{plot.title}</text>" in body
    assert QSvgRenderer(QByteArray(body.encode())).isValid()


def test_that_the_drawing_shows_the_same_as_the_image(plot: Plot) -> None:
    expected = image(plot)
    expected.setDevicePixelRatio(1.0)
    drawn = QImage(expected.size(), QImage.Format.Format_RGB32)
    drawn.fill(QColor("white"))
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg(plot))).render(painter)
    painter.end()

    assert difference(drawn, expected) < 8.0


def test_that_a_drawing_of_a_zoomed_timeline_stays_inside_its_axes(
    qtbot: QtBot, theme: Theme
) -> None:
    plot = TimelinePlot(theme)
    qtbot.addWidget(plot)
    plot.resize(460, 280)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.draw(Run().finished(trouble=True))
    plot.canvas.set_ranges(x=(0.3, 0.4))
    expected = image(plot)
    expected.setDevicePixelRatio(1.0)
    drawn = QImage(expected.size(), QImage.Format.Format_RGB32)
    drawn.fill(QColor("white"))
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg(plot))).render(painter)
    painter.end()

    right = range(expected.width())[-10:]
    assert {drawn.pixelColor(x, y).name() for x in right for y in range(200, 400)} == {
        "#ffffff"
    }
    assert difference(drawn, expected) < 8.0


def test_that_a_csv_file_holds_the_table_with_all_digits(
    plot: Plot, tmp_path: Path
) -> None:
    save(plot, tmp_path / "table.csv")

    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    table = plot.table(plot.state)
    assert tuple(header) == table.headers
    assert rows == [
        ["" if cell is None else str(cell) for cell in row] for row in table.rows
    ]


def test_that_exports_are_painted_on_white_whatever_the_window_wears(
    plot: Plot, theme: Theme
) -> None:
    light = image(plot)

    theme.set("dark")

    assert image(plot) == light
    assert light.pixelColor(1, 1) == QColor(LIGHT.surface)
    assert plot.colours == theme.colours


def test_that_another_suffix_is_refused(plot: Plot, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bmp"):
        save(plot, tmp_path / "picture.bmp")

    assert not list(tmp_path.iterdir())


def difference(one: QImage, other: QImage) -> float:
    """The mean difference of grey levels, 0 to 255, over blocks of pixels."""
    width, height = one.width() // 8, one.height() // 8
    a, b = (
        i.scaled(width, height).convertToFormat(QImage.Format.Format_Grayscale8)
        for i in (one, other)
    )
    total = sum(
        abs(a.pixelColor(x, y).red() - b.pixelColor(x, y).red())
        for x in range(width)
        for y in range(height)
    )
    return total / (width * height)
