"""The workload ``joint``: rounds of real tasks on the engines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from tests.workloads.joint_runs import (
    ENGINES_ALIKE,
    Run,
    digits,
    owned,
    strategy,
    table,
)
from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput
from workbench.core.events import RunFinished, TaskFinished, TrialFinished
from workbench.core.joint import JointRound
from workbench.core.spec import CvSpec, ExperimentSpec, RepeatSpec
from workbench.core.state import RunState, reduce
from workbench.engines import ENGINES, Engine
from workbench.planner import PRESETS
from workbench.session import Session
from workbench.store.joint_document import joint_document
from workbench.workloads import WORKLOADS

VECTORS = Path(__file__).parents[1] / "reference" / "vectors.json"
CASES: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))["joint"]
FEDAVG = strategy("fedavg", steps=5, eta=0.5)


def at(run: Run, key: str, number: int) -> JointRound:
    (found,) = [one for one in run.rounds(key) if one.round == number]
    return found


# ------------------------------------------------------------- the reference cases


@pytest.fixture(scope="module", params=ENGINES_ALIKE)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn, opened once."""
    with ENGINES.get(request.param)() as opened:
        opened.ensure(1)
        yield opened


def test_that_fedavg_on_digits_goes_the_reference_way(engine: Engine) -> None:
    case = CASES["digits_softmax"]
    run = Run(
        digits(strategy("fedavg", steps=case["K"], eta=case["eta"]), rounds=100),
        engine,
    )
    for name, (loss, accuracy) in case["fedavg_iid"].items():
        found = at(run, "fedavg", int(name.removeprefix("round ")))
        assert found.objective == pytest.approx(loss, abs=case["abs_loss"])
        assert found.test_score == pytest.approx(accuracy, abs=case["abs_accuracy"])
    assert run.reference.objective == pytest.approx(
        case["optimum_loss"], abs=case["abs_loss"]
    )
    assert run.reference.test_score == pytest.approx(
        case["optimum_test_accuracy"], abs=case["abs_accuracy"]
    )


def test_that_the_lasso_by_consensus_has_the_coefficients_of_scikit_learn(
    engine: Engine,
) -> None:
    case = CASES["admm_lasso"]
    run = Run(PRESETS["joint-lasso"].spec, engine)
    np.testing.assert_allclose(
        run.parameters("admm"), case["coef"], rtol=0, atol=case["abs"]
    )
    assert run.end("admm").reason == "residuals"
    np.testing.assert_allclose(run.reference.parameters, case["coef"], atol=case["abs"])


def quadratics(folder: Path, *strategies: Any, **params: Any) -> ExperimentSpec:
    """Two owners with x²/2 and 5(x − 1)².

    A row (a, y) of a linear model without bias is ½(y − ax)². So (1, 0) is x²/2, and
    (√10, √10) is 5(x − 1)². Without a bias values are centred, and would be moved: but
    (−a, −y) is the same term, so each owner has his row and its mirror image, and the
    mean of all values is 0.
    """
    root = float(np.sqrt(10))
    rows = [("one", 1.0, 0.0), ("one", -1.0, 0.0)]
    rows += [("two", root, root), ("two", -root, -root)]
    path = table(folder / "quadratics.csv", "owner,x,y", rows)
    return owned(path, *strategies, bias=False, scale="none", **params)


def test_that_two_owners_quadratics_go_the_reference_way(
    engine: Engine, tmp_path: Path
) -> None:
    case = CASES["quadratics"]
    mus = {
        mu: strategy("fedprox", f"μ {mu}", steps=10, eta=0.05, mu=float(mu))
        for mu in case["fedprox_K10_mu"]
    }
    run = Run(
        quadratics(
            tmp_path,
            strategy("fedavg", "K=1", steps=1, eta=0.05),
            strategy("fedavg", "K=10", steps=10, eta=0.05),
            *mus.values(),
            strategy("one_shot", steps=2000, eta=0.05),
            rounds=300,
        ),
        engine,
    )

    def fixed(key: str) -> float:
        [x] = run.parameters(key)
        return float(x)

    near = case["abs"]
    for key, x in case["fedavg_eta_0.05"].items():
        assert fixed(key) == pytest.approx(x, abs=near)
    for mu, x in case["fedprox_K10_mu"].items():
        assert fixed(f"μ {mu}") == pytest.approx(x, abs=near)
    assert fixed("one_shot") == pytest.approx(case["one_shot_average"], abs=near)
    assert run.reference.parameters == pytest.approx([case["optimum"]], abs=near)


