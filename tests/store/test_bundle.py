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
from workbench.core.isolate import Limits
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


def alike(state: RunState) -> RunState:
    """The state without what belongs to the place where it is kept."""
    return msgspec.structs.replace(state, run_id=None, origin="")


def test_that_a_run_comes_back_as_it_was(
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


def test_that_an_imported_run_says_where_it_was_measured(
    store: Store, other: Store, file: Path
) -> None:
    other.import_bundle(file)
    assert other.runs()[0].origin == other.state(1).origin == "a processor × 2"
    assert store.runs()[0].origin == store.state(1).origin == ""


def test_that_the_same_run_is_imported_once(
    store: Store, other: Store, file: Path
) -> None:
    assert store.import_bundle(file).known  # it was measured here
    first = other.import_bundle(file)
    again = other.import_bundle(file)
    assert again.known
    assert again.run_id == first.run_id
    assert len(other.runs()) == 1


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


@pytest.mark.parametrize("keep", [0, 1, 10, 0.3, 0.9, 0.99])
def test_that_a_truncated_bundle_is_named_as_damaged(file: Path, keep: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: round(keep * len(whole)) if keep < 1 else int(keep)])
    assert "is damaged" in refusal(file)


def test_that_flipped_bits_are_never_taken_for_a_run(file: Path) -> None:
    whole, digest = file.read_bytes(), unpack(str(file)).digest
    for place in range(40, len(whole), len(whole) // 12):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        file.write_bytes(broken)
        with suppress(BadInput):
            assert unpack(str(file)).digest == digest


@pytest.mark.parametrize("name", ["spec", "environment", "events", "manifest"])
def test_that_a_missing_member_is_named(file: Path, name: str) -> None:
    assert f"{name}.json" in refusal(repacked(file, **{name: None}))


@pytest.mark.parametrize("name", ["spec", "environment", "events", "manifest"])
@pytest.mark.parametrize("body", [b"{", b"[1]\n", b"\xff\xfe\n", b"[" * 50_000 + b"\n"])
def test_that_wrong_content_is_named(file: Path, name: str, body: bytes) -> None:
    said = refusal(repacked(file, **{name: body}))
    assert f"{name}.json" in said
    assert "fresh copy" in said


def test_that_a_changed_member_is_noticed(file: Path) -> None:
    content = members(file)
    content["spec.json"] = content["spec.json"].replace(b'"seed": 0', b'"seed": 1')
    assert "not what was written" in refusal(pack(file, content))


def test_that_a_newer_format_asks_for_an_update(file: Path) -> None:
    manifest = {**json.loads(members(file)["manifest.json"]), "version": 2}
    said = refusal(repacked(file, manifest=json.dumps(manifest).encode()))
    assert "newer version" in said
    assert "Update the program" in said


@pytest.mark.parametrize("version", [0, -1])
def test_that_an_unknown_version_is_refused(file: Path, version: int) -> None:
    manifest = {**json.loads(members(file)["manifest.json"]), "version": version}
    said = refusal(repacked(file, manifest=json.dumps(manifest).encode()))
    assert "no run bundle" in said


def test_that_another_zip_archive_is_no_bundle(tmp_path: Path) -> None:
    file = pack(tmp_path / "a.wbrun", {"word/document.xml": b"<w/>"})
    assert "no run bundle" in refusal(file)


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


@pytest.mark.parametrize(
    "message",
    [
        Message("{n:>99999999}", {"n": 1}),
        Message("{missing}"),
        Message("{"),
        Message("x" * 10_000),
    ],
)
def test_that_sentences_from_elsewhere_must_fill_in(
    file: Path, message: Message
) -> None:
    lines = members(file)["events.jsonl"].splitlines(keepends=True)
    bad = ev.encode(ev.Warned(t=1, message=message)) + b"\n"
    said = refusal(repacked(file, events=b"".join([*lines[:-1], bad, lines[-1]])))
    assert "a sentence in it" in said


def test_that_events_out_of_order_are_no_run(file: Path) -> None:
    lines = members(file)["events.jsonl"].splitlines(keepends=True)
    twice = b"".join([*lines[:-1], lines[0], lines[-1]])
    assert "begins in the middle" in refusal(repacked(file, events=twice))
    after = b"".join([*lines, lines[1]])
    assert "after its end" in refusal(repacked(file, events=after))


def test_that_members_of_different_runs_do_not_pass(file: Path) -> None:
    spec = members(file)["spec.json"].replace(b'"seed": 0', b'"seed": 1')
    assert "different runs" in refusal(repacked(file, spec=spec))


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
