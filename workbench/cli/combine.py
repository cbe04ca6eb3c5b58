"""``workbench combine``: every combination rule over predictions made elsewhere."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from workbench.cli.options import names
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.datasets import Predictions, read_predictions
from workbench.ensembles import RULES, RuleEntry, compare, mean_interval, validate_rule
from workbench.ensembles.crossed import (
    MemberTable,
    RowScore,
    score_members,
    score_rules,
)
from workbench.ensembles.folds import dealt

Chosen = dict[str, tuple[RuleEntry, dict[str, ParamValue]]]

_SHOWN_WEIGHTS = 3


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "combine",
        parents=[common],
        help="apply every combination rule to predictions made elsewhere",
        description="Apply every combination rule to predictions in a CSV or Parquet "
        "file: a column with the truth, and one column per member and class, called "
        "member:class (member_class where no name has a colon), with the probability; "
        "of two classes one is enough. With --regression, one column of values per "
        "member. What a rule has to learn it learns from the other folds.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--truth", default="truth", metavar="COL", help="the true class or value"
    )
    parser.add_argument(
        "--regression", action="store_true", help="the columns are predicted values"
    )
    parser.add_argument(
        "--members", type=names, metavar="A,B", help="these members (default: all)"
    )
    parser.add_argument(
        "--rules", type=names, metavar="A,B", help="these rules (default: all)"
    )
    parser.add_argument(
        "--weights",
        metavar='"2,1,1"',
        help="weights of your own for a further weighted vote, in the members' order",
    )
    parser.add_argument(
        "--bags",
        type=int,
        default=1,
        metavar="N",
        help="bags of greedy selection (default: 1, not bagged)",
    )
    parser.add_argument(
        "--folds", type=int, default=5, metavar="K", help="folds (default: 5)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Read, combine and print; the exit status."""
    if options.folds < 2:
        raise _refused("folds", QT_TRANSLATE_NOOP("Message", "Use at least 2 folds."))
    kind = "regression" if options.regression else "classification"
    rules = _rules(options, kind)
    with ThreadPoolExecutor(1) as beside:
        # Importing takes about as long as the child's reading, on another core.
        ready = beside.submit(_import)
        found = read_predictions(
            options.file,
            options.truth,
            regression=options.regression,
            members=options.members,
        )
        ready.result()
    _validate(rules, found, options.folds)
    folds = dealt(found.y, options.folds, options.seed, stratified=kind != "regression")
    table = MemberTable.of(
        found.kind,
        len(found.classes),
        dict(zip(found.members, found.outputs, strict=True)),
        found.y,
        folds,
    )
    document = {
        "kind": found.kind,
        "metric": "accuracy" if found.kind == "classification" else "r2",
        "rows": len(found.y),
        "folds": options.folds,
        "classes": list(found.classes),
        "left_out": list(found.left_out),
        "members": {
            key: {"mean": fmean(scores), "fold_scores": list(scores)}
            for key, scores in score_members(table).items()
        },
    }
    scores = score_rules(table, rules, options.seed, threads=_cores())
    if options.json:
        single = scores.get("best_single")
        document["rules"] = {key: _row(score, single) for key, score in scores.items()}
        document["verdict"] = verdict(scores, options.folds, found.kind)
        print(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        _show(document, scores, verdict(scores, options.folds, found.kind))
    return 0


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _import() -> None:
    """What the rules will import."""
    import threadpoolctl  # noqa: F401


def _rules(options: argparse.Namespace, kind: str) -> Chosen:
    """The rules asked for, or all that suit and need no features."""
    wanted = options.rules or [
        name
        for name, entry in RULES.items()
        if entry.suits(kind) and not entry.needs({}, kind).features
    ]
    chosen: Chosen = {name: (RULES.get(name, "rules"), {}) for name in wanted}
    if options.bags != 1 and "greedy_selection" in chosen:
        chosen["greedy_selection"][1]["bags"] = options.bags
    if options.weights is not None:
        entry = RULES.get("weighted_vote")
        chosen["chosen_weights"] = (entry, {"weights": options.weights.strip()})
    return chosen


def _validate(rules: Chosen, found: Predictions, folds: int) -> None:
    problems = [
        problem
        for key, (entry, params) in rules.items()
        for problem in validate_rule(
            entry, params, len(found.members), kind=found.kind, field=key
        )
    ]
    if problems:
        raise BadInput(problems)
    rows = len(found.y)
    if found.kind == "regression":
        if rows < 2 * folds:
            text = QT_TRANSLATE_NOOP(
                "Message", "{rows} rows are too few: use at most {folds} folds."
            )
            raise _refused("folds", text, rows=rows, folds=rows // 2)
        return
    counts = np.bincount(found.y, minlength=len(found.classes))
    least = int(counts.min())
    if least < folds:
        text = (
            QT_TRANSLATE_NOOP(
                "Message",
                "Class “{name}” has only {count} rows: use at most {count} folds.",
            )
            if least > 1
            else QT_TRANSLATE_NOOP(
                "Message",
                "Class “{name}” has {count} row; a class needs at least two to be both "
                "trained on and tested. Merge or remove it.",
            )
        )
        name = found.classes[int(counts.argmin())]
        raise _refused("folds", text, name=name, count=least)


def _refused(field: str, text: str, **values: str | int) -> BadInput:
    return BadInput([Problem(field=field, message=Message(text, values))])


def verdict(scores: Mapping[str, RowScore], folds: int, kind: str) -> str:
    """The best rule against the best single member as chosen without the test rows.

    The best of m rules is a lucky pick as well: its p is multiplied by m and its
    interval is that of 1 − 0.05/m (Bonferroni).
    """
    rivals = {key: score for key, score in scores.items() if key != "best_single"}
    if not rivals:
        return ""
    best = max(rivals.values(), key=lambda score: score.mean)
    single = scores.get("best_single")
    if single is None:
        return f"{best.title} scores highest: {best.mean:.4f}."
    ratio = 1 / (folds - 1)
    found = compare(best.fold_scores, single.fold_scores, ratio)
    pairs = zip(best.fold_scores, single.fold_scores, strict=True)
    gaps = [ours - theirs for ours, theirs in pairs]
    bounds = mean_interval(gaps, ratio, 1 - 0.05 / len(rivals))
    low, high = bounds or (found.difference, found.difference)
    points, unit = (100, " points") if kind == "classification" else (1, "")
    said = (
        f"{best.title} scores highest of the rules: {best.mean:.4f}, "
        f"{points * found.difference:+.3g}{unit} against the best single member "
        f"chosen on the other folds ({single.mean:.4f})"
    )
    interval = f"95 % interval {points * low:+.3g} to {points * high:+.3g}"
    among = f", allowing for the choice among {len(rivals)}" if len(rivals) > 1 else ""
    if low > 0 or high < 0:
        return f"{said}; {interval}{among}."
    p = "" if found.p is None else f"p = {min(1.0, found.p * len(rivals)):.2g}, "
    return f"{said}; the difference is not significant ({p}{interval}{among})."


def _row(score: RowScore, single: RowScore | None) -> dict[str, Any]:
    against = None
    if single is not None and single is not score:
        ratio = 1 / (len(score.fold_scores) - 1)
        found = compare(score.fold_scores, single.fold_scores, ratio)
        ci95 = None if found.ci95 is None else list(found.ci95)
        against = {"difference": found.difference, "ci95": ci95, "p": found.p}
    return {
        "title": str(score.title),
        "mean": score.mean,
        "ci95": None if score.ci95 is None else list(score.ci95),
        "fold_scores": list(score.fold_scores),
        "against_best_single": against,
        "log_loss": score.log_loss,
        "seconds": score.seconds,
        "trained": score.trained,
        "weights": score.weights,
        "chosen": score.chosen,
        "note": None if score.note is None else str(score.note),
    }


def _show(
    document: Mapping[str, Any], scores: Mapping[str, RowScore], said: str
) -> None:
    """The verdict, a table, and what must be known of some rules."""
    console = Console(highlight=False)
    if said:
        console.print(said, markup=False)
    metric = "accuracy" if document["metric"] == "accuracy" else "R²"
    table = Table("rule", metric, "95 %", "log-loss", "weights", "s")
    for key, score in scores.items():
        title = str(score.title)
        table.add_row(
            title if key != "chosen_weights" else f"{title}, as chosen",
            f"{score.mean:.4f}",
            "–" if score.ci95 is None else f"{score.ci95[0]:.4f}–{score.ci95[1]:.4f}",
            "–" if score.log_loss is None else f"{score.log_loss:.4f}",
            _weights(score),
            f"{score.seconds:.3f}",
        )
    console.print(table)
    members = document["members"]
    top = max(members, key=lambda key: members[key]["mean"])
    console.print(
        f"{document['rows']:,} rows, {len(members)} members, {document['folds']} folds."
        f" The best member in the end is {top} ({members[top]['mean']:.4f}), which is "
        "known only afterwards.",
        markup=False,
    )
    for score in scores.values():
        if score.note is not None:
            console.print(f"{score.title}: {score.note}", markup=False)
    if document["left_out"]:
        listed = ", ".join(document["left_out"])
        console.print(f"Left out, being no member's: {listed}", markup=False)


def _weights(score: RowScore) -> str:
    """The largest few, or which member was chosen how often."""
    if score.chosen:
        return ", ".join(f"{name} {n}×" for name, n in score.chosen.items())
    if not score.weights or len(set(score.weights.values())) == 1:
        return "equal" if score.weights else "–"
    by_size = sorted(score.weights.items(), key=lambda item: -item[1])
    used = [(name, weight) for name, weight in by_size if weight > 0]
    shown = ", ".join(f"{name} {weight:.2f}" for name, weight in used[:_SHOWN_WEIGHTS])
    rest = len(used) - _SHOWN_WEIGHTS
    return f"{shown} + {rest} more" if rest > 0 else shown