@pytest.mark.parametrize("rounds", [1, 2, 5, 10, 20])
def test_that_scaffold_goes_the_reference_way(
    engine: Engine, rounds: int, tmp_path: Path
) -> None:
    case = CASES["quadratics"]
    scaffold = strategy("scaffold", steps=10, eta=0.05)
    run = Run(quadratics(tmp_path, scaffold, rounds=rounds), engine)
    assert run.parameters("scaffold") == pytest.approx(
        [case["scaffold_K10_after_rounds"][str(rounds)]], abs=case["abs"]
    )


def test_that_the_mean_is_weighted_by_rows(engine: Engine, tmp_path: Path) -> None:
    """Flower's case: clients at 2, 1 and 2 with 1, 2 and 1 rows meet at 1.5.

    A row (√2, √2 v) is (v − x)², and one step with η = ½ goes from 0 to v.
    """
    root = float(np.sqrt(2))
    case = CASES["aggregators"]["weighted_mean"]
    rows = [
        (f"c{client}", sign * root, sign * root * value)
        for client, (value, n) in enumerate(zip(case["values"], case["n"], strict=True))
        for sign in (1.0, -1.0)
        for _ in range(n)
    ]
    path = table(tmp_path / "means.csv", "owner,x,y", rows)
    spec = owned(
        path,
        strategy("fedavg", steps=1, eta=0.5),
        rounds=1,
        bias=False,
        scale="none",
    )
    assert Run(spec, engine).parameters("fedavg") == pytest.approx([case["result"]])


@pytest.mark.parametrize(
    ("name", "case"), [("fed_median", "fed_median"), ("krum", "krum_f1")]
)
def test_that_robust_strategies_choose_as_the_reference(
    engine: Engine, name: str, case: str, tmp_path: Path
) -> None:
    """Each client's model after a step of η = n is its row of the case.

    With one feature for each entry, n rows (e_j, v_j) have the gradient −v/n at 0; the
    mirror images keep the values centred.
    """
    found = CASES["aggregators"][case]
    clients = np.array(found["clients"], dtype=float).reshape(len(found["clients"]), -1)
    size = clients.shape[1]
    rows = [
        (f"c{i}", *(sign * np.eye(size)[j]).tolist(), sign * float(v))
        for i, vector in enumerate(clients)
        for j, v in enumerate(vector)
        for sign in (1.0, -1.0)
    ]
    names = ",".join(f"x{j}" for j in range(size))
    path = table(tmp_path / "robust.csv", f"owner,{names},y", rows)
    params = {"f": 1} if name == "krum" else {}
    model = strategy(name, steps=1, eta=float(size), **params)
    spec = owned(path, model, rounds=1, bias=False, scale="none")
    expected = np.atleast_1d(np.array(found["result"], dtype=float))
    np.testing.assert_allclose(Run(spec, engine).parameters(name), expected)


# ---------------------------------------------------------------- engines alike


def test_that_all_engines_learn_the_same_model() -> None:
    spec = digits(
        strategy("fedavg", steps=5, eta=0.5, batch=16),
        strategy("scaffold", steps=5, eta=0.5),
        strategy("admm"),
        clients=7,
        partition="dirichlet_class",
        alpha=0.5,
        fraction=0.8,
        dropout=0.2,
    )
    serial = Run(spec, "serial")
    for engine, workers in (("threads", 2), ("processes", 2), ("vectorised", 1)):
        other = Run(spec, engine, workers)
        for model in spec.models:
            np.testing.assert_allclose(
                other.parameters(model.key),
                serial.parameters(model.key),
                rtol=0,
                atol=1e-9,
            )
            assert [one.used for one in other.rounds(model.key)] == [
                one.used for one in serial.rounds(model.key)
            ]


def test_that_a_network_with_two_layers_learns_on_all_engines_alike(
    tmp_path: Path,
) -> None:
    path = tmp_path / "published.csv"
    published(path)
    spec = owned(path, FEDAVG, model="mlp", hidden=2)
    models = [Run(spec, engine).parameters("fedavg") for engine in ENGINES_ALIKE]
    assert len(models[0]) > 10
    for other in models[1:]:
        np.testing.assert_allclose(other, models[0], rtol=0, atol=1e-9)


