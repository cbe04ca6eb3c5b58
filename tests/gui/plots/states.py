"""Runs made by hand: real events, folded by the real ``reduce``."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean, stdev

import msgspec

from workbench.core import events as ev
from workbench.core.anatomy import PARTS, Anatomy, Change, Diagnosis, WorkerFacts
from workbench.core.messages import Message
from workbench.core.plan import Trial
from workbench.core.results import ModelScores, Scores, TaskError, Timing
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    Scaling,
)
from workbench.core.state import RunState, fold
from workbench.core.steadiness import Conditions
from workbench.scaling import instability, scatter
from workbench.scaling.curve import law_curve

ORIGIN = 5000.0
TITLES = {
    "logistic_regression": "Logistic regression",
    "decision_tree": "Decision tree",
    "k_nearest_neighbours": "k-nearest neighbours",
    "naive_bayes": "Naive Bayes",
    "linear_svm": "Linear SVM",
    "rbf_svm": "RBF SVM",
    "mlp": "Neural network (MLP)",
    "random_forest": "Random forest",
    "extra_trees": "Extra trees",
    "adaboost": "AdaBoost",
    "soft_vote": "Soft vote",
    "dummy": "Dummy baseline",
}
LEVELS = {key: 0.93 + 0.006 * i for i, key in enumerate(TITLES)}
LEVELS |= {"soft_vote": 0.967, "dummy": 0.333}
DIAGNOSES = (
    Diagnosis(
        code="oversubscribed",
        finding=Message(
            "4 workers share 2 cores: half of their time went to waiting for one."
        ),
        cure=Message("Use no more workers than there are cores."),
        changes=(Change(field="workers", value=2),),
        promised=1.02,
    ),
    Diagnosis(
        code="tiny_tasks",
        finding=Message("The median task lasts 0.3 ms, less than handing it out."),
        cure=Message("Hand out larger pieces."),
        changes=(
            Change(field="schedule.chunk", value=16),
            Change(field="schedule.order", value="as_given"),
        ),
        promised=1.6,
    ),
    Diagnosis(
        code="serial_part",
        finding=Message("Putting the answers together takes 12 % of the wall time."),
        cure=Message("No setting changes that: it is the workload's own serial part."),
    ),
)
FEW = ("logistic_regression", "decision_tree", "k_nearest_neighbours", "soft_vote")


class Run:
    """The events of one experiment, to be cut off wherever a test wants."""

    def __init__(
        self,
        *,
        models: Sequence[str] = FEW,
        workers: Sequence[int] = (1, 2, 4),
        repeats: int = 5,
        folds: int = 5,
        cv_repeats: int = 4,
        cores: int | None = 2,
        metric: str = "accuracy",
        workload: str = "cross_validation",
        law: bool = False,
        scaling: Scaling = "strong",
        seed: int = 1,
        diagnoses: Sequence[Diagnosis] = (),
        slow: Mapping[int, float] | None = None,
    ) -> None:
        """``slow`` makes trials slower by a factor: another program is at work."""
        self.random = random.Random(seed)
        self.spec = ExperimentSpec(
            workload=workload,
            dataset=DatasetSpec(name="iris"),
            models=tuple(ModelSpec(estimator=m) for m in models),
            cv=CvSpec(folds=folds, repeats=cv_repeats),
            workers=tuple(workers),
            scaling=scaling,
        )
        self.cores, self.metric, self.repeats = cores, metric, repeats
        self.splits = folds * cv_repeats
        self.scores = {m: self._fold_scores(m) for m in models}
        self.singles = [m for m in models if not m.endswith("_vote")] or [workload]
        self.seconds: dict[int, list[float]] = {w: [] for w in workers}
        self.with_law = law
        self.anatomies: dict[int, list[Anatomy]] = {w: [] for w in workers}
        self.diagnoses = tuple(diagnoses)
        self.slow = dict(slow or {})
        self.conditions: dict[int, list[Conditions | None]] = {w: [] for w in workers}
        self.clock = 0.0

    @property
    def tasks(self) -> int:
        return self.splits * len(self.singles)

    def started(self) -> ev.RunStarted:
        cores = {} if self.cores is None else {"cores": {"usable": self.cores}}
        cross = self.spec.workload == "cross_validation"
        return ev.RunStarted(
            t=0.0,
            run_id=57,
            started_at=1_700_000_000.0,
            spec=self.spec,
            environment={"cpu": "a processor", **cores},
            worker_counts=self.spec.workers,
            model_titles={m: Message(TITLES.get(m, m)) for m in self.scores}
            if cross
            else {},
            metric=self.metric,
            tasks_per_trial=self.tasks,
            trials_planned=self.repeats * len(self.spec.workers),
            estimated_s=9.0,
        )

    def trial(
        self, number: int, workers: int, repeat: int, *, trouble: bool = False
    ) -> Iterator[ev.Event]:
        trial = Trial(id=number, engine="processes", workers=workers, repeat=repeat)
        origin = ORIGIN + 10 * number
        yield ev.TrialStarted(t=self.clock, trial=trial, origin=origin)
        free, compute, wall = [0.004] * workers, 0.0, 0.0
        pace = max(1.0, workers / (self.cores or workers)) * (1 + 0.04 * (workers > 1))
        votes = [m for m in self.scores if m.endswith("_vote")]
        tasks = self.tasks * self.spec.times(workers)
        for task in range(tasks):
            split, position = divmod(task, len(self.singles))
            label = self.singles[position]
            worker = min(range(workers), key=free.__getitem__)
            cost = 0.012 * (1 + position % 3) * self.random.uniform(0.85, 1.15)
            start, end = free[worker], free[worker] + cost * pace
            free[worker] = end + 0.0004
            compute, wall = compute + cost, wall + end - start
            failed = trouble and task % 17 == 5
            retried = trouble and task % 23 == 7
            yield ev.TaskFinished(
                t=self.clock + end,
                trial_id=number,
                task_id=task,
                label=label,
                part=str(split + 1),
                timing=Timing(
                    worker=worker,
                    submitted=origin,
                    received=origin + start,
                    started=origin + start,
                    ended=origin + end,
                    completed=origin + end + 0.0002,
                    cpu_s=cost,
                    attempts=3 if retried else 1,
                ),
                error=TaskError(kind="ValueError", text="no rows") if failed else None,
            )
            if failed or label not in self.scores:
                continue
            yield self._report(number, label, split, end)
            if position == len(self.singles) - 1:
                for vote in votes:
                    yield self._report(number, vote, split, end)
        factor = self.slow.get(number, 1.0)
        seconds = max(free) * self.random.uniform(0.985, 1.015) * factor
        self.seconds[workers].append(seconds)
        around = Conditions(
            seconds=seconds,
            cores=self.cores or workers,
            others_s=0.7 * seconds if factor > 1 else 0.001,
            stolen_s=0.0,
            load=1.5,
        )
        self.conditions[workers].append(around)
        anatomy = Anatomy(
            workers=workers,
            makespan_s=seconds,
            compute_s=compute,
            contention_s=wall - compute,
            transfer_s=0.0001 * tasks,
            dispatch_s=0.0003 * tasks,
            imbalance_s=workers * max(free) - sum(free),
            serial_s=0.01 * workers,
            tasks=tasks,
            longest_task_s=0.04 * pace,
            cpu_s=compute,
        )
        self.anatomies[workers].append(anatomy)
        self.clock += seconds
        yield ev.TrialFinished(
            t=self.clock,
            trial=trial,
            seconds=seconds,
            decompose_s=0.004,
            execute_s=seconds - 0.01,
            aggregate_s=0.006,
            cpu_s=seconds,
            tasks=tasks,
            failed_tasks=0,
            scores=Scores(
                digest="same",
                metric=self.metric,
                models={
                    m: ModelScores(fold_scores=tuple(s)) for m, s in self.scores.items()
                },
                facts={} if self.scores else {"sum of squares": 2_666_466_670_000},
            ),
            anatomy=anatomy,
            conditions=around,
        )

    def estimated(self, left: int = 0) -> ev.Estimated:
        base = self.seconds[self.spec.workers[0]]
        points = []
        for workers, seconds in self.seconds.items():
            if not seconds:
                continue
            ratios = [math.log(a / b) for a, b in zip(base, seconds, strict=False)]
            work = self.spec.times(workers)
            speedup = work * math.exp(fmean(ratios))
            half = 2.776 * stdev(ratios) / math.sqrt(len(ratios)) if ratios[1:] else 0.0
            bounds = (speedup * math.exp(-half), speedup * math.exp(half))
            points.append(
                ev.ScalingPoint(
                    workers=workers,
                    seconds=tuple(seconds),
                    median_s=sorted(seconds)[len(seconds) // 2],
                    speedup=speedup,
                    ci95=bounds if ratios[1:] else None,
                    efficiency=speedup / workers,
                    work=work,
                )
            )
        spread = tuple(scatter(w, found) for w, found in self.seconds.items() if found)
        return ev.Estimated(
            t=self.clock,
            scaling=tuple(points),
            models={m: self._estimate(s) for m, s in self.scores.items()},
            identical_across_workers=True
            if len(points) > 1 and not self.spec.weak
            else None,
            verdict=self._verdict(points),
            remaining_s=left * 1.2,
            trials_left=left,
            anatomy=tuple(_mean(a) for a in self.anatomies.values() if a),
            diagnoses=self.diagnoses,
            law=self._law(),
            scatter=spread,
            unstable=instability(spread, self.seconds, self.conditions),
        )

    def _law(self) -> ev.ScalingLaw | None:
        """That of the whole run, with its last trial: fitting takes a while."""
        repeats = {len(found) for found in self.seconds.values()}
        whole = self.with_law and repeats == {self.repeats}
        work = self.spec.times if self.spec.weak else None
        least = min(self.seconds)
        return law_curve(self.seconds, least, work=work) if whole else None

    def inspected(self) -> ev.WorkersInspected:
        """What the warmed workers said of themselves."""
        return ev.WorkersInspected(
            t=0.0,
            workers=tuple(
                WorkerFacts(
                    worker=worker,
                    threads={"openblas": 1, "openmp": 2},
                    peak_bytes=120 * 2**20,
                )
                for worker in range(max(self.spec.workers))
            ),
        )

    def events(self, *, trouble: bool = False) -> Iterator[ev.Event]:
        """Everything up to the end event, which is left to the test."""
        yield self.started()
        yield self.inspected()
        number, planned = 0, self.repeats * len(self.spec.workers)
        for repeat in range(1, self.repeats + 1):
            for workers in self.spec.workers:
                yield from self.trial(number, workers, repeat, trouble=trouble)
                number += 1
                yield self.estimated(planned - number)

    def partial(self, tasks: int = 30) -> RunState:
        """Two repeats measured, the third trial of the third one under way."""
        wanted, taken, trials = 2 * len(self.spec.workers), [], 0
        running = 0
        for event in self.events():
            taken.append(event)
            trials += isinstance(event, ev.Estimated)
            running += trials == wanted and isinstance(event, ev.TaskFinished)
            if running == tasks:
                break
        return fold(taken)

    def finished(self, *, trouble: bool = False) -> RunState:
        """All of it."""
        events = list(self.events(trouble=trouble))
        reason = Message("Every speedup is known within ± 1.2 % after 5 repeats.")
        return fold([*events, ev.RunFinished(t=self.clock, reason=reason)])

    def failed(self) -> RunState:
        """Broken before anything came back."""
        message = Message(
            "The engine “dask” is not installed. Install it with: pip install dask"
        )
        return fold([self.started(), ev.RunFailed(t=0.2, message=message)])

    def _fold_scores(self, model: str) -> list[float]:
        level = LEVELS.get(model, 0.95)
        return [
            round(min(1.0, max(0.0, self.random.gauss(level, 0.021))) * 150) / 150
            for _ in range(self.splits)
        ]

    def _report(self, trial: int, key: str, split: int, end: float) -> ev.Reported:
        return ev.Reported(
            t=self.clock + end,
            trial_id=trial,
            series="fold score",
            key=key,
            x=split,
            y=self.scores[key][split],
        )

    @staticmethod
    def _estimate(scores: list[float]) -> ev.ModelEstimate:
        mean, half = fmean(scores), 2.1 * stdev(scores) * 0.55
        return ev.ModelEstimate(
            fold_scores=tuple(scores),
            mean=mean,
            ci95=(mean - half, min(1.0, mean + half)),
            fit_s=0.0021,
            score_s=0.0004,
            cost_s=0.05,
        )

    def _verdict(self, points: list[ev.ScalingPoint]) -> ev.Verdict:
        if len(points) < 2 or any(len(p.seconds) < 2 for p in points):
            return ev.Verdict(
                sentences=(
                    Message(
                        "Too few repeats to recommend a worker count: every count "
                        "needs at least two."
                    ),
                )
            )
        second = points[1]
        low, high = second.ci95 or (0.0, 0.0)
        return ev.Verdict(
            sentences=(
                Message(
                    "Use {workers} workers: {speedup:.2f}× faster ({low:.2f}–"
                    "{high:.2f}), {efficiency:.0f} % efficient; 4 workers take 6 % "
                    "longer on 2 cores.",
                    {
                        "workers": second.workers,
                        "speedup": second.speedup,
                        "low": low,
                        "high": high,
                        "efficiency": 100 * second.efficiency,
                    },
                ),
                Message(
                    "Soft vote scores 0.967, +0.7 points against the best single "
                    "model (k-nearest neighbours) for 2.9× its compute; the difference "
                    "is not significant (95 % interval −0.9 to +2.3)."
                ),
            ),
            recommended_workers=second.workers,
        )


def _mean(anatomies: Sequence[Anatomy]) -> Anatomy:
    """Every part the mean over the trials, as the runner gives it."""
    last = anatomies[-1]
    names = [f"{part}_s" for part in ("makespan", *PARTS)]
    means = {name: fmean(getattr(a, name) for a in anatomies) for name in names}
    return msgspec.structs.replace(last, **means)
