"""Saved models: there and back, and every way in which a file can be bad."""

from __future__ import annotations

import functools
import io
import json
import operator
import os
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import skops.io
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits

from workbench.core.errors import BadInput
from workbench.ensembles import saved_format
from workbench.ensembles.final import Final, Learned, predict
from workbench.ensembles.saved import pack, unpack
from workbench.ensembles.saved_audit import foreign_types, trusted
from workbench.ensembles.saved_format import (
    VERSION,
    Card,
    Column,
    Facts,
    Unreadable,
    has_seal,
    opened,
    sealed,
)
from workbench.estimators import ESTIMATORS, prepared


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    with threadpool_limits(limits=1):
        yield


def table(kind: str = "classification") -> tuple[Any, Any]:
    draw = np.random.default_rng(0)
    X = draw.normal(size=(90, 3))
    if kind == "regression":
        return X, X @ [1.0, 2.0, -1.0] + draw.normal(size=90)
    return X, (X[:, 0] + draw.normal(size=90) > 0).astype(np.int64)


def facts(kind: Any = "classification", width: int = 3, **changes: Any) -> Facts:
    card = Card(
        title="A model",
        made_at="2026-01-01T00:00:00+00:00",
        data="a table",
        data_sha256="0" * 64,
        data_source="made up",
        rows=90,
        metric="accuracy",
        rule="A model",
        members=(),
        versions={"scikit-learn": __import__("sklearn").__version__},
    )
    base = Facts(
        kind=kind,
        rule="naive_bayes",
        method="single",
        classes=("no", "yes") if kind == "classification" else (),
        columns=tuple(Column(name=f"x{i}") for i in range(width)),
        target="y",
        imputes=False,
        seed=0,
        card=card,
    )
    return msgspec.structs.replace(base, **changes)


def final(kind: Any = "classification", **members: Any) -> Final:
    return Final(
        kind=kind,
        n_classes=2 if kind == "classification" else 0,
        members=members,
        learned=Learned(method="single" if len(members) == 1 else "soft"),
    )


def bayes() -> Final:
    return final(bayes=GaussianNB().fit(*table()))


@pytest.fixture(scope="module")
def packed() -> bytes:
    return pack(bayes(), facts())


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(BadInput) as caught:
        unpack(path)
    (problem,) = caught.value.problems
    assert problem.field == "model"
    return str(problem.message)


def repacked(content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The archive with its schema changed by hand, sealed anew as an attacker would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "schema.json":
                schema = json.loads(body)
                change(schema)
                body = json.dumps(schema).encode()
            new.writestr(name, body)
    return sealed(out.getvalue())


# -- there and back --------------------------------------------------------------------


OURS = [name for name, entry in ESTIMATORS.items() if not entry.requires]


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("missing", [False, True])
def test_that_every_model_comes_back_and_predicts_the_same(
    name: str, missing: bool, tmp_path: Path
) -> None:
    entry = ESTIMATORS.get(name)
    small = {"n_estimators": 5, "max_iter": 20, "hidden_units": 8}
    declared = {p.name for p in entry.parameters}
    X, y = table(entry.kind)
    categories = {3: ("a", "b")} if missing else {}
    if missing:
        X = np.column_stack([X, np.arange(len(y)) % 2])
        X[::7, 0] = np.nan
    estimator = prepared(
        entry.make({k: v for k, v in small.items() if k in declared}, 0),
        n_features=X.shape[1],
        categories=categories,
        has_missing=missing,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few rounds do not settle
        fitted = estimator.fit(X, y)
    model = final(entry.kind, one=fitted)
    path = written(
        tmp_path / "m.skops", pack(model, facts(entry.kind, width=X.shape[1]))
    )
    _, back, notes = unpack(path)
    assert notes == ()
    before, after = predict(model, X), predict(back, X)
    assert_array_equal(after.labels, before.labels)
    if before.probabilities is not None:
        assert_array_equal(after.probabilities, before.probabilities)


def test_that_a_model_is_whole_after_it_was_packed() -> None:
    near = KNeighborsClassifier().fit(*table())
    tree = near._tree
    pack(final(near=near), facts())
    assert near._tree is tree


def test_that_the_facts_come_back_as_they_were(packed: bytes, tmp_path: Path) -> None:
    found, _, _ = unpack(written(tmp_path / "m.skops", packed))
    assert found == facts()


def test_that_skops_opens_the_file_without_this_program(packed: bytes) -> None:
    found = skops.io.loads(packed, trusted=skops.io.get_untrusted_types(data=packed))
    assert type(found) is dict
    assert type(found["members"]["bayes"]) is GaussianNB
    assert found["classes"] == ("no", "yes")


def test_that_a_file_of_another_scikit_learn_says_so(tmp_path: Path) -> None:
    card = msgspec.structs.replace(facts().card, versions={"scikit-learn": "1.2.3"})
    content = pack(bayes(), facts(card=card))
    _, _, (note,) = unpack(written(tmp_path / "m.skops", content))
    assert "1.2.3" in str(note)


def test_that_a_model_of_other_parts_is_refused_before_it_is_written() -> None:
    strange = CountVectorizer().fit(["a text", "another text"])
    with pytest.raises(BadInput, match="CountVectorizer"):
        pack(final(strange=strange), facts())


# -- damage ----------------------------------------------------------------------------


def test_that_one_changed_byte_is_found_at_every_position(
    packed: bytes, tmp_path: Path
) -> None:
    """Every byte of the file, also where the seal itself is hit."""
    path = tmp_path / "m.skops"
    draw = np.random.default_rng(3)
    flips = 1 << draw.integers(0, 8, size=len(packed))
    seal = len(packed) - saved_format._SEAL_BYTES
    for place, flip in enumerate(flips.tolist()):
        content = bytearray(packed)
        content[place] ^= flip
        if 2 <= place < seal:
            with pytest.raises(Unreadable):
                has_seal(bytes(content))
        if place < 2 or place >= seal or place % 500 == 0:
            assert refusal(written(path, bytes(content)))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_that_a_file_cut_short_or_grown_is_refused(packed: bytes, data: Any) -> None:
    cut = data.draw(st.integers(0, len(packed) - 1))
    for content in (packed[:cut], packed + packed[:cut] + b"\0"):
        try:
            assert not opened(content).sealed
        except Unreadable:
            continue


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"not a zip at all", b"\x80\x04K\x01."],
)
def test_that_what_is_no_model_is_refused(content: bytes, tmp_path: Path) -> None:
    assert "m.skops" in refusal(written(tmp_path / "m.skops", content))


