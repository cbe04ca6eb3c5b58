"""The lines of a script that combine members by rules scikit-learn has no class for.

Each is NumPy that a reader can follow: what the members say goes in, weights or the
combined prediction comes out. The formulas and their sources are told where the rules
themselves are, in ``workbench.ensembles.rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from workbench.core.parameters import ParamValue
from workbench.ensembles.final_rules import combiner_of
from workbench.ensembles.saved_format import Kind
from workbench.persistence.script_code import Source

Params = Mapping[str, ParamValue]

_SCORES = '''\
def inner_scores(inner, y):
    """Accuracy of each member's out-of-fold predictions."""
    return np.array([(labels == y).mean() for labels, _ in inner])
'''
_SCORES_R2 = '''\
def inner_scores(inner, y):
    """R² of each member's out-of-fold predictions."""
    return np.array([r2_score(y, values) for values, _ in inner])
'''
_MEAN = '''\
def combined(test, weights):
    """The likeliest class by the weighted mean of the members' probabilities."""
    tables = [table for _, table in test]
    return np.average(tables, axis=0, weights=weights).argmax(axis=1)
'''
_MEAN_R2 = '''\
def combined(test, weights):
    """The weighted mean of the members' values."""
    return np.average([values for values, _ in test], axis=0, weights=weights)
'''
_VOTES = '''\
def combined(test, weights):
    """The class with most weight behind it; the lowest wins a tie."""
    votes = np.zeros((N_CLASSES, len(test[0][0])))
    for (labels, _), weight in zip(test, weights):
        votes[labels, np.arange(votes.shape[1])] += weight
    return votes.argmax(axis=0)
'''
_BY_SCORE = '''\
def learned(inner, inner_fold, y):
    """Weights by inner scores, none negative."""
    scores = np.maximum(inner_scores(inner, y), 0.0)
    return scores if scores.any() else np.ones_like(scores)
'''
_SINGLE = '''\
def learned(inner, inner_fold, y):
    """All weight on the member with the best inner score, the first on ties."""
    return np.eye(len(inner))[inner_scores(inner, y).argmax()]


def combined(test, weights):
    """What that member says."""
    return test[weights.argmax()][0]
'''
_SUPER = '''\
def learned(inner, inner_fold, y):
    """Weights that fit the out-of-fold predictions best, by least squares ≥ 0."""
    columns, target = {problem}
    r = np.linalg.qr(np.column_stack([columns, target]), mode="r")
    n = columns.shape[1]
    weights = nnls(r[:, :n], r[:, n], maxiter=100 * n)[0]
    return weights if weights.sum() > 0 else np.ones(n)
'''
_SUPER_PROBLEM = {
    "values": "np.column_stack([values for values, _ in inner]), y",
    "two": "np.column_stack([table[:, 1] for _, table in inner]), y.astype(float)",
    "more": (
        "(\n        np.column_stack([table.ravel() for _, table in inner]),\n"
        "        np.eye(N_CLASSES)[y].ravel(),\n    )"
    ),
}
_GREEDY = '''\
def learned(inner, inner_fold, y):
    """How often each member is picked, averaged over the bags."""
    rows = np.stack([{row} for {pair} in inner])
    members, bags = len(rows), {bags}
    if bags == 1:
        return picked(rows, y, np.arange(members))
    draw, size = np.random.default_rng({seed}), max(1, round({share!r} * members))
    weights = np.zeros(members)
    for _ in range(bags):
        chosen = np.sort(draw.choice(members, size, replace=False))
        weights += picked(rows, y, chosen)
    return weights / bags


def picked(rows, y, chosen):
    """Add the member that helps most, again and again; keep the best of the way."""
    total, picks, losses = np.zeros(rows.shape[1]), [], []
    for size in range(1, {rounds} + 1):
        found = loss((total + rows[chosen]) / size, y)
        picks.append(lowest(found))
        losses.append(found[picks[-1]])
        total = total + rows[chosen[picks[-1]]]
    best = picks[: lowest(np.array(losses)) + 1]
    weights = np.zeros(len(rows))
    weights[chosen] = np.bincount(best, minlength=len(chosen)) / len(best)
    return weights


