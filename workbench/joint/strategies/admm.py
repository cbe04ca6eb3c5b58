"""Consensus ADMM: clients solve their own problem near z, the server penalises z.

Source: Boyd, Parikh, Chu, Peleato, Eckstein, "Distributed Optimization and Statistical
Learning via the Alternating Direction Method of Multipliers", Foundations and Trends in
Machine Learning 3(1), 2011: sections 3.3.1 (stop rule), 3.4.1 (adaptive ρ), 3.4.3
(over-relaxation), 7.1.1 (consensus with a regulariser), 8.2 (split by rows).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real, whole
from workbench.joint.base import (
    STRATEGIES,
    Floats,
    Local,
    Measures,
    Setting,
    Strategy,
    StrategyEntry,
    Update,
    Work,
)
from workbench.joint.penalties import prox
from workbench.joint.strategies.common import stacked

BALANCE = 10.0
"""μ of section 3.4.1: ρ changes where one residual is so many times the other."""
FACTOR = 2.0
"""τ of section 3.4.1: by how much ρ changes at a time."""


class Admm(Strategy):
    """min Σ w_i f_i(x_i) + λR(z) subject to x_i = z, w_i = n_i/n.

    The augmented term weighs each client like its loss, ρ/2 Σ w_i ‖x_i − z + u_i‖²,
    which is Boyd's algorithm for the constraints √w_i (x_i − z) = 0. So the sum is
    exactly the objective over all rows, one ρ serves clients of any size, and a client
    that is cut in two counts as before::

        x_i ← argmin f_i(x) + ρ/2 ‖x − (z − u_i)‖²      (at each client)
        t_i ← u_i + α x_i + (1 − α) z
        z   ← argmin λR(z) + ρ/2 ‖z − Σ w_i t_i‖²       (at the server)
        u_i ← t_i − z

    Norms of residuals and of what they are compared with are (Σ w_i ‖·‖²)^½. Residuals
    lag behind the error and go up and down, so the stop rule must hold for some rounds
    in a row. A client that did not answer keeps its x_i and its t_i, that is its part
    of the sum, while u_i follows z: Iutzeler, Bianchi, Ciblat and Hachem, "Asynchronous
    distributed optimization using a randomized ADMM", CDC 2013.
    """

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        self.rho = real(params, "rho")
        self.alpha = real(params, "alpha")
        self.adapt = whole(params, "adapt")
        self.eps_abs = real(params, "eps_abs")
        self.eps_rel = real(params, "eps_rel")
        self.confirm = whole(params, "confirm")
        self.x: Floats = np.tile(setting.start, (len(setting.weights), 1))
        self.t: Floats = self.x.copy()
        self.heard = setting.weights == 0
        """Who has answered since the residuals became small."""
        self.rounds_small = 0
        """For how many rounds they have been."""

    def work(self, number: int, chosen: Sequence[int]) -> list[Work]:
        """The x-update at z − u_i = 2z − t_i."""
        local = Local(procedure="proximal", rho=self.rho, penalised=False)
        return [
            Work(client=i, start=2 * self.parameters - self.t[i], local=local)
            for i in chosen
        ]

    def take(self, number: int, updates: Sequence[Update]) -> Measures:
        """The z- and u-updates, the residuals, and ρ for the next round."""
        clients = [update.client for update in updates]
        z, rho = self.parameters, self.rho
        # What overflows shows in the parameters, and the run stops as diverged.
        with np.errstate(over="ignore", invalid="ignore"):
            # x_i − z is the update less u_i, since x_i set out from z − u_i.
            ahead = stacked(updates) - (self.t[clients] - z)
            self.x[clients] = z + ahead
            self.t[clients] += self.alpha * ahead
            mean = self.setting.weights @ self.t
            self.parameters = prox(self.setting.learning.penalty, mean, 1 / rho)
            primal = self._norm(self.x - self.parameters)
            dual = rho * float(np.linalg.norm(self.parameters - z))
            small = self._small(primal, dual)
            self._balance(number, primal, dual)
        return Measures(
            primal=primal, dual=dual, rho=rho, settled=self._settled(small, clients)
        )

    def spread(self) -> Floats:
        """The clients' x_i."""
        return self.x

    def _norm(self, rows: Floats) -> float:
        return math.sqrt(float(self.setting.weights @ np.square(rows).sum(1)))

    def _small(self, primal: float, dual: float) -> bool:
        """The stop rule of section 3.3.1."""
        z = self.parameters
        floor = math.sqrt(len(z)) * self.eps_abs
        size = max(self._norm(self.x), float(np.linalg.norm(z)))
        slope = self.rho * self._norm(self.t - z)  # ‖y‖, y_i = ρ u_i
        return (
            primal <= floor + self.eps_rel * size
            and dual <= floor + self.eps_rel * slope
        )

    def _settled(self, small: bool, clients: Sequence[int]) -> bool:
        """Small residuals are believed once rounds and clients enough confirm them.

        With few clients in a round z moves little, which proves nothing: each client
        with rows must have answered while they were small.
        """
        if not small:
            self.heard = self.setting.weights == 0
            self.rounds_small = 0
            return False
        self.heard[list(clients)] = True
        self.rounds_small += 1
        return self.rounds_small >= self.confirm and bool(self.heard.all())

    def _balance(self, number: int, primal: float, dual: float) -> None:
        """Change ρ where one residual is far larger, in the first rounds only.

        The multipliers ρ u_i stay as they are. Later ρ stays too, which is what the
        proof of convergence needs.
        """
        if number > self.adapt:
            return
        if primal > BALANCE * dual:
            factor = FACTOR
        elif dual > BALANCE * primal:
            factor = 1 / FACTOR
        else:
            return
        self.rho *= factor
        self.t = self.parameters + (self.t - self.parameters) / factor


