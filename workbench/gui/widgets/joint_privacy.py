"""Step “Privacy”: clipping, noise and a budget, with ε told before anything runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from workbench.core.errors import BadInput
from workbench.core.parameters import ParamValue, check, filled
from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.loading import Latest
from workbench.gui.widgets.joint_params import Group, ParamsSection, only
from workbench.gui.widgets.joint_sections import choice_words
from workbench.gui.widgets.words import sentence
from workbench.joint.privacy.accountant import Accountant
from workbench.joint.privacy.libraries import ACCOUNTING, absent
from workbench.workloads.joint_parameters import GROUPS, PARAMETERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """ε after all rounds, and how many of them a budget allows."""

    epsilon: float
    delta: float
    rounds: int
    budget: float | None = None
    within: int | None = None


class PrivacySection(ParamsSection):
    """What a learned model may tell of one client's rows."""

    def __init__(self, *, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(
            draft=draft,
            objectName="privacy_section",
            choices=choice_words(),
            parent=parent,
        )
        self.set_words(self.tr("Privacy"), self.tr("Change privacy"))
        self.add(
            Group(
                name="privacy",
                title=self.tr("Noise, budget, masks"),
                parameters=GROUPS["privacy"],
            )
        )
        self._forecast = sentence("privacy_forecast", "small")
        self.add_body(self._forecast, 0)
        self._asked: object = None
        self._forecasts = Latest(self)
        self._forecasts.loaded.connect(self._show_forecast)
        self._forecasts.failed.connect(
            lambda error: self._forecast.setText(say(error.message))
        )

    def relevant(self, values: Mapping[str, ParamValue]) -> Collection[str]:
        """δ and a budget count noise."""
        noisy = values["noise"] is not None
        return only(
            values,
            {
                "delta": lambda: noisy,
                "epsilon": lambda: noisy or values["epsilon"] is not None,
            },
        )

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show what is set, and what it would cost."""
        super().show_spec(spec)
        names = ("noise", "delta", "fraction", "rounds", "epsilon")
        given = {n: v for n, v in spec.params.items() if n in names}
        if given == self._asked:
            return
        self._asked = given
        self._forecasts.request(lambda: forecast(given))

    def _show_forecast(self, found: Forecast | None) -> None:
        if found is None:
            text = self.tr("No noise: nothing is promised about single clients.")
            self._forecast.setText(text)
            return
        text = self.tr(
            "Expected: ε = {epsilon:.3g} at δ = {delta:g} after {rounds} rounds."
        )
        values = {
            "epsilon": found.epsilon,
            "delta": found.delta,
            "rounds": found.rounds,
        }
        said = [text.format(**values)]
        if found.within is not None and found.within < found.rounds:
            text = self.tr("The budget of {budget:g} ends it after round {within}.")
            said.append(text.format(budget=found.budget, within=found.within))
        self._forecast.setText(" ".join(said))


def forecast(given: Mapping[str, ParamValue]) -> Forecast | None:
    """What the rounds would cost; ``None`` without noise or with figures that fail."""
    if check(PARAMETERS, given, "params"):
        return None
    values = filled(PARAMETERS, given)
    noise, delta, rate = (values[name] for name in ("noise", "delta", "fraction"))
    rounds, budget = values["rounds"], values["epsilon"]
    if not isinstance(noise, int | float) or not isinstance(rounds, int):
        return None
    if not isinstance(delta, int | float) or not isinstance(rate, int | float):
        return None
    if not (0 < delta < 1 and 0 < rate <= 1):
        return None
    if problems := absent(ACCOUNTING, "params.noise"):
        raise BadInput(problems)
    account = Accountant(noise, delta, rate)
    limited = isinstance(budget, int | float) and budget > 0
    return Forecast(
        epsilon=account.epsilon(rounds),
        delta=delta,
        rounds=rounds,
        budget=float(budget) if limited and budget is not None else None,
        within=account.rounds_within(float(budget), rounds)
        if limited and budget is not None
        else None,
    )