def small(spec: ExperimentSpec, **changes: Any) -> ExperimentSpec:
    return msgspec.structs.replace(
        spec, repeats=RepeatSpec(minimum=1, maximum=1), **changes
    )


def run_in_session(
    spec: ExperimentSpec, folder: Path, cancel: CancelToken | None = None
) -> tuple[RunState, list[Any]]:
    state, events = RunState(), []
    with Session(history=folder / "history.sqlite") as session:
        for event in session.start(spec, cancel or CancelToken()):
            events.append(event)
            state = reduce(state, event)
    return state, events


def test_that_one_and_two_workers_have_the_same_digest(tmp_path: Path) -> None:
    spec = small(digits(FEDAVG), engine="processes", workers=(1, 2))
    state, events = run_in_session(spec, tmp_path)
    assert state.status == "done"
    digests = {e.scores.digest for e in events if isinstance(e, TrialFinished)}
    assert len(digests) == 1
    assert state.estimate is not None
    assert state.estimate.identical_across_workers
    assert state.warnings == ()


def test_that_a_cancelled_run_keeps_the_rounds_that_it_has(tmp_path: Path) -> None:
    spec = small(digits(FEDAVG, rounds=10_000), engine="vectorised", workers=(1,))
    cancel, state = CancelToken(), RunState()
    with Session(history=tmp_path / "history.sqlite") as session:
        for event in session.start(spec, cancel):
            state = reduce(state, event)
            course = state.joint.courses.get("fedavg") if state.joint else None
            if course is not None and len(course.rounds) >= 5:
                cancel.cancel()
        assert state.run_id is not None
        kept = session.store.state(state.run_id)
    assert kept.status == "cancelled"
    assert kept.joint is not None
    rounds = kept.joint.courses["fedavg"].rounds
    assert 5 <= len(rounds) < 100
    assert rounds[-1].objective < rounds[0].objective
    assert kept.joint.courses["fedavg"].end is None


def test_that_there_is_one_task_per_client_and_round(tmp_path: Path) -> None:
    spec = small(digits(FEDAVG, clients=4), engine="serial", workers=(1,))
    _, events = run_in_session(spec, tmp_path)
    trials = [e for e in events if isinstance(e, TrialFinished)]
    assert {trial.tasks for trial in trials} == {
        WORKLOADS.get("joint").size(spec).tasks
    }
    assert trials[0].tasks == 3 * 4
    parts = {e.part for e in events if isinstance(e, TaskFinished)}
    assert "3 · 4" in parts
    assert isinstance(events[-1], RunFinished)


# ---------------------------------------------------------------- the user's own file


def published(path: Path) -> tuple[np.ndarray[Any, Any], ...]:
    """A table with owners and a split that somebody fixed; X, y, owner, test."""
    rng = np.random.default_rng(5)
    X = rng.normal(size=(60, 3)).round(3)
    y = (X @ [1.0, -2.0, 0.5] + 0.1 * rng.normal(size=60)).round(3)
    owner = rng.integers(3, size=60)
    test = rng.random(60) < 0.3
    rows = [
        (*x, value, f"clinic {o}", int(t))
        for x, value, o, t in zip(X.tolist(), y.tolist(), owner, test, strict=True)
    ]
    table(path, "a,b,c,y,owner,test", rows)
    return X, y, owner, test


def test_that_a_published_split_is_replayed_exactly(tmp_path: Path) -> None:
    path = tmp_path / "published.csv"
    X, y, owner, test = published(path)
    spec = owned(path, strategy("fedavg", steps=4, eta=0.05), scale="none", l2=0.1)
    dataset = msgspec.structs.replace(spec.dataset, test_column="test")
    run = Run(msgspec.structs.replace(spec, dataset=dataset))

    A = np.hstack([X, np.ones((60, 1))])
    held = np.array([0.1, 0.1, 0.1, 0.0])  # the bias is spared
    w = np.zeros(4)
    for _ in range(3):
        mean = np.zeros(4)
        for who in range(3):
            mine = (owner == who) & ~test
            x = w.copy()
            for _ in range(4):
                error = A[mine] @ x - y[mine]
                x -= 0.05 * (A[mine].T @ error / mine.sum() + held * x)
            mean += mine.sum() / (~test).sum() * x
        w = mean
    np.testing.assert_allclose(run.parameters("fedavg"), w, rtol=0, atol=1e-12)
    error = A[test] @ w - y[test]
    score = 1 - error @ error / np.sum((y[test] - y[test].mean()) ** 2)
    last = run.rounds("fedavg")[-1]
    assert last.test_score == pytest.approx(score)
    assert last.test_loss == pytest.approx(np.mean(error**2) / 2)
    assert run.found.partition is not None
    assert run.found.partition.test_rows == test.sum()
    names = [client.name for client in run.found.partition.clients]
    assert sorted(names) == ["clinic 0", "clinic 1", "clinic 2"]


