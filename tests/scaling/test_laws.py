"""The laws in closed form, against published values."""

from __future__ import annotations

import math

import numpy as np
import pytest

from workbench.scaling import laws


def test_that_amdahls_law_gives_the_published_speedups(cases):
    case = cases["amdahl"]
    found = laws.amdahl(case["p"], case["f"])
    assert found == pytest.approx(case["speedup"], abs=case["abs"])


def test_that_gustafsons_law_gives_the_published_speedups(cases):
    case = cases["gustafson"]
    for s, speedup in zip(case["s_prime"], case["speedup"], strict=True):
        found = float(laws.gustafson(case["p"], s))
        assert found == pytest.approx(speedup, abs=case["abs"])


def test_that_both_serial_fractions_describe_the_same_program():
    s, p = 0.2, 64.0
    f = laws.amdahl_from_gustafson(s, p)
    assert float(laws.amdahl(p, f)) == pytest.approx(float(laws.gustafson(p, s)))


def test_that_karp_and_flatts_metric_gives_the_published_values(cases):
    case = cases["karp_flatt"]
    found = [
        laws.karp_flatt(s, p) for s, p in zip(case["speedup"], case["p"], strict=True)
    ]
    assert found == pytest.approx(case["e"], abs=case["abs"])
    assert laws.karp_flatt(1.0, 1) is None


def test_that_karp_and_flatts_metric_gives_back_amdahls_fraction():
    for p in (2, 7, 100):
        assert laws.karp_flatt(float(laws.amdahl(p, 0.13)), p) == pytest.approx(0.13)


def test_that_the_usl_without_coherence_is_amdahls_law():
    n = np.arange(1, 50)
    assert laws.usl(n, 0.1, 0.0) == pytest.approx(laws.amdahl(n, 0.1))
    assert laws.usl_peak(0.1, 0.0) == math.inf


@pytest.mark.parametrize(("alpha", "beta"), [(0.03, 0.0005), (0.5, 0.01), (0.9, 0.3)])
def test_that_the_usl_is_largest_at_its_peak(alpha, beta):
    peak = laws.usl_peak(alpha, beta)
    around = np.linspace(1, 4 * peak, 4001)
    assert laws.usl(around, alpha, beta).max() <= laws.usl(peak, alpha, beta) + 1e-12


def test_that_adding_numbers_has_the_published_efficiencies(cases):
    case = cases["isoefficiency"]
    found = laws.adding_efficiency(case["n"], case["p"])
    assert found == pytest.approx(case["efficiency"], abs=case["abs"])


def test_that_the_isoefficient_size_keeps_the_efficiency():
    workers = np.array([2.0, 16.0, 300.0])
    sizes = laws.isoefficient_size(0.8, workers)
    for n, p in zip(sizes, workers, strict=True):
        assert float(laws.adding_efficiency(n, p)) == pytest.approx(0.8)


def test_that_the_slowest_of_n_costs_a_harmonic_number(cases):
    case = cases["stragglers"]
    found = [laws.straggler_factor(n) for n in case["n"]]
    assert found == pytest.approx(case["value"], abs=case["abs"])