def test_that_another_skops_file_is_no_model_of_ours(tmp_path: Path) -> None:
    content = skops.io.dumps(GaussianNB().fit(*table()))
    assert "seal" in refusal(written(tmp_path / "m.skops", content))


def test_that_a_sealed_file_of_another_format_is_refused(tmp_path: Path) -> None:
    content = sealed(skops.io.dumps({"format": "other", "version": 1}))
    assert "another format" in refusal(written(tmp_path / "m.skops", content))


def test_that_a_newer_format_asks_for_an_update(packed: bytes, tmp_path: Path) -> None:
    def change(schema: dict[str, Any]) -> None:
        schema["content"]["version"]["content"] = str(VERSION + 1)

    content = repacked(packed, change)
    assert "Update" in refusal(written(tmp_path / "m.skops", content))


def test_that_facts_of_the_wrong_type_are_refused(
    packed: bytes, tmp_path: Path
) -> None:
    def change(schema: dict[str, Any]) -> None:
        schema["content"]["seed"]["content"] = '"seven"'

    assert "damaged" in refusal(written(tmp_path / "m.skops", repacked(packed, change)))


def test_that_sizes_are_checked_before_anything_is_unpacked(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "m.skops", packed)
    for name in ("MOST_UNPACKED_BYTES", "MOST_SCHEMA_BYTES", "MOST_PARTS"):
        with monkeypatch.context() as patch:
            patch.setattr(saved_format, name, 1)
            assert "no model" in refusal(path)


def test_that_a_part_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("schema.json", "{}")
        archive.writestr("schema.json", "{}")
    content = sealed(out.getvalue())
    assert "twice" in refusal(written(tmp_path / "m.skops", content))