def test_that_every_row_has_one_owner_and_the_size_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "published.csv"
    published(path)
    spec = owned(path)
    run = Run(spec)
    assert run.found.partition is not None
    assert sum(client.rows for client in run.found.partition.clients) == 60
    assert run.batches == [3, 3, 3]
    assert WORKLOADS.get("joint").size(spec).tasks == 9


def test_that_without_rows_held_out_there_is_no_test_score(tmp_path: Path) -> None:
    path = tmp_path / "published.csv"
    published(path)
    run = Run(owned(path))
    assert run.scores.models["fedavg"].fold_scores == (None,)
    assert {one.test_score for one in run.rounds("fedavg")} == {None}
    assert run.reference.local_only is None


# ---------------------------------------------------------------------- rounds


def test_that_drop_outs_and_stragglers_are_counted_and_not_used() -> None:
    run = Run(digits(FEDAVG, rounds=12, dropout=0.3, stragglers=0.2))
    for one in run.rounds("fedavg")[1:]:
        assert one.used + one.dropped + one.late == 10
        assert one.rejected == 0
    assert sum(one.dropped for one in run.rounds("fedavg")) > 10
    assert sum(one.late for one in run.rounds("fedavg")) > 5
    # Who gives up does no work; who is late does, for nothing.
    assert run.batches == [10 - one.dropped for one in run.rounds("fedavg")[1:]]
    assert run.rounds("fedavg")[-1].objective < run.rounds("fedavg")[0].objective


def test_that_learning_ends_where_the_quorum_is_not_reached() -> None:
    run = Run(digits(FEDAVG, rounds=50, dropout=0.9, quorum=9))
    assert run.end("fedavg").reason == "quorum"
    assert run.end("fedavg").rounds == 0
    assert "quorum is 9" in str(run.end("fedavg").sentence)
    assert run.sentences == [str(run.end("fedavg").sentence)]
    assert run.batches == []


def test_that_no_number_is_refused_counted_and_shown() -> None:
    run = Run(digits(FEDAVG, poisoned=2, attack="nan", rounds=4))
    for one in run.rounds("fedavg")[1:]:
        assert (one.used, one.rejected) == (8, 2)
    assert np.isfinite(run.parameters("fedavg")).all()
    for shown in run.maps("fedavg"):
        bad = [point for point in shown.clients if point.poisoned]
        assert [point.fate for point in bad] == ["rejected", "rejected"]
        assert [point.x for point in bad] == [None, None]
    # As if these two had not been there.
    assert run.rounds("fedavg")[-1].objective < 1.5


def test_that_flipped_labels_spoil_what_their_clients_teach() -> None:
    honest = Run(digits(FEDAVG, rounds=5))
    fooled = Run(digits(FEDAVG, rounds=5, poisoned=4, attack="label_flip"))
    assert fooled.rounds("fedavg")[-1].rejected == 0
    assert (
        fooled.rounds("fedavg")[-1].objective
        > honest.rounds("fedavg")[-1].objective + 0.1
    )
    # Judged by the true labels, against the optimum of the true labels.
    assert fooled.rounds("fedavg")[0].objective == pytest.approx(np.log(10))
    assert fooled.reference == honest.reference


def test_that_a_reversed_update_stands_out_and_the_median_bears_it() -> None:
    robust = strategy("fed_median", steps=5, eta=0.5)
    run = Run(digits(FEDAVG, robust, rounds=5, poisoned=1, attack="sign_flip"))
    points = run.maps("fedavg")[-1].clients
    lengths = {point.client: point.norm or 0.0 for point in points}
    (bad,) = [point.client for point in points if point.poisoned]
    assert max(lengths, key=lambda client: lengths[client]) == bad
    gaps = {
        key: run.rounds(key)[-1].objective - run.reference.objective
        for key in ("fedavg", "fed_median")
    }
    assert gaps["fed_median"] < gaps["fedavg"]
    assert not any("drift" in sentence for sentence in run.sentences)


