"""What a law says of worker counts that nobody measured."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.student import t_quantile
from workbench.scaling import laws
from workbench.scaling.fitting import fit
from workbench.scaling.laws import AMDAHL, GUSTAFSON, USL
from workbench.scaling.what_if import Assumed, speedup_at, workers_for


def amdahl(f):
    return Assumed(law="amdahl", parameters=(f,))


def usl(alpha, beta):
    return Assumed(law="usl", parameters=(alpha, beta))


def text(answer):
    return " ".join(map(str, answer.sentences))


def fitted(law, theta, scatter="relative", noise=0.02, seed=0, counts=(1, 2, 4, 8, 16)):
    rng = np.random.default_rng(seed)
    n = np.repeat(np.array(counts, dtype=float), 4)
    exact = law.throughput(n, np.array(theta))
    return fit(law, n, exact * np.exp(rng.normal(0, noise, len(n))), scatter)


@given(st.floats(0.001, 0.5), st.floats(1.0, 100.0))
def test_that_amdahls_workers_are_those_of_the_closed_form(f, wanted):
    """n = (1 − f) / (1/S − f), never for S ≥ 1/f."""
    found = workers_for(amdahl(f), wanted)
    assert found.most == pytest.approx(1 / f)
    if wanted * f >= 1 - 1e-6:
        assert found.workers is None or found.workers > 1e5
        return
    exact = (1 - f) / (1 / wanted - f)
    assert found.workers in (math.ceil(exact - 1e-6), math.ceil(exact + 1e-6))
    assert laws.amdahl(found.workers, f) >= wanted * (1 - 1e-9)
    if found.workers > 1:
        assert laws.amdahl(found.workers - 1, f) < wanted


@given(st.floats(0.0, 0.3), st.floats(1e-6, 0.01), st.floats(1.0, 60.0))
def test_that_the_usls_workers_are_the_smaller_root(alpha, beta, wanted):
    """β S n² + (S (α − β) − 1) n + S (1 − α) = 0."""
    found = workers_for(usl(alpha, beta), wanted)
    b = wanted * (alpha - beta) - 1
    inside = b * b - 4 * beta * wanted * wanted * (1 - alpha)
    if found.workers is None:
        at = laws.usl_peak(alpha, beta)
        whole = [float(laws.usl(n, alpha, beta)) for n in (int(at), math.ceil(at))]
        assert found.most == pytest.approx(max(whole))
        assert wanted > max(whole)
        return
    exact = (-b - math.sqrt(max(inside, 0.0))) / (2 * beta * wanted)
    assert found.workers in (math.ceil(exact - 1e-6), math.ceil(exact + 1e-6))
    assert laws.usl(found.workers, alpha, beta) >= wanted * (1 - 1e-9)


def test_that_the_usl_without_coherence_is_amdahls():
    assert workers_for(usl(0.1, 0.0), 6).workers == workers_for(amdahl(0.1), 6).workers
    [one], [other] = usl(0.1, 0.0).speedup([64]), amdahl(0.1).speedup([64])
    assert one == pytest.approx(other)


def test_that_ten_times_needs_ten_workers_without_any_loss():
    found = workers_for(amdahl(0.0), 10)
    assert (found.workers, found.most) == (10, None)
    assert "never" not in text(found)
    grown = Assumed(law="gustafson", parameters=(0.5,))
    assert workers_for(grown, 10).workers == 19  # 10 = n − (n − 1) / 2


def test_that_what_is_never_reached_names_the_limit():
    found = workers_for(amdahl(1 / 6.2), 10)
    assert found.workers is None
    assert "the limit is 6.2×" in text(found)
    assert "set by hand, not measured" in text(found)
    assert not found.fitted


def test_that_a_limit_that_is_only_nearly_reached_is_not_called_unreachable():
    found = workers_for(amdahl(0.1), 10 * (1 - 1e-9))
    assert found.workers is None
    assert "more than 10000000 workers" in text(found)


def test_that_sixty_four_workers_give_what_amdahls_law_says():
    found = speedup_at(amdahl(0.05), 64)
    assert found.speedup == pytest.approx(1 / (0.05 + 0.95 / 64))
    assert found.band is None
    assert "set by hand, not measured: 64 workers are 15.4 times" in text(found)


def test_that_a_fitted_law_comes_with_its_band_and_a_wider_one_for_a_measurement():
    law = fitted(AMDAHL, (0.1, 3.0))
    found = speedup_at(law, 32, measured=16)
    speedup, low, high = (float(edge[0]) for edge in law.speedup_band([32], 1))
    assert found.speedup == speedup
    assert found.band == (low, high)
    half = math.hypot(
        math.log(high / speedup),
        t_quantile(0.95, law.df) * law.residual_sd,
    )
    assert found.new == pytest.approx(
        (speedup * math.exp(-half), speedup * math.exp(half))
    )
    assert "By Amdahl's law, not measured: 32 workers" in text(found)


def test_that_absolute_scatter_weighs_more_where_throughput_is_low():
    law = fitted(AMDAHL, (0.1, 3.0), "absolute")
    found = speedup_at(law, 32)
    [there] = law.residual_sd / law.throughput([32])
    half = math.hypot(
        math.log(found.band[1] / found.speedup),
        t_quantile(0.95, law.df) * there,
    )
    assert math.log(found.new[1] / found.speedup) == pytest.approx(half)


@pytest.mark.parametrize(
    ("law", "theta", "wanted"),
    [(AMDAHL, (0.1, 2.0), 6), (USL, (0.04, 0.001, 2.0), 8), (GUSTAFSON, (0.2, 2), 20)],
)
def test_that_the_range_is_where_the_bands_edges_get_there(law, theta, wanted):
    found_law = fitted(law, theta)
    found = workers_for(found_law, wanted)
    assert found.low <= found.workers <= found.high
    for count, edge in ((found.workers, 0), (found.high, 1), (found.low, 2)):
        before, there = found_law.speedup_band([count - 1, count], 1)[edge]
        assert before < wanted <= there
    assert f"{found.low}–{found.high}" in text(found)


def test_that_an_edge_that_never_gets_there_is_said():
    law = fitted(AMDAHL, (0.1, 2.0), noise=0.05)
    serial = law.parameters["serial_fraction"]
    assert serial.ci95[0] < serial.value < serial.ci95[1]
    just_below = workers_for(law, 0.98 / serial.value)
    assert just_below.workers is not None
    assert just_below.high is None
    assert "or no number is enough" in text(just_below)
    just_above = workers_for(law, 1.02 / serial.value)
    assert just_above.workers is None
    assert just_above.low is not None
    assert "do not exclude it" in text(just_above)


def test_that_no_loss_found_is_not_taken_for_no_loss():
    n = np.repeat([1.0, 2, 4, 8], 3)
    x = n * (1 + 0.02 * np.array([1, -1, 0] * 4)) * np.where(n == 8, 1.02, 1.0)
    law = fit(AMDAHL, n, x, "relative")
    assert law.parameters["serial_fraction"].at_bound
    most = law.parameters["serial_fraction"].ci95[1]
    found = speedup_at(law, 64)
    assert found.speedup == pytest.approx(64)
    assert found.band == pytest.approx((float(laws.amdahl(64, most)), 64.0))
    assert workers_for(law, 8).low == 8
    assert workers_for(law, 8).high > 8


def test_that_far_beyond_the_data_there_is_a_warning():
    law = fitted(AMDAHL, (0.02, 2.0))
    assert "far from what was measured" not in text(speedup_at(law, 64, measured=16))
    warned = text(speedup_at(law, 65, measured=16))
    assert "far from what was measured: 65 workers are 4.06 times" in warned
    assert "far from" in text(workers_for(law, 40, measured=16))
    assert "far from" not in text(workers_for(law, 10, measured=16))


@pytest.mark.parametrize(
    ("law", "parameters"),
    [
        ("amdahl", (1.5,)),
        ("amdahl", (-0.1,)),
        ("usl", (0.1,)),
        ("usl", (0.1, math.nan)),
    ],
)
def test_that_impossible_parameters_are_refused(law, parameters):
    with pytest.raises(ValueError, match="parameter"):
        Assumed(law=law, parameters=parameters)


def test_that_impossible_questions_are_refused():
    with pytest.raises(ValueError, match="worker"):
        speedup_at(amdahl(0.1), 0)
    for wanted in (0.0, -1.0, math.inf, math.nan):
        with pytest.raises(ValueError, match="positive"):
            workers_for(amdahl(0.1), wanted)
