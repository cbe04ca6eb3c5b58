"""One note for several splits."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.messages import Message


def merged_note(notes: Sequence[Message | None]) -> Message | None:
    """The note that was made most often, its counts added up over the splits.

    ``None`` where there was none at all. Splits without a note count nothing: 3 ties in
    the second of two splits are 3 ties.
    """
    given = [note for note in notes if note is not None]
    if not given:
        return None
    templates = [note.template for note in given]
    template = max(dict.fromkeys(templates), key=templates.count)
    same = [note for note in given if note.template == template]
    values = dict(same[0].values)
    for name, value in values.items():
        if isinstance(value, int) and not isinstance(value, bool):
            values[name] = sum(
                other
                for note in same
                if isinstance(other := note.values.get(name), int)
            )
    return Message(template, values)
