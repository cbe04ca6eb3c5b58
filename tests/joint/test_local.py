from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.data import DataHandle, hold, let_go
from workbench.joint.base import (
    OBJECTIVES,
    Learning,
    Local,
    Penalty,
    Shape,
    Work,
    packed,
)
from workbench.joint.batches import Batches
from workbench.joint.local import do, do_client, do_clients, do_many

SMOOTH = ("linear", "logistic", "softmax", "svm", "mlp", "mlp_regression")


def learning(name: str, features: int = 5, **penalty) -> Learning:
    objective = OBJECTIVES.get(name)
    outputs = 1 if objective.kind == "regression" else 3
    return Learning(
        objective=name,
        shape=Shape(
            features=features,
            outputs=2 if objective.binary_only else outputs,
            hidden=0 if objective.convex else 3,
        ),
        penalty=Penalty(**penalty),
    )


def owners(about: Learning, sizes, seed: int = 0):
    """Arrays of clients of these sizes, in scattered rows."""
    rng = np.random.default_rng(seed)
    n = sum(sizes)
    X = rng.standard_normal((n, about.shape.features)) / np.sqrt(about.shape.features)
    if OBJECTIVES.get(about.objective).kind == "regression":
        y = rng.standard_normal(n)
    else:
        y = rng.integers(0, about.shape.outputs, n)
    parts = np.split(rng.permutation(n), np.cumsum(sizes)[:-1])
    clients = packed(parts)
    return {"X": X, "y": y, "order": clients.order, "bounds": clients.bounds}


def model(about: Learning, seed: int) -> np.ndarray:
    objective = OBJECTIVES.get(about.objective)
    rng = np.random.default_rng(seed)
    return 0.5 * rng.standard_normal(objective.size(about.shape))


def smooth_gradient(about: Learning, w, X, y):
    """Written by itself: the mean gradient and the L2 penalty's."""
    objective = OBJECTIVES.get(about.objective)
    even = np.full((1, len(X)), 1 / len(X))
    _, G = objective.gradient(about.shape, w[None], X[None], y[None], even)
    l2 = np.full(len(w), about.penalty.l2)
    l2[list(about.penalty.free)] = 0.0
    return G[0] + l2 * w


def rows_of(arrays, client):
    bounds = arrays["bounds"]
    return arrays["order"][bounds[client] : bounds[client + 1]]


