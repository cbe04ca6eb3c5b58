"""What the decision surfaces show: panels side by side, regions, edges and points."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage

from workbench.ensembles.surface import Surface, Surfaces

Range = tuple[float, float]

_GAP = 6.0
_MOST_POINTS = 300
"""In each of several panels; one alone shows every row."""
_FAINT, _FULL = 0.08, 0.32
"""The share of a class's colour where it is a guess, and where it is certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceView:
    """What to show of ``made``: all side by side, or only ``shown``, by its key."""

    made: Surfaces
    shown: str = ""

    @property
    def panels(self) -> tuple[Surface, ...]:
        """The surfaces in view."""
        one = tuple(s for s in self.made.surfaces if s.key == self.shown)
        return one or self.made.surfaces

    @property
    def rows(self) -> NDArray[np.int64]:
        """The rows in view: evenly thinned where there are several panels."""
        count = len(self.made.points)
        alone = len(self.panels) == 1
        every = 1 if alone else max(1, math.ceil(count / _MOST_POINTS))
        return np.arange(0, count, every)

    @property
    def x(self) -> Range:
        """From edge to edge of the plane, across."""
        return _edges(self.made.x)

    @property
    def y(self) -> Range:
        """From edge to edge of the plane, upwards."""
        return _edges(self.made.y)

    def class_name(self, number: int) -> str:
        """What a class is called."""
        known = number < len(self.made.classes)
        return self.made.classes[number] if known else str(number)

    def classes(self) -> tuple[int, ...]:
        """The numbers of those that occur among the rows or on the plane."""
        found = {int(number) for number in np.unique(self.made.truth)}
        for surface in self.made.surfaces:
            found |= {int(number) for number in np.unique(surface.labels)}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Where one surface lies in pixels: its heading above, its plane below."""

    heading: QRectF
    plane: QRectF


def panels(count: int, view: QRectF, line: float) -> tuple[Panel, ...]:
    """Places for ``count`` panels, as large as they can be; ``line`` is a heading."""
    if count == 0:
        return ()

    def size(columns: int) -> float:
        rows = math.ceil(count / columns)
        width = (view.width() - _GAP * (columns - 1)) / columns
        height = (view.height() - _GAP * (rows - 1)) / rows - line
        return min(width, 1.3 * height)

    columns = max(range(1, count + 1), key=size)
    rows = math.ceil(count / columns)
    width = (view.width() - _GAP * (columns - 1)) / columns
    height = (view.height() - _GAP * (rows - 1)) / rows
    found = []
    for number in range(count):
        row, column = divmod(number, columns)
        left = view.left() + column * (width + _GAP)
        top = view.top() + row * (height + _GAP)
        plane = QRectF(left, top + line, width, max(1.0, height - line))
        found.append(Panel(heading=QRectF(left, top, width, line), plane=plane))
    return tuple(found)


def to_plane(view: SurfaceView, plane: QRectF, x: float, y: float) -> QPointF:
    """A place of the data in the pixels of a panel."""
    (left, right), (low, high) = view.x, view.y
    across = (x - left) / (right - left)
    along = (y - low) / (high - low)
    return QPointF(
        plane.left() + across * plane.width(), plane.bottom() - along * plane.height()
    )


def from_plane(view: SurfaceView, plane: QRectF, at: QPointF) -> tuple[float, float]:
    """The other way round."""
    (left, right), (low, high) = view.x, view.y
    across = (at.x() - plane.left()) / plane.width()
    along = (plane.bottom() - at.y()) / plane.height()
    return left + across * (right - left), low + along * (high - low)


def said_at(
    view: SurfaceView, surface: Surface, x: float, y: float
) -> tuple[int, float | None]:
    """The class at a place of the plane, and how sure it is, by the nearest point."""
    column = int(np.abs(view.made.x - x).argmin())
    row = int(np.abs(view.made.y - y).argmin())
    sure = surface.confidence
    return (
        int(surface.labels[row, column]),
        None if sure is None else float(sure[row, column]),
    )


def regions(surface: Surface, series: tuple[str, ...], under: str) -> QImage:
    """The plane in pale colours of its classes, paler where it is less sure."""
    labels = surface.labels
    count = int(labels.max()) + 1
    colours = np.array([_rgb(series[k % len(series)]) for k in range(count)])
    paper = np.array(_rgb(under))
    share = np.full(labels.shape, 0.5 * (_FAINT + _FULL))
    if surface.confidence is not None:
        guess = 1.0 / max(2, count)
        sure = ((surface.confidence - guess) / (1.0 - guess)).clip(0.0, 1.0)
        share = _FAINT + (_FULL - _FAINT) * sure
    mix = paper + share[..., None] * (colours[labels] - paper)
    pixels = np.ascontiguousarray(mix[::-1].round().astype(np.uint8))  # top row first
    height, width = labels.shape
    # A copy, since the image would only point into the array.
    return QImage(
        pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888
    ).copy()


def edges(surface: Surface) -> tuple[tuple[float, float, float, float], ...]:
    """Lines between classes, as x1, y1, x2, y2 in shares of the plane's sides.

    They say where classes meet also to those who do not tell the colours apart.
    """
    labels = surface.labels
    height, width = labels.shape
    found: list[tuple[float, float, float, float]] = []
    for row, column in np.argwhere(labels[:, 1:] != labels[:, :-1]):
        x = (column + 1) / width
        found.append((x, row / height, x, (row + 1) / height))
    for row, column in np.argwhere(labels[1:] != labels[:-1]):
        y = (row + 1) / height
        found.append((column / width, y, (column + 1) / width, y))
    return tuple(found)


def _rgb(colour: str) -> tuple[float, float, float]:
    """0 to 255."""
    named = QColor(colour)
    return float(named.red()), float(named.green()), float(named.blue())


def _edges(grid: NDArray[np.float64]) -> Range:
    """Half a step beyond the first and the last point."""
    half = float(grid[1] - grid[0]) / 2 if len(grid) > 1 else 0.5
    return float(grid[0]) - half, float(grid[-1]) + half
