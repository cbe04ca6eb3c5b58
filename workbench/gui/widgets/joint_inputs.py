"""The figures behind what is said of joint learning, a line each, to be checked."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.joint import JointRound
from workbench.core.state import RunState
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.models.strategies import Way, ways


def _lines(state: RunState, text: Callable[[Way, JointRound], str]) -> list[str]:
    """A line per strategy that has a round; empty texts are left out."""
    known = ((way, way.last) for way in ways(state))
    told = [(way, text(way, last)) for way, last in known if last is not None]
    return [f"{say(way.title)}: {words}" for way, words in told if words]


def objectives(state: RunState) -> list[str]:
    """Objective and loss of the last round, and the pooled optimum's."""
    lines = _lines(
        state,
        lambda way, last: (
            f"F = {last.objective:.10g}, loss = {last.loss:.10g}, round {last.round}"
        ),
    )
    reference = state.joint.reference if state.joint is not None else None
    if lines and reference is not None:
        lines.append(f"F* = {reference.objective:.10g}, loss* = {reference.loss:.10g}")
    return lines


def gaps(state: RunState) -> list[str]:
    """How far each is from the pooled optimum, in objective and in parameters."""

    def text(way: Way, last: JointRound) -> str:
        if way.gap is None:
            return ""
        distance = f", ‖w − w*‖ = {last.distance:.6g}" if last.distance else ""
        return f"F − F* = {way.gap:.6g}{distance}"

    return _lines(state, text)


def scores(state: RunState) -> list[str]:
    """Test scores beside those of all rows in one place, and of each client alone."""
    lines = _lines(
        state,
        lambda way, last: "" if last.test_score is None else f"{last.test_score:.6f}",
    )
    reference = state.joint.reference if state.joint is not None else None
    if lines and reference is not None:
        known = (("w*", reference.test_score), ("θ_i", reference.local_only))
        lines += [f"{name}: {value:.6f}" for name, value in known if value is not None]
    return lines


def traffic(state: RunState) -> list[str]:
    """Bytes in all and a round."""
    return _lines(
        state,
        lambda way, last: (
            f"↑ {last.bytes_up} B, ↓ {last.bytes_down} B; "
            f"↑ {i18n.bytes_text(last.bytes_up / last.round)} × {last.round}"
            if last.round
            else ""
        ),
    )


def times(state: RunState) -> list[str]:
    """Measured seconds, and simulated ones where a network was described."""

    def text(way: Way, last: JointRound) -> str:
        words = f"{last.seconds:.4g} s / {last.round}"
        if last.simulated_s is not None:
            words += f"; ≈ {last.simulated_s:.4g} s"
        return words

    return _lines(state, text)


def privacy(state: RunState) -> list[str]:
    """ε so far, with what it was computed from."""
    given = state.spec.params if state.spec is not None else {}
    asked = ", ".join(
        f"{name} = {given[name]}"
        for name in ("noise", "clip", "delta", "fraction")
        if given.get(name) is not None
    )
    return _lines(
        state,
        lambda way, last: (
            "" if last.epsilon is None else f"ε = {last.epsilon:.6g} ({asked})"
        ),
    )


def drifts(state: RunState) -> list[str]:
    """How far clients go from the common model in their own steps."""
    return _lines(
        state,
        lambda way, last: "" if last.drift is None else f"{last.drift:.6g}",
    )


def residuals(state: RunState) -> list[str]:
    """Residuals and ρ of the last round."""

    def text(way: Way, last: JointRound) -> str:
        if last.primal is None or last.dual is None:
            return ""
        rho = "" if last.rho is None else f", ρ = {last.rho:.4g}"
        return f"‖r‖ = {last.primal:.4g}, ‖s‖ = {last.dual:.4g}{rho}"

    return _lines(state, text)


def audits(state: RunState) -> list[str]:
    """What an attack could tell."""

    def text(way: Way, last: JointRound) -> str:
        audit = way.course.end.audit if way.course.end is not None else None
        if audit is None:
            return ""
        bounds = (
            "" if audit.ci95 is None else f" ({audit.ci95[0]:.3f}–{audit.ci95[1]:.3f})"
        )
        return f"AUC {audit.start:.3f} → {audit.auc:.3f}{bounds}, n = {audit.rows}"

    return _lines(state, text)
