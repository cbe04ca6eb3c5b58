"""Why an ensemble did not grow further, in words."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.ensembles.comparison import Comparison
from workbench.ensembles.growth import next_gain


def flat_sentence(members: int, gain: Comparison, metric: str, worth: float) -> Message:
    """Growth ended by the stop rule."""
    low, high = gain.ci95 or (gain.difference, gain.difference)
    if high < 0:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Grown until flat: {members} members are enough. From {half} to {members} "
            "members {change}: more of them do harm here.",
        )
    elif low > 0:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Grown until flat: {members} members are enough. From {half} to {members} "
            "members {change}: a gain, but ten more would bring at most {most}, less "
            "than the {worth} that are worth it.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Grown until flat: {members} members are enough. From {half} to {members} "
            "members {change}: within noise, and ten more would bring at most {most}.",
        )
    return Message(
        text,
        {
            **_values(members, gain, metric),
            "most": _size(next_gain(gain, members) or 0.0, metric),
            "worth": _size(worth, metric),
        },
    )


def largest_sentence(
    members: int, gain: Comparison | None, metric: str, *, flat: bool
) -> Message:
    """Growth ended at the largest size asked for."""
    if gain is None or gain.ci95 is None:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Grown to all {members} members. A single split gives no interval, so "
                "nothing can be called flat: use several folds or repeats.",
            ),
            {"members": members},
        )
    text = (
        QT_TRANSLATE_NOOP(
            "Message",
            "Grown to all {members} members. From {half} to {members} members "
            "{change}: flat, so fewer would have done.",
        )
        if flat
        else QT_TRANSLATE_NOOP(
            "Message",
            "Grown to all {members} members. From {half} to {members} members "
            "{change}: more of them may still help.",
        )
    )
    return Message(text, _values(members, gain, metric))


def exhausted_sentence(members: int) -> Message:
    """Boosting ended by itself on every split."""
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Boosting ended by itself, on the last split after {members} members: "
            "nothing was left that a further member could correct.",
        ),
        {"members": members},
    )


def nothing_sentence() -> Message:
    """Every split lost a member."""
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Nothing grew: on every split a task failed. The first failure says why.",
        )
    )


def sequential_sentence(method: Message, splits: int) -> Message:
    """Why so few workers are busy."""
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{method} is sequential: each member corrects those before it, so a split "
            "keeps one worker busy. With {splits} splits at most {splits} workers "
            "work at once.",
        ),
        {"method": method, "splits": splits},
    )


def _values(members: int, gain: Comparison, metric: str) -> dict[str, Value]:
    low, high = gain.ci95 or (gain.difference, gain.difference)
    if metric == "accuracy":
        text = QT_TRANSLATE_NOOP(
            "Message",
            "the accuracy changed by {value:+.1f} points ({low:+.1f} to {high:+.1f})",
        )
        scale = 100.0
    else:
        text = QT_TRANSLATE_NOOP(
            "Message", "R² changed by {value:+.3f} ({low:+.3f} to {high:+.3f})"
        )
        scale = 1.0
    change = Message(
        text,
        {
            "value": scale * gain.difference,
            "low": scale * low,
            "high": scale * high,
        },
    )
    return {"members": members, "half": members // 2, "change": change}


def _size(gain: float, metric: str) -> Message:
    if metric == "accuracy":
        return Message(
            QT_TRANSLATE_NOOP("Message", "{value:.2g} points"), {"value": 100 * gain}
        )
    return Message("{value:.2g}", {"value": gain})
