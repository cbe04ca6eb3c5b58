"""A row of an experiment as a script for scikit-learn alone.

The script imports nothing of this program. It reads the same data, makes the same
splits, fits the same estimators, and prints the cross-validated score that the run had;
then ``model`` can be fitted on all rows. Votes and stacking are scikit-learn's own
classes; other rules are a few lines of NumPy.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

import workbench
from workbench.core.parameters import filled
from workbench.core.state import RunState
from workbench.ensembles.final_rules import combiner_of
from workbench.ensembles.rules import RULES
from workbench.ensembles.rules.weighted import parse_weights
from workbench.persistence.chosen import Chosen, chosen
from workbench.persistence.script_code import Source
from workbench.persistence.script_data import data_lines
from workbench.persistence.script_rules import rule_lines
from workbench.store.files import replace_file

_LOOP = '''\
def outputs(estimator, X):
    """Labels or values, and probabilities of all classes where there are such."""
    labels, table = estimator.predict(X), None
    if hasattr(estimator, "predict_proba"):
        table = np.zeros((len(X), N_CLASSES))
        table[:, estimator.classes_] = estimator.predict_proba(X)
    return labels, table


def out_of_fold(estimator, X, y):
    """Outputs for every row, by a copy of the estimator that never saw it."""
    labels, table, folds = np.empty(len(y), dtype=y.dtype), None, np.empty(len(y), int)
    for number, (train, test) in enumerate(INNER.split(X, y)):
        fitted = clone(estimator).fit(X[train], y[train])
        labels[test], part = outputs(fitted, X[test])
        folds[test] = number
        if part is not None:
            table = np.zeros((len(y), N_CLASSES)) if table is None else table
            table[test] = part
    return (labels, table), folds


def ensemble_predictions(X_train, y_train, X_test):
    """Learn the rule and the members from the training part, predict the test part."""
    inner, inner_fold = [], None
    for _, estimator in members if LEARNS else ():
        found, inner_fold = out_of_fold(estimator, X_train, y_train)
        inner.append(found)
    rule = learned(inner, inner_fold, y_train)
    test = [
        outputs(clone(estimator).fit(X_train, y_train), X_test)
        for _, estimator in members
    ]
    return combined(test, rule)
'''


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """A script, and the data that it wants beside it where it cannot read the source.

    ``data`` belong into a file ``data_name`` in the script's folder.
    """

    text: str
    data_name: str = ""
    data: bytes | None = None


def save_script(state: RunState, key: str, path: Path) -> tuple[Path, ...]:
    """Write the script of the row ``key`` to ``path``; the files that were written.

    Raises:
        BadInput: there is no such row, or its data are gone.
        OSError: a file cannot be written.
    """
    script = script_of(state, key, path.stem)
    written = [path]
    if script.data is not None:
        written.append(path.with_name(script.data_name))
        replace_file(written[1], script.data)
    replace_file(path, script.text.encode())
    return tuple(written)


def script_of(state: RunState, key: str, name: str = "model") -> Script:
    """The script of the row ``key`` of a run, to be saved as ``name``.py.

    Raises:
        BadInput: there is no such row, or its data are gone.
    """
    row, source = chosen(state.spec, key), Source()
    beside = f"{name}.data.csv"
    data, content = data_lines(row, source, beside)
    body = [data, _splits(row, source), _model(row, source)]
    head = [
        _docstring(row, state),
        *(["import csv", ""] if "csv.reader" in data else []),
        "import numpy as np",
        *source.imports(),
    ]
    text = "\n".join(head) + "\n\n" + "\n".join(body)
    return Script(
        text=text, data=content, data_name=beside if content is not None else ""
    )


def _docstring(row: Chosen, state: RunState) -> str:
    estimate = state.estimate.models.get(row.row.key) if state.estimate else None
    score = ""
    if estimate is not None and estimate.mean is not None:
        score = f", which was\n{estimate.mean!r} in the run that it comes from"
    metric = "accuracy" if row.dataset.kind == "classification" else "R²"
    title = f"{row.title} on {row.dataset.title}".replace("\\", "/").replace('"', "'")
    return (
        f'"""{title}, rebuilt with scikit-learn alone.\n\n'
        f"Written by Workbench {workbench.__version__}. Prints the cross-validated "
        f"{metric}{score}.\n" + '"""\n'
    )


def _splits(row: Chosen, source: Source) -> str:
    cv, seed = row.spec.cv, row.spec.seed
    classes = row.dataset.kind == "classification"
    if cv.scheme == "holdout" and not cv.shuffle:
        cut = max(1, round(len(row.dataset.y) * cv.test_size))
        return f"at = np.arange(len(y))\nsplits = [(at[:-{cut}], at[-{cut}:])]\n"
    if cv.scheme == "holdout":
        name = "StratifiedShuffleSplit" if classes else "ShuffleSplit"
        given = (
            f"n_splits={cv.repeats}, test_size={cv.test_size!r}, random_state={seed}"
        )
    elif cv.shuffle:
        name = "RepeatedStratifiedKFold" if classes else "RepeatedKFold"
        given = f"n_splits={cv.folds}, n_repeats={cv.repeats}, random_state={seed}"
    else:
        name = "StratifiedKFold" if classes else "KFold"
        given = f"n_splits={cv.folds}"
    source.need("sklearn.model_selection", name)
    return (
        f"cv = {name}({given})\n"
        "splits = [(np.sort(train), test) for train, test in cv.split(X, y)]\n"
    )