def lowest(losses):
    """The first place that nothing lies below by more than rounding."""
    least = losses.min()
    return int(np.argmax(losses <= least + 1e-12 * max(1.0, abs(least))))


'''
_LOG_LOSS = '''\
def loss(means, y):
    """The log-loss of mean probabilities of the true classes."""
    return -np.log(np.maximum(means, np.finfo(float).eps)).mean(axis=1)
'''
_SQUARED = '''\
def loss(means, y):
    """The mean squared error."""
    return ((means - y) ** 2).mean(axis=1)
'''
_BLENDING = '''\
def learned(inner, inner_fold, y):
    """A combiner that learns from the first inner fold only."""
    held = inner_fold == inner_fold.min()
    return {combiner}.fit(columns(inner)[held], y[held])


def columns(members):
    """What the combiner reads of its members."""
    return {columns}


def combined(test, combiner):
    """What the combiner says."""
    return combiner.predict(columns(test))
'''
_BLENDING_COLUMNS = {
    "values": "np.column_stack([values for values, _ in members])",
    "two": "np.column_stack([table[:, 1] for _, table in members])",
    "more": "np.hstack([table for _, table in members])",
}
_NOTHING = '''\
def learned(inner, inner_fold, y):
    """This rule learns nothing."""
    return None
'''
_ROBUST = '''\
def combined(test, _):
    """The {what} of the members' {outputs}."""
    {body}
'''


def rule_lines(
    rule: str, params: Params, kind: Kind, n_classes: int, seed: int, source: Source
) -> str:
    """Source of ``learned(inner, inner_fold, y)`` and ``combined(test, learned)``.

    ``inner`` and ``test`` are lists of (labels or values, probabilities or ``None``).
    """
    regression = kind == "regression"
    how = "values" if regression else "two" if n_classes == 2 else "more"
    mean = _MEAN_R2 if regression else _MEAN
    scores = _SCORES_R2 if regression else _SCORES
    match rule:
        case "weighted_vote":
            hard = not regression and params["voting"] == "hard"
            parts = [scores, _BY_SCORE, _VOTES if hard else mean]
        case "best_single":
            parts = [scores, _SINGLE]
        case "super_learner":
            source.need("scipy.optimize", "nnls")
            parts = [_SUPER.format(problem=_SUPER_PROBLEM[how]), mean]
        case "greedy_selection":
            greedy = _GREEDY.format(
                row="values" if regression else "table[np.arange(len(y)), y]",
                pair="values, _" if regression else "_, table",
                seed=seed,
                **{name: params[name] for name in ("bags", "share", "rounds")},
            )
            parts = [greedy + (_SQUARED if regression else _LOG_LOSS), mean]
        case "blending":
            parts = [
                _BLENDING.format(
                    combiner=source.expression(combiner_of(rule, kind)),
                    columns=_BLENDING_COLUMNS[how],
                )
            ]
        case "median" | "trimmed_mean":
            parts = [_NOTHING, _robust(rule, params, how)]
        case _:
            raise KeyError(rule)
    return "\n\n".join(dedent(part) for part in parts)


def _robust(rule: str, params: Params, how: str) -> str:
    average = "np.median(stacked, axis=0)"
    if rule == "trimmed_mean":
        average = "stacked[cut : len(stacked) - cut].mean(axis=0)"
    lines = {
        "values": ["stacked = np.sort([values for values, _ in test], axis=0)"],
        "two": ["stacked = np.sort([table[:, 1] for _, table in test], axis=0)"],
        "more": ["stacked = np.sort([table for _, table in test], axis=0)"],
    }[how]
    if rule == "trimmed_mean":
        lines.append(f"cut = int({params['share']!r} * len(stacked))")
    lines += {
        "values": [f"return {average}"],
        "two": [
            f"second = {average}",
            "return np.column_stack([1.0 - second, second]).argmax(axis=1)",
        ],
        # Dividing by the sum over the classes would not change which is the largest.
        "more": [f"return {average}.argmax(axis=1)"],
    }[how]
    return _ROBUST.format(
        what="median" if rule == "median" else "trimmed mean",
        outputs="values" if how == "values" else "probabilities, class by class",
        body="\n    ".join(lines),
    )
