"""The finding in words: who came how near the optimum, why not nearer, and what for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from workbench.core.joint import JointCourse, JointReference, JointRound, JointVerdict
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value

REACHED = 1e-4
"""A gap to the optimum below this is none."""
_STUCK = 0.1
"""A gap that fell by less than this share in the last fifth of the rounds stays."""
_DRIFTS = frozenset(
    {"fedavg", "fedprox", "fedavgm", "fedadam", "fedyogi", "fedadagrad", "one_shot"}
)
"""Strategies whose fixed point is not the optimum where clients differ."""
_CORRECTS = frozenset({"scaffold", "admm"})
"""Strategies that make up for it."""
SAME = 1e-5
"""Losses of one method in two libraries may differ by this in any round."""
_WORTH = 0.005
"""A difference of scores that is worth a word."""


def verdict(
    courses: Mapping[str, JointCourse],
    strategies: Mapping[str, str],
    titles: Mapping[str, Message],
    reference: JointReference,
    metric: str,
    plain: Collection[str] = (),
    twins: Mapping[str, str] | None = None,
) -> JointVerdict:
    """At most four sentences; courses without a round have the last word, if any.

    ``strategies`` are registered names and ``titles`` words, both by the courses' keys.
    ``plain`` are the keys of those which nothing but their local steps keeps from the
    optimum: no noise, no poison, no loss on the way. ``twins`` has for each course that
    ranks trained by themselves the one that makes the same steps in NumPy.
    """
    last = {
        key: course.rounds[-1]
        for key, course in courses.items()
        if course.rounds and course.rounds[-1].round > 0
    }
    ended = {key: course.end for key, course in courses.items() if course.end}
    diverged = [key for key, end in ended.items() if end.reason == "diverged"]
    sound = {key: found for key, found in last.items() if key not in diverged}
    sentences: list[Message] = []
    if sound:
        sentences += _nearest(sound, titles, reference)
        sentences += _twins(courses, titles, twins or {})
        drifting = {key: strategies[key] for key in sound if key in plain}
        sentences += _drift(courses, sound, drifting, titles, reference)
        sentences += _worth(sound, titles, reference, metric)
        sentences += _privacy(sound, titles)
    sentences += [end.sentence for key, end in ended.items() if key not in sound]
    return JointVerdict(sentences=tuple(sentences[:4]))


def _gap(found: JointRound, reference: JointReference) -> float:
    return max(0.0, found.objective - reference.objective)


def _nearest(
    sound: Mapping[str, JointRound],
    titles: Mapping[str, Message],
    reference: JointReference,
) -> Iterator[Message]:
    """Who came closest, beside who stayed furthest away."""
    order = sorted(sound, key=lambda key: _gap(sound[key], reference))
    best = sound[order[0]]
    values: dict[str, Value] = {
        "best": titles[order[0]],
        "rounds": best.round,
        "gap": _gap(best, reference),
    }
    if _gap(best, reference) <= REACHED:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{best} reached the optimum of all rows in one place: after {rounds} "
            "rounds its objective lies {gap:.1g} above it.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{best} came closest to the optimum of all rows in one place: after "
            "{rounds} rounds its objective lies {gap:.2g} above it.",
        )
    yield Message(text, values)


def _twins(
    courses: Mapping[str, JointCourse],
    titles: Mapping[str, Message],
    twins: Mapping[str, str],
) -> Iterator[Message]:
    """Whether a library's own training took the same way as ours; the furthest one."""
    apart = {
        (key, twin): furthest_apart(courses[key].rounds, courses[twin].rounds)
        for key, twin in twins.items()
        if courses[key].rounds and courses[twin].rounds
    }
    if not apart:
        return
    name, twin = max(apart, key=lambda pair: apart[pair])
    values: dict[str, Value] = {
        "name": titles[name],
        "twin": titles[twin],
        "apart": apart[name, twin],
    }
    if apart[name, twin] <= SAME:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{name} and {twin} are the same method twice: their losses differ by at "
            "most {apart:.1g} in any round.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{name} and {twin} should be the same method twice, but their losses "
            "differ by up to {apart:.2g}.",
        )
    yield Message(text, values)