@pytest.mark.parametrize(
    ("dials", "payload"),
    [
        # 65 entries with their places; 650 codes of 6 bits.
        ({"compression": "top_k", "keep": 0.1}, 65 * 8),
        ({"compression": "qsgd", "levels": 16}, 650 * 6 / 8),
    ],
)
def test_that_compression_saves_bytes_and_still_learns(
    dials: dict[str, Any], payload: float
) -> None:
    whole = Run(digits(FEDAVG, rounds=10)).rounds("fedavg")[-1]
    run = Run(digits(FEDAVG, rounds=10, **dials))
    less = run.rounds("fedavg")[-1]
    assert payload < less.bytes_up / 100 < payload + 100
    assert less.bytes_up < whole.bytes_up / 8
    assert less.bytes_down == whole.bytes_down
    assert less.objective < 1.2
    assert not any("drift" in sentence for sentence in run.sentences)


def test_that_a_network_says_how_long_the_rounds_would_take() -> None:
    near = Run(digits(FEDAVG, network="data_centre"))
    far = Run(digits(FEDAVG, network="mobile"))
    times = [one.simulated_s for one in far.rounds("fedavg")]
    assert times[0] == 0.0
    assert times == sorted(times, key=lambda s: s or 0.0)
    last = near.rounds("fedavg")[-1].simulated_s
    assert last is not None
    assert times[-1] is not None
    assert 0 < last < times[-1]
    assert near.parameters("fedavg").tolist() == far.parameters("fedavg").tolist()
    without = Run(digits(FEDAVG)).rounds("fedavg")[-1]
    assert without.simulated_s is None


def test_that_one_shot_makes_one_round_whatever_is_asked() -> None:
    run = Run(digits(strategy("one_shot", steps=50, eta=0.5), FEDAVG, rounds=3))
    assert [one.round for one in run.rounds("one_shot")] == [0, 1]
    assert [one.round for one in run.rounds("fedavg")] == [0, 1, 2, 3]
    assert WORKLOADS.get("joint").size(digits(strategy("one_shot"))).tasks == 10


def test_that_a_diverging_rate_is_stopped_and_a_smaller_one_proposed() -> None:
    wild = strategy("fedavg", "wild", steps=20, eta=1e4)
    run = Run(digits(FEDAVG, wild, strategy("data_parallel", eta=0.5), rounds=60))
    end = run.end("wild")
    assert end.reason == "diverged"
    assert "10000 is too large: try 1e+03" in str(end.sentence)
    assert end.rounds < 60
    assert str(end.sentence) in run.sentences
    for key in ("fedavg", "data_parallel"):
        assert run.end(key).rounds == 60
        assert len(run.parameters(key)) == 650


def explode(folder: Path) -> ExperimentSpec:
    """Rates with which a linear model, or each client's, is beyond all floats."""
    path = folder / "published.csv"
    published(path)
    return owned(
        path,
        strategy("data_parallel", "wild", eta=1e308),
        strategy("fedavg", "refused", steps=200, eta=1e3),
        strategy("fedavg", steps=4, eta=0.05),
        rounds=9,
    )


def test_that_what_overflows_can_be_kept_and_told(tmp_path: Path) -> None:
    spec = small(explode(tmp_path), engine="vectorised", workers=(1,))
    spec = msgspec.structs.replace(spec, cv=CvSpec(scheme="holdout", test_size=0.25))
    state, _ = run_in_session(spec, tmp_path)
    assert state.status == "done"
    assert state.joint is not None
    with Session(history=tmp_path / "history.sqlite") as session:
        assert state.run_id is not None
        again = session.store.state(state.run_id)
    assert again.joint == state.joint
    wild, refused = (state.joint.courses[key] for key in ("wild", "refused"))
    for course in (wild, refused):
        assert course.end is not None
        assert course.end.reason == "diverged"
        assert course.end.rounds == 1
    assert refused.rounds[-1].rejected == 3
    assert wild.rounds[-1].objective == sys.float_info.max
    document = joint_document(state.joint, "r2")
    assert document["strategies"]["wild"]["final_parameters"] is None
    assert document["strategies"]["fedavg"]["final_parameters"]
    json.dumps(msgspec.to_builtins(list(wild.rounds)), allow_nan=False)


