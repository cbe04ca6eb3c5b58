"""Run bundles: there and back, and every way in which one can be bad."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from workbench.core import events as ev
from workbench.core.errors import BadInput, StoreError
from workbench.core.isolate import Limits, isolated
from workbench.core.messages import Message
from workbench.core.state import RunState
from workbench.store import Store, bundle
from workbench.store.bundle_format import MOST_BYTES
from workbench.store.bundle_reader import unpack

Stories = Callable[..., Any]
Members = dict[str, bytes]


def recorded(store: Store, story: Stories) -> int:
    """A whole run in the history; its number."""
    run_id = store.new_run(story().spec)
    for _ in store.record(run_id, story(run_id).whole()):
        pass
    return run_id


@pytest.fixture
def file(store: Store, story: Stories, tmp_path: Path) -> Path:
    path = tmp_path / "run.wbrun"
    store.save_bundle(recorded(store, story), path)
    return path


@pytest.fixture
def other(tmp_path: Path) -> Any:
    with Store(tmp_path / "other.sqlite") as opened:
        yield opened


def members(file: Path) -> Members:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(file: Path, content: Members) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in content.items():
            archive.writestr(name, body)
    return file


def repacked(file: Path, **changed: bytes | None) -> Path:
    """The bundle with members replaced or left out, hashes and all made to fit."""
    content = members(file)
    for name, body in changed.items():
        full = next(key for key in content if key.startswith(name))
        if body is None:
            del content[full]
        else:
            content[full] = body
    if "manifest" not in changed:
        manifest = json.loads(content["manifest.json"])
        for name in set(manifest["sha256"]) & set(content):
            manifest["sha256"][name] = hashlib.sha256(content[name]).hexdigest()
        manifest["events"] = content.get("events.jsonl", b"").count(b"\n")
        content["manifest.json"] = json.dumps(manifest).encode()
    return pack(file, content)


def refusal(file: Path) -> str:
    with pytest.raises(BadInput) as refused:
        bundle.read(file)
    [problem] = refused.value.problems
    assert problem.field == "file"
    return str(problem.message)


def refusals(file: Path, *broken: Path) -> list[str]:
    """What is said of each of them in one child process, a good ``file`` the first.

    Each start imports for longer than a hundred files are read.
    """
    found = isolated(
        _said,
        ([str(path) for path in (file, *broken)],),
        returns=list[str],
        limits=bundle.LIMITS,
    )
    assert isinstance(found, list), found
    good, *said = found
    assert good == ""
    return said


def _said(paths: list[str]) -> list[str]:
    return [_refusal_in_child(path) for path in paths]


def _refusal_in_child(path: str) -> str:
    try:
        unpack(path)
    except BadInput as refused:
        [problem] = refused.problems
        assert problem.field == "file"
        return str(problem.message)
    return ""


def copies(file: Path, count: int) -> list[Path]:
    """As many bundles beside it as are to be changed."""
    made = [file.with_name(f"copy {number}.wbrun") for number in range(count)]
    for copy in made:
        copy.write_bytes(file.read_bytes())
    return made


def alike(state: RunState) -> RunState:
    """The state without what belongs to the place where it is kept."""
    return msgspec.structs.replace(state, run_id=None, origin="")


def test_that_a_run_comes_back_as_it_was_once_and_says_where_it_was_measured(
    store: Store, other: Store, file: Path
) -> None:
    found = other.import_bundle(file)
    assert not found.known
    assert alike(other.state(found.run_id)) == alike(store.state(1))
    assert other.state(found.run_id).run_id == found.run_id
    [run], [own] = other.runs(), store.runs()
    assert run.best_speedup == own.best_speedup == 1.75
    assert run.status == "done"
    assert run.verdict == own.verdict
    assert run.origin == other.state(1).origin == "a processor × 2"
    assert own.origin == store.state(1).origin == ""
    again = other.import_bundle(file)
    assert again.known
    assert again.run_id == found.run_id
    assert len(other.runs()) == 1
    assert store.import_bundle(file).known  # it was measured here


def test_that_the_same_run_gives_the_same_bytes_wherever_it_is_kept(
    other: Store, file: Path, tmp_path: Path, store: Store, story: Stories
) -> None:
    store.delete(1)
    recorded(store, story)  # another number, another start
    other.new_run(story().spec)
    run_id = other.import_bundle(file).run_id
    assert run_id == 2
    copy = tmp_path / "copy.wbrun"
    other.save_bundle(run_id, copy)
    assert copy.read_bytes() == file.read_bytes()


def test_that_an_interrupted_run_stays_interrupted(
    store: Store, other: Store, story: Stories, tmp_path: Path
) -> None:
    run_id = store.new_run(story().spec)
    for _ in store.record(run_id, story(run_id).whole()[:-1]):
        pass
    store.save_bundle(run_id, tmp_path / "half.wbrun")
    found = other.import_bundle(tmp_path / "half.wbrun")
    assert other.state(found.run_id).status == "interrupted"


def test_that_a_run_that_goes_on_is_not_saved(
    store: Store, story: Stories, tmp_path: Path
) -> None:
    run_id = store.new_run(story().spec)
    with pytest.raises(StoreError, match="still going on"):
        store.save_bundle(run_id, tmp_path / "run.wbrun")
    assert not (tmp_path / "run.wbrun").exists()


def test_that_a_bundle_holds_the_four_promised_files(file: Path) -> None:
    content = members(file)
    assert list(content) == [
        "spec.json", "environment.json", "events.jsonl", "manifest.json",
    ]  # fmt: skip
    manifest = json.loads(content["manifest.json"])
    assert manifest["format"] == "workbench-run"
    assert manifest["version"] == 1
    assert manifest["events"] == content["events.jsonl"].count(b"\n")


def test_that_a_truncated_bundle_is_named_as_damaged(file: Path) -> None:
    whole = file.read_bytes()
    size = len(whole)
    kept = [0, 1, 10, *(round(share * size) for share in (0.3, 0.9, 0.99))]
    cut = copies(file, len(kept))
    for path, keep in zip(cut, kept, strict=True):
        path.write_bytes(whole[:keep])
    for keep, said in zip(kept, refusals(file, *cut), strict=True):
        assert "is damaged" in said, keep


def test_that_flipped_bits_are_never_taken_for_a_run(file: Path) -> None:
    whole, digest = file.read_bytes(), unpack(str(file)).digest
    for place in range(40, len(whole), len(whole) // 12):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        file.write_bytes(broken)
        with suppress(BadInput):
            assert unpack(str(file)).digest == digest


MEMBERS = ("spec", "environment", "events", "manifest")
BODIES = (b"{", b"[1]\n", b"\xff\xfe\n", b"[" * 50_000 + b"\n")


def test_that_a_missing_member_and_wrong_content_are_named(file: Path) -> None:
    wrong = [(name, body) for name in MEMBERS for body in (None, *BODIES)]
    changed = copies(file, len(wrong))
    for path, (name, body) in zip(changed, wrong, strict=True):
        repacked(path, **{name: body})
    for (name, body), said in zip(wrong, refusals(file, *changed), strict=True):
        assert f"{name}.json" in said, (name, body)
        if body is not None:
            assert "fresh copy" in said, (name, body)
    assert "spec.json" in refusal(changed[0])


def test_that_a_changed_member_is_noticed(file: Path) -> None:
    content = members(file)
    content["spec.json"] = content["spec.json"].replace(b'"seed": 0', b'"seed": 1')
    assert "not what was written" in refusal(pack(file, content))


def test_that_another_format_is_told_from_a_newer_one(file: Path) -> None:
    paths = copies(file, 4)
    for path, version in zip(paths, (2, 0, -1), strict=False):
        manifest = {**json.loads(members(file)["manifest.json"]), "version": version}
        repacked(path, manifest=json.dumps(manifest).encode())
    pack(paths[3], {"word/document.xml": b"<w/>"})
    newer, *others = refusals(file, *paths)
    assert "newer version" in newer
    assert "Update the program" in newer
    for said in others:
        assert "no run bundle" in said


def test_that_names_which_lead_out_of_the_archive_write_nothing(
    file: Path, tmp_path: Path
) -> None:
    content = members(file)
    absolute = tmp_path.parent / f"{tmp_path.name}-absolute"
    content |= {"../escaped": b"x", str(absolute): b"x"}
    before = sorted(tmp_path.rglob("*"))
    bundle.read(pack(file, content))
    assert sorted(tmp_path.rglob("*")) == before
    assert not (tmp_path.parent / "escaped").exists()
    assert not absolute.exists()


def test_that_a_bomb_is_refused_before_it_is_unpacked(file: Path) -> None:
    content = members(file)
    content["events.jsonl"] = bytes(MOST_BYTES["events.jsonl"] + 1)
    pack(file, content)
    assert file.stat().st_size < 2**20
    said = refusal(file)
    assert "more than any run" in said


def test_that_a_size_that_lies_is_not_believed(file: Path) -> None:
    content = members(file)
    content["spec.json"] = b" " * (2 * MOST_BYTES["spec.json"])
    pack(file, content)
    true = (2 * MOST_BYTES["spec.json"]).to_bytes(4, "little")
    whole = file.read_bytes().replace(true, (100).to_bytes(4, "little"))
    file.write_bytes(whole)
    assert "is damaged" in refusal(file)


def test_that_memory_is_capped(file: Path) -> None:
    content = members(file)
    lines = content["events.jsonl"].splitlines(keepends=True)
    warned = ev.encode(ev.Warned(t=1, message=Message("Mind."))) + b"\n"
    body = b"".join([*lines[:-1], warned * 1_000_000, lines[-1]])
    repacked(file, events=body)
    with pytest.raises(BadInput, match="MiB of memory"):
        bundle.read(file, limits=Limits(memory_bytes=150 * 2**20))


def test_that_sentences_from_elsewhere_must_fill_in(file: Path) -> None:
    messages = (
        Message("{n:>99999999}", {"n": 1}),
        Message("{missing}"),
        Message("{"),
        Message("x" * 10_000),
    )
    lines = members(file)["events.jsonl"].splitlines(keepends=True)
    paths = copies(file, len(messages))
    for path, message in zip(paths, messages, strict=True):
        bad = ev.encode(ev.Warned(t=1, message=message)) + b"\n"
        repacked(path, events=b"".join([*lines[:-1], bad, lines[-1]]))
    for said in refusals(file, *paths):
        assert "a sentence in it" in said


def test_that_events_out_of_order_or_of_another_run_are_no_run(file: Path) -> None:
    lines = members(file)["events.jsonl"].splitlines(keepends=True)
    spec = members(file)["spec.json"].replace(b'"seed": 0', b'"seed": 1')
    twice, after, mixed = copies(file, 3)
    repacked(twice, events=b"".join([*lines[:-1], lines[0], lines[-1]]))
    repacked(after, events=b"".join([*lines, lines[1]]))
    repacked(mixed, spec=spec)
    begins, goes_on, differs = refusals(file, twice, after, mixed)
    assert "begins in the middle" in begins
    assert "after its end" in goes_on
    assert "different runs" in differs


def test_that_a_refused_bundle_leaves_the_history_as_it_was(
    other: Store, file: Path
) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    before = other.path.read_bytes()
    with pytest.raises(BadInput):
        other.import_bundle(file)
    assert other.path.read_bytes() == before


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_that_what_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.wbrun"
    if kind == "folder":
        path.mkdir()
    assert "a.wbrun" in refusal(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no such files")
def test_that_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.wbrun"
    os.mkfifo(path)
    assert "Choose a file" in refusal(path)


def test_that_a_place_that_cannot_be_written_is_named(
    store: Store, story: Stories, tmp_path: Path
) -> None:
    run_id = recorded(store, story)
    with pytest.raises(BadInput, match="Choose another place"):
        store.save_bundle(run_id, tmp_path / "no" / "run.wbrun")