@pytest.mark.parametrize("schema", ["[]", "{", "[" * 100_000, '{"a": NaN}', "\ud800"])
def test_that_a_senseless_schema_is_refused(schema: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("schema.json", schema.encode("utf-8", "surrogatepass"))
    assert refusal(written(tmp_path / "m.skops", sealed(out.getvalue())))


# -- what a stranger might send --------------------------------------------------------


class Shell:
    """Runs a command when it is built from its reduced form."""

    def __init__(self, command: str) -> None:
        self.command = command


def strange(marker: Path) -> dict[str, Any]:
    """Ways of naming a function of the system in what skops writes."""
    command = f"touch {marker}"
    return {
        "function": os.system,
        "partial": functools.partial(os.system, command),
        "method": Shell(command).__init__,  # type: ignore[misc]
        "object": Shell(command),
        "operator": operator.methodcaller("system", command),
        "type": Path,
        "ufunc": np.exp,
    }


@pytest.mark.parametrize("what", list(strange(Path("x"))))
@pytest.mark.parametrize("seal", [False, True])
def test_that_a_foreign_type_is_named_and_nothing_is_executed(
    what: str, seal: bool, tmp_path: Path
) -> None:
    marker = tmp_path / "executed"
    model = GaussianNB().fit(*table())
    model.extra_ = strange(marker)[what]
    content = skops.io.dumps(
        {"format": "workbench-model", "version": 1, "members": {"m": model}}
    )
    sentence = refusal(
        written(tmp_path / "m.skops", sealed(content) if seal else content)
    )
    assert "was not loaded" in sentence
    expected = {"function": "system", "ufunc": "exp", "operator": "methodcaller"}
    assert expected.get(what, "") in sentence
    assert not marker.exists()


NODES: list[dict[str, Any]] = [
    {"__loader__": "ConstructorFromReduceNode", "content": "arguments"},
    {
        "__loader__": "ReduceNode",
        "content": "arguments",
        "__reduce__": {"args": "args"},
    },
    {"__loader__": "LossNode", "content": "arguments", "__reduce__": {"args": "args"}},
    {"__loader__": "ObjectNode", "content": "arguments"},
    {"__loader__": "FunctionNode"},
    {"__loader__": "TypeNode"},
    {"__loader__": "TupleNode", "content": []},
    {"__loader__": ["ListNode"], "content": []},
    {"content": []},
]


@pytest.mark.parametrize("node", NODES, ids=lambda node: str(node.get("__loader__")))
def test_that_a_node_made_by_hand_is_named_and_not_executed(
    node: dict[str, Any], packed: bytes, tmp_path: Path
) -> None:
    """``os.system`` with a command, as each kind of node that could call it."""
    marker = tmp_path / "executed"
    arguments = {
        "__loader__": "TupleNode",
        "__module__": "builtins",
        "__class__": "tuple",
        "content": [
            {
                "__loader__": "JsonNode",
                "__module__": "builtins",
                "__class__": "str",
                "content": json.dumps(f"touch {marker}"),
            }
        ],
    }

    def change(schema: dict[str, Any]) -> None:
        made = {"__module__": "os", "__class__": "system", **node}
        if made.get("content") == "arguments":
            made["content"] = arguments
        if "__reduce__" in made:
            made["__reduce__"] = {"args": arguments}
        schema["content"]["members"]["content"]["bayes"]["content"]["content"][
            "extra_"
        ] = made

    sentence = refusal(written(tmp_path / "m.skops", repacked(packed, change)))
    assert "os.system" in sentence
    assert not marker.exists()


def test_that_no_function_and_nothing_of_the_system_is_trusted() -> None:
    for name in trusted():
        assert name.split(".")[0] in ("builtins", "numpy", "sklearn")
    for name in ("builtins.eval", "numpy.load", "builtins.map", "numpy.exp"):
        assert name not in trusted()


def test_that_a_node_is_looked_at_wherever_it_lies() -> None:
    node = {"__loader__": "ObjectNode", "__module__": "os", "__class__": "system"}
    assert foreign_types({"nowhere": [[{"deep": node}]]}) == ["os.system"]


# -- content that compiled code would follow -------------------------------------------


def spoiled(model: Any, path: Path, spoil: Callable[[Any], None]) -> str:
    """How a model is refused whose numbers were changed in the file."""
    content = pack(final(one=model), facts())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith(".npy"):
                array = np.load(io.BytesIO(body))
                spoil(array)
                buffer = io.BytesIO()
                np.save(buffer, array, allow_pickle=False)
                body = buffer.getvalue()
            new.writestr(name, body)
    return refusal(written(path, sealed(out.getvalue())))


@pytest.mark.parametrize(
    ("part", "value"),
    [("left_child", 10**6), ("right_child", -7), ("feature", 99), ("left_child", 0)],
)
def test_that_a_tree_that_leads_out_of_itself_is_refused(
    part: str, value: int, tmp_path: Path
) -> None:
    def spoil(array: Any) -> None:
        if array.dtype.names and part in array.dtype.names:
            array[part][0] = value

    tree = DecisionTreeClassifier(max_depth=3, random_state=0).fit(*table())
    assert "contradicts" in spoiled(tree, tmp_path / "m.skops", spoil)


@pytest.mark.parametrize(("part", "value"), [("left", 10**6), ("feature_idx", 99)])
def test_that_a_boosted_tree_that_leads_out_of_itself_is_refused(
    part: str, value: int, tmp_path: Path
) -> None:
    def spoil(array: Any) -> None:
        if array.dtype.names and part in array.dtype.names:
            array[part][0] = value

    model = ESTIMATORS.get("hist_gradient_boosting").make({"max_iter": 2}, 0)
    sentence = spoiled(model.fit(*table()), tmp_path / "m.skops", spoil)
    assert "contradicts" in sentence


def hidden(path: Path, model: Any, name: str, width: int, spoil: Any) -> str:
    """How a model is refused of which one plain attribute was changed."""
    content = pack(final(one=model), facts(width=width))

    def change(schema: dict[str, Any]) -> None:
        waiting = [schema]
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                waiting += node.values()
                if name in node and "__loader__" in node[name]:
                    spoil(node[name])
            elif isinstance(node, list):
                waiting += node

    return refusal(written(path, repacked(content, change)))


def test_that_one_hot_columns_that_are_not_there_are_refused(tmp_path: Path) -> None:
    X, y = table()
    X = np.column_stack([X, np.arange(len(y)) % 3])
    model = prepared(
        GaussianNB(), n_features=4, categories={3: ("a", "b", "c")}, has_missing=False
    ).fit(X, y)

    def spoil(node: dict[str, Any]) -> None:
        node["content"][0]["content"] = "1"

    said = hidden(tmp_path / "m.skops", model, "_n_features_outs", 4, spoil)
    assert "contradicts" in said


def test_that_trees_of_many_outputs_are_refused_before_they_are_built(
    tmp_path: Path,
) -> None:
    tree = DecisionTreeClassifier(max_depth=2).fit(*table())

    def spoil(node: dict[str, Any]) -> None:
        if node["__loader__"] == "TreeNode":
            node["__reduce__"]["args"]["content"][2]["content"] = "4000000"

    said = hidden(tmp_path / "m.skops", tree, "tree_", 3, spoil)
    assert "n_outputs" in said


def test_that_a_node_cannot_borrow_the_value_of_another(tmp_path: Path) -> None:
    """skops takes equal ids for the same object; then the check would see another."""
    tree = DecisionTreeClassifier(max_depth=2).fit(*table())
    _, was, _ = unpack(written(tmp_path / "m.skops", pack(final(one=tree), facts())))

    def change(schema: dict[str, Any]) -> None:
        schema["content"]["seed"]["__id__"] = 77
        schema["content"]["seed"]["content"] = "1000000"
        one = schema["content"]["members"]["content"]["one"]["content"]["content"]
        one["tree_"]["__reduce__"]["args"]["content"][2]["__id__"] = 77

    content = repacked(pack(final(one=tree), facts()), change)
    _, found, _ = unpack(written(tmp_path / "m.skops", content))
    assert found.members["one"].tree_.n_outputs == was.members["one"].tree_.n_outputs


def test_that_boosted_trees_of_categories_are_refused(tmp_path: Path) -> None:
    X, y = table()
    X[:, 1] = np.arange(len(y)) % 3
    model = ESTIMATORS.get("hist_gradient_boosting").make({"max_iter": 2}, 0)
    model.set_params(categorical_features=[1])
    path = tmp_path / "m.skops"
    with pytest.raises(BadInput):
        unpack(written(path, pack(final(one=model.fit(X, y)), facts())))


def test_that_an_archive_within_the_archive_is_refused(
    packed: bytes, tmp_path: Path
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, b"PK" + body if name.endswith(".npy") else body)
    content = sealed(out.getvalue())
    assert "no array" in refusal(written(tmp_path / "m.skops", content))


def test_that_neighbours_of_classes_that_are_not_there_are_refused(
    tmp_path: Path,
) -> None:
    def spoil(array: Any) -> None:
        if array.dtype == np.int64 and len(array) == 90:
            array[0] = 10**9

    model = KNeighborsClassifier(algorithm="brute").fit(*table())
    assert "contradicts" in spoiled(model, tmp_path / "m.skops", spoil)


def test_that_support_vectors_that_do_not_add_up_are_refused(tmp_path: Path) -> None:
    def spoil(array: Any) -> None:
        if array.dtype == np.int32 and len(array) == 2:
            array[0] = 10**6

    assert "contradicts" in spoiled(SVC().fit(*table()), tmp_path / "m.skops", spoil)


def test_that_a_stranger_does_not_say_how_many_threads_start(tmp_path: Path) -> None:
    forest = ESTIMATORS.get("random_forest").make({"n_estimators": 3}, 0)
    forest.n_jobs = 64
    content = pack(final(one=forest.fit(*table())), facts())
    _, back, _ = unpack(written(tmp_path / "m.skops", content))
    assert back.members["one"].n_jobs is None
