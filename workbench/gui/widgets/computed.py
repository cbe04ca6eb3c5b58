"""“How was this computed?”: words, formula, inputs and source of each figure.

The texts are data; what is explained (a run, a study) gives its own inputs, so that
each number can be checked by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Generic, TypeVar

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from workbench.core.messages import Message
from workbench.gui.i18n import say
from workbench.gui.naming import named

S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Generic[S]):
    """One kind of figure. ``inputs`` gives this subject's figures, a line each.

    ``terms`` are the words that the formula uses, each with its meaning.
    """

    key: str
    title: Message
    words: Message
    formula: str
    source: Message
    inputs: Callable[[S], list[str]]
    terms: tuple[tuple[Message, Message], ...] = ()


def as_html(explanations: Sequence[Explanation[S]], subject: S) -> str:
    """All explanations that have inputs in ``subject``, as rich text."""
    parts = []
    for explanation in explanations:
        inputs = explanation.inputs(subject)
        if not inputs:
            continue
        lines = "<br>".join(escape(line) for line in inputs)
        parts.append(
            f"<h3>{escape(say(explanation.title))}</h3>"
            f"<p>{escape(say(explanation.words))}</p>"
            f"<p style='margin-left:16px'><i>{escape(explanation.formula)}</i></p>"
            f"{_terms_html(explanation.terms)}"
            f"<p style='margin-left:16px'>{lines}</p>"
            f"<p><small>{escape(say(explanation.source))}</small></p>"
        )
    return "".join(parts)


def _terms_html(terms: Sequence[tuple[Message, Message]]) -> str:
    items = (
        f"<li><b>{escape(say(term))}</b>: {escape(say(meaning))}</li>"
        for term, meaning in terms
    )
    return f"<ul>{''.join(items)}</ul>" if terms else ""


class ComputedDialog(QDialog):
    """Shows explanations beside the window, which stays usable."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("explanations")
        self.setWindowTitle(self.tr("How was this computed?"))
        title = self.windowTitle()
        self._text = named(QTextBrowser(), "explanations_text", accessible=title)
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        em = self.fontMetrics().height()
        self.resize(40 * em, 34 * em)

    def show_html(self, html: str) -> None:
        """Show ``html``; the same again keeps the place of whoever reads."""
        if self._text.property("shown") != html:
            self._text.setProperty("shown", html)
            self._text.setHtml(html)
