from __future__ import annotations

import string

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, plain

VOTE = Message("{name} vote", {"name": Message("Soft")})


def test_that_a_message_is_its_template_filled() -> None:
    message = Message("Use {n} workers: {s:.2f}×.", {"n": 2, "s": 1.834})
    assert str(message) == message.text() == "Use 2 workers: 1.83×."


def test_that_a_tuple_is_written_as_a_list() -> None:
    message = Message("Known: {known}.", {"known": ("a", VOTE, "c")})
    assert str(message) == "Known: a, Soft vote, c."


def test_that_messages_inside_messages_are_translated_too() -> None:
    words = {"{name} vote": "{name}投票", "Soft": "软", "Best: {m}": "最好：{m}"}
    message = Message("Best: {m}", {"m": VOTE})
    assert message.text(lambda text: words.get(text, text)) == "最好：软投票"


@pytest.mark.parametrize(
    "translation",
    ["{other}", "{}", "{0}", "{n", "{n:.2q}", "{n.real.nothing}", "{n[0]}", "{v:.2f}"],
)
def test_that_a_translation_that_does_not_fit_falls_back_to_english(
    translation: str,
) -> None:
    message = Message("{n} of {v}", {"n": 2, "v": None})
    assert message.text(lambda _: translation) == "2 of None"


def test_that_plain_text_is_shown_whatever_it_holds() -> None:
    assert str(plain("{x} 100% {")) == "{x} 100% {"


def test_that_marking_for_translation_changes_nothing() -> None:
    assert QT_TRANSLATE_NOOP("Message", "Run {n}") == "Run {n}"


NUMBERS = st.integers(-(2**53), 2**53) | st.floats(
    allow_nan=False, allow_infinity=False
)
SCALARS = st.text(max_size=8) | NUMBERS | st.booleans() | st.none()
NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=4)


def _messages(values: st.SearchStrategy[object]) -> st.SearchStrategy[Message]:
    return st.builds(Message, st.text(max_size=12), st.dictionaries(NAMES, values))


MESSAGES = st.recursive(
    _messages(SCALARS),
    lambda inner: _messages(
        SCALARS | inner | st.lists(st.text(max_size=4) | inner).map(tuple)
    ),
    max_leaves=4,
)


@given(MESSAGES)
def test_that_a_message_survives_json(message: Message) -> None:
    assert msgspec.json.decode(msgspec.json.encode(message), type=Message) == message