def _check(params: Mapping[str, ParamValue], clients: int) -> list[Problem]:
    problems = []
    rho, alpha = real(params, "rho"), real(params, "alpha")
    if rho <= 0:
        problems.append(
            Problem(
                field="rho",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "ρ must be above 0, not {rho:g}: it is what draws the clients "
                        "together. 1 is a good start; it adapts itself.",
                    ),
                    {"rho": rho},
                ),
            )
        )
    if not 0 < alpha < 2:
        problems.append(
            Problem(
                field="alpha",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "The relaxation α must lie between 0 and 2, not {alpha:g}. 1 "
                        "is none, 1.5 to 1.8 often saves rounds.",
                    ),
                    {"alpha": alpha},
                ),
            )
        )
    return problems


def _tolerance(name: str, title: Message, help_: Message) -> Parameter:
    return Parameter(
        name=name, kind="float", default=1e-4, minimum=0.0, title=title, help=help_
    )


STRATEGIES.add(
    "admm",
    StrategyEntry(
        name="admm",
        title=Message(QT_TRANSLATE_NOOP("Message", "Consensus ADMM")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Each client solves its own problem, held near the common model; the "
                "server averages, applies the penalty, and remembers in a price how "
                "far each one was off. It reaches the exact optimum in few rounds, "
                "also of a lasso, and knows when it is there.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Global consensus with a regulariser (7.1.1), split by rows (8.2), "
                "clients weighted by rows in loss and augmented term; ρ by residual "
                "balancing (3.4.1), over-relaxation (3.4.3).",
            )
        ),
        source="Boyd, Parikh, Chu, Peleato, Eckstein: Distributed Optimization and "
        "Statistical Learning via the Alternating Direction Method of Multipliers, "
        "Foundations and Trends in Machine Learning 3(1), 2011",
        make=Admm,
        parameters=(
            Parameter(
                name="rho",
                kind="float",
                default=1.0,
                title=Message(QT_TRANSLATE_NOOP("Message", "Penalty ρ")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How strongly a client is held near the common model. It "
                        "changes the number of rounds, not where they lead.",
                    )
                ),
            ),
            Parameter(
                name="adapt",
                kind="int",
                default=50,
                minimum=0,
                title=Message(QT_TRANSLATE_NOOP("Message", "Rounds with adaptive ρ")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "In so many rounds ρ doubles or halves where one residual is "
                        "ten times the other. 0 keeps it fixed.",
                    )
                ),
            ),
            Parameter(
                name="alpha",
                kind="float",
                default=1.6,
                title=Message(QT_TRANSLATE_NOOP("Message", "Relaxation α")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Above 1 each step is lengthened (over-relaxation), which "
                        "often saves rounds; 1 is the plain method.",
                    )
                ),
            ),
            _tolerance(
                "eps_abs",
                Message(QT_TRANSLATE_NOOP("Message", "Absolute tolerance")),
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message", "How small the residuals must be, per parameter."
                    )
                ),
            ),
            _tolerance(
                "eps_rel",
                Message(QT_TRANSLATE_NOOP("Message", "Relative tolerance")),
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How small the residuals must be, as a share of the model's "
                        "and the prices' own size.",
                    )
                ),
            ),
            Parameter(
                name="confirm",
                kind="int",
                default=10,
                minimum=1,
                title=Message(QT_TRANSLATE_NOOP("Message", "Rounds to confirm")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "For how many rounds in a row the residuals must be small. "
                        "With 1 it stops at the first, often several times farther "
                        "from the optimum.",
                    )
                ),
            ),
        ),
        check=_check,
        needs_convex=True,
        aggregates_sums=False,
    ),
)
