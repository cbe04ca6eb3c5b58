"""What was measured so far, and what it says: estimates, verdict, and the stop rule."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median

from workbench.core.anatomy import Anatomy, WorkerFacts
from workbench.core.events import (
    Estimated,
    ModelEstimate,
    ScalingLaw,
    ScalingPoint,
    TrialFinished,
    Verdict,
)
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.plan import Plan
from workbench.core.results import ModelScores
from workbench.core.spec import RepeatSpec
from workbench.core.steadiness import Conditions, Scatter
from workbench.engines.addresses import remote_host
from workbench.ensembles import RULES, mean_interval, models_sentence
from workbench.ensembles.verdict import Candidate
from workbench.estimators import ESTIMATORS
from workbench.runner.environment import Machine
from workbench.scaling import (
    Circumstances,
    diagnose,
    growing_sentence,
    instability,
    lost_seconds,
    mean_anatomy,
    recommended_workers,
    scaling_points,
    scatter,
    widest,
    workers_sentence,
)
from workbench.workloads import WORKLOADS
from workbench.workloads.cross_validation_rules import title_of

_UNKNOWN = 2**31
"""So many cores may another computer have: nothing is put down to too few of them."""


class Tally:
    """Folds finished trials into an ``Estimated`` event and decides when to stop."""

    def __init__(self, plan: Plan, here: Machine) -> None:
        self._plan = plan
        self._machine = here
        self._elsewhere = remote_host(plan.spec.cluster) is not None
        self._cores = here.cores if plan.needs_cores else max(plan.worker_counts)
        """How many workers can be served at once."""
        self._anatomies: dict[int, list[Anatomy]] = {}
        self._workers: tuple[WorkerFacts, ...] = ()
        self._capped: dict[int, float] = {}
        self._seconds: dict[int, list[float]] = {}
        self._conditions: dict[int, list[Conditions | None]] = {}
        self._digests: dict[int, set[str]] = {}
        self._last: TrialFinished | None = None
        self._costs: dict[str, float] = {}
        self._law: tuple[int, ScalingLaw | None] = (0, None)

    def add(self, trial: TrialFinished) -> None:
        """Take in a measured trial."""
        self._seconds.setdefault(trial.trial.workers, []).append(trial.seconds)
        around = self._conditions.setdefault(trial.trial.workers, [])
        around.append(trial.conditions)
        if not trial.failed_tasks:
            digests = self._digests.setdefault(trial.trial.workers, set())
            digests.add(trial.scores.digest)
        if trial.anatomy is not None:
            found = self._anatomies.setdefault(trial.trial.workers, [])
            found.append(trial.anatomy)
        self._last = trial
        for key, scores in trial.scores.models.items():
            # The cheapest trial is the one least disturbed by other workers.
            self._costs[key] = min(scores.cost_s, self._costs.get(key, scores.cost_s))

    def inspected(self, workers: Sequence[WorkerFacts]) -> None:
        """Take in what the warmed workers say of themselves."""
        self._workers = tuple(workers)

    def piloted(self, workers: int, seconds: Sequence[float]) -> None:
        """Take in what trials with one native thread per worker took."""
        self._capped[workers] = median(self._seconds[workers]) / median(seconds)

    @property
    def crowded(self) -> bool:
        """Whether native threads times workers exceed the cores, and a cap would help.

        A library that does not obey a cap of one has no cure among our settings.
        """
        about = self._circumstances()
        most = about.native_threads
        capped = about.threads_per_worker == 1
        crowd = most * max(self._plan.worker_counts)
        return not capped and most > 1 and crowd > about.cores

    @property
    def identical(self) -> bool | None:
        """Whether all trials computed the same, bit for bit.

        ``None`` until two worker counts can be compared, and always where each has a
        problem of its own.
        """
        if len(self._digests) < 2 or self._plan.spec.weak:
            return None
        return len(set.union(*self._digests.values())) == 1

    @property
    def mismatch(self) -> Message | None:
        """What to say where trials of the same problem did not compute the same."""
        if self.identical is False:
            return _NOT_IDENTICAL
        repeats = self._digests.values() if self._plan.spec.weak else ()
        return _NOT_REPEATED if any(len(found) > 1 for found in repeats) else None

    def estimated(self, t: float, trials_done: int, blocks_done: int) -> Estimated:
        """The event that tells the reader what is known now."""
        points = self._points()
        models = self._models()
        say = growing_sentence if self._plan.spec.weak else workers_sentence
        sentences = [say(points, self._cores)]
        judged = WORKLOADS.get(self._plan.spec.workload).judges
        if models and not judged and (sentence := self._models_sentence(models)):
            sentences.append(sentence)
        left = self._trials_left(trials_done, blocks_done)
        return Estimated(
            t=t,
            scaling=points,
            models=models,
            identical_across_workers=self.identical,
            verdict=Verdict(
                sentences=tuple(sentences),
                recommended_workers=recommended_workers(points),
            ),
            remaining_s=self._remaining(left),
            trials_left=left,
            anatomy=(anatomies := self._mean_anatomies()),
            diagnoses=diagnose(anatomies, self._circumstances()),
            law=self._fitted(blocks_done),
            scatter=(spread := self._scatter()),
            unstable=instability(spread, self._seconds, self._conditions),
        )

    def _scatter(self) -> tuple[Scatter, ...]:
        return tuple(
            scatter(workers, self._seconds[workers])
            for workers in sorted(self._seconds)
        )

    def _fitted(self, blocks_done: int) -> ScalingLaw | None:
        """The law of all complete blocks, fitted once for each from the second on."""
        if blocks_done >= 2 and blocks_done != self._law[0]:
            from workbench.scaling.curve import law_curve  # brings scipy.optimize along

            plan = self._plan
            work = plan.work.__getitem__ if plan.spec.weak else None
            law = law_curve(
                self._seconds, plan.baseline, self._cores, work, self._lost()
            )
            self._law = (blocks_done, law)
        return self._law[1]

    def _lost(self) -> dict[int, list[float]]:
        return {
            workers: [lost_seconds(anatomy) for anatomy in found]
            for workers, found in self._anatomies.items()
        }

    def _points(self) -> tuple[ScalingPoint, ...]:
        plan = self._plan
        return scaling_points(
            self._seconds, plan.baseline, lambda workers: plan.work.get(workers, 1.0)
        )

    def _mean_anatomies(self) -> tuple[Anatomy, ...]:
        return tuple(
            mean_anatomy(self._anatomies[workers])
            for workers in sorted(self._anatomies)
        )

    def _circumstances(self) -> Circumstances:
        spec, here = self._plan.spec, self._machine
        there = self._elsewhere
        return Circumstances(
            cores=_UNKNOWN if there else here.cores,
            logical=_UNKNOWN if there else here.logical,
            physical=None if there else here.physical,
            quota=None if there else here.quota,
            affinity=None if there else here.affinity,
            engine=spec.engine,
            threads_per_worker=spec.threads_per_worker,
            chunk=spec.schedule.chunk,
            order=spec.schedule.order,
            weak=spec.weak,
            workers=self._workers,
            capped=self._capped,
        )

    def stop_reason(self, blocks_done: int, elapsed_s: float) -> Message | None:
        """Why no further block is needed, or ``None`` to go on."""
        rule = self._plan.spec.repeats
        if rule.budget_s is not None and elapsed_s >= rule.budget_s:
            return Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The time budget of {budget:g} s was used up after {count} "
                    "repeats.",
                ),
                {"budget": rule.budget_s, "count": blocks_done},
            )
        if blocks_done < rule.minimum:
            return None
        width = self._width()
        if self._plan.worker_counts == (self._plan.baseline,):
            return _alone(blocks_done, rule)
        if width is not None and width <= rule.width:
            return Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Every speedup is known within ± {width:.1f} % after {count} "
                    "repeats.",
                ),
                {"width": 100 * width, "count": blocks_done},
            )
        if blocks_done >= rule.maximum:
            if width is None or rule.minimum == rule.maximum:
                return _asked_for(blocks_done)
            return Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The cap of {count} repeats was reached with speedups known within "
                    "± {width:.1f} %.",
                ),
                {"width": 100 * width, "count": blocks_done},
            )
        return None

    def _width(self) -> float | None:
        return widest(self._points(), self._plan.baseline)

    def _models(self) -> dict[str, ModelEstimate]:
        if self._last is None:
            return {}
        scores = self._last.scores
        bounded = scores.metric == "accuracy"
        ratio = self._plan.spec.cv.test_ratio
        return {
            key: self._model(key, model, ratio, bounded)
            for key, model in scores.models.items()
        }

    def _model(
        self, key: str, model: ModelScores, ratio: float, bounded: bool
    ) -> ModelEstimate:
        known = [s for s in model.fold_scores if s is not None]
        interval = mean_interval(known, ratio)
        if interval is not None:
            # No score lies above 1, and no accuracy below 0: neither does its interval.
            low, high = interval
            interval = (max(0.0, low) if bounded else low, min(1.0, high))
        return ModelEstimate(
            fold_scores=model.fold_scores,
            mean=fmean(known) if known else None,
            ci95=interval,
            fit_s=model.fit_s,
            score_s=model.score_s,
            cost_s=self._costs[key],
        )

    def _models_sentence(self, models: dict[str, ModelEstimate]) -> Message | None:
        titles = model_titles(self._plan)
        candidates = {}
        for spec in self._plan.spec.models:
            if spec.key not in models:
                continue
            vote = spec.estimator in RULES
            if vote and RULES.get(spec.estimator).single:
                continue  # one of the models again, and no ensemble
            candidates[spec.key] = Candidate(
                title=titles[spec.key],
                estimate=models[spec.key],
                vote=vote,
                baseline=not vote and ESTIMATORS.get(spec.estimator).baseline,
            )
        metric = self._last.scores.metric if self._last else ""
        return models_sentence(candidates, self._plan.spec.cv.test_ratio, metric)

    def _trials_left(self, trials_done: int, blocks_done: int) -> int:
        """To the minimum of repeats first; beyond it, what the width still asks for."""
        rule = self._plan.spec.repeats
        counts = len(self._plan.worker_counts)
        blocks = rule.minimum
        if blocks_done >= rule.minimum:
            width = self._width()
            if width is not None and width > rule.width:
                # The width shrinks with the square root of the number of repeats.
                wanted = blocks_done * (width / rule.width) ** 2
                blocks = min(rule.maximum, max(blocks_done + 1, round(wanted)))
        blocks = max(blocks, -(-trials_done // counts))
        return max(0, blocks * counts - trials_done)

    def _remaining(self, trials_left: int) -> float | None:
        if not self._seconds:
            return None
        one_block = sum(fmean(times) for times in self._seconds.values())
        return trials_left * one_block / len(self._seconds)


def model_titles(plan: Plan) -> dict[str, Message]:
    """What each row of the comparison is called on screen."""
    made = WORKLOADS.get(plan.spec.workload).titles(plan.spec)
    return made | {model.key: title_of(model) for model in plan.spec.models}


def _alone(blocks_done: int, rule: RepeatSpec) -> Message:
    """Why a single worker count, which has no speedup, is measured no more often."""
    if rule.minimum == rule.maximum:
        return _asked_for(blocks_done)
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{count} repeats were made: with a single worker count there is no speedup "
        "that more of them would tell better.",
    )
    return Message(text, {"count": blocks_done})


def _asked_for(blocks_done: int) -> Message:
    if blocks_done == 1:
        return Message(QT_TRANSLATE_NOOP("Message", "One repeat was asked for."))
    text = QT_TRANSLATE_NOOP("Message", "{count} repeats were asked for.")
    return Message(text, {"count": blocks_done})


_NOT_IDENTICAL = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "The scores are not the same on every worker count. A model may use a random "
        "state of its own, or a task failed on the way.",
    )
)
_NOT_REPEATED = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Repeats on the same number of workers did not compute the same. A task may "
        "use a random state of its own.",
    )
)
