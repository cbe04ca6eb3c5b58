"""A virtual screen with a window manager and a mouse, and what can be seen on it.

The X server keeps its picture in a file, in the form of ``xwd``: reading it needs no
other tool. Needs ``Xvfb``, ``openbox`` and ``xdotool``.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

TOOLS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
"""What is needed, and Debian's packages that bring it."""
_WIDTH, _HEIGHT = 1440, 900
_POLL_S = 0.1
_FEWEST_ROWS = 16
_FEWEST_COLUMNS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the screen showed: rows of pixels, four bytes each (blue, green, red, –)."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    def button(self, colour: str) -> tuple[int, int] | None:
        """The middle of the widest area of ``colour`` (``#rrggbb``), if there is one.

        An area is rows that follow each other and have a long run of the colour in
        the same columns, interrupted by no more than the letters of a button's text.
        """
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
        wanted = bytes((blue, green, red))
        spans = [_span(row, wanted) for row in self.rows]
        best: tuple[int, int, int] | None = None
        top = 0
        for y in range(1, self.height + 1):
            if y < self.height and spans[y] is not None and spans[y] == spans[y - 1]:
                continue
            span = spans[top]
            if span is not None and y - top >= _FEWEST_ROWS:
                left, right = span
                if best is None or right - left > best[0]:
                    best = (right - left, (left + right) // 2, (top + y) // 2)
            top = y
        return None if best is None else best[1:]

    def save(self, file: Path) -> None:
        """Write it as PNG."""
        lines = bytearray()
        for row in self.rows:
            line = bytearray(3 * self.width)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            lines += b"\0" + line
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = (
            (b"IHDR", head),
            (b"IDAT", zlib.compress(bytes(lines))),
            (b"IEND", b""),
        )
        data = b"\x89PNG\r\n\x1a\n"
        for kind, body in parts:
            data += struct.pack(">I", len(body)) + kind + body
            data += struct.pack(">I", zlib.crc32(kind + body))
        file.write_bytes(data)


class Screen:
    """A screen of its own, gone after ``with``."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="workbench-screen-")
        self._processes: list[subprocess.Popen[bytes]] = []
        self.display = ""

    def __enter__(self) -> Self:
        reader, writer = os.pipe()
        line = ["Xvfb", "-displayfd", str(writer), "-ac", "-nolisten", "tcp"]
        line += ["-screen", "0", f"{_WIDTH}x{_HEIGHT}x24", "-fbdir", self._folder.name]
        self._start(line, pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as answer:
            self.display = f":{answer.readline().strip()}"
        self._start(["openbox"])
        until(lambda: self._tool("get_num_desktops"), "the window manager starts")
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            process.terminate()
            process.wait(10)
        self._folder.cleanup()

    def window(self, title: str) -> str | None:
        """The number of the visible window with ``title`` in its name."""
        found = self._tool("search", "--onlyvisible", "--name", title).split()
        return found[-1] if found else None

    def close(self, window: str) -> None:
        """Close a window with the keyboard, through the window manager."""
        self._tool("windowactivate", "--sync", window)
        # Not to the window itself: the window manager would not hear of it.
        self._tool("key", "--clearmodifiers", "alt+F4")

    def click(self, x: int, y: int) -> None:
        """Press the left mouse button there."""
        self._tool("mousemove", str(x), str(y))
        self._tool("click", "1")

    def picture(self) -> Picture:
        """What is seen now."""
        data = Path(self._folder.name, "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", data[:100])
        length, width, height, stride, colours = (head[i] for i in (0, 4, 5, 12, 19))
        start = length + 12 * colours
        starts = range(start, start + stride * height, stride)
        rows = tuple(data[at : at + 4 * width] for at in starts)
        return Picture(width=width, height=height, rows=rows)

    def settled(self) -> Picture:
        """What is seen once nothing moves any more."""
        seen = [self.picture()]

        def still() -> bool:
            seen.append(self.picture())
            return len(seen) > 3 and all(p == seen[-1] for p in seen[-3:])

        until(still, "the picture settles", poll=1.0)
        return seen[-1]

    def _start(self, line: list[str], pass_fds: tuple[int, ...] = ()) -> None:
        process = subprocess.Popen(
            line,
            env=self._environment(),
            pass_fds=pass_fds,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)

    def _tool(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        ).stdout

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **({"DISPLAY": self.display} if self.display else {})}


def missing() -> list[str]:
    """Debian's packages to install before a screen can be had."""
    return [package for tool, package in TOOLS.items() if not shutil.which(tool)]


def until(
    holds: Callable[[], object], what: str, poll: float = _POLL_S, limit: float = 120
) -> float:
    """Wait until ``holds``; after how many seconds. ``TimeoutError`` says ``what``."""
    start = time.monotonic()
    while not holds():
        if time.monotonic() - start > limit:
            raise TimeoutError(f"Waited {limit:.0f} s in vain until {what}.")
        time.sleep(poll)
    return time.monotonic() - start


def _span(row: bytes, wanted: bytes) -> tuple[int, int] | None:
    """First and last column of ``wanted`` in the row, if most between are the same."""
    columns = []
    at = row.find(wanted)
    while at >= 0:
        if at % 4 == 0:
            columns.append(at // 4)
        at = row.find(wanted, at + 1)
    if len(columns) < _FEWEST_COLUMNS:
        return None
    # Rounded corners shorten some rows, and the text interrupts others.
    left, right = columns[0], columns[-1]
    if len(columns) < (right - left) * 0.5:
        return None
    return left, right