# --------------------------------------------------------------------- privacy


def private(**params: Any) -> ExperimentSpec:
    dials = {"clip": 0.5, "noise": 1.0, "delta": 1e-3, "clients": 20, "fraction": 0.5}
    return digits(FEDAVG, **{**dials, **params})


def spent(rounds: int, *, noise: float, delta: float, rate: float) -> float:
    """As dp-accounting's own class has it."""
    from dp_accounting import GaussianDpEvent, PoissonSampledDpEvent
    from dp_accounting.rdp import RdpAccountant

    accountant = RdpAccountant()
    event = PoissonSampledDpEvent(rate, GaussianDpEvent(noise))
    accountant.compose(event, rounds)
    return float(accountant.get_epsilon(delta))


def test_that_the_epsilon_of_each_round_is_that_of_dp_accounting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("ERROR", "absl")  # it tells of each order that it leaves out
    rounds = Run(private(rounds=4)).rounds("fedavg")
    assert rounds[0].epsilon == 0.0
    for one in rounds[1:]:
        expected = spent(one.round, noise=1.0, delta=1e-3, rate=0.5)
        assert one.epsilon == pytest.approx(expected, rel=1e-9)


def test_that_learning_stops_before_the_budget_is_exceeded(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("ERROR", "absl")
    limit = spent(3, noise=1.0, delta=1e-3, rate=0.5) + 0.01
    run = Run(private(rounds=50, epsilon=limit))
    end, last = run.end("fedavg"), run.rounds("fedavg")[-1]
    assert end.reason == "budget"
    assert end.rounds == last.round == 3
    assert last.epsilon is not None
    assert last.epsilon <= limit
    assert spent(4, noise=1.0, delta=1e-3, rate=0.5) > limit
    assert f"the limit of {limit:.3g}" in str(end.sentence)


def test_that_the_price_of_noise_shows_beside_the_same_without() -> None:
    run = Run(private(rounds=5))
    bare = run.rounds("fedavg without noise")
    assert {one.epsilon for one in bare} == {None}
    assert bare[-1].objective < run.rounds("fedavg")[-1].objective
    assert list(Run(private(rounds=1, price=False)).found.courses) == ["fedavg"]
    assert any("ε" in sentence for sentence in run.sentences)
    assert not any("drift" in sentence for sentence in run.sentences)


def test_that_clipping_alone_adds_no_noise_and_costs_no_budget() -> None:
    run = Run(digits(FEDAVG, clip=0.01, rounds=2))
    assert {one.epsilon for one in run.rounds("fedavg")} == {None}
    lengths = [point.norm for point in run.maps("fedavg")[-1].clients]
    assert lengths == pytest.approx([0.01] * 10)


def test_that_an_audit_finds_next_to_nothing_before_learning() -> None:
    spec = digits(strategy("fedavg", steps=20, eta=0.5), rounds=5, audit=True)
    audit = Run(spec).end("fedavg").audit
    assert audit is not None
    assert audit.start == 0.5
    assert 0.5 <= audit.auc < 0.65
    assert audit.ci95 is not None
    assert audit.ci95[0] <= audit.auc <= audit.ci95[1]


def test_that_secure_aggregation_gives_the_same_model() -> None:
    plain = Run(digits(FEDAVG, rounds=4))
    secure = Run(digits(FEDAVG, rounds=4, secure=True))
    np.testing.assert_allclose(
        secure.parameters("fedavg"), plain.parameters("fedavg"), rtol=0, atol=1e-6
    )
    view = secure.end("fedavg").masked
    assert view is not None
    assert view.total == pytest.approx(view.plain, abs=1e-7)
    assert view.recovered == 0
    assert len(view.clients) == 10
    # Keys, shares and masked integers of four bytes in place of floats of eight.
    up = secure.rounds("fedavg")[-1].bytes_up
    assert 4 * 10 * 4 * 650 < up < plain.rounds("fedavg")[-1].bytes_up
    assert (
        secure.rounds("fedavg")[-1].bytes_down > plain.rounds("fedavg")[-1].bytes_down
    )


def test_that_masks_of_those_who_give_up_are_recovered() -> None:
    dials: dict[str, Any] = {
        "rounds": 6,
        "dropout": 0.2,
        "stragglers": 0.1,
        "quorum": 6,
    }
    plain = Run(digits(FEDAVG, **dials))
    secure = Run(digits(FEDAVG, **dials, secure=True))  # which needs 6 itself
    last = secure.rounds("fedavg")[-1]
    assert [one.used for one in secure.rounds("fedavg")] == [
        one.used for one in plain.rounds("fedavg")
    ]
    np.testing.assert_allclose(
        secure.parameters("fedavg"), plain.parameters("fedavg"), rtol=0, atol=1e-6
    )
    view = secure.end("fedavg").masked
    assert view is not None
    assert view.recovered == last.dropped + last.late > 0
    assert len(view.clients) == last.used
    assert view.total == pytest.approx(view.plain, abs=1e-7)


def test_that_a_round_is_drawn_anew_where_masks_could_not_be_taken_off() -> None:
    run = Run(digits(FEDAVG, rounds=8, dropout=0.4, secure=True))
    assert run.end("fedavg").reason == "rounds"
    assert all(one.used >= 6 for one in run.rounds("fedavg")[1:])


def test_that_noise_and_masks_go_together() -> None:
    dials: dict[str, Any] = {"rounds": 3, "price": False, "fraction": 0.9}
    plain, masked = Run(private(**dials)), Run(private(**dials, secure=True))
    np.testing.assert_allclose(
        masked.parameters("fedavg"), plain.parameters("fedavg"), rtol=0, atol=1e-6
    )
    assert masked.rounds("fedavg")[-1].epsilon == plain.rounds("fedavg")[-1].epsilon


def test_that_a_round_to_which_nobody_comes_releases_noise_alone() -> None:
    run = Run(private(clients=4, delta=0.01, fraction=0.2, rounds=8, price=False))
    empty = [one for one in run.rounds("fedavg")[1:] if not one.used]
    assert empty
    assert len(run.batches) == 8 - len(empty)
    before = run.rounds("fedavg")[empty[0].round - 1]
    assert empty[0].objective != before.objective
    assert empty[0].bytes_up == before.bytes_up
    assert empty[0].epsilon is not None
    assert before.epsilon is not None
    assert empty[0].epsilon > before.epsilon


# --------------------------------------------------------------------- warm-up


@pytest.mark.parametrize("params", [{}, {"clip": 1.0, "noise": 1.0, "delta": 1e-3}])
def test_that_warming_up_is_a_part_of_the_first_round(params: dict[str, Any]) -> None:
    second = strategy("fedavg", "second", steps=2, eta=0.1)
    spec = digits(FEDAVG, second if params else strategy("admm"), **params)
    workload = WORKLOADS.get("joint").build(spec)
    with ENGINES.get("serial")() as engine:
        data = engine.place(workload.arrays())
        tasks = workload.warm_up(data)
        found = list(engine.warm_up(tasks, CancelToken(), workers=1))
        engine.release(data)
    assert [result.error for result in found] == [None] * len(found)
    assert len(found) == (2 if not params else 4)


def test_that_a_failed_task_is_a_client_that_gave_up() -> None:
    run = Run(digits(FEDAVG, rounds=3), failing=3)
    for one in run.rounds("fedavg")[1:]:
        assert (one.used, one.dropped) == (9, 1)
    ended = Run(digits(FEDAVG, rounds=3, quorum=10), failing=3)
    assert ended.end("fedavg").reason == "quorum"
    assert "9 came back" in str(ended.end("fedavg").sentence)
    assert ended.end("fedavg").rounds == 0


@pytest.mark.parametrize("owners", [("only",), ("a", "")])
def test_that_an_owner_column_needs_two_owners_and_no_gaps(
    owners: tuple[str, ...], tmp_path: Path
) -> None:
    rows = [(owners[i % len(owners)], float(i), float(i % 5)) for i in range(12)]
    path = table(tmp_path / "owners.csv", "owner,x,y", rows)
    with pytest.raises(BadInput) as caught:
        WORKLOADS.get("joint").build(owned(path))
    assert [problem.field for problem in caught.value.problems] == ["dataset.owner"]
