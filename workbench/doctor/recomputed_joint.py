"""Reference cases of joint learning, computed as an experiment of it would be."""

from __future__ import annotations

from typing import Any

import msgspec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState, fold
from workbench.doctor.base import Subject
from workbench.doctor.reference import Case, computes
from workbench.planner import PRESETS, expand
from workbench.runner import run
from workbench.session import Engines


@computes(
    "joint.admm_lasso",
    Message(QT_TRANSLATE_NOOP("Message", "Lasso by consensus of four clients")),
    slow=True,
)
def _admm_lasso(case: Case, subject: Subject) -> dict[str, Any]:
    state = _ran("joint-lasso", subject)
    assert state.joint is not None
    end = state.joint.courses["admm"].end
    if end is None:
        raise ValueError(str(state.status))
    return {"coef": list(end.parameters)}


def _ran(preset: str, subject: Subject) -> RunState:
    spec = msgspec.structs.replace(
        PRESETS[preset].spec,
        engine="serial",
        workers=(1,),
        repeats=msgspec.structs.replace(
            PRESETS[preset].spec.repeats, minimum=1, maximum=1
        ),
    )
    engines = Engines()
    try:
        state = fold(run(expand(spec, 1, {}), engines, subject.cancel))
    finally:
        engines.close()
    if not state.trials:
        raise ValueError(str(state.error or state.status))
    return state