class TestDescend:
    @pytest.mark.parametrize("features", [5, 40])  # primal, and in the span of the rows
    @pytest.mark.parametrize("name", SMOOTH)
    def test_that_it_makes_the_steps_of_the_formula(self, name, features):
        about = learning(name, features, l2=0.1)
        arrays = owners(about, [7])
        rows = rows_of(arrays, 0)
        X, y = arrays["X"][rows], arrays["y"][rows]
        start, correction = model(about, 1), model(about, 2)
        local = Local(steps=4, eta=0.2, mu=0.3)
        found = do(
            arrays,
            about,
            Work(client=0, start=start, local=local, correction=correction),
        )
        w = start
        for _ in range(4):
            g = smooth_gradient(about, w, X, y) + 0.3 * (w - start) + correction
            w = w - 0.2 * g
        assert found.vector == pytest.approx(w, rel=1e-11, abs=1e-13)
        assert found.steps == 4
        losses = OBJECTIVES.get(name).row_losses(about.shape, start, X, y)
        assert found.loss == pytest.approx(losses.mean())

    def test_that_an_l1_penalty_shrinks_after_each_step_and_spares_the_free(self):
        about = learning("linear", l1=0.3, l2=0.1, free=(4,))
        arrays = owners(about, [9])
        rows = rows_of(arrays, 0)
        start = model(about, 1)
        found = do(arrays, about, Work(client=0, start=start, local=Local(steps=3)))
        w, by = start, 0.1 * np.array([0.3, 0.3, 0.3, 0.3, 0.0])
        for _ in range(3):
            w = w - 0.1 * smooth_gradient(
                about, w, arrays["X"][rows], arrays["y"][rows]
            )
            w = np.sign(w) * np.maximum(np.abs(w) - by, 0.0)
        assert found.vector == pytest.approx(w, rel=1e-12)
        assert (found.vector == 0.0).any()
        assert found.vector[4] != 0.0

    def test_that_without_the_penalty_there_is_none(self):
        with_one, without = learning("softmax", l1=0.1, l2=0.1), learning("softmax")
        arrays = owners(with_one, [9])
        local = Local(steps=3, penalised=False)
        work = Work(client=0, start=model(without, 1), local=local)
        assert np.array_equal(
            do(arrays, with_one, work).vector, do(arrays, without, work).vector
        )

    def test_that_a_minibatch_step_is_a_step_on_its_rows(self):
        for features in (5, 40):
            about = learning("softmax", features)
            arrays = owners(about, [9])
            rows = rows_of(arrays, 0)
            start = model(about, 1)
            local = Local(steps=2, batch=4, eta=0.5)
            found = do(arrays, about, Work(client=0, start=start, local=local, seed=9))
            batches = Batches(np.array([9]), 4, [9])
            w = start
            for step in range(2):
                own = rows[batches.rows(step, 1)[0][0]]
                g = smooth_gradient(about, w, arrays["X"][own], arrays["y"][own])
                w = w - 0.5 * g
            assert found.vector == pytest.approx(w, rel=1e-11)

    def test_that_divergence_is_told_by_entries_that_are_not_finite(self):
        about = learning("linear")
        arrays = owners(about, [6, 6])
        local = Local(steps=2_000, eta=1e3)
        works = [Work(client=i, start=model(about, 1), local=local) for i in (0, 1)]
        for answer in do_many(arrays, about, works):
            assert not np.isfinite(answer.vector).all()
            assert np.isfinite(answer.loss)

    @pytest.mark.parametrize("batch", [0, 2])
    @pytest.mark.parametrize("name", SMOOTH)
    def test_that_an_empty_client_is_given_back_what_it_was_sent(self, name, batch):
        about = learning(name, l2=0.1)
        arrays = owners(about, [0, 4, 0])
        start = model(about, 1)
        works = [
            Work(client=i, start=start, local=Local(steps=3, batch=batch))
            for i in range(3)
        ]
        empty, full, also = do_many(arrays, about, works)
        for answer in (empty, also):
            assert np.array_equal(answer.vector, start)
            assert (answer.loss, answer.steps) == (0.0, 0)
        assert full.steps == 3

    def test_that_networks_of_other_widths_can_learn_from_the_same_rows(self):
        about = learning("mlp")
        arrays = owners(about, [9, 8])
        local = Local(steps=3, eta=0.1)
        for hidden in (3, 5, 3):
            wide = replace(about, shape=replace(about.shape, hidden=hidden))
            w = model(wide, 1)
            works = [Work(client=i, start=w, local=local) for i in (0, 1)]
            kept = do_many(arrays, wide, works)
            anew = do_many(owners(about, [9, 8]), wide, works)
            for one, other in zip(kept, anew, strict=True):
                assert np.array_equal(one.vector, other.vector)

    def test_that_what_was_sent_is_not_written_to(self):
        about = learning("softmax")
        arrays = owners(about, [30, 3])
        start = model(about, 1)
        start.flags.writeable = False
        for procedure in ("descend", "gradient", "proximal"):
            local = Local(procedure=procedure, rho=1.0)
            works = [Work(client=i, start=start, local=local) for i in (0, 1)]
            for answer in do_many(arrays, about, works):
                assert not np.shares_memory(answer.vector, start)
                assert answer.vector.flags.writeable


class TestGradient:
    @pytest.mark.parametrize("name", SMOOTH)
    def test_that_it_is_the_smooth_objectives(self, name):
        about = learning(name, l1=0.5, l2=0.2)
        arrays = owners(about, [7])
        rows = rows_of(arrays, 0)
        start = model(about, 1)
        local = Local(procedure="gradient")
        found = do(arrays, about, Work(client=0, start=start, local=local))
        expected = smooth_gradient(about, start, arrays["X"][rows], arrays["y"][rows])
        assert found.vector == pytest.approx(expected, rel=1e-11, abs=1e-14)

    def test_that_a_minibatch_gives_its_own_and_the_loss_of_all(self):
        about = learning("softmax")
        arrays = owners(about, [9])
        rows = rows_of(arrays, 0)
        start = model(about, 1)
        local = Local(procedure="gradient", batch=4)
        found = do(arrays, about, Work(client=0, start=start, local=local, seed=5))
        own = rows[Batches(np.array([9]), 4, [5]).rows(0, 1)[0][0]]
        expected = smooth_gradient(about, start, arrays["X"][own], arrays["y"][own])
        assert found.vector == pytest.approx(expected, rel=1e-11)
        losses = OBJECTIVES.get("softmax").row_losses(
            about.shape, start, arrays["X"][rows], arrays["y"][rows]
        )
        assert found.loss == pytest.approx(losses.mean())


