"""Presets that compare engines."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    EnginesSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.engines import ENGINES
from workbench.planner.preset import Preset

_ALL = tuple(name for name in ENGINES.names() if name != "vectorised")
"""Every engine that runs tasks one by one; the run leaves out what is not installed."""

CROSSOVER = Preset(
    title=Message(
        QT_TRANSLATE_NOOP("Message", "Engines: which one for which task length?")
    ),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Every engine that is installed, with tasks from ten microseconds to a "
            "second: what handing out a task costs, and from which length on it pays.",
        )
    ),
    spec=ExperimentSpec(
        title="engines-crossover",
        workload="squares",
        workers=(1, 2),
        engines=EnginesSpec(names=_ALL),
        repeats=RepeatSpec(minimum=5, maximum=5),
    ),
)
DIGITS = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Digits on every engine")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The same models on the same folds on every engine that is installed: the "
            "same scores bit for bit, each at its own speed.",
        )
    ),
    spec=ExperimentSpec(
        title="engines-digits",
        dataset=DatasetSpec(name="digits"),
        models=(
            ModelSpec(estimator="logistic_regression"),
            ModelSpec(estimator="decision_tree"),
            ModelSpec(estimator="k_nearest_neighbours"),
            ModelSpec(estimator="random_forest", params={"n_estimators": 50}),
        ),
        cv=CvSpec(folds=5),
        workers=(1, 2),
        engines=EnginesSpec(names=_ALL, work="native", lengths=6, repeats=3),
        repeats=RepeatSpec(minimum=3, maximum=3),
    ),
)
