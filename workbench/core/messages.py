"""Sentences for a person, kept apart from the language they are shown in.

A :class:`Message` is an English template plus the values that fill it. The window looks
the template up in the Qt translations, the CLI prints it in English, the store keeps
the message itself, so an old run is shown in whatever language is chosen today.

Templates are marked with :func:`QT_TRANSLATE_NOOP`, which Qt's ``lupdate`` finds,
without Qt being needed here::

    Message(QT_TRANSLATE_NOOP("Message", "Use {workers} workers."), {"workers": 2})
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

CONTEXT = "Message"
"""The one translation context of all message templates."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - lupdate's word
    """Mark ``text`` for translation and give it back unchanged."""
    return text


class Message(msgspec.Struct, frozen=True):
    """A template in ``str.format`` syntax and its values.

    Values may be messages themselves (a model's title inside a verdict). A tuple of
    values is written as a list: ``a, b, c``.
    """

    template: str
    values: Mapping[str, Value] = {}

    def __str__(self) -> str:
        return self.text()

    def text(
        self,
        translate: Callable[[str], str] = str,
        number: Callable[[int | float], object] = lambda value: value,
    ) -> str:
        """The sentence, its templates passed through ``translate``.

        Numbers are passed through ``number``; what it gives back is formatted.
        A translation that does not fit the values must not cost the reader the
        sentence: it falls back to the English template.
        """
        values = {
            key: _shown(value, translate, number) for key, value in self.values.items()
        }
        try:
            return translate(self.template).format(**values)
        except (AttributeError, LookupError, TypeError, ValueError):
            return self.template.format(**values)


Value = str | int | float | bool | None | Message | tuple[str | Message, ...]


def plain(text: str) -> Message:
    """A message for text that is data (a column's name): shown as it is."""
    return Message("{text}", {"text": text})


def listed(names: Sequence[str], most: int = 30) -> tuple[str, ...]:
    """The first of ``names`` for a message, and an ellipsis for the others."""
    return tuple(names) if len(names) <= most else (*names[:most], "…")


def _shown(
    value: Value,
    translate: Callable[[str], str],
    number: Callable[[int | float], object],
) -> object:
    if isinstance(value, Message):
        return value.text(translate, number)
    if isinstance(value, tuple):
        return ", ".join(str(_shown(item, translate, number)) for item in value)
    if isinstance(value, int | float):
        return number(value)
    return value
