"""What a model is called that has a name of its own."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, plain

STACKING_WITH_FEATURES = QT_TRANSLATE_NOOP("Message", "stacking with features")
SHALLOW_TREE = QT_TRANSLATE_NOOP("Message", "shallow tree")
SHALLOWER_TREE = QT_TRANSLATE_NOOP("Message", "shallower tree")

_PRESETS_GIVE = {STACKING_WITH_FEATURES, SHALLOW_TREE, SHALLOWER_TREE}
"""Names in the presets are shown in the reader's language, a person's as it is."""


def title_of_name(name: str) -> Message:
    """The title of a model with that name."""
    return Message(name) if name in _PRESETS_GIVE else plain(name)
