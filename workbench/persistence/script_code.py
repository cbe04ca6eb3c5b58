"""Python source of unfitted scikit-learn estimators and plain values."""

from __future__ import annotations

import importlib
import inspect
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_WIDTH = 88
_INDENT = "    "


class Source:
    """Writes expressions and remembers what they need imported."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)

    def need(self, module: str, *names: str) -> None:
        """Import ``names`` from ``module`` in the script."""
        self._names[module].update(names)

    def imports(self) -> list[str]:
        """The import lines, sorted."""
        return [
            f"from {module} import {', '.join(sorted(names))}"
            for module, names in sorted(self._names.items())
        ]

    def expression(self, value: Any, at: int = 0, prefix: int = 0) -> str:
        """Source for ``value``, broken into lines where it would be too long.

        ``at`` is the depth of indentation, ``prefix`` what stands before it in its
        line beside that.
        """
        flat = self._flat(value)
        if len(_INDENT) * at + prefix + len(flat) < _WIDTH:
            return flat
        begin, parts, end = self._parts(value)
        if not parts:
            return flat
        lines = [
            f"{_INDENT * (at + 1)}{name}{self.expression(one, at + 1, len(name))},"
            for name, one in parts
        ]
        return "\n".join([begin, *lines, f"{_INDENT * at}{end}"])

    def _flat(self, value: Any) -> str:
        begin, parts, end = self._parts(value)
        inside = ", ".join(f"{name}{self._flat(one)}" for name, one in parts)
        if isinstance(value, tuple) and len(parts) == 1:
            inside += ","
        return f"{begin}{inside}{end}"

    def _parts(self, value: Any) -> tuple[str, list[tuple[str, Any]], str]:
        """How the source begins, the parts inside with their names, how it ends."""
        if hasattr(value, "get_params"):
            kind = type(value)
            self.need(_public_module(kind), kind.__name__)
            return f"{kind.__name__}(", _changed(value), ")"
        if isinstance(value, np.ndarray):
            return "np.array(", [("", value.tolist())], ")"
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, Mapping):
            return "{", [(f"{key!r}: ", one) for key, one in value.items()], "}"
        if isinstance(value, list):
            return "[", [("", one) for one in value], "]"
        if isinstance(value, tuple):
            return "(", [("", one) for one in value], ")"
        if isinstance(value, float) and not math.isfinite(value):
            return f'float("{value}")', [], ""
        if value is None or isinstance(value, bool | int | float | str):
            return repr(value), [], ""
        raise TypeError(f"no source can be written for {value!r}")


def _changed(estimator: Any) -> list[tuple[str, Any]]:
    """The constructor's arguments that are not its defaults."""
    signature = inspect.signature(type(estimator).__init__).parameters
    given = estimator.get_params(deep=False)
    named = [name for name in signature if name in given]
    # Some libraries hand arguments on; those are None where they were not given.
    handed_on = [name for name in given if name not in signature]
    return [
        (f"{name}=", given[name])
        for name in (*named, *handed_on)
        if not _same(given[name], signature[name].default if name in named else None)
    ]


def _same(value: Any, default: Any) -> bool:
    if value is default:
        return True
    if not isinstance(value, bool | int | float | str | tuple):
        return False
    return type(value) is type(default) and (
        value == default or (value != value and default != default)
    )


def _public_module(kind: type) -> str:
    """The module from which people import a class: without private parts."""
    parts: Sequence[str] = kind.__module__.split(".")
    public = [part for part in parts if not part.startswith("_")]
    for size in range(1, len(public) + 1):
        name = ".".join(public[:size])
        if getattr(importlib.import_module(name), kind.__name__, None) is kind:
            return name
    return kind.__module__