def furthest_apart(first: Sequence[JointRound], second: Sequence[JointRound]) -> float:
    """The largest difference of two courses' losses in the same round."""
    return max(
        abs(one.loss - other.loss) for one, other in zip(first, second, strict=False)
    )


def _drift(
    courses: Mapping[str, JointCourse],
    sound: Mapping[str, JointRound],
    strategies: Mapping[str, str],
    titles: Mapping[str, Message],
    reference: JointReference,
) -> Iterator[Message]:
    """Which strategies stay away from the optimum however long they go on, and why."""
    stuck = [
        key
        for key in sound
        if strategies.get(key) in _DRIFTS and stays_away(courses[key].rounds, reference)
    ]
    if not stuck:
        return
    worst = max(stuck, key=lambda key: _gap(sound[key], reference))
    gap = _gap(sound[worst], reference)
    values: dict[str, Value] = {"name": titles[worst], "gap": gap}
    cured = [
        key
        for key in sound
        if strategies.get(key) in _CORRECTS and _gap(sound[key], reference) < gap / 10
    ]
    if cured:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{name} stays {gap:.2g} above it, however many rounds there are: each "
            "client's local steps pull towards its own rows (client drift). {cure} "
            "corrects for that.",
        )
        cure = min(cured, key=lambda key: _gap(sound[key], reference))
        yield Message(text, {**values, "cure": titles[cure]})
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{name} stays {gap:.2g} above it, however many rounds there are: each "
            "client's local steps pull towards its own rows (client drift). Fewer "
            "local steps bring it closer, and SCAFFOLD corrects for it.",
        )
        yield Message(text, values)


def stays_away(rounds: Sequence[JointRound], reference: JointReference) -> bool:
    """Whether the gap is no longer closing: hardly smaller than a fifth of the way ago.

    Too early to say with fewer than ten rounds.
    """
    if len(rounds) < 11:
        return False
    now = _gap(rounds[-1], reference)
    before = _gap(rounds[-1 - len(rounds) // 5], reference)
    return now > REACHED and now > (1 - _STUCK) * before


def _worth(
    sound: Mapping[str, JointRound],
    titles: Mapping[str, Message],
    reference: JointReference,
    metric: str,
) -> Iterator[Message]:
    """What learning together is good for: against alone, and against one place."""
    scored = {k: r.test_score for k, r in sound.items() if r.test_score is not None}
    pooled, alone = reference.test_score, reference.local_only
    if not scored or pooled is None or alone is None:
        return
    best = max(scored, key=lambda key: scored[key])
    values: dict[str, Value] = {
        "best": titles[best],
        "score": scored[best],
        "pooled": pooled,
        "alone": alone,
    }
    gain = scored[best] - alone
    if gain < -_WORTH:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "On rows held out, {best} has {metric} {score:.3f}, less than the "
            "{alone:.3f} that clients have alone on average: learning together does "
            "not pay here so far (all rows in one place: {pooled:.3f}).",
        )
    elif gain < _WORTH:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "On rows held out, {best} has {metric} {score:.3f}, and clients alone have "
            "{alone:.3f} on average: learning together gains next to nothing here.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "On rows held out, {best} has {metric} {score:.3f}: clients alone have "
            "{alone:.3f} on average, all rows in one place would give {pooled:.3f}.",
        )
    name = (
        Message(QT_TRANSLATE_NOOP("Message", "accuracy"))
        if metric == "accuracy"
        else Message("R²")
    )
    yield Message(text, {**values, "metric": name})


def _privacy(
    sound: Mapping[str, JointRound], titles: Mapping[str, Message]
) -> Iterator[Message]:
    """The budget that was spent."""
    spent = {k: r.epsilon for k, r in sound.items() if r.epsilon is not None}
    if not spent:
        return
    most = max(spent, key=lambda key: spent[key])
    yield Message(
        QT_TRANSLATE_NOOP(
            "Message", "{name} spent ε = {epsilon:.2f} of privacy in {rounds} rounds."
        ),
        {"name": titles[most], "epsilon": spent[most], "rounds": sound[most].round},
    )