def _model(row: Chosen, source: Source) -> str:
    if not row.is_rule:
        model = f"model = {source.expression(row.estimator(row.row), prefix=8)}\n"
        return model + _scored(row, source)
    members = f"members = {source.expression(_members(row), prefix=10)}\n"
    whole = _as_estimator(row, source)
    if whole is not None:
        return members + whole + _scored(row, source)
    return members + _by_loop(row, source)


def _members(row: Chosen) -> list[tuple[str, Any]]:
    """Members under names that scikit-learn's ensembles accept."""
    taken = ("estimators", "final_estimator", "weights", "voting", "verbose", "cv")
    pairs = []
    for number, (key, estimator) in enumerate(row.estimators().items(), 1):
        fits = key.isidentifier() and "__" not in key and key not in taken
        pairs.append((key if fits else f"member_{number}", estimator))
    return pairs


def _as_estimator(row: Chosen, source: Source) -> str | None:
    """The ensemble as one estimator of scikit-learn, where it has one."""
    rule, regression = row.row.estimator, row.dataset.kind == "regression"
    params = filled(RULES.get(rule).parameters, row.row.params)
    if rule in ("stacking_logistic", "stacking_ridge"):
        name = "StackingRegressor" if regression else "StackingClassifier"
        final = source.expression(combiner_of(rule, row.dataset.kind))
        more = "" if regression else '    stack_method="predict_proba",\n'
        more += "    passthrough=True,\n" if params["passthrough"] else ""
        given = f"    final_estimator={final},\n    cv={_inner(row, source)},\n{more}"
        source.need("sklearn.ensemble", name)
        return f"model = {name}(\n    members,\n{given})\n"
    weights = ""
    if rule == "weighted_vote":
        if not (chosen_ones := parse_weights(str(params["weights"]))):
            return None
        weights = f", weights={list(chosen_ones)!r}"
    elif rule not in ("hard_vote", "soft_vote", "mean_vote"):
        return None
    if regression:
        source.need("sklearn.ensemble", "VotingRegressor")
        return f"model = VotingRegressor(members{weights})\n"
    hard = rule == "hard_vote" or params.get("voting") == "hard"
    source.need("sklearn.ensemble", "VotingClassifier")
    voting = "hard" if hard else "soft"
    return f'model = VotingClassifier(members, voting="{voting}"{weights})\n'


def _inner(row: Chosen, source: Source) -> str:
    cv = row.spec.cv
    name = "StratifiedKFold" if row.dataset.kind == "classification" else "KFold"
    source.need("sklearn.model_selection", name)
    shuffle = f", shuffle=True, random_state={row.spec.seed}" if cv.shuffle else ""
    return f"{name}(n_splits={cv.inner_folds}{shuffle})"


def _scored(row: Chosen, source: Source) -> str:
    source.need("sklearn.model_selection", "cross_val_score")
    metric = "accuracy" if row.dataset.kind == "classification" else "r2"
    return (
        f'scores = cross_val_score(model, X, y, cv=splits, scoring="{metric}")\n'
        f'print("{metric}", repr(float(np.mean(scores))))\n\n'
        "# The same on all rows, ready for model.predict:\nmodel.fit(X, y)\n"
    )


def _by_loop(row: Chosen, source: Source) -> str:
    kind, rule = row.dataset.kind, row.row.estimator
    entry = RULES.get(rule)
    score = "accuracy_score" if kind == "classification" else "r2_score"
    source.need("sklearn.base", "clone")
    source.need("sklearn.metrics", score)
    n_classes = len(row.dataset.classes)
    learns = entry.needs(row.row.params, kind).inner
    inner = f"INNER = {_inner(row, source)}\n" if learns else "INNER = None\n"
    lines = rule_lines(
        rule,
        filled(entry.parameters, row.row.params),
        kind,
        n_classes,
        row.spec.seed,
        source,
    )
    metric = "accuracy" if kind == "classification" else "r2"
    return (
        f"{inner}LEARNS = {learns}\nN_CLASSES = {n_classes}\n\n\n"
        f"{_LOOP}\n\n{lines}\n\nscores = []\nfor train, test in splits:\n"
        "    found = ensemble_predictions(X[train], y[train], X[test])\n"
        f"    scores.append({score}(y[test], found))\n"
        f'print("{metric}", repr(float(np.mean(scores))))\n'
    )
