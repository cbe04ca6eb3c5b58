from __future__ import annotations

import ast
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


def test_that_every_text_is_translated_in_a_context_written_beside_it() -> None:
    """Qt's lupdate does not look up a name, so the text would stay English."""
    hidden = [
        f"{file.name}:{call.lineno}"
        for file in GUI.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).endswith("translate")
        and len(call.args) >= 2
        and isinstance(call.args[1], ast.Constant)
        and not isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []
