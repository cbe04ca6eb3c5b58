from __future__ import annotations

import re
from pathlib import Path

GUI = Path(__file__).parents[2] / "workbench" / "gui"


def test_that_no_text_is_translated_inside_the_braces_of_an_f_string() -> None:
    """Qt's lupdate does not look there, so the text would stay English."""
    hidden = [
        f"{file.name}:{number}"
        for file in GUI.rglob("*.py")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\bf[\"'].*\{[^{}]*\btr\(", line)
    ]
    assert hidden == []
