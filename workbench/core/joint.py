"""What was found about joint learning: plain data, computed below, drawn above.

``min Σ L(θ_i, D_i) + λR(w)``: clients keep their rows D_i, models meet at a server (or
at their neighbours). ``joint`` computes these from the rounds, a workload yields them
as :class:`~workbench.core.finding.Finding`, and ``reduce`` folds them into
:class:`JointFindings`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from workbench.core.log import Log
from workbench.core.messages import Message

Fate = Literal["used", "idle", "dropped", "late", "rejected"]
"""What became of a client in a round: its update was used, it was not sampled, it gave
up, it came after the others had gone on, or its update was refused."""


class ClientShare(msgspec.Struct, frozen=True, kw_only=True):
    """What one client holds. ``counts`` is rows by class; of values, one figure."""

    name: str
    rows: int
    counts: tuple[int, ...]


class JointPartition(msgspec.Struct, frozen=True, kw_only=True, tag="joint_partition"):
    """Who holds what, before the first round. ``notes`` is what must be said of it."""

    method: str
    classes: tuple[str, ...]
    clients: tuple[ClientShare, ...]
    test_rows: int
    notes: tuple[Message, ...] = ()


class JointReference(msgspec.Struct, frozen=True, kw_only=True, tag="joint_reference"):
    """What the rounds are measured against.

    ``objective`` and ``loss`` are those of the pooled optimum: one model fitted to all
    rows in one place. ``local_only`` is the mean test score of models that each client
    fits to its own rows alone. Scores are accuracies or R².
    """

    objective: float
    loss: float
    test_loss: float | None = None
    test_score: float | None = None
    local_only: float | None = None
    parameters: tuple[float, ...] = ()


class JointRound(msgspec.Struct, frozen=True, kw_only=True, tag="joint_round"):
    """Where one strategy is after ``round`` rounds; 0 is before the first.

    ``objective`` is the weighted mean loss over all training rows plus the penalty,
    ``loss`` the same without it. ``distance`` is ‖w − w*‖ to the pooled optimum.
    ``drift`` is the mean over clients of ‖θ_i − w‖ after their local steps, and
    ``consensus`` the root mean square distance of the clients' models from their mean,
    where each keeps one of its own. What overflows is the largest float there is in
    ``objective`` and ``loss``, and ``None`` elsewhere. Bytes are sums since the
    beginning, of serialised messages. ``seconds`` is measured since the trial began;
    ``simulated_s`` is what the rounds so far would have taken over the network that was
    described.
    """

    strategy: str
    round: int
    objective: float
    loss: float
    test_loss: float | None = None
    test_score: float | None = None
    distance: float | None = None
    drift: float | None = None
    consensus: float | None = None
    gradient_norm: float | None = None
    primal: float | None = None
    dual: float | None = None
    rho: float | None = None
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0
    simulated_s: float | None = None
    used: int = 0
    dropped: int = 0
    late: int = 0
    rejected: int = 0
    epsilon: float | None = None


class ClientPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One client's update of one round on the map of updates.

    ``x`` and ``y`` are its first two principal components among the round's updates,
    ``norm`` its length; ``None`` where there was no finite update.
    """

    client: int
    fate: Fate
    x: float | None = None
    y: float | None = None
    norm: float | None = None
    loss: float | None = None
    poisoned: bool = False


class JointUpdates(msgspec.Struct, frozen=True, kw_only=True, tag="joint_updates"):
    """The clients' updates of one round; only the latest round is kept."""

    strategy: str
    round: int
    clients: tuple[ClientPoint, ...]


class MaskedView(msgspec.Struct, frozen=True, kw_only=True):
    """What the server sees of secure aggregation in the last round.

    A few coordinates of each client's masked update as shares of the modulus, 0 to 1
    (noise to the eye), the decoded sum, and the sum of the plain updates beside it.
    """

    clients: tuple[int, ...]
    masked: tuple[tuple[float, ...], ...]
    total: tuple[float, ...]
    plain: tuple[float, ...]
    recovered: int
    """How many clients gave up after masking and were recovered from shares."""


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """How well a membership-inference attack tells training from test rows.

    Area under the ROC curve, 0.5 is guessing, before (``start``) and after learning.
    """

    start: float
    auc: float
    ci95: tuple[float, float] | None = None
    rows: int = 0


class JointTraining(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured on ranks that train by themselves, a rank per client.

    ``exchange_share`` is the part of a step that gradients are on their way, waiting
    for the slowest rank included. ``alone_s`` is a step of one rank with all rows.
    """

    ranks: int
    step_s: float
    exchange_share: float
    alone_s: float
    speedup: float
    start_s: float
    sentence: Message


class JointEnd(msgspec.Struct, frozen=True, kw_only=True, tag="joint_end"):
    """Why a strategy stopped, in words, and what it came to."""

    strategy: str
    rounds: int
    reason: str
    """``rounds``, ``seconds``, ``bytes``, ``gradient``, ``residuals``, ``flat``,
    ``patience``, ``budget``, ``diverged``, ``quorum``."""
    sentence: Message
    parameters: tuple[float, ...]
    """The last model; none where it is no longer finite."""
    audit: Audit | None = None
    masked: MaskedView | None = None
    training: JointTraining | None = None


class JointVerdict(msgspec.Struct, frozen=True, kw_only=True, tag="joint_verdict"):
    """The finding in words, after the last strategy."""

    sentences: tuple[Message, ...]


JointBody = (
    JointPartition
    | JointReference
    | JointRound
    | JointUpdates
    | JointEnd
    | JointVerdict
)


class JointCourse(msgspec.Struct, frozen=True, kw_only=True):
    """One strategy in the latest trial: its rounds, last updates, and end."""

    rounds: Log[JointRound] = Log()
    updates: JointUpdates | None = None
    end: JointEnd | None = None


class JointFindings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything found about joint learning in the latest trial of a run.

    ``courses`` maps a strategy's key to its course, in the order of the experiment.
    """

    trial_id: int
    partition: JointPartition | None = None
    reference: JointReference | None = None
    courses: dict[str, JointCourse] = {}
    verdict: JointVerdict | None = None

    def after(self, body: JointBody) -> JointFindings:
        """These with ``body`` added."""
        replace = msgspec.structs.replace
        match body:
            case JointPartition():
                return replace(self, partition=body)
            case JointReference():
                return replace(self, reference=body)
            case JointVerdict():
                return replace(self, verdict=body)
        course = self.courses.get(body.strategy, JointCourse())
        match body:
            case JointRound():
                course = replace(course, rounds=course.rounds.append(body))
            case JointUpdates():
                course = replace(course, updates=body)
            case JointEnd():
                course = replace(course, end=body)
        return replace(self, courses={**self.courses, body.strategy: course})
