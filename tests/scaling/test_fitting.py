"""Fits of the laws: published estimates and errors, bounds, bands."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.scaling import laws
from workbench.scaling.fitting import TooFewPoints, fit
from workbench.scaling.laws import AMDAHL, GUSTAFSON, LAWS, USL


@pytest.fixture
def published(cases):
    case = cases["usl"]
    return case, fit(USL, case["N"], case["X"])


def test_that_the_usl_fit_gives_the_published_estimates(published):
    case, found = published
    for name in ("alpha", "beta", "gamma"):
        assert found.parameters[name].value == pytest.approx(
            case[name], rel=case["rel"]
        )
    assert found.df == case["df"]
    assert found.residual_sd == pytest.approx(case["residual_sd"], rel=case["rel"])


def test_that_the_usl_fit_gives_the_published_errors_and_right_intervals(published):
    case, found = published
    errors = [estimate.se for estimate in found.parameters.values()]
    assert errors == pytest.approx(case["se"], rel=1e-3)
    for name in ("alpha", "beta", "gamma"):
        interval = found.parameters[name].ci95
        assert interval == pytest.approx(case["ci95"][name], rel=case["ci95"]["rel"])


def test_that_the_usl_fit_gives_the_published_peak_and_limit(published):
    case, found = published
    assert found.peak_workers == pytest.approx(case["peak_N"], rel=case["rel"])
    assert found.peak == pytest.approx(case["peak_X"], rel=case["rel"])
    assert found.limit == pytest.approx(case["limit_X"], rel=case["rel"])


def test_that_amdahls_fit_finds_the_published_fraction(cases):
    case = cases["amdahl_fit"]
    found = fit(AMDAHL, case["p"], [1 / s for s in case["seconds"]], "relative")
    serial = found.parameters["serial_fraction"]
    assert 1 - serial.value == pytest.approx(case["parallel_fraction"], abs=case["abs"])
    limit = found.limit / found.parameters["gamma"].value
    assert limit == pytest.approx(case["limit_speedup"], abs=5e-3)
    assert serial.ci95[0] < 0.15 < serial.ci95[1]


@pytest.mark.parametrize("scatter", ["absolute", "relative"])
@pytest.mark.parametrize("name", LAWS)
def test_that_exact_data_give_their_parameters_back(name, scatter):
    law = LAWS[name]
    n = np.array([1.0, 2, 4, 8, 16, 32])
    truth = np.array([0.07, 0.002, 42.0][3 - len(law.parameters) :])
    if len(truth) == 2:
        truth[0] = 0.07
    found = fit(law, n, law.throughput(n, truth), scatter)
    assert found.theta == pytest.approx(truth, rel=1e-5)


def test_that_a_parameter_at_its_bound_says_so_and_has_a_one_sided_interval():
    n = np.repeat([1.0, 2, 4, 8, 16], 2)
    x = laws.amdahl(n, 0.1) * (1 + 0.01 * np.array([1, -1] * 5)) * 10
    x[n == 16] *= 1.02  # a little better than without any coherence
    found = fit(USL, n, x)
    beta = found.parameters["beta"]
    assert beta.at_bound
    assert beta.value == 0.0
    assert beta.se is None
    assert beta.ci95[0] == 0.0
    assert 0 < beta.ci95[1] < 0.01
    assert found.peak_workers is None
    alpha = found.parameters["alpha"]
    assert not alpha.at_bound
    assert alpha.ci95[0] < alpha.value < alpha.ci95[1]


def test_that_perfect_speedup_has_no_limit():
    n = [1.0, 2, 4, 8]
    found = fit(AMDAHL, n, [10 * p for p in n], "relative")
    assert found.parameters["serial_fraction"].at_bound
    assert found.limit is None


@pytest.mark.parametrize(
    ("law", "n"), [(AMDAHL, [1, 2]), (USL, [1, 2, 4]), (USL, [1, 1, 2, 2, 2])]
)
def test_that_too_few_points_are_refused(law, n):
    with pytest.raises(TooFewPoints):
        fit(law, n, [1.0] * len(n))


def test_that_too_few_rows_have_no_criterion():
    found = fit(AMDAHL, [1, 2, 4], [1.0, 1.9, 3.4])
    assert found.aicc is None
    assert fit(AMDAHL, [1, 2, 4, 8, 16], [1.0, 1.9, 3.4, 6, 9]).aicc is not None


def test_that_bands_hold_the_law_and_widen_away_from_the_data(published):
    _, found = published
    band = found.band([1, 50, 216, 500, 1000])
    for low, value, high, new_low, new_high in zip(
        band.low, band.value, band.high, band.new_low, band.new_high, strict=True
    ):
        assert new_low < low < value < high < new_high
    widths = np.subtract(band.high, band.low) / band.value
    assert widths[2] < widths[3] < widths[4]


def test_that_gustafsons_law_is_told_from_amdahls():
    rng = np.random.default_rng(1)
    n = np.repeat([1.0, 2, 4, 8, 16, 32], 3)
    x = laws.gustafson(n, 0.2) * np.exp(rng.normal(0, 0.02, len(n)))
    grown, fixed = fit(GUSTAFSON, n, x, "relative"), fit(AMDAHL, n, x, "relative")
    assert grown.aicc < fixed.aicc
    assert grown.parameters["serial_fraction"].value == pytest.approx(0.2, abs=0.03)


@pytest.mark.parametrize("name", sorted(LAWS))
@pytest.mark.parametrize("of", sorted(LAWS))
@pytest.mark.parametrize("scatter", ["absolute", "relative"])
def test_that_numbers_which_fit_exactly_have_finite_intervals(name, of, scatter):
    exact = {"amdahl": (0.1,), "gustafson": (0.2,), "usl": (0.05, 0.002)}[of]
    for shape in (exact, (0.0,) * len(exact)):
        counts = [n for n in (1, 2, 4, 8) for _ in (1, 2)]
        values = LAWS[of].throughput(np.array(counts, float), np.array([*shape, 3.0]))
        found = fit(LAWS[name], counts, values.tolist(), scatter)
        for estimate in found.parameters.values():
            low, high = estimate.ci95
            assert low <= estimate.value <= high
            assert np.isfinite(low)