class TestProximal:
    @pytest.mark.parametrize("free", [(), (0,)])
    @pytest.mark.parametrize("features", [5, 40])
    @pytest.mark.parametrize("name", ["linear", "logistic", "softmax", "svm"])
    def test_that_the_conditions_of_a_minimum_hold(self, name, features, free):
        about = learning(name, features, l2=0.1, free=free)
        arrays = owners(about, [12, 7])
        for client in (0, 1):
            rows = rows_of(arrays, client)
            v, c = model(about, client), model(about, 3)
            local = Local(procedure="proximal", rho=0.2)
            x = do(
                arrays,
                about,
                Work(client=client, start=v, local=local, correction=c),
            ).vector
            g = smooth_gradient(about, x, arrays["X"][rows], arrays["y"][rows])
            assert np.linalg.norm(g + c + 0.2 * (x - v)) < 1e-11

    def test_that_without_rho_or_convexity_there_is_none(self):
        about = learning("mlp")
        arrays = owners(about, [5])
        work = Work(
            client=0, start=model(about, 1), local=Local(procedure="proximal", rho=1.0)
        )
        with pytest.raises(TypeError, match="not convex"):
            do(arrays, about, work)
        about = learning("linear")
        work = Work(client=0, start=model(about, 1), local=Local(procedure="proximal"))
        with pytest.raises(ValueError, match="ρ > 0"):
            do(arrays, about, work)


@st.composite
def rounds(draw):
    """A learning, its clients and what they are asked for."""
    procedure = draw(st.sampled_from(["descend", "descend", "gradient", "proximal"]))
    names = ("linear", "logistic", "softmax", "svm")
    name = draw(st.sampled_from(names if procedure == "proximal" else SMOOTH))
    l1 = draw(st.sampled_from([0.0, 0.05]))
    free = draw(st.sampled_from([(), (0,)]))
    about = learning(
        name,
        draw(st.sampled_from([3, 40])),
        l1=l1,
        l2=draw(st.sampled_from([0.0, 0.1])),
        free=free,
    )
    sizes = draw(st.lists(st.integers(0, 40), min_size=1, max_size=12).filter(any))
    local = Local(
        procedure=procedure,
        steps=draw(st.integers(0, 6)),
        epochs=draw(st.integers(0, 2)),
        batch=draw(st.sampled_from([0, 0, 1, 4, 16])),
        eta=0.2,
        mu=draw(st.sampled_from([0.0, 0.5])),
        rho=0.5,
        penalised=draw(st.booleans()),
    )
    return about, sizes, local, draw(st.booleans()), draw(st.booleans())


class TestTogether:
    @settings(deadline=None, max_examples=150)
    @given(case=rounds(), seed=st.integers(0, 1_000))
    def test_that_clients_answer_the_same_alone_and_together(self, case, seed):
        about, sizes, local, shared, corrected = case
        arrays = owners(about, sizes, seed)
        start = model(about, seed)
        works = [
            Work(
                client=i,
                start=start if shared else model(about, seed + i),
                local=local,
                correction=0.1 * model(about, i) if corrected and i % 2 else None,
                seed=seed + i,
            )
            for i in range(len(sizes))
        ]
        for work, answer in zip(works, do_many(arrays, about, works), strict=True):
            alone = do(arrays, about, work)
            assert answer.client == alone.client == work.client
            assert answer.steps == alone.steps or local.procedure == "proximal"
            assert answer.loss == pytest.approx(alone.loss, rel=1e-10)
            size = np.linalg.norm(alone.vector)
            assert np.linalg.norm(answer.vector - alone.vector) <= 1e-10 * size + 1e-14

    def test_that_calls_of_several_kinds_are_sorted_out(self):
        about, other = learning("softmax", l2=0.1), learning("linear")
        first = hold("local-a", owners(about, [5, 9, 2]))
        second = hold("local-b", owners(other, [4, 4]))
        works = [
            (first, about, Work(client=0, start=model(about, 1), local=Local(steps=2))),
            (second, other, Work(client=1, start=model(other, 1), local=Local())),
            (first, about, Work(client=2, start=model(about, 1), local=Local(steps=3))),
            (first, about, Work(client=1, start=model(about, 1), local=Local(steps=2))),
            (second, other, Work(client=0, start=model(other, 1), local=Local())),
        ]
        try:
            found = do_clients(works)
            for call, answer in zip(works, found, strict=True):
                alone = do_client(*call)
                assert (answer.client, answer.steps) == (alone.client, alone.steps)
                assert answer.vector == pytest.approx(alone.vector, rel=1e-10)
        finally:
            let_go("local-a")
            let_go("local-b")

    def test_that_data_that_were_not_placed_are_missed(self):
        about = learning("linear")
        work = Work(client=0, start=model(about, 1), local=Local())
        with pytest.raises(LookupError, match="nowhere"):
            do_client(DataHandle(key="nowhere"), about, work)

    def test_that_no_work_gives_no_answers(self):
        assert do_clients([]) == []
        assert do_many(owners(learning("linear"), [3]), learning("linear"), []) == []
